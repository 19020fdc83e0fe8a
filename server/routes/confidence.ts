// The formula of an incident's confidence, published: in words, with the very numbers that are used, and with examples worked out by it.
import type { Router } from 'express'
import {
  called,
  confidenceOf,
  disagreement,
  doubtLeft,
  type Evidence,
  freshHours,
} from '../domain/confidence.ts'
import { REACH_KM, STALE_HOURS } from '../domain/gauge.ts'
import { hazardKeys, hazardOf } from '../domain/hazards/index.ts'
import { type Language, languages, localeOf, type MessageKey, phrase, say } from '../domain/messages/index.ts'
import { escaped } from '../pages/plain-page.ts'
import { publishedPage } from '../pages/published-page.ts'

/** What the letters of the formula stand for. */
const letters: [letter: string, key: MessageKey][] = [
  ['a', 'confidence.citizens'],
  ['b', 'confidence.photos'],
  ['c', 'confidence.officers'],
  ['d', 'confidence.gauges'],
  ['e', 'confidence.agreeing'],
  ['f', 'confidence.hours'],
]

const HOUR = 3_600_000
const AT = Date.UTC(2026, 0, 1)

const examples: [key: MessageKey, evidence: Partial<Evidence>, hoursAgo: number][] = [
  ['confidence.example-one', {}, 0],
  ['confidence.example-photo', { pictured: 1 }, 0],
  ['confidence.example-three', { citizens: 3, agreement: 1 }, 0],
  ['confidence.example-apart', { citizens: 3, agreement: 1 / 3 }, 0],
  ['confidence.example-five', { citizens: 5, pictured: 2, agreement: 1 }, 0],
  ['confidence.example-officer', { verified: 1 }, 0],
  ['confidence.example-gauge', { gauges: 1 }, 0],
  ['confidence.example-old', { citizens: 5, pictured: 2, agreement: 1 }, 7],
]

export const confidenceRoutes = (): Router =>
  publishedPage({ paths: ['/keyakinan', '/confidence'], title: 'confidence.title', body: bodyIn })

function bodyIn(language: Language): string {
  const told = (key: MessageKey, gaps?: Record<string, string | number>) => escaped(say(language, key, gaps))
  const share = (value: number) => `${Math.round(value * 100)}%`
  const flood = hazardOf('flood').lifeHours
  const rules = [
    told('confidence.citizen', { left: share(doubtLeft.citizen) }),
    told('confidence.photo', { left: share(doubtLeft.photo), most: doubtLeft.photosCounted }),
    told('confidence.officer', { left: share(doubtLeft.officer) }),
    told('confidence.gauge', {
      left: share(doubtLeft.gauge),
      most: doubtLeft.gaugesCounted,
      reach: REACH_KM,
      stale: STALE_HOURS,
    }),
    told('confidence.agreement', { least: share(disagreement) }),
    told('confidence.fresh', { hours: freshHours }),
    told('confidence.called', { fair: called.fair, high: called.high }),
  ]
  const lives = hazardKeys.map(
    key => `${phrase(language, hazardOf(key).name)} ${hazardOf(key).lifeHours / 2}`,
  )
  const rows = examples.map(([key, given, hoursAgo]) => {
    const latest = new Date(AT - hoursAgo * HOUR).toISOString()
    const evidence = { citizens: 1, pictured: 0, verified: 0, agreement: null, latest, ...given }
    const { percent, called: word } = confidenceOf(evidence, flood, AT)
    return `<tr><td>${told(key)}</td><td>${percent}% · ${told(`confidence.${word}`)}</td></tr>`
  })
  const other = languages.find(each => each !== language) ?? language
  const one = (value: number) => value.toLocaleString(localeOf(language))
  /** Breaks between its terms, never within one. */
  const term = (base: number, letter: string) => `<span>${one(base)}<sup>${letter}</sup></span>`
  return `<p>${told('confidence.what')}</p><ul>${rules.map(rule => `<li>${rule}</li>`).join('')}</ul>
<h2>${told('confidence.formula')}</h2><p class="formula"><code>100 × (1 − ${term(doubtLeft.citizen, 'a')} × ${term(doubtLeft.photo, 'b')} × ${term(doubtLeft.officer, 'c')} × ${term(doubtLeft.gauge, 'd')}) × <span>(${one(disagreement)} + ${one(1 - disagreement)} × e)</span> × ${term(0.5, 'f')}</code></p><table class="letters">${letters.map(([letter, key]) => `<tr><th scope="row">${letter}</th><td>${told(key)}</td></tr>`).join('')}</table>
<p>${told('confidence.lives', { lives: lives.join(', ') })}</p>
<h2>${told('confidence.examples')}</h2><table>${rows.join('')}</table>
<nav><a href="/">${told('near.map')}</a><a href="/keyakinan?lang=${other}" lang="${other}">${escaped(say(other, 'bot.language-name'))}</a></nav>`
}
