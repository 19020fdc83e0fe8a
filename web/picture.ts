// The live picture as a client keeps it: a fold of what the server sends. Pure; every step makes a new picture and leaves the old one as it was.
// A report carries the incident it belongs to, so that map, list and detail read one place.

import type { FloodedArea } from '../server/domain/area.ts'
import type { Case } from '../server/domain/case.ts'
import type {
  Change,
  IncidentFeature,
  ReportFeature,
  Seen,
  WarningFeature,
} from '../server/domain/contract.ts'
import type { Gauge } from '../server/domain/gauge.ts'
import type { Official } from '../server/domain/official.ts'

export type Picture = {
  readonly reports: ReadonlyMap<string, ReportFeature>
  readonly incidents: ReadonlyMap<string, IncidentFeature>
  readonly warnings: ReadonlyMap<string, WarningFeature>
  readonly gauges: ReadonlyMap<string, Gauge>
  readonly officials: ReadonlyMap<string, Official>
  /** Areas with a flood state. */
  readonly areas: ReadonlyMap<string, FloodedArea>
  /** What officers have grouped and taken up; nobody else is told. */
  readonly cases: ReadonlyMap<string, Case>
}

export const emptyPicture: Picture = {
  reports: new Map(),
  incidents: new Map(),
  warnings: new Map(),
  gauges: new Map(),
  officials: new Map(),
  areas: new Map(),
  cases: new Map(),
}

type Versioned = { properties: { version: number } }

const newer = <T extends Versioned>(known: T | undefined, next: T): T =>
  known && known.properties.version > next.properties.version ? known : next

/** A whole view replaces what was known, a catch-up continues it. */
export function see(picture: Picture, seen: Seen): Picture {
  if (!seen.whole) return fold(picture, seen.changes)
  const keyed = <T extends Versioned & { properties: { id: string } }>(
    features: T[],
    known: ReadonlyMap<string, T>,
  ) => new Map(features.map(next => [next.properties.id, newer(known.get(next.properties.id), next)]))
  return {
    reports: keyed(seen.reports, picture.reports),
    incidents: keyed(seen.incidents, picture.incidents),
    gauges: byId(seen.gauges ?? []),
    officials: byId(seen.officials ?? []),
    areas: byId(seen.areas ?? []),
    warnings: keyed(seen.warnings, picture.warnings),
    cases: new Map((seen.cases ?? []).map(one => [one.id, one])),
  }
}

const byId = <T extends { id: string }>(things: T[]) => new Map(things.map(thing => [thing.id, thing]))

/** Older news never takes the place of newer. */
function putNewer<T extends { id: string; version: number }>(shelf: Map<string, T>, next: T): void {
  const known = shelf.get(next.id)
  if (!known || known.version <= next.version) shelf.set(next.id, next)
}

function putArea(shelf: Map<string, FloodedArea>, next: FloodedArea): void {
  if (next.state !== null) putNewer(shelf, next)
  else if ((shelf.get(next.id)?.version ?? 0) < next.version) shelf.delete(next.id)
}

