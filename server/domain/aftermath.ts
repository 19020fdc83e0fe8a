// After the report, in the hands of who sent it: what may still be done with it, and what may be answered to "is it still so?".
import type { CaseQuestion, Handling } from './case.ts'
import type { ReportFeature } from './contract.ts'
import type { Answers, Question } from './hazards/hazard.ts'
import { type HazardKey, hazardOf } from './hazards/index.ts'
import type { Incident } from './incident.ts'
import { isAlive, type Report } from './report.ts'
import { PLATFORM } from './trust/doubts.ts'

/** How it is now, against what was reported. Floods call it deeper and lower, other hazards worse and better. */
export const presents = ['deeper', 'same', 'lower', 'gone'] as const
export type Present = (typeof presents)[number]

const trends = { deeper: 'rising', same: 'steady', lower: 'falling' } as const

/** The hazard's measure, where it has one that is asked for: how deep the water is. */
export const depthQuestion = (hazard: HazardKey): Extract<Question, { kind: 'depth' }> | undefined =>
  hazardOf(hazard).questions.find(question => question.kind === 'depth')

/** The answers with another depth. */
export function withDepth({ hazard, answers }: Pick<Report, 'hazard' | 'answers'>, depth?: number): Answers {
  const question = depth === undefined ? undefined : depthQuestion(hazard)
  return question ? { ...answers, [question.key]: depth } : answers
}

/** What the citizen says of now: the former answers, how they change, and a depth where one was given. */
export const answersNow = (report: Report, now: Exclude<Present, 'gone'>, depth?: number): Answers => ({
  ...withDepth(report, depth),
  trend: trends[now],
})

/** An answer that comes this late is still news, ms. */
const LATE_MS = 3 * 3_600_000

const isUnderWay = ({ state }: Report) => state === 'unverified' || state === 'verified'
const isUndecided = (report: Report) => isUnderWay(report) || report.state === 'held'

/** What its own citizen may do with a report now. */
export const mayEdit = (report: Report, now: Date) =>
  isUndecided(report) && Date.parse(report.expiresAt) > now.getTime()
export const mayWithdraw = (report: Report) => isUndecided(report)
export const mayAnswerStill = (report: Report, now: Date) =>
  isUnderWay(report) && Date.parse(report.expiresAt) + LATE_MS > now.getTime()
/** What the citizen ended by mistake comes back; what an officer ended does not. */
export const mayRestore = ({ state }: Report, story: Step[]) => {
  const last = story.at(-1)?.what
  return (state === 'withdrawn' && last === 'withdrawn') || (state === 'resolved' && last === 'gone')
}
/** Shown as something to do: while the report stands on the map. */
export const isWorthAsking = isAlive

/** What a citizen did is told from what officers did by its own words in the audit. */
const citizenActs = ['edited', 'withdrawn', 'restored', 'gone'] as const
export type CitizenAct = (typeof citizenActs)[number]

/** Who stands in the audit where a citizen acted: no more is known there. */
export const CITIZEN = 'citizen'

type Decision = { at: Date; officer: string; action: string; after: string; reason: string | null }
export type Step = {
  at: string
  what: CitizenAct | 'received' | 'verified' | 'dismissed' | 'resolved'
  /** The agency's own words. */
  words: string | null
}

/** What the page of the link is told. */
export type Mine = {
  report: ReportFeature
  story: Step[]
  incident: Pick<Incident, 'id' | 'count' | 'citizens' | 'level' | 'measure' | 'expiresAt'> | null
  may: { edit: boolean; photo: boolean; withdraw: boolean; restore: boolean; still: boolean }
  /** The private link of the report that went on from this one. */
  next: string | null
  /** What officers have asked, the oldest first. */
  questions: Pick<CaseQuestion, 'id' | 'words' | 'askedAt' | 'answer'>[]
  /** Who handles it and until when; null: nobody has taken it up. */
  handling: Handling | null
}

const decided = (after: string): 'verified' | 'dismissed' | 'resolved' | undefined =>
  after === 'verified' || after === 'dismissed' || after === 'resolved' ? after : undefined

/** The report's story as its citizen may read it: no officer's name, and nothing of a decision that was undone. */
export function storyOf(report: Report, audit: Decision[]): Step[] {
  const steps: Step[] = [{ at: report.receivedAt, what: 'received', words: null }]
  for (const { at, officer, action, after, reason } of audit) {
    if (officer === PLATFORM) continue
    const own = officer === CITIZEN && citizenActs.find(act => act === action)
    const what = own || decided(after)
    if (what) steps.push({ at: at.toISOString(), what, words: own ? null : reason })
    else if (decided(steps.at(-1)?.what ?? '')) steps.pop()
  }
  return steps
}
