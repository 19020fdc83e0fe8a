// How an entry of the log, or time alone, changes what stands on the board. Each answers the change to be told, or nothing where all stays as it is:
// older news never takes the place of newer.
import { bbox } from '@turf/bbox'
import type { Entry } from '../../db/log.ts'
import type { Incident } from '../domain/incident.ts'
import { placeShownTo } from '../domain/privacy.ts'
import { isAlive, isHeld, type Report } from '../domain/report.ts'
import type { Warning } from '../domain/warning.ts'
import type { Delta } from './delta.ts'
import type { Ended, Shelves } from './shelves.ts'

type Body<Kind extends Entry['kind']> = Extract<Entry, { kind: Kind }>['body']

/** `cursor`: the place of the change; `now`: what has ended until then is taken for over. */
type When = { cursor: string; now: Date }

export function fold(shelves: Shelves, entry: Entry, when: When): Delta | undefined {
  const { cursor } = when
  switch (entry.kind) {
    case 'report':
      return foldReport(shelves, entry.body, when)
    case 'incident':
      return foldIncident(shelves, entry.body, when)
    case 'incident-gone':
      return endIncident(shelves, entry.subject, entry.body.into, cursor)
    case 'warning':
      return foldWarning(shelves, entry.body, when)
    case 'official':
      return foldOfficial(shelves, entry.body, when)
    case 'gauge': {
      const gauge = entry.body
      if (!isNews(shelves.gauges, gauge)) return undefined
      shelves.putGauge(gauge)
      return { cursor, what: 'gauge', gauge }
    }
    case 'gauge-gone':
      return removeBeside(shelves, 'gauge', entry.subject, cursor)
    case 'official-gone':
      return removeBeside(shelves, 'official', entry.subject, cursor)
    case 'area': {
      const area = entry.body
      if (!isNews(shelves.areas, area)) return undefined
      shelves.putArea(area)
      return { cursor, what: 'area', area }
    }
    case 'case': {
      const next = entry.body
      if (!isNews(shelves.cases, next)) return undefined
      shelves.putCase(next)
      return { cursor, what: 'case', case: next }
    }
  }
}

/** Takes away what has outlived its time. */
export function end(shelves: Shelves, ended: Ended, cursor: string): Delta | undefined {
  switch (ended.what) {
    case 'report':
      shelves.removeReport(ended.one)
      return { cursor, what: 'report-gone', before: ended.one }
    case 'incident':
      shelves.removeIncident(ended.one)
      return { cursor, what: 'incident-gone', before: ended.one, into: null }
    case 'official':
      return removeBeside(shelves, 'official', ended.id, cursor)
    case 'warning':
      shelves.removeWarning(ended.one)
      return { cursor, what: 'warning-gone', before: ended.one }
  }
}

function foldReport(shelves: Shelves, body: Body<'report'>, { cursor, now }: When): Delta | undefined {
  const { incident, door: _, ...report } = body
  const before = shelves.reports.get(report.id) ?? shelves.held.get(report.id)
  if (!isNewer(report, before)) return undefined
  if (isHeld(report, now)) {
    mustBeShown(report)
    shelves.putReport(report)
    return { cursor, what: 'report-held', report, before }
  }
  if (isAlive(report, now)) {
    mustBeShown(report)
    shelves.putReport(report)
    if (incident && shelves.incidentOf(report.id) === null) shelves.join(report.id, incident)
    return { cursor, what: 'report', report, before }
  }
  if (!before) return undefined
  shelves.removeReport(report)
  return { cursor, what: 'report-gone', before }
}

function foldIncident(
  shelves: Shelves,
  { incident, joined, left }: Body<'incident'>,
  { cursor, now }: When,
): Delta | undefined {
  const before = shelves.incidents.get(incident.id)
  if (!isNewer(incident, before)) return undefined
  if (isOver(incident, now)) {
    if (!before) return undefined
    shelves.removeIncident(before)
    return { cursor, what: 'incident-gone', before, into: null }
  }
  mustHaveOutline(incident)
  for (const report of left) if (shelves.incidentOf(report) === incident.id) shelves.leave(report)
  for (const report of joined) shelves.join(report, incident.id)
  shelves.putIncident(incident)
  return { cursor, what: 'incident', incident, before, joined, left }
}

/** `into`: the incident that its reports belong to from now on. */
function endIncident(shelves: Shelves, id: string, into: string | null, cursor: string): Delta | undefined {
  for (const report of [...shelves.membersOf(id)])
    into === null ? shelves.leave(report) : shelves.join(report, into)
  const before = shelves.incidents.get(id)
  if (!before) return undefined
  shelves.removeIncident(before)
  return { cursor, what: 'incident-gone', before, into }
}

function foldWarning(shelves: Shelves, warning: Body<'warning'>, { cursor, now }: When): Delta | undefined {
  const before = shelves.warnings.get(warning.id)
  if (!isNewer(warning, before)) return undefined
  if (warning.endedAt === null && !isOver(warning, now)) {
    mustHaveOutline(warning)
    shelves.putWarning(warning)
    return { cursor, what: 'warning', warning, before }
  }
  if (!before) return undefined
  shelves.removeWarning(before)
  return { cursor, what: 'warning-gone', before }
}

function foldOfficial(
  shelves: Shelves,
  official: Body<'official'>,
  { cursor, now }: When,
): Delta | undefined {
  if (isOver(official, now)) return removeBeside(shelves, 'official', official.id, cursor)
  if (!isNews(shelves.officials, official)) return undefined
  shelves.putOfficial(official)
  return { cursor, what: 'official', official }
}

/** Throws where no shape can be made of it: on the board it would spoil the picture of everybody who comes. */
function mustBeShown(report: Report): void {
  const { lng, lat } = placeShownTo('public', report)
  if (!Number.isFinite(lng + lat) || typeof report.words !== 'string')
    throw new Error(`report ${report.id} cannot be shown`)
}

function mustHaveOutline({ id, outline }: Incident | Warning): void {
  if (!bbox(outline).every(Number.isFinite)) throw new Error(`${id} has no outline`)
}

const removeBeside = (
  shelves: Shelves,
  kind: 'gauge' | 'official',
  id: string,
  cursor: string,
): Delta | undefined =>
  shelves.removeBeside(kind, id) ? { cursor, what: 'beside-gone', kind, id } : undefined

type Versioned = { version: number }

const isNewer = (next: Versioned, known: Versioned | undefined) => !known || known.version < next.version

const isNews = <T extends Versioned & { id: string }>(shelf: ReadonlyMap<string, T>, next: T) =>
  isNewer(next, shelf.get(next.id))

const isOver = ({ expiresAt }: { expiresAt: string }, now: Date) => Date.parse(expiresAt) <= now.getTime()
