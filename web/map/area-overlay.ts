// Flooded areas on both maps: a fill by state with a tag that says it, fetched whenever the live picture tells of a change, or as they were at a past moment.
import { computed, effect, signal } from '@preact/signals'
import type { Feature, FeatureCollection, MultiPolygon, Polygon } from 'geojson'
import { ask } from '../api.ts'
import { levelOfState, sayShortly } from './area-state.ts'
import { areaStates, besideChosen } from './beside.ts'
import { levelColour, tagName } from './marks.ts'
import { noFeatures, type Overlay, shownByChoice } from './overlays.ts'
import { past } from './timeline/past.ts'

type AreaFeature = Feature<
  Polygon | MultiPolygon,
  {
    id: string
    name: string
    parent: string | null
    region: string | null
    state: 1 | 2 | 3 | 4
    since: string
  }
>

/** Several changes of one moment are one question, ms. */
const SETTLE_MS = 150
/** From this zoom on each area says its name. */
const NAME_ZOOM = 13

const fetched = signal<AreaFeature[]>([])
let asked = 0

async function read(at: number | null): Promise<void> {
  const turn = ++asked
  const query = at === null ? '' : `?at=${new Date(at).toISOString()}`
  const answer = await ask<{ features: AreaFeature[] }>(`/api/areas/flooded${query}`)
  if (turn === asked && 'found' in answer) fetched.value = answer.found.features
}

let waiting: ReturnType<typeof setTimeout> | undefined
effect(() => {
  const at = past.value
  const isWanted = at !== null || areaStates.value.size > 0
  clearTimeout(waiting)
  if (isWanted) waiting = setTimeout(() => void read(at), SETTLE_MS)
  else {
    asked++
    fetched.value = []
  }
})

/** The worst first, then the latest. */
export const floodedAreas = computed(() =>
  fetched.value.toSorted(
    ({ properties: a }, { properties: b }) => b.state - a.state || (a.since < b.since ? 1 : -1),
  ),
)

const features = computed<FeatureCollection>(() =>
  fetched.value.length === 0
    ? noFeatures
    : {
        type: 'FeatureCollection',
        features: fetched.value.map(({ geometry, properties: { id, name, state } }) => {
          const level = levelOfState(state)
          return {
            type: 'Feature',
            geometry,
            properties: {
              id,
              level,
              mark: tagName(level, sayShortly(state)),
              named: tagName(level, `${name} · ${sayShortly(state)}`),
            },
          }
        }),
      },
)

export const areaOverlay: Overlay = {
  key: 'areas',
  name: 'layer.areas',
  icon: 'M3 3h8v7H3Zm10 0h8v4h-8ZM13 9h8v5q-2 1.4-4 0t-4 0ZM3 12h8v2q-2 1.4-4 0t-4 0Zm-1 5q2.5-2 5 0t5 0 5 0 5 0v3q-2.5 2-5 0t-5 0-5 0-5 0Z',
  features,
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
    return [
      { id: `${source}-fill`, type: 'fill', source, paint: { 'fill-color': colour, 'fill-opacity': 0.22 } },
      { id: `${source}-edge`, type: 'line', source, paint: { 'line-color': colour, 'line-width': 1.5 } },
      {
        id: `${source}-tag`,
        type: 'symbol',
        source,
        minzoom: 11.5,
        layout: {
          'icon-image': [
            'step',
            ['zoom'],
            ['concat', `${theme}/`, ['get', 'mark']],
            NAME_ZOOM,
            ['concat', `${theme}/`, ['get', 'named']],
          ],
          'icon-padding': 4,
          'symbol-sort-key': ['-', 0, ['get', 'level']],
        },
      },
    ]
  },
  clickable: ['overlay-areas-tag', 'overlay-areas-fill'],
  onChoose: id => {
    besideChosen.value = { kind: 'area', id }
  },
  isShown: shownByChoice('areas', true),
}
