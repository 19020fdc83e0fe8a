// The reports and incidents as MapLibre sources and layers, over whatever ground lies below.
import type { Feature, FeatureCollection, Geometry } from 'geojson'
import type {
  ExpressionSpecification,
  FilterSpecification,
  GeoJSONSourceSpecification,
  LayerSpecification,
  SymbolLayerSpecification,
  VectorSourceSpecification,
} from 'maplibre-gl'
import type { IncidentFeature, ReportFeature } from '../../server/domain/contract.ts'
import type { Theme } from '../theme.ts'
import { inkColour, levelColour, pinName, surfaceColour, tagName } from './marks.ts'

export const REPORTS = 'reports'
export const INCIDENTS = 'incidents'
export const TAGS = 'incident-tags'
export const CHOSEN = 'chosen'
/** Where there are too many reports for the page, the server's tiles hold them. */
export const TILES = 'report-tiles'

/** Layers that can be clicked, the topmost first. */
export const CLICKABLE = [
  'chosen-pin',
  'pins',
  'bubbles',
  'tile-pins',
  'tile-bubbles',
  'incident-tags',
  'incident-areas',
]

/** Pixels within which reports are crowded, and the zoom from which each stands alone. */
const CROWD_PX = 42
const ALONE_FROM_ZOOM = 14
/** An incident is a few hundred metres wide: nothing to see farther out. */
const INCIDENT_ZOOM = 11
const TAG_ZOOM = 12

export const collection = (features: Feature<Geometry>[]): FeatureCollection<Geometry> => ({
  type: 'FeatureCollection',
  features,
})

/** Only what the layers look at. */
export function reportPoint({ geometry, properties: { id, level, hazard, state } }: ReportFeature): Feature {
  return {
    type: 'Feature',
    geometry,
    properties: { id, level, kind: 'report', mark: pinName(level, hazard, state === 'verified') },
  }
}

export function incidentArea({ geometry, properties: { id, level, verified } }: IncidentFeature): Feature {
  return { type: 'Feature', geometry, properties: { id, level, kind: 'incident', isVerified: verified > 0 } }
}

/** The tag stands on the northern end of the outline, so that it covers no report. */
export function incidentTag(
  { geometry, properties: { id, level, centre, count } }: IncidentFeature,
  text: string,
): Feature {
  const rings = geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat()
  const top = rings
    .flat()
    .reduce((best, at) => ((at[1] ?? -90) > (best[1] ?? -90) ? at : best), [centre.lng, centre.lat])
  return {
    type: 'Feature',
    geometry: { type: 'Point', coordinates: top },
    properties: { id, level, count, kind: 'incident', mark: tagName(level, text) },
  }
}

export type Drawn = Record<typeof REPORTS | typeof INCIDENTS | typeof TAGS | typeof CHOSEN, FeatureCollection>

export function sourcesOf(drawn: Drawn): Record<string, GeoJSONSourceSpecification> {
  const source = (data: FeatureCollection): GeoJSONSourceSpecification => ({
    type: 'geojson',
    data,
    promoteId: 'id',
  })
  return {
    [INCIDENTS]: source(drawn[INCIDENTS]),
    [TAGS]: source(drawn[TAGS]),
    [REPORTS]: {
      ...source(drawn[REPORTS]),
      cluster: true,
      clusterRadius: CROWD_PX,
      clusterMaxZoom: ALONE_FROM_ZOOM - 1,
      clusterProperties: { worst: ['max', ['get', 'level']] },
    },
    [CHOSEN]: source(drawn[CHOSEN]),
  }
}

const PIN_SIZE: ExpressionSpecification = ['interpolate', ['linear'], ['zoom'], 4, 0.72, 10, 0.88, 14, 1]

type Layout = SymbolLayerSpecification['layout']

const pinLayout = (theme: Theme): Layout => ({
  'icon-image': ['concat', `${theme}/`, ['get', 'mark']],
  'icon-anchor': 'bottom',
  'icon-allow-overlap': true,
  'icon-padding': 0,
  'symbol-sort-key': ['get', 'level'],
})

const bubbleLayout = (theme: Theme): Layout => ({
  'icon-image': ['concat', `${theme}/bubble/`, ['get', 'worst'], '/', ['get', 'point_count']],
  'icon-allow-overlap': true,
  'icon-padding': 0,
  // By level and size. Each key of each tile is drawn by itself: by the exact count every bubble would be.
  'symbol-sort-key': ['+', ['*', 10, ['get', 'worst']], ['length', ['to-string', ['get', 'point_count']]]],
})

export const tileSource = (url: string): VectorSourceSpecification => ({
  type: 'vector',
  tiles: [url],
  maxzoom: ALONE_FROM_ZOOM,
  promoteId: 'id',
})

