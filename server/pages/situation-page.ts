// A situation report as a page for A4: figures, sketch, course, incidents, warnings and reports. Printed, or kept as PDF, by the browser.

import { confidenceOf } from '../domain/confidence.ts'
import type { ReportFeature } from '../domain/contract.ts'
import { placeNear } from '../domain/gazetteer.ts'
import type { Level, LngLat } from '../domain/hazards/hazard.ts'
import { hazardOf } from '../domain/hazards/index.ts'
import type { Incident } from '../domain/incident.ts'
import { type Language, localeOf, type MessageKey, phrase, say } from '../domain/messages/index.ts'
import type { Course } from '../domain/warning-course.ts'
import { CHART_STYLE, standingBars } from './chart.ts'
import { escaped } from './plain-page.ts'
import { sketchOf } from './sketch.ts'

export type Situation = {
  from: Date
  to: Date
  now: Date
  timeZone: string
  drill: boolean
  /** Everybody may have it; else it is the officers' own. */
  isPublic: boolean
  officer: string
  incidents: Incident[]
  /** The most severe first. */
  reports: ReportFeature[]
  /** Those that stood within the span, with what became of each. */
  warnings: Course[]
  decisions: { action: string; count: number }[]
  url: string
}

const HOUR_MS = 3_600_000
const MOST_REPORTS = 120
const MOST_BARS = 72
const levels: Level[] = [3, 2, 1, 0]

const STYLE = `:root{--a:#0b5fa5}*{box-sizing:border-box}body{margin:0;background:#e8ecf0;color:#14202b;font:14px/1.45 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}
main{max-width:210mm;margin:0 auto;padding:14mm;background:#fff}header{border-bottom:2px solid #14202b;padding-bottom:8px}h1{font-size:24px;line-height:1.2;margin:4px 0}h2{font-size:16px;margin:20px 0 6px;break-after:avoid}p{margin:4px 0}
.muted{color:#52606d}.figures{display:flex;flex-wrap:wrap;gap:8px 28px;margin:14px 0}.figures b{display:block;font-size:22px;line-height:1.2}b,td,th{font-variant-numeric:tabular-nums}
table{width:100%;border-collapse:collapse;font-size:12px}th,td{padding:4px 8px 4px 0;border-top:1px solid #d9e0e6;text-align:left;vertical-align:top}thead{display:table-header-group}tr{break-inside:avoid}.n{text-align:right;white-space:nowrap}
.sketch{width:100%;height:auto;border:1px solid #d9e0e6;background:#f5f7f9;break-inside:avoid;font-size:12px}.scale{fill:none;stroke:#14202b;stroke-width:1.5}.area{fill-opacity:.18;stroke-width:2}.sketch circle{stroke:#fff;stroke-width:.8}
.level-0{fill:#5b66c9;stroke:#5b66c9}.level-1{fill:#f2c400;stroke:#f2c400}.level-2{fill:#f07d00;stroke:#f07d00}.level-3{fill:#b71c34;stroke:#b71c34}.key{display:flex;flex-wrap:wrap;gap:4px 18px;font-size:12px}.key svg{width:12px;height:12px;vertical-align:-1px;margin-right:4px}
.warning{border-left:4px solid #14202b;padding-left:10px;margin:8px 0;break-inside:avoid}.drill{background:#14202b;color:#fff;padding:6px 10px;font-weight:650}.print{max-width:210mm;margin:0 auto;padding:12px 14mm;display:flex;gap:20px;flex-wrap:wrap}footer{margin-top:20px;border-top:1px solid #d9e0e6;padding-top:6px;font-size:12px}
${CHART_STYLE}@media(max-width:600px){main{padding:16px}td,th{overflow-wrap:anywhere}.print{padding:8px 16px}.print a{padding:12px 0}}@page{size:A4;margin:14mm}@media print{body{background:#fff;-webkit-print-color-adjust:exact;print-color-adjust:exact}main{padding:0;max-width:none}.print{display:none}}`

