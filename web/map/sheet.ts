// The sheet from below on a phone: three heights (summary, list, detail), dragged by its handle or stepped by tapping it.
import { signal } from '@preact/signals'

export type Height = 'low' | 'list' | 'detail'

export const height = signal<Height>('low')
/** While it is dragged: how far above its resting height, px. */
export const dragged = signal(0)

const ORDER: Height[] = ['low', 'list', 'detail']
/** A drag this long is meant, px; shorter ones are taps. */
const MEANT_PX = 24

/** Whether the last touch was a drag: the click that ends it is none. */
let wasDrag = false

/** A tap, or the keyboard. It waits for the click, so that nothing under the finger is hit when the sheet has moved away. */
export function tap(): void {
  if (!wasDrag) height.value = height.value === 'low' ? 'list' : 'low'
  wasDrag = false
}

/** Follows the finger; lets go at the next height in its direction, or the one after it for a long drag. */
export function drag(event: PointerEvent & { currentTarget: HTMLElement }): void {
  const handle: HTMLElement = event.currentTarget
  const start = event.clientY
  const done = new AbortController()
  const { signal } = done
  wasDrag = false
  handle.setPointerCapture(event.pointerId)
  const follow = (move: PointerEvent) => {
    dragged.value = start - move.clientY
  }
  const end = () => {
    done.abort()
    const way = dragged.value
    dragged.value = 0
    if (Math.abs(way) < MEANT_PX) return
    wasDrag = true
    const next = ORDER.indexOf(height.value) + Math.sign(way) * (Math.abs(way) > innerHeight * 0.35 ? 2 : 1)
    height.value = ORDER[Math.max(0, Math.min(ORDER.length - 1, next))] ?? height.value
  }
  handle.addEventListener('pointermove', follow, { signal })
  handle.addEventListener('pointerup', end, { signal })
  handle.addEventListener('pointercancel', end, { signal })
}
