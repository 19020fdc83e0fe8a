// The figures for everybody as a page: how long people waited, what is open and overdue, and when reports come.
import type { Hourly, Standing, Waiting } from '../../db/figures.ts'
import { hazardKeys, hazardOf } from '../domain/hazards/index.ts'
import { type Language, languages, localeOf, type MessageKey, phrase, say } from '../domain/messages/index.ts'
import { regionByCode } from '../domain/regions/index.ts'
import { CHART_STYLE, lyingBars, standingBars } from './chart.ts'
import { escaped, plainPage } from './plain-page.ts'

const DAYS = [1, 7, 30, 365] as const
/** Lines a table shows; the data has all of them. */
const MOST_LINES = 20

/** Each can be had as CSV. */
export const figureTables = ['waiting', 'standing', 'hours'] as const

export type Figures = {
  /** ISO 8601. */
  from: string
  to: string
  /** That of the hours of the day. */
  timeZone: string
  waiting: Waiting[]
  standing: Standing[]
  hours: Hourly[]
}

/** `days` is the span that was asked for. */
export const figuresPage = (language: Language, figures: Figures, days: number): string =>
  plainPage(language, say(language, 'figures.title'), bodyOf(language, figures, days), STYLE)

const STYLE = `body{max-width:64rem}.pair{display:grid;gap:1rem 2rem;align-items:start}@media(min-width:60rem){.pair:has(svg){grid-template-columns:2fr 3fr}}.wide{overflow-x:auto}table{font-variant-numeric:tabular-nums;font-size:.9375rem}td{text-align:right;white-space:nowrap}th[scope=row]{font-weight:400}.big{display:flex;flex-wrap:wrap;gap:.5rem 2.5rem;margin:1rem 0}.big b{display:block;font-size:1.625rem;font-variant-numeric:tabular-nums}thead th:not(:first-child){text-align:right}[aria-current]{font-weight:650;color:inherit;text-decoration:none}${CHART_STYLE}`

