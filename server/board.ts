// The live picture in memory: the log folded into the reports that are alive and the incidents that stand.
// The map, the live API and the sockets are answered from here without the database.
import { compareCursors, type Entry } from '../db/log.ts'
import type { Box } from './domain/contract.ts'
import type { Incident } from './domain/incident.ts'
import { isAlive, isHeld, type Report } from './domain/report.ts'

/** What one entry changed on the board; `before` is what stood there, so that those who saw it can be told. */
export type Delta = { cursor: string } & (
  | { what: 'report'; report: Report; before?: Report }
  /** For officers alone; `before` is a report that everybody could see. */
  | { what: 'report-held'; report: Report; before?: Report }
  | { what: 'incident'; incident: Incident; before?: Incident; joined: string[]; left: string[] }
  | { what: 'report-gone'; before: Report }
  | { what: 'incident-gone'; before: Incident; into: string | null }
)

export type Board = ReturnType<typeof createBoard>

/** Deltas kept for clients that come back. */
const KEPT = 20_000

export function createBoard() {
  const reports = new Map<string, Report>()
  /** Those that wait for an officer's look, and that nobody else may see. */
  const held = new Map<string, Report>()
  const incidents = new Map<string, Incident>()
  /** Of every report in an incident that stands, also of those that have left the map: they may come back. */
  const membership = new Map<string, string>()
  const members = new Map<string, Set<string>>()
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

  function removeIncident(incident: Incident) {
    incidents.delete(incident.id)
    for (const report of members.get(incident.id) ?? []) membership.delete(report)
    members.delete(incident.id)
  }

  function fold(entry: Entry, now: Date): Delta | undefined {
    switch (entry.kind) {
      case 'report': {
        const { incident, ...report } = entry.body
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
      // Not on the map yet.
      case 'warning':
        return undefined
    }
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
    load(page: { reports: { report: Report; incident: string | null }[]; incidents: Incident[] }) {
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

const isInside = ({ lng, lat }: Report['place'], [west, south, east, north]: Box) =>
  lat >= south && lat <= north && (west <= east ? lng >= west && lng <= east : lng >= west || lng <= east)
