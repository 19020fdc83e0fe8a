// What official sources tell, on the map: where the earth shook, where BMKG warns of weather. Drawn unlike anything that citizens report.
import { computed } from '@preact/signals'
import type { Feature, FeatureCollection } from 'geojson'
import type { Official, OfficialKind } from '../../server/domain/official.ts'
import { besideChosen, officials } from './beside.ts'
import { besideIcons } from './beside-icons.ts'
import { spotMark } from './beside-marks.ts'
import { inkColour, levelColour, surfaceColour } from './marks.ts'
import { type Overlay, shownByChoice } from './overlays.ts'

function featureOf({ id, kind, level, place, outline, quake }: Official): Feature[] {
  const properties = { id, level: level ?? 0, magnitude: quake?.magnitude ?? 0, mark: spotMark(kind) }
  if (outline) return [{ type: 'Feature', geometry: outline, properties }]
  if (!place) return []
  return [{ type: 'Feature', geometry: { type: 'Point', coordinates: [place.lng, place.lat] }, properties }]
}

const featuresOf = (kind: OfficialKind) =>
  computed<FeatureCollection>(() => ({
    type: 'FeatureCollection',
    features: [...officials.value.values()].filter(one => one.kind === kind).flatMap(featureOf),
  }))

const open = (id: string) => {
  besideChosen.value = { kind: 'official', id }
}

/** Rings that grow with the magnitude: an epicentre is no point of danger, and severity is not known from it. */
export const quakeOverlay: Overlay = {
  key: 'quakes',
  name: 'layer.quakes',
  icon: besideIcons.earthquake,
  features: featuresOf('earthquake'),
  layers: (theme, source) => [
    {
      id: `${source}-rings`,
      type: 'circle',
      source,
      paint: {
        'circle-radius': [
          'interpolate',
          ['exponential', 1.6],
          ['get', 'magnitude'],
          2,
          8,
          5,
          18,
          7,
          42,
          9,
          90,
        ],
        'circle-color': inkColour(theme),
        'circle-opacity': 0.08,
        'circle-stroke-color': inkColour(theme),
        'circle-stroke-width': 1.5,
      },
    },
    {
      id: `${source}-spot`,
      type: 'symbol',
      source,
      layout: { 'icon-image': ['concat', `${theme}/`, ['get', 'mark']], 'icon-allow-overlap': true },
    },
  ],
  clickable: ['overlay-quakes-rings', 'overlay-quakes-spot'],
  onChoose: open,
  isShown: shownByChoice('quakes', true),
}

/** The level colours mean severity, and CAP tells it; broken lines tell them from incidents. */
const areas = (key: string, kind: OfficialKind, name: Overlay['name']): Overlay => ({
  key,
  name,
  icon: besideIcons[kind],
  features: featuresOf(kind),
  layers: (theme, source) => {
    const colour = [
      'match',
      ['get', 'level'],
      3,
      levelColour(theme, 3),
      2,
      levelColour(theme, 2),
      1,
      levelColour(theme, 1),
      levelColour(theme, 0),
    ] as unknown as string
    const isArea = ['==', ['geometry-type'], 'Polygon'] as unknown as ['==', string, string]
    return [
      {
        id: `${source}-fill`,
        type: 'fill',
        source,
        filter: isArea,
        paint: {
          'fill-color': colour,
          'fill-opacity': ['interpolate', ['linear'], ['zoom'], 6, 0.16, 11, 0.04],
        },
      },
      {
        id: `${source}-edge`,
        type: 'line',
        source,
        filter: isArea,
        paint: { 'line-color': colour, 'line-width': 2, 'line-dasharray': [2, 1.5] },
      },
      {
        id: `${source}-point`,
        type: 'symbol',
        source,
        filter: ['==', ['geometry-type'], 'Point'],
        layout: { 'icon-image': ['concat', `${theme}/`, ['get', 'mark']], 'icon-allow-overlap': true },
        paint: { 'icon-halo-color': surfaceColour(theme) },
      },
    ]
  },
  clickable: [`overlay-${key}-fill`, `overlay-${key}-point`],
  onChoose: open,
  isShown: shownByChoice(key, true),
})

export const weatherOverlay = areas('weather', 'weather', 'layer.weather')
export const disasterOverlay = areas('disasters', 'disaster', 'layer.disasters')
