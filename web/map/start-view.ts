// Where the map looks at first: what the address or the last visit says; else Greater Jakarta when most reports are there; else Indonesia.
import { effect } from '@preact/signals'
import type { LngLatBoundsLike } from 'maplibre-gl'
import type { ReportFeature } from '../../server/domain/contract.ts'
import { placeOf } from './near.ts'
import { live, selection, shown, view } from './state.ts'
import type { Surface } from './surface.ts'

type Bounds = [w: number, s: number, e: number, n: number]

const GREATER_JAKARTA: Bounds = [106.3, -6.8, 107.3, -5.9]
/** So many of the reports make it the place to look at. */
const MOST = 0.5
/** Closer than this a handful of reports would look like the whole city. */
const MAX_ZOOM = 12

/** Decided once, when the first picture is there, and never against a reader who has moved the map meanwhile. */
export function startView(surface: Surface): void {
  if (view.value || selection.value) return
  const stop = effect(() => {
    if (!live.isKnown.value) return
    queueMicrotask(() => stop())
    if (view.peek()) return
    const bounds = jakartaOf(shown.peek().reports)
    if (bounds) surface.fit(bounds, MAX_ZOOM)
  })
}

/** The box of the reports in Greater Jakarta, or null when most are elsewhere. */
export function jakartaOf(reports: ReportFeature[]): LngLatBoundsLike | null {
  const [w, s, e, n] = GREATER_JAKARTA
  const there = reports.map(placeOf).filter(({ lng, lat }) => lng >= w && lng <= e && lat >= s && lat <= n)
  if (there.length === 0 || there.length < reports.length * MOST) return null
  const lngs = there.map(({ lng }) => lng)
  const lats = there.map(({ lat }) => lat)
  return [Math.min(...lngs), Math.min(...lats), Math.max(...lngs), Math.max(...lats)]
}
