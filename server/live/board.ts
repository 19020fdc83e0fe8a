// The live picture in memory: the log folded (fold.ts) into the reports that are alive and the incidents that stand (shelves.ts).
// The map, the live API and the sockets are answered from here without the database.
import type { Entry } from '../../db/log.ts'
import type { FloodedArea } from '../domain/area.ts'
import type { Case } from '../domain/case.ts'
import type { Box } from '../domain/contract.ts'
import { compareCursors, placeOf } from '../domain/cursor.ts'
import type { Gauge } from '../domain/gauge.ts'
import type { Incident } from '../domain/incident.ts'
import type { Official } from '../domain/official.ts'
import type { Report } from '../domain/report.ts'
import type { Warning } from '../domain/warning.ts'
import type { Delta } from './delta.ts'
import { end, fold } from './fold.ts'
import { rememberChanges } from './recent.ts'
import { openShelves } from './shelves.ts'

export type Board = ReturnType<typeof createBoard>

/** A page of what the database holds. */
type Page = {
  reports: { report: Report; incident: string | null }[]
  incidents: Incident[]
  gauges?: Gauge[]
  officials?: Official[]
  areas?: FloodedArea[]
  warnings?: Warning[]
  cases?: Case[]
}

/** A clock that goes back by less than this merely trembles; by more it was set anew, ms. */
const CLOCK_STEP_MS = 60_000

export function createBoard() {
  const shelves = openShelves()
  const { reports, held, incidents, areas, gauges, officials, warnings, cases } = shelves
  const recent = rememberChanges(standsAgain)
  let cursor = '0.0'
  /** Everything that ended until then has been taken away, ms. */
  let swept = 0
  let version = 0
  let shownVersion = 0

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

  function remember(deltas: Delta[]) {
    if (deltas.length === 0) return
    version++
    if (deltas.some(({ what }) => /^(report|incident)/.test(what))) shownVersion++
    recent.add(deltas)
  }

  const place = () => placeOf(cursor, { ms: swept })

  const isAhead = (of: string) => compareCursors(of, cursor) > 0

  return {
    reports,
    held,
    incidents,
    areas,
    gauges,
    officials,
    warnings,
    cases,
    incidentOf: shelves.incidentOf,
    membersOf: shelves.membersOf,
    caseOf: shelves.caseOf,
    gather: shelves.gather,
    reportsIn: (box: Box): Report[] => [...reports.values()].filter(({ place }) => isInside(place, box)),

    /** Grows with every change. */
    get version() {
      return version
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
    load(page: Page) {
      for (const area of page.areas ?? []) shelves.putArea(area)
      for (const gauge of page.gauges ?? []) shelves.putGauge(gauge)
      for (const official of page.officials ?? []) shelves.putOfficial(official)
      for (const warning of page.warnings ?? []) shelves.putWarning(warning)
      for (const one of page.cases ?? []) shelves.putCase(one)
      for (const incident of page.incidents) shelves.putIncident(incident)
      for (const { report, incident } of page.reports) {
        shelves.putReport(report)
        if (incident) shelves.join(report.id, incident)
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
      const now = new Date(swept)
      for (const entry of entries) {
        try {
          const delta = fold(shelves, entry, { cursor: placeOf(entry.cursor, { ms: swept }), now })
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
      const deltas = shelves.endedBy(time).flatMap(ended => end(shelves, ended, placeOf(cursor, ended)) ?? [])
      remember(deltas)
      return deltas
    },

    /** What happened after a place, at most so much of it; undefined when that is too long ago to know. */
    since: (after: string, most?: number): Delta[] | undefined =>
      isAhead(after) ? undefined : recent.since(after, most),
    /** Somebody was told more at another process than this board knows yet. */
    isAhead,
  }
}

function rethrow(fault: unknown): never {
  throw fault
}

const isInside = ({ lng, lat }: Report['place'], [west, south, east, north]: Box) =>
  lat >= south && lat <= north && (west <= east ? lng >= west && lng <= east : lng >= west || lng <= east)