export function situationPage(language: Language, situation: Situation): string {
  const { from, to, now, timeZone, incidents, reports, warnings, isPublic } = situation
  const told = (key: MessageKey, gaps?: Record<string, string | number>) => escaped(say(language, key, gaps))
  const number = (value: number) => value.toLocaleString(localeOf(language))
  const when = (time: Date | string) =>
    escaped(
      new Date(time).toLocaleString(localeOf(language), {
        day: 'numeric',
        month: 'short',
        hour: '2-digit',
        minute: '2-digit',
        timeZone,
        timeZoneName: 'short',
      }),
    )
  const nearby = (place: LngLat) => {
    const { name, within } = placeNear(place)
    return escaped([name, within.split(',')[0]].filter(Boolean).join(', '))
  }
  const [only] = incidents.length === 1 ? incidents : []
  const title = only
    ? told('situation.of-incident', {
        hazard: phrase(language, hazardOf(only.hazard).name),
        place: placeNear(only.centre).name,
      })
    : told('situation.of-span')
  const counts = levels.map(level => reports.filter(({ properties }) => properties.level === level).length)
  const verified = reports.filter(({ properties }) => properties.state === 'verified').length
  const figure = (value: string, label: string) => `<p><b>${value}</b>${label}</p>`
  const sure = only && confidenceOf(only, hazardOf(only.hazard).lifeHours, now.getTime())
  const figures = [
    figure(number(reports.length), told('figures.reports')),
    figure(number(verified), told('map.figure-verified')),
    ...(only ? [] : [figure(number(incidents.length), told('map.incidents'))]),
    ...(only ? [figure(number(only.citizens), told('map.figure-citizens'))] : []),
    ...(only?.measure
      ? [
          figure(`${number(only.measure.median)} cm`, told('map.figure-median')),
          figure(`${number(only.measure.min)}–${number(only.measure.max)} cm`, told('map.figure-range')),
        ]
      : []),
    ...(sure ? [figure(`${sure.percent}%`, told('map.figure-confidence'))] : []),
    ...(isPublic
      ? []
      : situation.decisions.map(({ action, count }) =>
          figure(number(count), told(`situation.did-${action as 'verified'}`)),
        )),
  ]
  const key = levels.map(
    (level, index) =>
      `<span><svg viewBox="0 0 12 12" aria-hidden="true"><circle class="level-${level}" cx="6" cy="6" r="5"/></svg>${told(`level.${level}`)}: ${number(counts[index] ?? 0)}</span>`,
  )
  const sketch = sketchOf(
    {
      outlines: incidents.map(({ outline, level }) => ({ outline, level })),
      points: reports.map(({ geometry, properties: { level } }) => ({
        lng: geometry.coordinates[0] ?? 0,
        lat: geometry.coordinates[1] ?? 0,
        level,
      })),
    },
    { title: say(language, 'situation.sketch'), north: say(language, 'situation.north') },
  )

  return `<!doctype html><html lang="${language}"><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex"><link rel="icon" href="data:,"><title>${title} · Kentongan</title><style>${STYLE}</style>
<aside class="print">${told('situation.how-to-print')} <a href="${escaped(situation.url)}">${told(isPublic ? 'situation.for-officers' : 'situation.for-all')}</a></aside>
<main>${situation.drill ? `<p class="drill">${told('drill.banner')}</p>` : ''}
<header><p class="muted">Kentongan · ${told(isPublic ? 'situation.public' : 'situation.internal')}</p><h1>${title}</h1><p>${told('situation.span', { from: when(from), to: when(to) }).replaceAll('&amp;', '&')}</p><p class="muted">${told('situation.made', { time: when(now), officer: isPublic ? 'Kentongan' : situation.officer })}</p></header>
<div class="figures">${figures.join('')}</div>
<h2>${told('situation.sketch')}</h2>${sketch}<p class="key">${key.join('')}</p>
<h2>${told('situation.course')}</h2>${courseOf(situation, language)}
${
  incidents.length > 1
    ? `<h2>${told('map.incidents')}</h2>${table(
        [
          told('situation.what'),
          told('situation.where'),
          told('figures.reports'),
          told('map.figure-median'),
          told('situation.latest'),
        ],
        incidents
          .slice(0, 40)
          .map(one => [
            `${escaped(phrase(language, hazardOf(one.hazard).name))} · ${told(`level.${one.level}`)}`,
            nearby(one.centre),
            number(one.count),
            one.measure ? `${number(one.measure.median)} cm` : '–',
            when(one.latest),
          ]),
      )}`
    : ''
}
<h2>${told('situation.warnings')}</h2>${
    warnings.length === 0
      ? `<p>${told('situation.no-warnings')}</p>`
      : warnings
          .map(({ words, level, expiresAt, deeds }) => {
            const { headline, description, instruction } = words[language]
            return `<div class="warning"><p><strong>${told(`level.${level}`)}: ${escaped(headline)}</strong> <span class="muted">${told('situation.until', { time: when(expiresAt) })}</span></p><p class="muted">${deeds.map(({ deed, at }) => told(`situation.warning-${deed}`, { time: when(at) })).join(' · ')}</p><p>${escaped(description)}</p><p>${escaped(instruction)}</p></div>`
          })
          .join('')
  }
<h2>${told('map.reports')}</h2>
${table(
  [
    told('situation.time'),
    told('situation.what'),
    told('situation.where'),
    told('situation.state'),
    told('situation.words'),
  ],
  reports.slice(0, MOST_REPORTS).map(({ geometry, properties }) => {
    const said = hazardOf(properties.hazard).describe(properties.answers)
    return [
      when(properties.at),
      [
        told(`level.${properties.level}`),
        escaped(said ? phrase(language, said) : phrase(language, hazardOf(properties.hazard).name)),
      ].join(' · '),
      nearby({ lng: geometry.coordinates[0] ?? 0, lat: geometry.coordinates[1] ?? 0 }),
      told(`state.${properties.state}`),
      escaped(properties.words.slice(0, 300)),
    ]
  }),
)}
${reports.length > MOST_REPORTS ? `<p class="muted">${told('situation.more', { shown: MOST_REPORTS, count: number(reports.length) })}</p>` : ''}
<footer>${told('situation.foot')}</footer></main></html>`
}

