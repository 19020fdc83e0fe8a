// The histogram of a span: a bar a step, its colours the levels. It is the slider too: dragged, clicked, or moved by keys.
import { useRef } from 'preact/hooks'
import { figure, tell } from '../../language.ts'
import { moment } from '../../times.ts'
import { counts, goTo, isPlaying, past, spanBounds, stepBy } from './past.ts'

/** From the bottom: the worst stands where the eye begins. */
const LEVELS = [3, 2, 1, 0] as const
const HEIGHT = 100

export function Chart() {
  const holder = useRef<HTMLDivElement>(null)
  const { from, to, bar } = spanBounds.value
  const known = counts.value
  const bars = barsOf()
  const most = Math.max(1, ...bars.map(({ total }) => total))
  const at = past.value
  const now = Date.now()
  const part = (time: number) => (100 * (Math.min(Math.max(time, from), to) - from)) / (to - from)

  function barsOf() {
    const levels = new Map<number, number[]>()
    for (const { at, level, count } of known?.counts ?? []) {
      const own = levels.get(Date.parse(at)) ?? [0, 0, 0, 0]
      own[level] = (own[level] ?? 0) + count
      levels.set(Date.parse(at), own)
    }
    return [...levels].map(([time, own]) => ({
      time,
      own,
      total: own.reduce((sum, count) => sum + count, 0),
    }))
  }

  function point(event: PointerEvent) {
    const box = holder.current?.getBoundingClientRect()
    if (!box) return
    goTo(from + ((event.clientX - box.left) / box.width) * (to - from))
  }
  const press = (event: PointerEvent & { currentTarget: HTMLElement }) => {
    if (event.button !== 0) return
    isPlaying.value = false
    event.currentTarget.setPointerCapture(event.pointerId)
    point(event)
  }
  const turn = (event: KeyboardEvent) => {
    const steps: Record<string, () => void> = {
      ArrowLeft: () => stepBy(-1),
      ArrowDown: () => stepBy(-1),
      ArrowRight: () => stepBy(1),
      ArrowUp: () => stepBy(1),
      PageUp: () => goTo((past.value ?? now) + 10 * bar),
      PageDown: () => goTo((past.value ?? now) - 10 * bar),
      Home: () => goTo(from),
      End: () => goTo(to),
    }
    const step = steps[event.key]
    if (!step) return
    event.preventDefault()
    event.stopPropagation()
    isPlaying.value = false
    step()
  }

  return (
    <div
      ref={holder}
      class="past-chart"
      role="slider"
      tabIndex={0}
      aria-label={tell('past.timeline')}
      aria-valuemin={from}
      aria-valuemax={to}
      aria-valuenow={at ?? now}
      aria-valuetext={at === null ? tell('past.live-short') : moment(new Date(at).toISOString(), now)}
      onPointerDown={press}
      onPointerMove={event => event.currentTarget.hasPointerCapture(event.pointerId) && point(event)}
      onKeyDown={turn}
    >
      <svg viewBox={`0 0 100 ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
        {bars.map(({ time, own, total }) => {
          const width = (100 * bar) / (to - from)
          let top = HEIGHT
          return (
            <g key={time}>
              {LEVELS.map(level => {
                const height = ((own[level] ?? 0) / most) * (HEIGHT - 4)
                top -= height
                return height > 0 ? (
                  <rect
                    key={level}
                    class={`bar-${level}`}
                    x={part(time) + width * 0.08}
                    y={top}
                    width={width * 0.84}
                    height={height}
                  />
                ) : null
              })}
              <title>
                {tell('past.bar', { time: moment(new Date(time).toISOString(), now), count: figure(total) })}
              </title>
            </g>
          )
        })}
      </svg>
      {to > now && <i class="past-future" style={{ left: `${part(now)}%` }} />}
      <i class={`past-hand ${at === null ? 'is-live' : ''}`} style={{ left: `${part(at ?? now)}%` }} />
    </div>
  )
}
