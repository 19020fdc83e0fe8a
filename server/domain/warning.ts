// An agency's warning: its words in each language for an area, until a time. What officers write is a content that may still have holes;
// what is issued is whole. Severity, urgency and certainty are CAP 1.2's own words.
import type { MultiPolygon, Polygon } from 'geojson'
import type { Level } from './hazards/hazard.ts'
import type { HazardKey } from './hazards/index.ts'
import type { Language } from './messages/index.ts'

export const severities = ['Minor', 'Moderate', 'Severe', 'Extreme'] as const
export type Severity = (typeof severities)[number]
export const urgencies = ['Immediate', 'Expected', 'Future'] as const
export const certainties = ['Observed', 'Likely', 'Possible'] as const

/** Waspada, Siaga, Awas; what goes beyond Awas is Awas to the reader. */
export const levelOf = (severity: Severity): Exclude<Level, 0> =>
  severity === 'Minor' ? 1 : severity === 'Moderate' ? 2 : 3

/** One language's texts. Gaps in braces are filled when they are read; `area` names the area. */
export type WarningWords = { headline: string; description: string; instruction: string; area: string }

export type Outline = Polygon | MultiPolygon

/** What officers write. */
export type WarningContent = {
  hazard: HazardKey
  severity: Severity
  urgency: (typeof urgencies)[number]
  certainty: (typeof certainties)[number]
  outline: Outline
  words: Record<Language, WarningWords>
  /** ISO 8601; null: it holds from when it is issued. */
  onset: string | null
  expiresAt: string
  /** Empty where there is none: a telephone number or the like, and a page. */
  contact: string
  web: string
  incident: string | null
}

/** A content that is being written. */
export type UnfinishedContent = Omit<WarningContent, 'outline' | 'expiresAt'> & {
  outline: Outline | null
  expiresAt: string | null
}

/** A warning as it stands. Its words have no gaps any more. */
export type Warning = WarningContent & {
  id: string
  version: number
  level: Exclude<Level, 0>
  /** Of the latest CAP message; null for a warning that was given before there were any. */
  identifier: string | null
  /** Of its clock. */
  timeZone: string
  /** ISO 3166-2 codes of the provinces that it touches. */
  regions: string[]
  drill: boolean
  /** Who wrote what stands, and who approved it. */
  officer: string
  approver: string | null
  /** ISO 8601: when it was first issued, when last, and when it was lifted, with what was said then. */
  issued: string
  sent: string
  endedAt: string | null
  allClear: Record<Language, string> | null
}

/** A message that is being made: the first of a warning, or a change of one that stands. */
export type WarningDraft = {
  id: string
  /** The warning that it begins or changes. */
  warning: string
  kind: 'Alert' | 'Update'
  state: 'draft' | 'waiting' | 'issued' | 'discarded'
  /** Grows with every step; who acts says which one was seen. */
  version: number
  drill: boolean
  content: UnfinishedContent
  /** Everyone who wrote a version of it: none of them approves it. */
  writers: string[]
  /** Why it was handed back. */
  handedBack: string | null
  approver: string | null
  changedAt: string
}

type OldWarning = Pick<
  Warning,
  | 'id'
  | 'version'
  | 'hazard'
  | 'level'
  | 'outline'
  | 'officer'
  | 'incident'
  | 'issued'
  | 'expiresAt'
  | 'endedAt'
> & { words: { id: string; en?: string } }

const isOld = (stored: Warning | OldWarning): stored is OldWarning => typeof stored.words.id === 'string'

/** A warning that was written when one officer gave it in a sentence. */
export function renewedWarning(stored: Warning | OldWarning): Warning {
  if (!isOld(stored)) return stored
  const { words, ...rest } = stored
  const told = (description: string): WarningWords => ({
    headline: '',
    description,
    instruction: '',
    area: '',
  })
  return {
    ...rest,
    severity: (['Minor', 'Moderate', 'Severe'] as const)[rest.level - 1] ?? 'Severe',
    urgency: 'Immediate',
    certainty: 'Likely',
    words: { id: told(words.id), en: told(words.en ?? words.id) },
    onset: null,
    contact: '',
    web: '',
    identifier: null,
    timeZone: 'Asia/Jakarta',
    regions: [],
    drill: false,
    approver: null,
    sent: rest.issued,
    allClear: null,
  }
}