function bodyOf(language: Language, figures: Figures, days: number): string {
  const told = (key: MessageKey, gaps?: Record<string, string | number>) => say(language, key, gaps)
  const number = (value: number) => value.toLocaleString(localeOf(language))
  const wait = (seconds: number | null) => {
    if (seconds === null) return '–'
    const minutes = seconds / 60
    const one = (value: number) => value.toLocaleString(localeOf(language), { maximumFractionDigits: 1 })
    if (minutes < 90) return told('figures.minutes', { count: one(minutes) })
    return minutes < 48 * 60
      ? told('figures.hours', { count: one(minutes / 60) })
      : told('figures.days', { count: one(minutes / 1_440) })
  }
  const nameOf = ({ by, key, name }: Pick<Waiting, 'by' | 'key' | 'name'>) => {
    if (by === 'region') {
      const region = key === null ? undefined : regionByCode(key)
      return region ? phrase(language, region.name) : told('figures.nowhere')
    }
    return name ?? key ?? told(by === 'agency' ? 'figures.no-agency' : 'figures.no-area')
  }
  const day = (text: string) =>
    new Date(text).toLocaleDateString(localeOf(language), {
      day: 'numeric',
      month: 'long',
      year: 'numeric',
      timeZone: figures.timeZone,
    })

  const table = (heads: string[], rows: string[][]) =>
    `<div class="wide" tabindex="0"><table><thead><tr>${heads.map(head => (head ? `<th scope="col">${escaped(head)}</th>` : '<td></td>')).join('')}</tr></thead><tbody>${rows
      .map(
        ([head = '', ...cells]) =>
          `<tr><th scope="row">${escaped(head)}</th>${cells.map(cell => `<td>${escaped(cell)}</td>`).join('')}</tr>`,
      )
      .join('')}</tbody></table></div>`
  const section = (title: string, said: string, chart: string, rows: string) =>
    `<section><h2>${escaped(title)}</h2><p>${escaped(said)}</p><div class="pair"><div>${chart}</div>${rows}</div></section>`

  function waits(by: Waiting['by'], title: MessageKey): string {
    const rows = figures.waiting.filter(row => row.by === by && !(by === 'area' && row.key === null))
    if (rows.length === 0) return ''
    const shown = rows.slice(0, MOST_LINES)
    const charted = shown.filter(row => row.answerMedian !== null).slice(0, 10)
    return section(
      told(title),
      told('figures.waits-said'),
      charted.length === 0
        ? `<p>${escaped(told('figures.no-answers'))}</p>`
        : lyingBars(
            told('figures.chart-answer'),
            charted.map(row => ({
              label: nameOf(row),
              value: row.answerMedian ?? 0,
              told: wait(row.answerMedian),
            })),
          ),
      table(
        [
          '',
          told('figures.reports'),
          told('figures.verify'),
          told('figures.answer'),
          told('figures.resolve'),
        ],
        shown.map(row => [
          nameOf(row),
          number(row.reports),
          wait(row.verifyMedian),
          wait(row.answerMedian),
          wait(row.resolveMedian),
        ]),
      ),
    )
  }

  const all = figures.waiting.find(({ by }) => by === 'all')
  const openBy = (key: 'agency' | 'region') => {
    const sums = new Map<string, { open: number; overdue: number }>()
    for (const row of figures.standing) {
      const name = nameOf({ by: key, key: row[key], name: key === 'agency' ? row.name : null })
      const sum = sums.get(name) ?? { open: 0, overdue: 0 }
      sums.set(name, { open: sum.open + row.open, overdue: sum.overdue + row.overdue })
    }
    return [...sums].sort(([, a], [, b]) => b.open - a.open)
  }
  const open = [...openBy('agency'), ...openBy('region')]
  const hours = Array.from({ length: 24 }, (_, hour) => hour)
  const countAt = (hour: number, hazard?: string) =>
    figures.hours
      .filter(row => row.hour === hour && (hazard === undefined || row.hazard === hazard))
      .reduce((sum, { count }) => sum + count, 0)
  const seen = hazardKeys.filter(key => figures.hours.some(({ hazard }) => hazard === key))
  const query = (extra: Record<string, string>) =>
    escaped(`?${new URLSearchParams({ from: figures.from, to: figures.to, ...extra })}`)
  const other = languages.find(each => each !== language) ?? language

  return `<p>${escaped(told('figures.what', { from: day(figures.from), to: day(figures.to) }))}</p>
<nav aria-label="${escaped(told('figures.span'))}">${DAYS.map(each => `<a href="?days=${each}"${each === days ? ' aria-current="page"' : ''}>${escaped(each === 1 ? told('figures.last-day') : told('figures.last-days', { count: each }))}</a>`).join('')}</nav>
<div class="big"><p><b>${number(all?.reports ?? 0)}</b>${escaped(told('figures.reports'))}</p><p><b>${wait(all?.verifyMedian ?? null)}</b>${escaped(told('figures.verify'))}</p><p><b>${wait(all?.answerMedian ?? null)}</b>${escaped(told('figures.answer'))}</p><p><b>${wait(all?.resolveMedian ?? null)}</b>${escaped(told('figures.resolve'))}</p><p><b>${number(sumOf(figures.standing, 'open'))}</b>${escaped(told('figures.open'))}</p><p><b>${number(sumOf(figures.standing, 'overdue'))}</b>${escaped(told('figures.overdue'))}</p></div>
${waits('agency', 'figures.by-agency')}${waits('region', 'figures.by-region')}${waits('area', 'figures.by-area')}
${
  open.length === 0
    ? `<section><h2>${escaped(told('figures.work'))}</h2><p>${escaped(told('figures.no-work'))}</p></section>`
    : section(
        told('figures.work'),
        told('figures.work-said'),
        lyingBars(
          told('figures.work'),
          open.slice(0, 10).map(([label, row]) => ({ label, value: row.open, told: number(row.open) })),
        ),
        table(
          ['', told('figures.open'), told('figures.overdue')],
          open.slice(0, MOST_LINES).map(([label, row]) => [label, number(row.open), number(row.overdue)]),
        ),
      )
}
${section(
  told('figures.by-hour'),
  told('figures.by-hour-said'),
  standingBars(
    told('figures.by-hour'),
    hours.map(hour => ({ label: clock(hour), value: countAt(hour), told: number(countAt(hour)) })),
    6,
  ),
  seen.length === 0
    ? `<p>${escaped(told('past.none'))}</p>`
    : table(
        ['', ...seen.map(key => phrase(language, hazardOf(key).name))],
        hours.map(hour => [clock(hour), ...seen.map(key => number(countAt(hour, key)))]),
      ),
)}
<h2>${escaped(told('figures.data'))}</h2>
<p>${escaped(told('figures.data-said'))}</p>
<nav aria-label="${escaped(told('figures.data'))}"><a href="/api/figures${query({})}">JSON</a>${figureTables.map(each => `<a href="/api/figures.csv${query({ table: each })}">CSV: ${escaped(told(`figures.table-${each}`))}</a>`).join('')}</nav>
<nav><a href="/">${escaped(told('near.map'))}</a><a href="/angka?lang=${other}&days=${days}" lang="${other}">${escaped(say(other, 'bot.language-name'))}</a></nav>`
}

const clock = (hour: number) => `${String(hour).padStart(2, '0')}.00`

const sumOf = (rows: Standing[], key: 'open' | 'overdue') => rows.reduce((sum, row) => sum + row[key], 0)
