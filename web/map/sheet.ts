// The sheet from below on a phone: three heights (summary, list, detail), dragged by its handle or stepped by tapping it.
import { signal } from '@preact/signals'

export type Height = 'low' | 'list' | 'detail'

export const height = signal<Height>('low')
/** While it is dragged: how far above its resting height, px. */
export const dragged = signal(0)

const ORDER: Height[] = ['low', 'list', 'detail']
/** A drag this long is meant, px; shorter ones are taps. */
const MEANT_PX = 24

export const stepped = (from: Height): Height => (from === 'low' ? 'list' : 'low')

/** Follows the finger; lets go at the next height in its direction, or the one after it for a long drag. */
export function drag(
  event: PointerEvent & { currentTarget: HTMLElement },
  from: Height,
  onEnd: (to: Height) => void,
) {
  const handle: HTMLElement = event.currentTarget
  const start = event.clientY
  const done = new AbortController()
  const { signal } = done
  handle.setPointerCapture(event.pointerId)
  handle.addEventListener(
    'pointermove',
    move => {
      dragged.value = start - move.clientY
    },
    { signal },
  )
  const end = () => {
    done.abort()
    const way = dragged.value
    dragged.value = 0
    if (Math.abs(way) < MEANT_PX) return onEnd(stepped(from))
    const next = ORDER.indexOf(from) + Math.sign(way) * (Math.abs(way) > innerHeight * 0.35 ? 2 : 1)
    onEnd(ORDER[Math.max(0, Math.min(ORDER.length - 1, next))] ?? from)
  }
  handle.addEventListener('pointerup', end, { signal })
  handle.addEventListener('pointercancel', end, { signal })
}
