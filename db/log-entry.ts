// What an entry of the log says, by its kind; and how a body that was written in an older form is read today.
import type { FloodedArea } from '../server/domain/area.ts'
import type { Case } from '../server/domain/case.ts'
import type { Gauge } from '../server/domain/gauge.ts'
import { type Incident, renewed as renewedIncident } from '../server/domain/incident.ts'
import type { Official } from '../server/domain/official.ts'
import type { Report } from '../server/domain/report.ts'
import type { Door } from '../server/domain/trust/door.ts'
import { renewedWarning, type Warning } from '../server/domain/warning.ts'

type Bodies = {
  /** `incident`: where it belonged when it was changed; a report that comes back to life is found there again. `door`: how it came in. */
  report: Report & { incident?: string | null; door?: Door }
  incident: { incident: Incident; joined: string[]; left: string[] }
  'incident-gone': { into: string | null; left: string[] }
  warning: Warning
  gauge: Gauge
  /** The place was taken away. */
  'gauge-gone': object
  official: Official
  'official-gone': object
  /** For officers alone. */
  case: Case
  /** A flooded area; `state` null: cleared. The subject is the change's own id. */
  area: FloodedArea
}

/** One change as it is written: its kind, what it is about, and that thing's new state. */
export type Writing = { [K in keyof Bodies]: { kind: K; subject: string; body: Bodies[K] } }[keyof Bodies]

/** `cursor` is "transaction.sequence"; entries are ordered by it. */
export type Entry = Writing & { cursor: string; at: string }

type Kind = keyof Bodies

/** A row of the log: what stands in it may be older than this program, and need not be well formed. */
type Row = { cursor: string; at: Date; kind: string; subject: string; body: unknown }

export const entryOf = ({ cursor, at, kind, subject, body }: Row): Entry =>
  ({ cursor, at: at.toISOString(), kind, subject, body: bodyOf(kind, body) }) as Entry

/** The kinds that were written otherwise once. */
const renewals: { [K in Kind]?: (stored: Bodies[K]) => Bodies[K] } = {
  report: renewedReport,
  incident: stored => ({ ...stored, incident: renewedIncident(stored.incident) }),
  warning: renewedWarning,
}

/** As it would be written today. One that has no form at all is given out as it is: whoever cannot take that entry sets it aside, and comes to those after it. */
export function bodyOf(kind: string, stored: unknown): unknown {
  const renew = renewals[kind as Kind] as ((stored: unknown) => unknown) | undefined
  if (!renew) return stored
  try {
    return renew(stored)
  } catch {
    return stored
  }
}

type OldReport = Bodies['report'] & { photo?: string | null }

/** Once a report had one `photo` at most, did not say how exact its place is, and stood for itself alone. */
function renewedReport(stored: OldReport): Bodies['report'] {
  if (!('placedBy' in stored)) return stored
  const { photo, ...whole } = {
    ...stored,
    exactness: stored.exactness ?? null,
    about: stored.about ?? null,
    secret: stored.secret ?? false,
  }
  return photo === undefined ? whole : { ...whole, photos: photo === null ? [] : [photo] }
}
