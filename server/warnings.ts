// An agency's warning: given and lifted by an officer. Each is one transaction: the row, its entry in the log, the audit. Who is told follows
// from the log (alerts.ts).
import type { MultiPolygon, Polygon } from 'geojson'
import { writeAudit } from '../db/audit.ts'
import type { Database } from '../db/connect.ts'
import { incidentsById } from '../db/incidents.ts'
import { endWarning, insertWarning, isValidOutline, lockWarning, standingWarnings } from '../db/warnings.ts'
import type { HazardKey } from './domain/hazards/index.ts'
import type { Refusal } from './domain/report.ts'
import type { Warning } from './domain/warning.ts'

type Wanted = {
  /** Its outline and hazard hold where none are given. */
  incident?: string
  outline?: Polygon | MultiPolygon
  hazard?: HazardKey
  level: Warning['level']
  words: Warning['words']
  /** ISO 8601. */
  expiresAt: string
}

export type Warnings = ReturnType<typeof createWarnings>

const LONGEST_MS = 7 * 24 * 3_600_000

export function createWarnings({ db, now, newId }: { db: Database; now: () => Date; newId: () => string }) {
  async function warn(wanted: Wanted, officer: string): Promise<Warning | Refusal> {
    const at = now()
    const until = Date.parse(wanted.expiresAt)
    if (!(until > at.getTime() && until <= at.getTime() + LONGEST_MS))
      return { refused: 'warning-time-wrong' }
    if (wanted.words.id.trim() === '') return { refused: 'warning-words-missing' }
    const [incident] = wanted.incident ? await incidentsById(db, [wanted.incident]) : []
    if (wanted.incident && (!incident || incident.drill)) return { refused: 'incident-unknown' }
    const outline = wanted.outline ?? incident?.outline
    const hazard = wanted.hazard ?? incident?.hazard
    if (!outline || !(await isValidOutline(db, outline))) return { refused: 'outline-wrong' }
    if (!hazard) return { refused: 'hazard-unknown' }
    const warning: Warning = {
      id: newId(),
      version: 1,
      hazard,
      level: wanted.level,
      outline,
      words: wanted.words,
      officer,
      incident: incident?.id ?? null,
      issued: at.toISOString(),
      expiresAt: new Date(until).toISOString(),
      endedAt: null,
    }
    await db.transaction(async client => {
      await insertWarning(client, warning)
      await audit(client, 'warned', warning, null)
    })
    db.wake()
    return warning
  }

  async function end(id: string, officer: string, reason: string | null): Promise<Warning | Refusal> {
    const outcome = await db.transaction(async client => {
      const warning = await lockWarning(client, id)
      if (!warning) return { refused: 'warning-unknown' } satisfies Refusal
      if (warning.endedAt !== null) return warning
      const ended = await endWarning(client, warning, now())
      await audit(client, 'warning-ended', { ...ended, officer }, reason)
      return ended
    })
    db.wake()
    return outcome
  }

  const audit = (
    client: Parameters<typeof writeAudit>[0],
    action: string,
    { id, officer }: Warning,
    reason: string | null,
  ) =>
    writeAudit(client, {
      at: now(),
      officer,
      action,
      report: null,
      warning: id,
      before: action === 'warned' ? null : 'warned',
      after: action,
      reason,
    })

  return { warn, end, standing: () => standingWarnings(db, now()) }
}
