// What officers work on: a case holds one or more incidents and single reports. Incidents are computed from the reports alone (DBSCAN) and change
// with every report, so officers' grouping lies over them and never in them: joined or split by hand, a case stays as officers made it,
// whatever the builder finds next, and every step can be taken back. Nothing is written for what nobody has touched yet.
import type { Level } from './hazards/hazard.ts'
import type { HazardKey } from './hazards/index.ts'
import type { Role } from './permissions.ts'

export const stages = ['new', 'checked', 'working', 'assigned', 'returned', 'resolved'] as const
export type Stage = (typeof stages)[number]

/** Things that can be decided or acted on at once. */
export const MOST_AT_ONCE = 200

/** The longest deadline: a year. */
export const MOST_HOURS = 8_760

/** One line of the table of states and deadlines. */
export type StageRule = {
  stage: Stage
  /** From which states an act may lead here. */
  follows: Stage[]
  /** Hours until overdue, by level 0 to 3; null: never. */
  hours: (number | null)[]
  /** Who is told when it is overdue, and after how many more hours the administrators are. */
  told: Exclude<Role, 'viewer'>
  higherHours: number | null
}

/** Whether no level has more time than a milder one; of an unknown level nothing is asked. */
export function isOrdered({ hours }: Pick<StageRule, 'hours'>): boolean {
  const [minor, moderate, severe] = hours.slice(1).map(each => each ?? Number.POSITIVE_INFINITY)
  return (severe ?? 0) <= (moderate ?? 0) && (moderate ?? 0) <= (minor ?? 0)
}

export type Case = {
  id: string
  /** For people. */
  number: number
  version: number
  drill: boolean
  hazard: HazardKey
  region: string | null
  stage: Stage
  /** ISO 8601: since when in this stage, and until when it has to leave it. */
  since: string
  due: string | null
  /** 0: nobody was told; 1: who the table names; 2: the administrators. */
  escalated: 0 | 1 | 2
  claimedBy: string | null
  agency: string | null
  /** What everybody may read about it. */
  words: string | null
  question: 'open' | 'answered' | null
  /** Members by their own rows; the reports of an incident belong with it. */
  incidents: string[]
  reports: string[]
  /** The case that took everything over. */
  closed: string | null
}

/** Whether officers have done something with it, and not the platform alone, which opens one for everything that waits too long. */
export const isTakenUp = ({ stage, claimedBy, agency, words, question, incidents, reports }: Case): boolean =>
  stage !== 'new' ||
  [claimedBy, agency, words, question].some(each => each !== null) ||
  incidents.length + reports.length > 1

/** What an act is about. What has no case yet gets one with the first act. */
export type Thing = { case: string } | { incident: string } | { report: string }

export const actNames = [
  'claim',
  'release',
  'assign',
  'hand-back',
  'note',
  'ask',
  'words',
  'resolve',
  'reopen',
] as const
export type CaseActName = (typeof actNames)[number]

export type StepName = CaseActName | 'merge' | 'split' | 'undo' | 'answer' | 'decided' | 'escalate' | 'follow'

/** A step as the history shows it. */
export type CaseStep = {
  step: string
  at: string
  officer: string
  what: StepName
  told: string | null
  undone: boolean
  undoable: boolean
}

export type CaseQuestion = {
  id: string
  report: string
  officer: string
  words: string
  askedAt: string
  answer: string | null
  answeredAt: string | null
}

/** What everybody may know of how a report is handled. No officer's name. */
export type Handling = Pick<Case, 'number' | 'stage' | 'since' | 'due' | 'agency' | 'words'> & {
  agencyName: string | null
}

export const asHandling = (
  { number, stage, since, due, agency, words }: Case,
  agencyName: string | null,
): Handling => ({
  number,
  stage,
  since,
  due,
  agency,
  agencyName,
  words,
})

const HOUR_MS = 3_600_000

type Weight = { level: Level; rescue: boolean }

/** How long a stage may last; a call for rescue counts as severe. */
export const hoursOf = (rule: StageRule | undefined, { level, rescue }: Weight): number | null =>
  rule?.hours[rescue ? 3 : level] ?? null

/** When a stage that began then is overdue. */
export function dueOf(rule: StageRule | undefined, since: string | Date, weight: Weight): string | null {
  const hours = hoursOf(rule, weight)
  return hours === null ? null : new Date(new Date(since).getTime() + hours * HOUR_MS).toISOString()
}

export const isOverdue = (due: string | null, now: number): boolean => due !== null && Date.parse(due) <= now

/** What the queue is ordered by. */
export type Urgency = {
  rescue: boolean
  escalated: number
  isOverdue: boolean
  level: Level
  /** ISO 8601: the oldest that nobody has decided yet. */
  waiting: string
  citizens: number
}

/** Rescue first, then the worse level; of the same level what is overdue, then what has waited longest and concerns most. Negative: a before b. */
export function byUrgency(a: Urgency, b: Urgency): number {
  return (
    Number(b.rescue) - Number(a.rescue) ||
    b.level - a.level ||
    b.escalated - a.escalated ||
    Number(b.isOverdue) - Number(a.isOverdue) ||
    (a.waiting < b.waiting ? -1 : a.waiting > b.waiting ? 1 : 0) ||
    b.citizens - a.citizens
  )
}
