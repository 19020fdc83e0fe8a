// The bundled basemap: coast, waters, borders and names of Indonesia without any network, drawn quietly under the reports.
// Good from zoom 4 to 12. Labels use the system's own fonts, so the style needs no glyphs, sprites or tiles.
import type {
  ExpressionSpecification,
  FilterSpecification,
  LayerSpecification,
  StyleSpecification,
  SymbolLayerSpecification,
} from 'maplibre-gl'
import './data.ts'
import { type Palette, palettes, type Theme } from './palette.ts'

/** Shown in a corner of every map that uses this style. */
const attribution = '© OpenStreetMap contributors · Natural Earth · GeoNames'

/** The first family's words set weight and slope: MapLibre reads them off its name. */
const plain = ['Regular', 'system-ui', 'sans-serif']
const strong = ['Semibold', 'system-ui', 'sans-serif']
const slanted = ['Italic', 'system-ui', 'sans-serif']

export function offlineStyle(theme: Theme, language: string): StyleSpecification {
  const colours = palettes[theme]
  return {
    version: 8,
    name: `Kentongan ${theme}`,
    sources: {
      land: { type: 'geojson', data: 'basemap://land', attribution, tolerance: 0.4, maxzoom: 13 },
      lines: { type: 'geojson', data: 'basemap://lines', tolerance: 0.4, maxzoom: 12 },
      places: { type: 'geojson', data: 'basemap://places', maxzoom: 13 },
    },
    layers: [...ground(colours), ...names(colours, language === 'id' ? 'id' : 'en')],
  }
}

/** A value that grows with the zoom: [zoom, value] pairs, straight between them. */
const byZoom = (...stops: number[]): ExpressionSpecification => [
  'interpolate',
  ['linear'],
  ['zoom'],
  ...stops,
]

function ground(c: Palette): LayerSpecification[] {
  const ours: FilterSpecification = ['==', ['get', 'ours'], true]
  const theirs: FilterSpecification = [
    'all',
    ['==', ['get', 'layer'], 'land'],
    ['==', ['get', 'ours'], false],
  ]
  const shallows = {
    'line-color': c.shallow,
    'line-blur': byZoom(4, 4, 8, 10, 12, 18),
    'line-width': byZoom(4, 6, 8, 16, 12, 30),
  }
  return [
    { id: 'sea', type: 'background', paint: { 'background-color': c.sea } },
    { id: 'shallows', type: 'line', source: 'land', filter: ours, paint: shallows },
    { id: 'abroad', type: 'fill', source: 'land', filter: theirs, paint: { 'fill-color': c.abroad } },
    { id: 'land', type: 'fill', source: 'land', filter: ours, paint: { 'fill-color': c.land } },
    {
      id: 'shore',
      type: 'line',
      source: 'land',
      filter: ours,
      layout: { 'line-join': 'round' },
      paint: { 'line-color': c.shore, 'line-width': byZoom(4, 0.4, 8, 0.8, 12, 1.2) },
    },
    {
      id: 'borders',
      type: 'line',
      source: 'lines',
      minzoom: 4.6,
      filter: ['==', ['get', 'layer'], 'borders'],
      layout: { 'line-join': 'round', 'line-cap': 'round' },
      paint: {
        'line-color': c.border,
        'line-width': byZoom(5, 0.5, 8, 0.9, 12, 1.4),
        'line-dasharray': [3, 2.5],
      },
    },
    {
      id: 'frontier',
      type: 'line',
      source: 'lines',
      filter: ['==', ['get', 'layer'], 'frontier'],
      layout: { 'line-join': 'round' },
      paint: { 'line-color': c.frontier, 'line-width': byZoom(4, 0.8, 8, 1.3, 12, 2) },
    },
  ]
}

type Look = {
  filter: FilterSpecification
  zooms: [first: number, last: number]
  /** Pixels by zoom. */
  size: number[]
  colour: string
  halo?: string
  layout?: SymbolLayerSpecification['layout']
}

const kind = (value: string): FilterSpecification => ['==', ['get', 'kind'], value]
const ranked = (rank: number): FilterSpecification =>
  ['all', kind('town'), ['==', ['get', 'rank'], rank]] as FilterSpecification

const capitals: Look['layout'] = { 'text-transform': 'uppercase', 'text-letter-spacing': 0.16 }
const water: Look['layout'] = { 'text-font': slanted, 'text-letter-spacing': 0.12 }
/** A town's name steps aside for a stronger neighbour before it vanishes. */
const stepping: Look['layout'] = {
  'symbol-sort-key': ['get', 'order'],
  'text-variable-anchor': ['center', 'top', 'bottom', 'left', 'right'],
  'text-radial-offset': 0.6,
}

/** Weaker names stand first: MapLibre places the last layer before the others. */
function names(c: Palette, language: 'id' | 'en'): LayerSpecification[] {
  const { halo } = c
  const looks: Record<string, Look> = {
    quarter: {
      filter: ranked(5),
      zooms: [10.8, 24],
      size: [11, 10.5, 14, 13],
      colour: c.quarter,
      halo,
      layout: stepping,
    },
    district: {
      filter: ranked(4),
      zooms: [8.6, 24],
      size: [9, 10.5, 13, 14],
      colour: c.quarter,
      halo,
      layout: stepping,
    },
    strait: {
      filter: kind('strait'),
      zooms: [5.6, 12.5],
      size: [6, 10.5, 9, 13],
      colour: c.waterName,
      layout: water,
    },
    sea: { filter: kind('sea'), zooms: [3.5, 9], size: [4, 11, 7, 15], colour: c.waterName, layout: water },
    town: {
      filter: ranked(3),
      zooms: [7.2, 24],
      size: [7, 10.5, 12, 15],
      colour: c.town,
      halo,
      layout: stepping,
    },
    province: {
      filter: kind('province'),
      zooms: [5.6, 8.6],
      size: [6, 9.5, 8, 12],
      colour: c.province,
      halo,
      layout: capitals,
    },
    city: {
      filter: ranked(2),
      zooms: [6, 24],
      size: [6, 11, 12, 18],
      colour: c.town,
      halo,
      layout: stepping,
    },
    capital: {
      filter: ranked(1),
      zooms: [4.2, 24],
      size: [4, 10.5, 8, 14, 12, 20],
      colour: c.city,
      halo,
      layout: { ...stepping, 'text-font': strong },
    },
    island: {
      filter: kind('island'),
      zooms: [3.5, 5.6],
      size: [4, 10, 5.5, 13],
      colour: c.province,
      halo,
      layout: capitals,
    },
  }
  return Object.entries(looks).map(([id, { filter, zooms, size, colour, halo, layout }]) => ({
    id: `name-${id}`,
    type: 'symbol',
    source: 'places',
    minzoom: zooms[0],
    maxzoom: zooms[1],
    filter,
    layout: {
      'text-field': ['get', language],
      'text-font': plain,
      'text-size': byZoom(...size),
      'text-padding': 6,
      'text-max-width': 8,
      ...layout,
    },
    paint: {
      'text-color': colour,
      ...(halo ? { 'text-halo-color': halo, 'text-halo-width': 1.2, 'text-halo-blur': 0.4 } : {}),
    },
  }))
}