/** Cells are HTML already. */
const table = (heads: string[], rows: string[][]) =>
  `<table><thead><tr>${heads.map(head => `<th scope="col">${head}</th>`).join('')}</tr></thead><tbody>${rows.map(cells => `<tr>${cells.map(cell => `<td>${cell}</td>`).join('')}</tr>`).join('')}</tbody></table>`

/** Reports an hour, or in longer steps where the span is long. */
function courseOf({ from, to, reports, timeZone }: Situation, language: Language): string {
  const hours = Math.max(1, Math.ceil((to.getTime() - from.getTime()) / HOUR_MS / MOST_BARS))
  const length = hours * HOUR_MS
  const first = Math.floor(from.getTime() / length) * length
  const count = Math.max(1, Math.ceil((to.getTime() - first) / length))
  const sums = Array.from({ length: count }, () => 0)
  for (const { properties } of reports) {
    const index = Math.floor((Date.parse(properties.at) - first) / length)
    if (index >= 0 && index < count) sums[index] = (sums[index] ?? 0) + 1
  }
  return standingBars(
    say(language, 'situation.course'),
    sums.map((value, index) => ({
      label: new Date(first + index * length).toLocaleTimeString(localeOf(language), {
        hour: '2-digit',
        minute: '2-digit',
        timeZone,
      }),
      value,
      told: String(value),
    })),
    Math.max(1, Math.ceil(count / 8)),
  )
}