/** Below what is reported. */
export const OVERLAYS_BELOW = 'incident-areas'
/** Below the pins and bubbles of what has come since. */
export const TILES_BELOW = 'pins'

export const standing = (hidden: readonly string[]): FilterSpecification => [
  'all',
  ['!', ['has', 'point_count']],
  ['!', ['in', ['get', 'id'], ['literal', [...hidden]]]],
]

export function tileLayers(theme: Theme, hidden: readonly string[]): LayerSpecification[] {
  const of = { type: 'symbol', source: TILES, 'source-layer': 'reports' } as const
  const isVerified: ExpressionSpecification = ['==', ['get', 'state'], 'verified']
  const mark: ExpressionSpecification = [
    'concat',
    `${theme}/pin/`,
    ['get', 'level'],
    '/',
    ['get', 'hazard'],
    ['case', isVerified, '/verified', '/unverified'],
  ]
  return [
    {
      id: 'tile-pins',
      ...of,
      filter: standing(hidden),
      layout: { ...pinLayout(theme), 'icon-image': mark, 'icon-size': PIN_SIZE },
    },
    { id: 'tile-bubbles', ...of, filter: ['has', 'point_count'], layout: bubbleLayout(theme) },
  ]
}

export function layersOf(theme: Theme, tiles: LayerSpecification[] = []): LayerSpecification[] {
  const colour = (level: 0 | 1 | 2 | 3) => levelColour(theme, level)
  const byLevel: ['match', ...unknown[]] = [
    'match',
    ['get', 'level'],
    3,
    colour(3),
    2,
    colour(2),
    1,
    colour(1),
    colour(0),
  ]
  const ofLevel = byLevel as unknown as string
  const line = { source: INCIDENTS, minzoom: INCIDENT_ZOOM, layout: { 'line-join': 'round' } } as const
  const pin = pinLayout(theme)
  return [
    {
      id: 'incident-areas',
      type: 'fill',
      source: INCIDENTS,
      minzoom: INCIDENT_ZOOM,
      paint: { 'fill-color': ofLevel, 'fill-opacity': theme === 'dark' ? 0.2 : 0.16 },
    },
    {
      id: 'incident-casings',
      type: 'line',
      ...line,
      paint: { 'line-color': inkColour(theme), 'line-opacity': 0.35, 'line-width': 4 },
    },
    {
      id: 'incident-outlines',
      type: 'line',
      ...line,
      filter: ['get', 'isVerified'],
      paint: { 'line-color': ofLevel, 'line-width': 2.5 },
    },
    {
      id: 'incident-outlines-unverified',
      type: 'line',
      ...line,
      filter: ['!', ['get', 'isVerified']],
      paint: { 'line-color': ofLevel, 'line-width': 2.5, 'line-dasharray': [3, 2] },
    },
    // Symbols are placed from the last to the first: what lies lower makes room for pins and bubbles, the ground's names too.
    {
      id: 'incident-tags',
      type: 'symbol',
      source: TAGS,
      minzoom: TAG_ZOOM,
      layout: {
        'icon-image': ['concat', `${theme}/`, ['get', 'mark']],
        'icon-anchor': 'bottom',
        'icon-padding': 4,
        'symbol-sort-key': ['-', ['*', -1_000, ['get', 'level']], ['get', 'count']],
      },
    },
    ...tiles,
    {
      id: 'pins',
      type: 'symbol',
      source: REPORTS,
      filter: ['!', ['has', 'point_count']],
      layout: { ...pin, 'icon-size': PIN_SIZE },
    },
    {
      id: 'bubbles',
      type: 'symbol',
      source: REPORTS,
      filter: ['has', 'point_count'],
      layout: bubbleLayout(theme),
    },
    {
      id: 'chosen-area',
      type: 'line',
      source: CHOSEN,
      filter: ['==', ['get', 'kind'], 'incident'],
      layout: { 'line-join': 'round' },
      paint: { 'line-color': inkColour(theme), 'line-width': 3 },
    },
    {
      id: 'chosen-halo',
      type: 'circle',
      source: CHOSEN,
      filter: ['==', ['get', 'kind'], 'report'],
      paint: {
        'circle-radius': 9,
        'circle-color': surfaceColour(theme),
        'circle-stroke-color': inkColour(theme),
        'circle-stroke-width': 3,
      },
    },
    {
      id: 'chosen-pin',
      type: 'symbol',
      source: CHOSEN,
      filter: ['==', ['get', 'kind'], 'report'],
      layout: { ...pin, 'icon-size': 1.3 },
    },
  ]
}
