// What follows the selection at a distance: the map and what is asked of the server wait until the officer's hand rests, so that running through
// the queue costs nothing but its lines.
import { effect, signal } from '@preact/signals'
import type { ReportFeature } from '../../server/domain/contract.ts'
import type { LngLat } from '../../server/domain/hazards/hazard.ts'
import { sight } from '../map/overlays.ts'
import { chosen, chosenRow, focus } from './state.ts'

/** Longer than between two key presses of somebody who runs, ms. */
const REST_MS = 300
/** Nearer than this part of the picture to its edge a place is not well in sight. */
const EDGE = 0.15
/** From farther away one sees no streets. */
const NEAR_ZOOM = 12

/** The line on which the hand rests; null where nothing is open. */
export const restedRow = signal(chosenRow.peek())
export const restedOn = signal<ReportFeature | null>(null)
export const restedFocus = signal<ReportFeature | null>(null)

let waiting: ReturnType<typeof setTimeout> | undefined
effect(() => {
  const row = chosenRow.value
  const [open, about] = [chosen.value, focus.value]
  const settle = () => {
    restedRow.value = row
    restedOn.value = open
    restedFocus.value = about
  }
  clearTimeout(waiting)
  // News of what is open already is not another thing.
  if (row === restedRow.peek() || row === null) settle()
  else waiting = setTimeout(settle, REST_MS)
})

/** The map need not move for what stands well in sight. */
export function isInSight({ lng, lat }: LngLat): boolean {
  const seen = sight.peek()
  if (!seen || seen.zoom < NEAR_ZOOM) return false
  const [w, s, e, n] = seen.box
  const [width, height] = [(e - w) * EDGE, (n - s) * EDGE]
  return lng > w + width && lng < e - width && lat > s + height && lat < n - height
}
