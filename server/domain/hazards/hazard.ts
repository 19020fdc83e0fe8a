// What a hazard is: one file in this folder answers every question the rest of the house may ask about it.
// Nothing outside this folder knows what a flood is; they read these fields.
import type { z } from 'zod'

/** A text in the languages we write by hand. A further language translates the English one (see messages/index.ts). */
export type Text = { id: string; en: string }

/** 0 unknown, 1 Waspada (minor), 2 Siaga (moderate), 3 Awas (severe). */
export type Level = 0 | 1 | 2 | 3

export type LngLat = { lng: number; lat: number }

export type AnswerValue = number | boolean | string | number[] | LngLat

export type Zod = typeof z

/** What a citizen said about the hazard, by question key. An unanswered question is absent. */
export type Answers = { readonly [question: string]: AnswerValue | undefined }

export type Choice = { value: number | boolean | string; label: Text }

/** One question of a conversation or form. `when` hides a question that earlier answers make pointless. */
export type Question = {
  key: string
  ask: Text
  optional?: boolean
  when?: (answers: Answers) => boolean
} & (
  | { kind: 'choice'; choices: Choice[] }
  | { kind: 'choices'; choices: Choice[] }
  | { kind: 'depth'; min: number; max: number; step: number; marks: Choice[] }
)

/** When reports make one incident: neighbours lie within `metres` and `hours`; `minimum` of them (itself counted) make a core. */
export type Clustering = { metres: number; hours: number; minimum: number }

/** The incumbent's API (petabencana.id): its name for the hazard, its window, its `report_data` both ways. */
type Wire = {
  disasterType: string
  /** Hours that GET /reports looks back when no `timeperiod` is given. */
  windowHours: number
  /** `report_data` without the readers' `points` and `flag`; null when there is nothing to say. */
  toReportData(answers: Answers): Record<string, unknown> | null
  /** Answers of a `report_data` or `card_data`; the result still has to pass `answers`. */
  fromReportData(data: Record<string, unknown>): Record<string, unknown>
}

/** Is it still so? Compared with what was reported. */
export type Still = { ask: Text; deeper: Text; same: Text; lower: Text; gone: Text }

export type Hazard = {
  key: string
  name: Text
  /** Words that people use for it, lower case, both languages mixed. */
  synonyms: string[]
  emoji: string
  /** A solid icon: the `d` of one SVG path in a 24 × 24 box that still reads at 16 px. */
  icon: string
  questions: Question[]
  /** What answers may be. zod is handed in (see answers.ts), so that a form that only asks need not carry it. */
  answers(zod: Zod): z.ZodType<Answers>
  level(answers: Answers): Level
  /** The answers in one short line, for instance "50 cm, selutut"; undefined when nothing was answered. */
  describe(answers: Answers): Text | undefined
  /** The figure whose distribution an incident shows, in centimetres for a flood; undefined for hazards without one. */
  measure?(answers: Answers): number | undefined
  /** What is asked before a report's life ends, and its four answers, where they have words of their own. */
  still?: Still
  /** Hours that a report stands on the live map. */
  lifeHours: number
  clustering: Clustering
  wire: Wire
  /** What to do now, shown with the receipt; two to four short sentences. */
  advice: Text[]
}
