// Pumps, floodgates, shelters, hospitals, basins, sites and waterways: fetched for what the map shows, from a zoom on, a switch for each kind.
import { effect, signal } from '@preact/signals'
import type { Feature, FeatureCollection, Geometry } from 'geojson'
import type { Box } from '../../server/domain/contract.ts'
import { infrastructureKinds } from '../../server/domain/place-index.ts'
import { ask } from '../api.ts'
import { besideChosen } from './beside.ts'
import { besideIcons } from './beside-icons.ts'
import { spotMark } from './beside-marks.ts'
import { inkColour } from './marks.ts'
import { noFeatures, type Overlay, shownByChoice, sight } from './overlays.ts'

export type Spot = {
  id: string
  kind: (typeof infrastructureKinds)[number]
  name: string
  within: string
  tags: Record<string, unknown>
}

/** Below it a province full of hospitals would be a picture of nothing. */
const FROM_ZOOM = 10
/** What is fetched is rounded out to whole cells, so that a small move asks for nothing, degrees. */
const CELL = 0.25
const KEPT = 40

const known = new Map<string, FeatureCollection>()
/** Everything that was told of, for who opens one. */
export const spots = new Map<string, Spot & { geometry: Geometry }>()

function cellsAround([west, south, east, north]: Box): Box {
  const out = (value: number, round: (value: number) => number) =>
    Number((round(value / CELL) * CELL).toFixed(2))
  return [
    Math.max(-180, out(west, Math.floor)),
    Math.max(-90, out(south, Math.floor)),
    Math.min(180, out(east, Math.ceil)),
    Math.min(90, out(north, Math.ceil)),
  ]
}

async function find(kind: Spot['kind'], box: Box): Promise<FeatureCollection | undefined> {
  const address = `/api/infrastructure?kind=${kind}&box=${box.join(',')}`
  const before = known.get(address)
  if (before) return before
  const answer = await ask<FeatureCollection>(address)
  if (!('found' in answer)) return undefined
  for (const { properties, geometry } of answer.found.features) {
    const spot = properties as Spot
    spots.set(spot.id, { ...spot, geometry })
  }
  const marked = {
    ...answer.found,
    features: answer.found.features.map(
      (feature): Feature => ({
        ...feature,
        properties: { id: feature.properties?.id, mark: spotMark(kind) },
      }),
    ),
  }
  if (known.size > KEPT) known.clear()
  known.set(address, marked)
  return marked
}

function overlayOf(kind: Spot['kind']): Overlay {
  const features = signal<FeatureCollection>(noFeatures)
  const isShown = shownByChoice(kind, kind === 'shelter' || kind === 'hospital')
  let asked = ''
  effect(() => {
    const now = sight.value
    if (!isShown.value || !now || now.zoom < FROM_ZOOM) return
    const box = cellsAround(now.box)
    const name = box.join()
    if (name === asked) return
    asked = name
    void find(kind, box).then(found => {
      if (asked !== name) return
      // Unreachable: the next move of the map asks again.
      if (found) features.value = found
      else asked = ''
    })
  })
  return {
    key: kind,
    name: `layer.${kind}`,
    icon: besideIcons[kind],
    fromZoom: FROM_ZOOM,
    features,
    layers: (theme, source) => [
      {
        id: `${source}-area`,
        type: 'fill',
        source,
        minzoom: FROM_ZOOM,
        filter: ['==', ['geometry-type'], 'Polygon'],
        paint: { 'fill-color': theme === 'dark' ? '#3d7fb1' : '#7fb4dd', 'fill-opacity': 0.4 },
      },
      {
        id: `${source}-line`,
        type: 'line',
        source,
        minzoom: FROM_ZOOM,
        filter: ['!=', ['geometry-type'], 'Point'],
        paint: { 'line-color': theme === 'dark' ? '#62b0f5' : '#0b5fa5', 'line-width': 2.5 },
      },
      {
        id: `${source}-spot`,
        type: 'symbol',
        source,
        minzoom: FROM_ZOOM,
        filter: ['==', ['geometry-type'], 'Point'],
        layout: {
          'icon-image': ['concat', `${theme}/`, ['get', 'mark']],
          'icon-size': ['interpolate', ['linear'], ['zoom'], FROM_ZOOM, 0.8, 14, 1],
          'icon-padding': 0,
        },
        paint: { 'icon-halo-color': inkColour(theme) },
      },
    ],
    clickable: [`overlay-${kind}-spot`, `overlay-${kind}-line`],
    onChoose: id => {
      besideChosen.value = { kind: 'place', id }
    },
    isShown,
  }
}

export const infrastructureOverlays: Overlay[] = infrastructureKinds.map(overlayOf)
