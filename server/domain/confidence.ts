// How sure the reports together make us that an incident is real and as they say: one published formula, the same on server and page.
// Each piece of evidence leaves only a part of the doubt; what disagrees or grows old takes some of the certainty back.
import type { Incident } from './incident.ts'

/** The doubt that each leaves, as a share of the doubt before. */
export const doubtLeft = {
  /** One more citizen, independent of the others. */
  citizen: 0.65,
  /** One more report with a photo; so many at most count. */
  photo: 0.8,
  photosCounted: 4,
  /** An officer has verified a report. */
  officer: 0.15,
  /** A water gauge within reach of a flood stands at a warning level; so many at most count. A normal one is no evidence against. */
  gauge: 0.5,
  gaugesCounted: 2,
} as const

/** What is left of the certainty where no two depths agree. Without two depths, and once an officer has looked, nothing is lost. */
export const disagreement = 0.6
/** From this age of the latest report on, in hours, certainty halves with every half of the hazard's life span. */
export const freshHours = 1
/** Per cent from which on it is called fair and high. */
export const called = { fair: 40, high: 75 } as const

export type Evidence = Pick<Incident, 'citizens' | 'pictured' | 'verified' | 'agreement' | 'latest'> & {
  /** Gauges within reach at a warning level. */
  gauges?: number
}

export type Confidence = {
  /** 0 to 100, whole. */
  percent: number
  called: 'low' | 'fair' | 'high'
}

/** `lifeHours`: the hazard's life span; `now` in milliseconds since 1970. */
export function confidenceOf(evidence: Evidence, lifeHours: number, now: number): Confidence {
  const { citizens, pictured, verified, agreement, latest, gauges = 0 } = evidence
  const doubt =
    doubtLeft.citizen ** citizens *
    doubtLeft.photo ** Math.min(pictured, doubtLeft.photosCounted) *
    (verified > 0 ? doubtLeft.officer : 1) *
    doubtLeft.gauge ** Math.min(gauges, doubtLeft.gaugesCounted)
  const agreed = agreement === null || verified > 0 ? 1 : disagreement + (1 - disagreement) * agreement
  const hours = Math.max(0, (now - Date.parse(latest)) / 3_600_000 - freshHours)
  const fresh = 0.5 ** (hours / (lifeHours / 2))
  const percent = Math.round(100 * (1 - doubt) * agreed * fresh)
  return { percent, called: percent >= called.high ? 'high' : percent >= called.fair ? 'fair' : 'low' }
}
