// How far a citizen is with a report. What was given is kept by kind, in whatever order it came; which question is open
// follows from what is still missing, so that nothing given is ever asked for again or lost.
import type { Answers, LngLat, Question } from './hazards/hazard.ts'
import { type HazardKey, hazardOf } from './hazards/index.ts'
import type { Language } from './messages/index.ts'
import type { Report } from './report.ts'
import type { Seen } from './seen.ts'
import type { Subscribing } from './subscription.ts'

/** A name that was found for what the citizen typed. */
export type NamedPlace = LngLat & { name: string; exactness?: number | undefined }

export type Progress = {
  /** The report's idempotency key, made when it was begun. */
  key: string
  /** ISO 8601. */
  begun: string
  hazard?: HazardKey
  place?: LngLat & {
    placedBy: Report['placedBy']
    /** Metres. */
    exactness?: number | undefined
    name?: string
    /** What was typed, and the other places it may mean. */
    typed?: string
    others?: NamedPlace[]
  }
  answers: Answers
  /** Keys of the questions that were answered or passed over. */
  settled: string[]
  words?: string
  /** File names of the stored photos, in the order they came. */
  photos?: string[]
  /** As an earlier version kept its only one. */
  photo?: string
  /** The step of photo and words was passed. */
  passed?: boolean
  /** What somebody else has reported nearby; `different`: the citizen's own is another. */
  near?: Seen & { different?: true }
  /** The report that this one confirms. */
  about?: string
  /** A step that the citizen went back to. */
  reopened?: Step
}

/** What is stored of a citizen's conversation. */
export type Conversation = {
  language: Language
  report?: Progress
  /** A place is awaited to tell what is around it. */
  around?: boolean
  /** The message that said the last words, and the report as it was before them. */
  last?: { message: string; before: Progress | undefined }
  /** The dialogue about alerts, where one is open. */
  alerts?: Subscribing
  /** The stored report that the next photos are for, and until when (ISO 8601). */
  adding?: { report: string; until: string }
}

/** The last words can be edited as long as nothing has followed them. */
export function withLast<Outcome extends { conversation: Conversation }>(
  before: Progress | undefined,
  { kind, message }: { kind: string; message?: string },
  outcome: Outcome,
): Outcome {
  const { conversation } = outcome
  if (kind !== 'text' || message === undefined || !conversation.report) return outcome
  return { ...outcome, conversation: { ...conversation, last: { message, before } } }
}

/** Questions of the hazard are steps under their own key, with a mark before it. */
export type Step = 'hazard' | 'place' | 'near' | `?${string}` | 'extras' | 'confirm'

/** The hazard's questions that the answers so far leave standing. */
export const questionsOf = ({ hazard, answers }: Progress): Question[] =>
  hazard ? hazardOf(hazard).questions.filter(question => question.when?.(answers) ?? true) : []

const isOffered = ({ near }: Progress) => near !== undefined && !near.different

const stepsOf = (report: Progress): Step[] => [
  'hazard',
  'place',
  ...(isOffered(report) ? (['near'] as const) : []),
  ...questionsOf(report).map(question => `?${question.key}` as const),
  'extras',
  'confirm',
]

export function openStep(report: Progress): Step {
  const steps = stepsOf(report)
  if (report.reopened && steps.includes(report.reopened)) return report.reopened
  return steps.find(step => !isSettled(report, step)) ?? 'confirm'
}

export function isSettled(report: Progress, step: Step): boolean {
  if (step === 'hazard') return report.hazard !== undefined
  if (step === 'place') return report.place !== undefined
  if (step === 'extras') return report.passed === true
  return step !== 'confirm' && step !== 'near' && report.settled.includes(step.slice(1))
}

export const stepBefore = (report: Progress): Step | undefined =>
  stepsOf(report)[stepsOf(report).indexOf(openStep(report)) - 1]

export const questionAt = (report: Progress, step: Step): Question | undefined =>
  questionsOf(report).find(question => `?${question.key}` === step)

export const photosOf = ({ photos, photo }: Progress): string[] => photos ?? (photo ? [photo] : [])

/** Answers to questions that a later answer made pointless are left out; what was understood without a question stays. */
export function answersOf(report: Progress): Answers {
  const asked = report.hazard ? hazardOf(report.hazard).questions.map(({ key }) => key) : []
  const standing = questionsOf(report).map(({ key }) => key)
  return Object.fromEntries(
    Object.entries(report.answers).filter(([key]) => standing.includes(key) || !asked.includes(key)),
  )
}