export function fold(picture: Picture, changes: readonly Change[]): Picture {
  if (changes.length === 0) return picture
  const reports = new Map(picture.reports)
  const incidents = new Map(picture.incidents)
  const beside = besideAfter(picture, changes)
  const isWarned = changes.some(
    change => change.what === 'warning' || (change.what === 'gone' && change.kind === 'warning'),
  )
  const warnings = new Map(picture.warnings)
  const cases = changes.some(({ what }) => what === 'case') ? new Map(picture.cases) : picture.cases

  function belong(reportId: string, incident: string | null) {
    const report = reports.get(reportId)
    if (report && report.properties.incident !== incident)
      reports.set(reportId, { ...report, properties: { ...report.properties, incident } })
  }

  for (const change of changes) {
    if (change.what === 'report') {
      const { id } = change.feature.properties
      reports.set(id, newer(reports.get(id), change.feature))
    } else if (change.what === 'incident') {
      const { id } = change.feature.properties
      incidents.set(id, newer(incidents.get(id), change.feature))
      for (const report of change.left)
        if (reports.get(report)?.properties.incident === id) belong(report, null)
      for (const report of change.joined) belong(report, id)
    } else if (change.what === 'warning') {
      const { id } = change.feature.properties
      warnings.set(id, newer(warnings.get(id), change.feature))
    } else if (change.what === 'case') {
      const { id, version } = change.case
      if ((cases.get(id)?.version ?? 0) < version) (cases as Map<string, Case>).set(id, change.case)
    } else if (change.what !== 'gone') continue
    else if (change.kind === 'report') reports.delete(change.id)
    else if (change.kind === 'warning') warnings.delete(change.id)
    else {
      incidents.delete(change.id)
      for (const [id, { properties }] of reports)
        if (properties.incident === change.id) belong(id, change.into ?? null)
    }
  }
  return { reports, incidents, cases, warnings: isWarned ? warnings : picture.warnings, ...beside }
}

/** What did not change stays the same object, so that nothing is drawn anew for it. */
function besideAfter({ gauges, officials, areas }: Picture, changes: readonly Change[]) {
  const isTouched = (kind: 'gauge' | 'official') =>
    changes.some(change => change.what === kind || (change.what === 'beside-gone' && change.kind === kind))
  const next = {
    gauges: isTouched('gauge') ? new Map(gauges) : gauges,
    officials: isTouched('official') ? new Map(officials) : officials,
    areas: changes.some(({ what }) => what === 'area') ? new Map(areas) : areas,
  }
  for (const change of changes)
    if (change.what === 'gauge') putNewer(next.gauges as Map<string, Gauge>, change.gauge)
    else if (change.what === 'area') putArea(next.areas as Map<string, FloodedArea>, change.area)
    else if (change.what === 'official') putNewer(next.officials as Map<string, Official>, change.official)
    else if (change.what === 'beside-gone')
      (change.kind === 'gauge'
        ? (next.gauges as Map<string, Gauge>)
        : (next.officials as Map<string, Official>)
      ).delete(change.id)
  return next
}

const expiries = new WeakMap<Picture, number>()

/** When the first thing of a picture ends, ms; looked for once a picture. */
function nextExpiryOf(picture: Picture): number {
  const known = expiries.get(picture)
  if (known !== undefined) return known
  let first = '9999'
  const heed = ({ expiresAt }: { expiresAt: string }) => {
    if (expiresAt < first) first = expiresAt
  }
  for (const shelf of [picture.reports, picture.incidents, picture.warnings])
    for (const { properties } of shelf.values()) heed(properties)
  for (const official of picture.officials.values()) heed(official)
  const next = first === '9999' ? Number.POSITIVE_INFINITY : Date.parse(first)
  expiries.set(picture, next)
  return next
}

/** Takes away what has outlived its time, so that a picture without a connection does not lie. `now` is the server's clock, ms. */
export function dropExpired(picture: Picture, now: number): Picture {
  if (now < nextExpiryOf(picture)) return picture
  const isOver = ({ properties }: ReportFeature | IncidentFeature | WarningFeature) =>
    Date.parse(properties.expiresAt) <= now
  const over: Change[] = []
  for (const [id, report] of picture.reports)
    if (isOver(report)) over.push({ what: 'gone', kind: 'report', id })
  for (const [id, incident] of picture.incidents)
    if (isOver(incident)) over.push({ what: 'gone', kind: 'incident', id })
  for (const [id, official] of picture.officials)
    if (Date.parse(official.expiresAt) <= now) over.push({ what: 'beside-gone', kind: 'official', id })
  for (const [id, warning] of picture.warnings)
    if (isOver(warning)) over.push({ what: 'gone', kind: 'warning', id })
  return fold(picture, over)
}
