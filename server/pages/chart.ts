// Charts as plain SVG inside a page: bars and nothing else, readable without script, on paper, in light and in dark.
import { escaped } from './plain-page.ts'

type Bar = { label: string; value: number; told: string }

const WIDTH = 440
const LABEL = 150
const ROW = 26

/** Lying bars, one a line, each with its label before and its figure behind. */
export function lyingBars(title: string, bars: Bar[]): string {
  const most = Math.max(1e-9, ...bars.map(({ value }) => value))
  const room = WIDTH - LABEL - 90
  const lines = bars.map(({ label, value, told }, index) => {
    const width = Math.max(1, (value / most) * room)
    const y = index * ROW
    return `<text x="${LABEL - 8}" y="${y + 17}" text-anchor="end">${escaped(shortened(label))}</text><rect x="${LABEL}" y="${y + 5}" width="${width.toFixed(1)}" height="${ROW - 10}" rx="2"/><text x="${(LABEL + width + 6).toFixed(1)}" y="${y + 17}">${escaped(told)}</text>`
  })
  return svg(title, WIDTH, bars.length * ROW, lines.join(''))
}

/** Standing bars in a row, labels below where there is room. */
export function standingBars(title: string, bars: Bar[], every = 3): string {
  const most = Math.max(1, ...bars.map(({ value }) => value))
  const step = WIDTH / Math.max(1, bars.length)
  const height = 120
  const lines = bars.map(({ label, value, told }, index) => {
    const own = (value / most) * (height - 16)
    const x = index * step
    const below =
      index % every === 0
        ? `<text x="${index === 0 ? 0 : (x + step / 2).toFixed(1)}" y="${height + 16}" text-anchor="${index === 0 ? 'start' : 'middle'}">${escaped(label)}</text>`
        : ''
    return `<rect x="${(x + step * 0.1).toFixed(1)}" y="${(height - own).toFixed(1)}" width="${(step * 0.8).toFixed(1)}" height="${own.toFixed(1)}"><title>${escaped(`${label}: ${told}`)}</title></rect>${below}`
  })
  return svg(
    title,
    WIDTH,
    height + 22,
    `${lines.join('')}<path d="M0 ${height}.5H${WIDTH}" stroke="currentColor" stroke-opacity=".4"/><text x="0" y="11">${most}</text>`,
  )
}

const svg = (title: string, width: number, height: number, inside: string) =>
  `<svg class="chart" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(title)}">${inside}</svg>`

const shortened = (label: string) => (label.length > 20 ? `${label.slice(0, 19)}…` : label)

export const CHART_STYLE =
  '.chart{width:100%;max-width:460px;height:auto;font-size:13px;font-variant-numeric:tabular-nums}.chart text{fill:currentColor}.chart rect{fill:var(--a)}'
