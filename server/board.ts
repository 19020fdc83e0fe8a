// The live picture in memory: the log folded into the reports that are alive and the incidents that stand.
// The map, the live API and the sockets are answered from here without the database.
import type { Entry } from '../db/log.ts'
import type { FloodedArea } from './domain/area.ts'
import type { Case } from './domain/case.ts'
import type { Box } from './domain/contract.ts'
import { compareCursors } from './domain/cursor.ts'
import type { Gauge } from './domain/gauge.ts'
import type { Incident } from './domain/incident.ts'
import type { Official } from './domain/official.ts'
import { isAlive, isHeld, type Report } from './domain/report.ts'
import type { Warning } from './domain/warning.ts'

/** What one entry changed on the board; `before` is what stood there, so that those who saw it can be told. */
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

export type Board = ReturnType<typeof createBoard>

/** Deltas kept for clients that come back. */
const KEPT = 20_000

export function createBoard() {
  const reports = new Map<string, Report>()
  /** Those that wait for an officer's look, and that nobody else may see. */
  const held = new Map<string, Report>()
  const incidents = new Map<string, Incident>()
  const gauges = new Map<string, Gauge>()
  const officials = new Map<string, Official>()
  const warnings = new Map<string, Warning>()
  const areas = new Map<string, FloodedArea>()
  /** Of every report in an incident that stands, also of those that have left the map: they may come back. */
  const membership = new Map<string, string>()
  const members = new Map<string, Set<string>>()
  const cases = new Map<string, Case>()
  const caseOf = new Map<string, string>()
  let recent: Delta[] = []
  /** Everything after this cursor is in `recent`. */
  let recentFrom = '0.0'
  let cursor = '0.0'
  let version = 0
  let nextExpiry = Number.POSITIVE_INFINITY

  function join(report: string, incident: string) {
    leave(report)
    membership.set(report, incident)
    const own = members.get(incident)
    if (own) own.add(report)
    else members.set(incident, new Set([report]))
  }

  function leave(report: string) {
    const incident = membership.get(report)
    if (incident === undefined) return
    membership.delete(report)
    members.get(incident)?.delete(report)
  }

  function putReport(report: Report) {
    removeReport(report)
    const shelf = report.state === 'held' ? held : reports
    shelf.set(report.id, report)
    nextExpiry = Math.min(nextExpiry, Date.parse(report.expiresAt))
  }

  function removeReport({ id }: Report) {
    reports.delete(id)
    held.delete(id)
  }

  function putIncident(incident: Incident) {
    incidents.set(incident.id, incident)
    nextExpiry = Math.min(nextExpiry, Date.parse(incident.expiresAt))
  }

  function putOfficial(official: Official) {
    officials.set(official.id, official)
    nextExpiry = Math.min(nextExpiry, Date.parse(official.expiresAt))
  }

  /** Older news never takes the place of newer. */
  function putNewer<T extends { id: string; version: number }>(shelf: Map<string, T>, next: T): boolean {
    const known = shelf.get(next.id)
    if (known && known.version >= next.version) return false
    shelf.set(next.id, next)
    return true
  }

  function putWarning(warning: Warning) {
    warnings.set(warning.id, warning)
    nextExpiry = Math.min(nextExpiry, Date.parse(warning.expiresAt))
  }

  function removeIncident(incident: Incident) {
    incidents.delete(incident.id)
    for (const report of members.get(incident.id) ?? []) membership.delete(report)
    members.delete(incident.id)
  }

  function fold(entry: Entry, now: Date): Delta | undefined {
    switch (entry.kind) {
      case 'report': {
        const { incident, door: _, ...report } = entry.body
        const before = reports.get(report.id) ?? held.get(report.id)
        if (before && before.version >= report.version) return undefined
        if (isHeld(report, now)) {
          putReport(report)
          return { cursor: entry.cursor, what: 'report-held', report, before }
        }
        if (isAlive(report, now)) {
          putReport(report)
          if (incident && !membership.has(report.id)) join(report.id, incident)
          return { cursor: entry.cursor, what: 'report', report, before }
        }
        if (!before) return undefined
        removeReport(report)
        return { cursor: entry.cursor, what: 'report-gone', before }
      }
      case 'incident': {
        const { incident, joined, left } = entry.body
        const before = incidents.get(incident.id)
        if (before && before.version >= incident.version) return undefined
        if (Date.parse(incident.expiresAt) <= now.getTime()) {
          if (!before) return undefined
          removeIncident(before)
          return { cursor: entry.cursor, what: 'incident-gone', before, into: null }
        }
        for (const report of left) if (membership.get(report) === incident.id) leave(report)
        for (const report of joined) join(report, incident.id)
        putIncident(incident)
        return { cursor: entry.cursor, what: 'incident', incident, before, joined, left }
      }
      case 'incident-gone': {
        const { into } = entry.body
        const own = [...(members.get(entry.subject) ?? [])]
        for (const report of own) into === null ? leave(report) : join(report, into)
        const before = incidents.get(entry.subject)
        if (!before) return undefined
        removeIncident(before)
        return { cursor: entry.cursor, what: 'incident-gone', before, into }
      }
      case 'gauge':
        return putNewer(gauges, entry.body)
          ? { cursor: entry.cursor, what: 'gauge', gauge: entry.body }
          : undefined
      case 'official': {
        const official = entry.body
        if (Date.parse(official.expiresAt) <= now.getTime())
          return removeBeside('official', official.id, entry.cursor)
        if (!putNewer(officials, official)) return undefined
        nextExpiry = Math.min(nextExpiry, Date.parse(official.expiresAt))
        return { cursor: entry.cursor, what: 'official', official }
      }
      case 'gauge-gone':
        return removeBeside('gauge', entry.subject, entry.cursor)
      case 'official-gone':
        return removeBeside('official', entry.subject, entry.cursor)
      case 'warning': {
        const warning = entry.body
        const before = warnings.get(warning.id)
        if (before && before.version >= warning.version) return undefined
        if (warning.endedAt === null && Date.parse(warning.expiresAt) > now.getTime()) {
          putWarning(warning)
          return { cursor: entry.cursor, what: 'warning', warning, before }
        }
        if (!before) return undefined
        warnings.delete(warning.id)
        return { cursor: entry.cursor, what: 'warning-gone', before }
      }
      case 'area': {
        const area = entry.body
        if ((areas.get(area.id)?.version ?? 0) >= area.version) return undefined
        if (area.state === null) areas.delete(area.id)
        else areas.set(area.id, area)
        return { cursor: entry.cursor, what: 'area', area }
      }
      case 'case': {
        const next = entry.body
        if ((cases.get(next.id)?.version ?? 0) >= next.version) return undefined
        putCase(next)
        return { cursor: entry.cursor, what: 'case', case: next }
      }
    }
  }

  function removeBeside(kind: 'gauge' | 'official', id: string, at: string): Delta | undefined {
    const shelf = kind === 'gauge' ? gauges : officials
    return shelf.delete(id) ? { cursor: at, what: 'beside-gone', kind, id } : undefined
  }

  /** Members name their case; a closed one is kept, so that who still shows it learns where it went. */
  function putCase(next: Case) {
    const before = cases.get(next.id)
    for (const member of membersByHand(before)) if (caseOf.get(member) === next.id) caseOf.delete(member)
    cases.set(next.id, next)
    for (const member of membersByHand(next)) caseOf.set(member, next.id)
  }

  function remember(deltas: Delta[]) {
    if (deltas.length === 0) return
    version++
    recent.push(...deltas)
    if (recent.length > 2 * KEPT) {
      recentFrom = recent[recent.length - KEPT - 1]?.cursor ?? recentFrom
      recent = recent.slice(-KEPT)
    }
  }

  return {
    reports: reports as ReadonlyMap<string, Report>,
    held: held as ReadonlyMap<string, Report>,
    incidents: incidents as ReadonlyMap<string, Incident>,
    /** Those with a state. */
    areas: areas as ReadonlyMap<string, FloodedArea>,
    gauges: gauges as ReadonlyMap<string, Gauge>,
    officials: officials as ReadonlyMap<string, Official>,
    warnings: warnings as ReadonlyMap<string, Warning>,
    cases: cases as ReadonlyMap<string, Case>,
    /** By its own row, else by its incident's. */
    caseOf(report: string): Case | undefined {
      const id = caseOf.get(report) ?? caseOf.get(membership.get(report) ?? '')
      return id === undefined ? undefined : cases.get(id)
    },
    incidentOf: (report: string): string | null => membership.get(report) ?? null,
    membersOf: (incident: string): ReadonlySet<string> => members.get(incident) ?? new Set(),
    /** Grows with every change. */
    get version() {
      return version
    },
    get cursor() {
      return cursor
    },

    /** Begins with what a snapshot of the database holds; entries after its cursor follow through `apply`. */
    load(page: {
      reports: { report: Report; incident: string | null }[]
      incidents: Incident[]
      gauges?: Gauge[]
      officials?: Official[]
      areas?: FloodedArea[]
      warnings?: Warning[]
      cases?: Case[]
    }) {
      for (const area of page.areas ?? []) if (area.state !== null) areas.set(area.id, area)
      for (const gauge of page.gauges ?? []) gauges.set(gauge.id, gauge)
      for (const official of page.officials ?? []) putOfficial(official)
      for (const warning of page.warnings ?? []) putWarning(warning)
      for (const one of page.cases ?? []) putCase(one)
      for (const incident of page.incidents) putIncident(incident)
      for (const { report, incident } of page.reports) {
        putReport(report)
        if (incident) join(report.id, incident)
      }
      version++
    },
    loaded(at: string) {
      cursor = at
      recentFrom = at
    },

    /** Folds entries in and answers what changed. */
    apply(entries: Entry[], now: Date): Delta[] {
      const deltas: Delta[] = []
      for (const entry of entries) {
        const delta = fold(entry, now)
        if (delta) deltas.push(delta)
        cursor = entry.cursor
      }
      remember(deltas)
      return deltas
    },

    /** Takes away what has outlived its time. */
    expire(now: Date): Delta[] {
      const time = now.getTime()
      if (time < nextExpiry) return []
      const deltas: Delta[] = []
      nextExpiry = Number.POSITIVE_INFINITY
      for (const shelf of [reports, held])
        for (const report of shelf.values()) {
          const expires = Date.parse(report.expiresAt)
          if (expires > time) nextExpiry = Math.min(nextExpiry, expires)
          else {
            shelf.delete(report.id)
            deltas.push({ cursor, what: 'report-gone', before: report })
          }
        }
      for (const incident of incidents.values()) {
        const expires = Date.parse(incident.expiresAt)
        if (expires > time) nextExpiry = Math.min(nextExpiry, expires)
        else {
          removeIncident(incident)
          deltas.push({ cursor, what: 'incident-gone', before: incident, into: null })
        }
      }
      for (const official of officials.values()) {
        const expires = Date.parse(official.expiresAt)
        const gone = expires > time ? undefined : removeBeside('official', official.id, cursor)
        if (gone) deltas.push(gone)
        else nextExpiry = Math.min(nextExpiry, expires)
      }
      for (const warning of warnings.values()) {
        const expires = Date.parse(warning.expiresAt)
        if (expires > time) nextExpiry = Math.min(nextExpiry, expires)
        else {
          warnings.delete(warning.id)
          deltas.push({ cursor, what: 'warning-gone', before: warning })
        }
      }
      remember(deltas)
      return deltas
    },

    /** What happened after a cursor, or undefined when that is too long ago to know. */
    since(after: string): Delta[] | undefined {
      if (compareCursors(after, recentFrom) < 0 || compareCursors(after, cursor) > 0) return undefined
      let [low, high] = [0, recent.length]
      while (low < high) {
        const middle = (low + high) >> 1
        const delta = recent[middle]
        if (delta && compareCursors(delta.cursor, after) <= 0) low = middle + 1
        else high = middle
      }
      return recent.slice(low)
    },

    reportsIn: (box: Box): Report[] => [...reports.values()].filter(({ place }) => isInside(place, box)),
  }
}

const membersByHand = (one: Case | undefined): string[] => (one ? [...one.incidents, ...one.reports] : [])

const isInside = ({ lng, lat }: Report['place'], [west, south, east, north]: Box) =>
  lat >= south && lat <= north && (west <= east ? lng >= west && lng <= east : lng >= west || lng <= east)
