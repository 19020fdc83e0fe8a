// What stands on the board: reports, incidents and what stands beside them, each by its id, and who belongs to what. Nothing here knows of the log or
// of time; it only remembers when the next of them outlives its own.
import type { FloodedArea } from '../domain/area.ts'
import type { Case } from '../domain/case.ts'
import type { Gauge } from '../domain/gauge.ts'
import type { Incident } from '../domain/incident.ts'
import type { Official } from '../domain/official.ts'
import type { Report } from '../domain/report.ts'
import type { Warning } from '../domain/warning.ts'

export type Shelves = ReturnType<typeof openShelves>

type Ending = { id: string; expiresAt: string }

/** What has outlived its time, and since when, ms. */
export type Ended = { ms: number; id: string } & (
  | { what: 'report'; one: Report }
  | { what: 'incident'; one: Incident }
  | { what: 'official'; one: Official }
  | { what: 'warning'; one: Warning }
)

/** Changed reports that are gathered by name for who takes them from time to time: of more it is quicker to look at all. */
const MOST_GATHERED = 20_000

export function openShelves() {
  const reports = new Map<string, Report>()
  /** Those that wait for an officer's look, and that nobody else may see. */
  const held = new Map<string, Report>()
  const incidents = new Map<string, Incident>()
  const gauges = new Map<string, Gauge>()
  const officials = new Map<string, Official>()
  const warnings = new Map<string, Warning>()
  /** Those with a state. */
  const areas = new Map<string, FloodedArea>()
  const cases = new Map<string, Case>()
  /** Of every report in an incident that stands, also of those that have left the map: they may come back. */
  const membership = new Map<string, string>()
  const members = new Map<string, Set<string>>()
  const caseOf = new Map<string, string>()
  let nextEnd = Number.POSITIVE_INFINITY
  const gathering: { ids: Set<string> | null }[] = []

  /** The report has changed, has gone, or belongs elsewhere. */
  function touch(report: string) {
    for (const own of gathering) {
      own.ids?.add(report)
      if (own.ids && own.ids.size > MOST_GATHERED) own.ids = null
    }
  }

  function putEnding<T extends Ending>(shelf: Map<string, T>, one: T) {
    shelf.set(one.id, one)
    nextEnd = Math.min(nextEnd, Date.parse(one.expiresAt))
  }

  function leave(report: string) {
    const incident = membership.get(report)
    if (incident === undefined) return
    touch(report)
    membership.delete(report)
    members.get(incident)?.delete(report)
  }

  function removeReport({ id }: Report) {
    touch(id)
    reports.delete(id)
    held.delete(id)
  }

  return {
    reports: reports as ReadonlyMap<string, Report>,
    held: held as ReadonlyMap<string, Report>,
    incidents: incidents as ReadonlyMap<string, Incident>,
    gauges: gauges as ReadonlyMap<string, Gauge>,
    officials: officials as ReadonlyMap<string, Official>,
    warnings: warnings as ReadonlyMap<string, Warning>,
    areas: areas as ReadonlyMap<string, FloodedArea>,
    cases: cases as ReadonlyMap<string, Case>,

    incidentOf: (report: string): string | null => membership.get(report) ?? null,
    membersOf: (incident: string): ReadonlySet<string> => members.get(incident) ?? new Set(),
    /** By its own row, else by its incident's. */
    caseOf(report: string): Case | undefined {
      const id = caseOf.get(report) ?? caseOf.get(membership.get(report) ?? '')
      return id === undefined ? undefined : cases.get(id)
    },

    putReport(report: Report) {
      removeReport(report)
      putEnding(report.state === 'held' ? held : reports, report)
    },
    removeReport,
    join(report: string, incident: string) {
      leave(report)
      touch(report)
      membership.set(report, incident)
      const own = members.get(incident)
      if (own) own.add(report)
      else members.set(incident, new Set([report]))
    },
    leave,
    putIncident: (incident: Incident) => putEnding(incidents, incident),
    removeIncident({ id }: Incident) {
      incidents.delete(id)
      for (const report of members.get(id) ?? []) {
        touch(report)
        membership.delete(report)
      }
      members.delete(id)
    },
    putWarning: (warning: Warning) => putEnding(warnings, warning),
    putOfficial: (official: Official) => putEnding(officials, official),
    removeWarning: ({ id }: Warning): boolean => warnings.delete(id),
    putGauge: (gauge: Gauge) => void gauges.set(gauge.id, gauge),
    removeBeside: (kind: 'gauge' | 'official', id: string): boolean =>
      (kind === 'gauge' ? gauges : officials).delete(id),
    putArea(area: FloodedArea) {
      if (area.state === null) areas.delete(area.id)
      else areas.set(area.id, area)
    },
    /** Members name their case; a closed one is kept, so that who still shows it learns where it went. */
    putCase(next: Case) {
      const before = cases.get(next.id)
      for (const member of membersByHand(before)) if (caseOf.get(member) === next.id) caseOf.delete(member)
      cases.set(next.id, next)
      for (const member of membersByHand(next)) caseOf.set(member, next.id)
    },

    /** From now on: which reports have changed, or whose incident has, since it was asked last; null: so many that all have to be looked at. */
    gather(): () => ReadonlySet<string> | null {
      const own: (typeof gathering)[number] = { ids: new Set() }
      gathering.push(own)
      return () => {
        const { ids } = own
        own.ids = new Set()
        return ids
      }
    },

    /** What has outlived its time by now, ms, in the order in which it did. It still stands. */
    endedBy(now: number): Ended[] {
      if (now < nextEnd) return []
      const ended: Ended[] = []
      nextEnd = Number.POSITIVE_INFINITY
      const isOver = ({ expiresAt }: Ending) => {
        const ms = Date.parse(expiresAt)
        if (ms > now) nextEnd = Math.min(nextEnd, ms)
        return ms <= now
      }
      const endOf = ({ id, expiresAt }: Ending) => ({ id, ms: Date.parse(expiresAt) })
      for (const shelf of [reports, held])
        for (const one of shelf.values()) if (isOver(one)) ended.push({ ...endOf(one), what: 'report', one })
      for (const one of incidents.values())
        if (isOver(one)) ended.push({ ...endOf(one), what: 'incident', one })
      for (const one of officials.values())
        if (isOver(one)) ended.push({ ...endOf(one), what: 'official', one })
      for (const one of warnings.values())
        if (isOver(one)) ended.push({ ...endOf(one), what: 'warning', one })
      return ended.sort((a, b) => a.ms - b.ms || (a.id < b.id ? -1 : 1))
    },
  }
}

const membersByHand = (one: Case | undefined): string[] => (one ? [...one.incidents, ...one.reports] : [])
