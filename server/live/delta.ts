// A change of the live picture.
import type { FloodedArea } from '../domain/area.ts'
import type { Case } from '../domain/case.ts'
import type { Gauge } from '../domain/gauge.ts'
import type { Incident } from '../domain/incident.ts'
import type { Official } from '../domain/official.ts'
import type { Report } from '../domain/report.ts'
import type { Warning } from '../domain/warning.ts'
/** What one entry, or time alone, changed on the board: `cursor` is its place; `before` is what stood there, so that those who saw it can be told. */
export type Delta = { cursor: string } & (
  | { what: 'report'; report: Report; before?: Report }
  /** For officers alone; `before` is a report that everybody could see. */
  | { what: 'report-held'; report: Report; before?: Report }
  | { what: 'incident'; incident: Incident; before?: Incident; joined: string[]; left: string[] }
  | { what: 'warning'; warning: Warning; before?: Warning }
  | { what: 'report-gone'; before: Report }
  | { what: 'warning-gone'; before: Warning }
  | { what: 'incident-gone'; before: Incident; into: string | null }
  | { what: 'gauge'; gauge: Gauge }
  | { what: 'official'; official: Official }
  | { what: 'beside-gone'; kind: 'gauge' | 'official'; id: string }
  /** `state` null: cleared, and no longer on the board. */
  | { what: 'area'; area: FloodedArea }
  /** For officers alone. */
  | { what: 'case'; case: Case }
)
