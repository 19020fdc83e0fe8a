// The live picture in memory: the log folded into the reports that are alive and the incidents that stand.
// The map, the live API and the sockets are answered from here without the database.
import type { Entry } from '../../db/log.ts'
import type { FloodedArea } from '../domain/area.ts'
import type { Case } from '../domain/case.ts'
import type { Box } from '../domain/contract.ts'
import { compareCursors, placeOf } from '../domain/cursor.ts'
import type { Gauge } from '../domain/gauge.ts'
import type { Incident } from '../domain/incident.ts'
import type { Official } from '../domain/official.ts'
import { isAlive, isHeld, type Report } from '../domain/report.ts'
import type { Warning } from '../domain/warning.ts'
import type { Delta } from './delta.ts'
import { rememberChanges } from './recent.ts'

export type Board = ReturnType<typeof createBoard>

/** A clock that goes back by less than this merely trembles; by more it was set anew, ms. */
const CLOCK_STEP_MS = 60_000
/** Changed reports that are gathered by name for who takes them from time to time: of more it is quicker to look at all. */
const MOST_GATHERED = 20_000

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
  const recent = rememberChanges(standsAgain)
  let cursor = '0.0'
  /** Everything that ended until then has been taken away, ms. */
  let swept = 0
  let version = 0
  let shownVersion = 0
  let nextExpiry = Number.POSITIVE_INFINITY
  const gathering: { ids: Set<string> | null }[] = []

  /** The report has changed, has gone, or belongs elsewhere. */
  function touch(report: string) {
    for (const own of gathering) {
      own.ids?.add(report)
      if (own.ids && own.ids.size > MOST_GATHERED) own.ids = null
    }
  }

  function standsAgain(delta: Delta): boolean {
    switch (delta.what) {
      case 'report-gone':
        return reports.has(delta.before.id) || held.has(delta.before.id)
      case 'incident-gone':
        return incidents.has(delta.before.id)
      case 'warning-gone':
        return warnings.has(delta.before.id)
      case 'beside-gone':
        return (delta.kind === 'gauge' ? gauges : officials).has(delta.id)
      default:
        return false
    }
  }

  function join(report: string, incident: string) {
    leave(report)
    touch(report)
    membership.set(report, incident)
    const own = members.get(incident)
    if (own) own.add(report)
    else members.set(incident, new Set([report]))
  }

  function leave(report: string) {
    const incident = membership.get(report)
    if (incident === undefined) return
    touch(report)
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
    touch(id)
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
    for (const report of members.get(incident.id) ?? []) {
      touch(report)
      membership.delete(report)
    }
    members.delete(incident.id)
  }

  function fold(entry: Entry, at: string, now: Date): Delta | undefined {
    switch (entry.kind) {
      case 'report': {
        const { incident, door: _, ...report } = entry.body
        const before = reports.get(report.id) ?? held.get(report.id)
        if (before && before.version >= report.version) return undefined
        if (isHeld(report, now)) {
          putReport(report)
          return { cursor: at, what: 'report-held', report, before }
        }
        if (isAlive(report, now)) {
          putReport(report)
          if (incident && !membership.has(report.id)) join(report.id, incident)
          return { cursor: at, what: 'report', report, before }
        }
        if (!before) return undefined
        removeReport(report)
        return { cursor: at, what: 'report-gone', before }
      }
      case 'incident': {
        const { incident, joined, left } = entry.body
        const before = incidents.get(incident.id)
        if (before && before.version >= incident.version) return undefined
        if (Date.parse(incident.expiresAt) <= now.getTime()) {
          if (!before) return undefined
          removeIncident(before)
          return { cursor: at, what: 'incident-gone', before, into: null }
        }
        for (const report of left) if (membership.get(report) === incident.id) leave(report)
        for (const report of joined) join(report, incident.id)
        putIncident(incident)
        return { cursor: at, what: 'incident', incident, before, joined, left }
      }
      case 'incident-gone': {
        const { into } = entry.body
        const own = [...(members.get(entry.subject) ?? [])]
        for (const report of own) into === null ? leave(report) : join(report, into)
        const before = incidents.get(entry.subject)
        if (!before) return undefined
        removeIncident(before)
        return { cursor: at, what: 'incident-gone', before, into }
      }
      case 'gauge':
        return putNewer(gauges, entry.body) ? { cursor: at, what: 'gauge', gauge: entry.body } : undefined
      case 'official': {
        const official = entry.body
        if (Date.parse(official.expiresAt) <= now.getTime()) return removeBeside('official', official.id, at)
        if (!putNewer(officials, official)) return undefined
        nextExpiry = Math.min(nextExpiry, Date.parse(official.expiresAt))
        return { cursor: at, what: 'official', official }
      }
      case 'gauge-gone':
        return removeBeside('gauge', entry.subject, at)
      case 'official-gone':
        return removeBeside('official', entry.subject, at)
      case 'warning': {
        const warning = entry.body
        const before = warnings.get(warning.id)
        if (before && before.version >= warning.version) return undefined
        if (warning.endedAt === null && Date.parse(warning.expiresAt) > now.getTime()) {
          putWarning(warning)
          return { cursor: at, what: 'warning', warning, before }
        }
        if (!before) return undefined
        warnings.delete(warning.id)
        return { cursor: at, what: 'warning-gone', before }
      }
      case 'area': {
        const area = entry.body
        if ((areas.get(area.id)?.version ?? 0) >= area.version) return undefined
        if (area.state === null) areas.delete(area.id)
        else areas.set(area.id, area)
        return { cursor: at, what: 'area', area }
      }
      case 'case': {
        const next = entry.body
        if ((cases.get(next.id)?.version ?? 0) >= next.version) return undefined
        putCase(next)
        return { cursor: at, what: 'case', case: next }
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
    if (deltas.some(({ what }) => /^(report|incident)/.test(what))) shownVersion++
    recent.add(deltas)
  }

  const place = () => placeOf(cursor, { ms: swept })

  const isAhead = (of: string) => compareCursors(of, cursor) > 0

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
    /** Grows with every change of a report or an incident. */
    get shownVersion() {
      return shownVersion
    },
    get cursor() {
      return cursor
    },
    /** Where a reader stands who has been told everything. */
    get place() {
      return place()
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
      shownVersion++
    },
    loaded(at: string, now: Date) {
      cursor = at
      swept = now.getTime()
      recent.begin(place())
    },

    /**
     * Folds entries in and answers what changed. What ends is taken away by `expire` alone, so that all see it end in the same order. An entry that
     * cannot be folded is named and left out: the others are none the worse for it.
     */
    apply(entries: Entry[], leftOut: (fault: unknown) => void = rethrow): Delta[] {
      const deltas: Delta[] = []
      const known = new Date(swept)
      for (const entry of entries) {
        try {
          const delta = fold(entry, placeOf(entry.cursor, { ms: swept }), known)
          const told = recent.lateOf(entry, swept) ?? delta
          if (told) deltas.push(told)
        } catch (fault) {
          leftOut(new Error(`entry ${entry.cursor} of the log cannot stand on the board`, { cause: fault }))
        }
        cursor = entry.cursor
      }
      remember(deltas)
      return deltas
    },

    /** Takes away what has outlived its time, in the order in which it did. */
    expire(now: Date): Delta[] {
      const time = now.getTime()
      // A clock that was set back is believed: what comes now must not be taken for long over.
      swept = time < swept - CLOCK_STEP_MS ? time : Math.max(swept, time)
      if (time < nextExpiry) return []
      const ended: { ms: number; id: string; take: (at: string) => Delta | undefined }[] = []
      nextExpiry = Number.POSITIVE_INFINITY
      const look = <T extends { id: string; expiresAt: string }>(
        shelf: Map<string, T>,
        take: (one: T, at: string) => Delta | undefined,
      ) => {
        for (const one of shelf.values()) {
          const ms = Date.parse(one.expiresAt)
          if (ms > time) nextExpiry = Math.min(nextExpiry, ms)
          else ended.push({ ms, id: one.id, take: at => take(one, at) })
        }
      }
      for (const shelf of [reports, held])
        look(shelf, (before, at) => {
          removeReport(before)
          return { cursor: at, what: 'report-gone', before }
        })
      look(incidents, (before, at) => {
        removeIncident(before)
        return { cursor: at, what: 'incident-gone', before, into: null }
      })
      look(officials, ({ id }, at) => removeBeside('official', id, at))
      look(warnings, (before, at) => {
        warnings.delete(before.id)
        return { cursor: at, what: 'warning-gone', before }
      })
      ended.sort((a, b) => a.ms - b.ms || (a.id < b.id ? -1 : 1))
      const deltas = ended.flatMap(({ ms, id, take }) => take(placeOf(cursor, { ms, id })) ?? [])
      remember(deltas)
      return deltas
    },

    /** What happened after a place, at most so much of it; undefined when that is too long ago to know. */
    since: (after: string, most?: number): Delta[] | undefined =>
      isAhead(after) ? undefined : recent.since(after, most),
    /** Somebody was told more at another process than this board knows yet. */
    isAhead,

    reportsIn: (box: Box): Report[] => [...reports.values()].filter(({ place }) => isInside(place, box)),
  }
}

function rethrow(fault: unknown): never {
  throw fault
}

const membersByHand = (one: Case | undefined): string[] => (one ? [...one.incidents, ...one.reports] : [])

const isInside = ({ lng, lat }: Report['place'], [west, south, east, north]: Box) =>
  lat >= south && lat <= north && (west <= east ? lng >= west && lng <= east : lng >= west || lng <= east)
