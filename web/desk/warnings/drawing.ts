// The area that is being drawn or looked at, on the desk's map: the new one filled, what stood before dashed, and the corners while somebody draws.

import { computed, signal } from '@preact/signals'
import { kinks } from '@turf/kinks'
import type { Feature, Position } from 'geojson'
import type { LayerSpecification } from 'maplibre-gl'
import type { LngLat } from '../../../server/domain/hazards/hazard.ts'
import { levelOf, type Outline } from '../../../server/domain/warning.ts'
import { inkColour, surfaceColour } from '../../map/marks.ts'
import type { Overlay } from '../../map/overlays.ts'
import { byLevel } from '../../map/warnings-overlay.ts'
import { change, content, whole } from './state.ts'

/** The corners so far; null: nobody draws. */
export const corners = signal<Position[] | null>(null)

/** Whether the ring would cut itself. */
export const isCrossed = computed(() => {
  const ring = corners.value
  if (!ring || ring.length < 4) return false
  return kinks({ type: 'Polygon', coordinates: [[...ring, ring[0] as Position]] }).features.length > 0
})

/** About a decimetre. */
const rounded = (value: number) => Math.round(value * 1e6) / 1e6

function put(next: Position[]): void {
  corners.value = next
  const [first] = next
  change({
    outline:
      first && next.length >= 3 && !isCrossed.value
        ? { type: 'Polygon', coordinates: [[...next, first]] }
        : null,
  })
}

const addCorner = ({ lng, lat }: LngLat): void =>
  put([...(corners.value ?? []), [rounded(lng), rounded(lat)]])
export const takeBack = (): void => put((corners.value ?? []).slice(0, -1))
export const startAgain = (): void => put([])

/** Drawing goes on from what is there, where that is one ring. */
export function startDrawing(): void {
  const outline = content.value?.outline
  const [ring, ...others] = outline?.type === 'Polygon' ? outline.coordinates : []
  corners.value = ring && others.length === 0 && ring.length <= 60 ? ring.slice(0, -1) : []
}
export function stopDrawing(): void {
  corners.value = null
}

const before = computed<Outline | null>(() => whole.value?.messages.at(-1)?.content.outline ?? null)

const features = computed<Feature[]>(() => {
  const now = content.value
  const drawn = corners.value ?? []
  const own: Feature[] = []
  const level = now ? levelOf(now.severity) : 0
  if (before.value && before.value !== now?.outline)
    own.push({ type: 'Feature', geometry: before.value, properties: { id: 'before', role: 'before', level } })
  if (now?.outline)
    own.push({ type: 'Feature', geometry: now.outline, properties: { id: 'area', role: 'area', level } })
  else if (drawn.length >= 2)
    own.push({
      type: 'Feature',
      geometry: { type: 'LineString', coordinates: drawn },
      properties: { id: 'line', role: 'line', level },
    })
  for (const [at, position] of drawn.entries())
    own.push({
      type: 'Feature',
      geometry: { type: 'Point', coordinates: position },
      properties: { id: `corner-${at}`, role: 'corner', level },
    })
  return own
})

export const drawingOverlay: Overlay = {
  key: 'warning-draft',
  name: 'warning.drafts',
  features: computed(() => ({ type: 'FeatureCollection', features: features.value })),
  layers: (theme, source) =>
    [
      {
        id: `${source}-area`,
        source,
        type: 'fill',
        filter: ['==', ['get', 'role'], 'area'],
        paint: { 'fill-color': byLevel(theme), 'fill-opacity': 0.25 },
      },
      {
        id: `${source}-before`,
        source,
        type: 'line',
        filter: ['==', ['get', 'role'], 'before'],
        paint: { 'line-color': inkColour(theme), 'line-width': 2, 'line-dasharray': [2, 2] },
      },
      {
        id: `${source}-line`,
        source,
        type: 'line',
        filter: ['in', ['get', 'role'], ['literal', ['area', 'line']]],
        paint: { 'line-color': byLevel(theme), 'line-width': 3 },
      },
      {
        id: `${source}-corners`,
        source,
        type: 'circle',
        filter: ['==', ['get', 'role'], 'corner'],
        paint: {
          'circle-radius': 5,
          'circle-color': surfaceColour(theme),
          'circle-stroke-color': inkColour(theme),
          'circle-stroke-width': 2,
        },
      },
    ] as LayerSpecification[],
  takes: computed(() => (corners.value ? addCorner : null)),
  isShown: signal(true),
}
