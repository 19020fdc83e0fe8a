// Where a map looks at first when nothing else decides it: Greater Jakarta when most reports are there, else Indonesia.
import { effect, type ReadonlySignal } from '@preact/signals'
import type { ReportFeature } from '../../server/domain/contract.ts'
import { placeOf } from './near.ts'
import type { Shown } from './shown.ts'
import type { Surface } from './surface.ts'

type Bounds = [w: number, s: number, e: number, n: number]

const GREATER_JAKARTA: Bounds = [106.3, -6.8, 107.3, -5.9]
/** So many of the reports make it the place to look at. */
const MOST = 0.5
/** Closer than this a handful of reports would look like the whole city. */
const MAX_ZOOM = 11

type Given = {
  isKnown: ReadonlySignal<boolean>
  shown: ReadonlySignal<Shown>
  /** Whether the address, the last visit or the reader's own hand has decided meanwhile. */
  isDecided: () => boolean
}

/** Decided once, when the first picture is there. */
export function startView(surface: Surface, { isKnown, shown, isDecided }: Given): void {
  const stop = effect(() => {
    if (!isKnown.value) return
    queueMicrotask(() => stop())
    const bounds = isDecided() ? null : jakartaOf(shown.peek().reports)
    if (bounds) surface.fit(bounds, MAX_ZOOM)
  })
}

/** The box of the reports in Greater Jakarta, or null when most are elsewhere. */
function jakartaOf(reports: ReportFeature[]): Bounds | null {
  const [w, s, e, n] = GREATER_JAKARTA
  const there = reports.map(placeOf).filter(({ lng, lat }) => lng >= w && lng <= e && lat >= s && lat <= n)
  return there.length > 0 && there.length >= reports.length * MOST
    ? boundsOf(there.map(({ lng, lat }) => [lng, lat]))
    : null
}

export function boundsOf(positions: number[][]): Bounds {
  const bounds: Bounds = [180, 90, -180, -90]
  for (const [lng = 0, lat = 0] of positions) {
    bounds[0] = Math.min(bounds[0], lng)
    bounds[1] = Math.min(bounds[1], lat)
    bounds[2] = Math.max(bounds[2], lng)
    bounds[3] = Math.max(bounds[3], lat)
  }
  return bounds
}
