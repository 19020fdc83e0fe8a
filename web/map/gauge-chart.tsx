// The last 72 hours of a gauge as a drawn line with its thresholds, and the same as a table for who cannot see it.
import type { Gauge, Observation } from '../../server/domain/gauge.ts'
import { SHOWN_HOURS } from '../../server/domain/gauge.ts'
import { localeOf } from '../../server/domain/messages/index.ts'
import { figure, language, tell } from '../language.ts'
import { moment, timeOfDay } from '../times.ts'

const WIDE = 360
const HIGH = 200
const EDGE = { left: 44, right: 10, top: 18, bottom: 34 }
const HOUR_MS = 3_600_000
const TICKS = 4
/** A line over a longer silence would claim what nobody read, ms. */
const GAP_MS = 6 * HOUR_MS
const MOST_ROWS = 300

type Given = { gauge: Gauge; observations: Observation[]; now: number }

export function GaugeChart({ gauge, observations, now }: Given) {
  if (observations.length === 0) return <p class="muted">{tell('gauge.chart-none')}</p>
  const from = now - SHOWN_HOURS * HOUR_MS
  const { low, high, step } = scaleOf(observations, gauge)
  const x = (at: number) => EDGE.left + ((at - from) / (now - from)) * (WIDE - EDGE.left - EDGE.right)
  const y = (depth: number) =>
    HIGH - EDGE.bottom - ((depth - low) / (high - low)) * (HIGH - EDGE.top - EDGE.bottom)
  const ticks = Array.from({ length: Math.round((high - low) / step) + 1 }, (_, index) => low + index * step)
  const limits = (gauge.thresholds ?? []).flatMap((depth, index) =>
    depth >= low && depth <= high ? [{ depth, level: index + 1 }] : [],
  )
  return (
    <figure class="gauge-chart">
      <svg
        viewBox={`0 0 ${WIDE} ${HIGH}`}
        role="img"
        aria-label={tell('gauge.chart', { name: gauge.name })}
        class="figures"
      >
        <text x={EDGE.left - 6} y={HIGH - 3} text-anchor="end" class="unit">
          {tell('gauge.unit')}
        </text>
        {ticks.map(depth => (
          <g key={depth}>
            <line class="grid" x1={EDGE.left} x2={WIDE - EDGE.right} y1={y(depth)} y2={y(depth)} />
            <text x={EDGE.left - 6} y={y(depth) + 4} text-anchor="end">
              {figure(depth)}
            </text>
          </g>
        ))}
        {midnights(from, now).map(at => (
          <g key={at}>
            <line class="grid" x1={x(at)} x2={x(at)} y1={EDGE.top} y2={HIGH - EDGE.bottom} />
            <text x={x(at)} y={HIGH - EDGE.bottom + 15} text-anchor="middle">
              {dayOf(at)}
            </text>
          </g>
        ))}
        <text x={WIDE - EDGE.right} y={HIGH - 3} text-anchor="end">
          {timeOfDay(new Date(now))}
        </text>
        {limits.map(({ depth, level }) => (
          <g key={level}>
            <line
              class={`limit limit-${level}`}
              x1={EDGE.left}
              x2={WIDE - EDGE.right}
              y1={y(depth)}
              y2={y(depth)}
            />
            <text x={EDGE.left + 4} y={y(depth) - 4} class="limit-name">
              {tell(`gauge.warning-${level as 1 | 2 | 3}`)}
            </text>
          </g>
        ))}
        <path class="water" d={lineOf(observations, x, y)} />
        {observations.length < 40 &&
          observations.map(({ at, depth }) => (
            <circle key={at} class="reading" cx={x(Date.parse(at))} cy={y(depth)} r={2.5} />
          ))}
      </svg>
      <details>
        <summary>{tell('gauge.table')}</summary>
        <table class="figures">
          <thead>
            <tr>
              <th scope="col">{tell('gauge.time')}</th>
              <th scope="col">{tell('gauge.unit')}</th>
            </tr>
          </thead>
          <tbody>
            {observations
              .slice(-MOST_ROWS)
              .toReversed()
              .map(({ at, depth }) => (
                <tr key={at}>
                  <td>{moment(at, now)}</td>
                  <td>{figure(depth, 1)}</td>
                </tr>
              ))}
          </tbody>
        </table>
      </details>
    </figure>
  )
}

/** Round steps around all that was read, and the next threshold above it. */
function scaleOf(observations: Observation[], { thresholds }: Gauge) {
  const depths = observations.map(({ depth }) => depth)
  const top = Math.max(...depths)
  const next = thresholds?.find(depth => depth > top)
  const most = next !== undefined && next - top < 3 * (top - Math.min(...depths) + 50) ? next : top
  const least = Math.min(...depths)
  const raw = Math.max(most - least, 10) / TICKS
  const power = 10 ** Math.floor(Math.log10(raw))
  const step = ([1, 2, 2.5, 5, 10].find(each => each * power >= raw) ?? 10) * power
  const low = Math.floor(least / step) * step
  return { low, high: Math.max(Math.ceil(most / step) * step, low + step), step }
}

function lineOf(
  observations: Observation[],
  x: (at: number) => number,
  y: (depth: number) => number,
): string {
  let before = Number.NEGATIVE_INFINITY
  return observations
    .map(({ at, depth }) => {
      const time = Date.parse(at)
      const sign = time - before > GAP_MS ? 'M' : 'L'
      before = time
      return `${sign}${x(time).toFixed(1)} ${y(depth).toFixed(1)}`
    })
    .join('')
}

/** Of the reader's zone. */
function midnights(from: number, to: number): number[] {
  const list: number[] = []
  const day = new Date(from)
  day.setHours(24, 0, 0, 0)
  while (day.getTime() < to) {
    list.push(day.getTime())
    day.setDate(day.getDate() + 1)
  }
  return list
}

const dayOf = (at: number) =>
  new Date(at).toLocaleDateString(localeOf(language.value), { day: 'numeric', month: 'short' })
