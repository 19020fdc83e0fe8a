// A long list of lines of one height: only those in sight, and some about them, stand in the page. What is open stands there always.
import { type ReadonlySignal, signal, useSignalEffect } from '@preact/signals'
import type { RefObject } from 'preact'
import { useEffect } from 'preact/hooks'

/** Height of a line, px: two lines of text, on a phone a thumb's target. */
const LINE = 44
const LINE_PHONE = 60
/** Lines beyond both edges, so that scrolling shows no gap; the window moves on by so many at a time. */
const BEYOND = 12
const STEP = 6

const isPhone = matchMedia('(max-width: 899px)')

export type Span = { first: number; end: number }

/** Where the scroller stands, in px; kept here, so that nobody has to ask the page and make it lay itself out. */
export function openWindow() {
  const line = signal(isPhone.matches ? LINE_PHONE : LINE)
  const height = signal(900)
  const first = signal(0)
  const isWhole = signal(false)
  let top = 0

  const settle = () => {
    first.value = Math.max(0, Math.floor(top / line.value / STEP) * STEP - BEYOND)
  }

  return {
    line,
    /** Of so many lines those that have to stand. */
    spanOf: (count: number): Span =>
      isWhole.value
        ? { first: 0, end: count }
        : {
            first: Math.min(first.value, Math.max(0, count - 1)),
            end: Math.min(count, first.value + Math.ceil(height.value / line.value) + 2 * BEYOND + STEP),
          },
    /** Keeps to the scroller; gives back how to stop. */
    keepTo(scroller: HTMLElement): () => void {
      const scrolled = () => {
        top = scroller.scrollTop
        settle()
      }
      const resized = new ResizeObserver(() => {
        height.value = scroller.clientHeight
      })
      const turned = () => {
        line.value = isPhone.matches ? LINE_PHONE : LINE
        settle()
      }
      // On paper there is nothing to scroll.
      const print = () => {
        isWhole.value = true
      }
      const printed = () => {
        isWhole.value = false
      }
      height.value = scroller.clientHeight
      resized.observe(scroller)
      scroller.addEventListener('scroll', scrolled, { passive: true })
      isPhone.addEventListener('change', turned)
      addEventListener('beforeprint', print)
      addEventListener('afterprint', printed)
      return () => {
        resized.disconnect()
        scroller.removeEventListener('scroll', scrolled)
        isPhone.removeEventListener('change', turned)
        removeEventListener('beforeprint', print)
        removeEventListener('afterprint', printed)
      }
    },
    /** Scrolls no farther than needed. */
    show(scroller: HTMLElement, index: number) {
      const [above, below] = [index * line.value, (index + 1) * line.value]
      if (above >= top && below <= top + height.value) return
      top = above < top ? above : below - height.value
      scroller.scrollTop = top
      settle()
    },
  }
}

/** The scroller follows what is newly chosen, and the window the scroller. News alone never moves the list under a hand. */
export function useWindow(
  own: ReturnType<typeof openWindow>,
  scroller: RefObject<HTMLDivElement | null>,
  { key, index }: { key: ReadonlySignal<string | null>; index: ReadonlySignal<number> },
): void {
  useEffect(() => (scroller.current ? own.keepTo(scroller.current) : undefined), [])
  useSignalEffect(() => {
    if (key.value !== null && index.peek() >= 0 && scroller.current) own.show(scroller.current, index.peek())
  })
}
