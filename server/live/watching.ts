// What a watch may see of the board: what stands in view now, and each change that concerns it, in the shape of its audience.
// Sockets (live.ts) and event streams (events.ts) tell what is decided here.
import { setTimeout as sleep } from 'node:timers/promises'
import { bbox } from '@turf/bbox'
import { z } from 'zod'
import type { Case } from '../domain/case.ts'
import type { Box, Change, Watch } from '../domain/contract.ts'
import { toFeature, toIncidentFeature, toWarningFeature } from '../domain/contract.ts'
import { hazardKeys } from '../domain/hazards/index.ts'
import type { Incident } from '../domain/incident.ts'
import { placeShownTo } from '../domain/privacy.ts'
import type { Report } from '../domain/report.ts'
import type { Warning } from '../domain/warning.ts'
import { everybody, type Viewer } from '../sign-in/viewer.ts'
import type { Board } from './board.ts'
import type { Delta } from './delta.ts'

const degrees = z.number().min(-180).max(180)

/** The part of the picture that anybody may ask to watch. */
export const viewSchema = z.strictObject({
  box: z.tuple([degrees, degrees, degrees, degrees]).optional(),
  region: z.string().max(10).optional(),
  hazards: z.array(z.enum(hazardKeys)).max(hazardKeys.length).optional(),
  drill: z.boolean().optional(),
})

/** How long a reader waits who was told more at another process than this board knows yet, and how often it is looked, ms. */
const PATIENCE_MS = 2_000
const LOOK_MS = 20

/** Resolves when the board knows what was told up to this place, or when that takes too long. */
export async function reached(board: Board, place: string): Promise<void> {
  const until = performance.now() + PATIENCE_MS
  while (board.isAhead(place) && performance.now() < until) await sleep(LOOK_MS)
}

/** The reports that stand in view, the most severe first. */
export function reportsInView(board: Board, watch: Watch, viewer: Viewer): Report[] {
  const shown = watch.box ? board.reportsIn(widened(watch.box)) : [...board.reports.values()]
  const held = [...board.held.values()].filter(({ region }) => viewer.audienceAt(region) === 'officer')
  return worstFirst([...shown, ...held].filter(report => sees(watch, report, viewer)))
}

/** The report as it stands now, for whom it is there. */
export function reportFor(board: Board, viewer: Viewer, id: string): Report | undefined {
  const report = board.reports.get(id) ?? board.held.get(id)
  const audience = report && viewer.audienceAt(report.region)
  return report && audience && (report.state !== 'held' || audience === 'officer') ? report : undefined
}

/** What stands in view beside the reports; who is not everybody is told of cases, too. */
export function othersInView(board: Board, watch: Watch, viewer: Viewer) {
  const incidents = [...board.incidents.values()].filter(incident => sees(watch, incident, viewer))
  const warnings = [...board.warnings.values()].filter(warning => sees(watch, warning, viewer))
  return {
    incidents: incidents.map(toIncidentFeature),
    ...(!watch.drill && {
      gauges: [...board.gauges.values()],
      officials: [...board.officials.values()],
      areas: [...board.areas.values()],
    }),
    warnings: warnings.map(toWarningFeature),
    ...(viewer.key !== everybody.key && {
      cases: [...board.cases.values()].filter(
        one => one.closed === null && sees(watch, one, viewer) && viewer.audienceAt(one.region) === 'officer',
      ),
    }),
  }
}

/** Nothing where the audience has not seen, and shall not see, what it is about. */
export function toChange(board: Board, delta: Delta, viewer: Viewer): Change | undefined {
  if (isBeside(delta)) {
    const { cursor: _, ...change } = delta
    return change
  }
  if (delta.what === 'case')
    return viewer.audienceAt(delta.case.region) === 'officer' ? { what: 'case', case: delta.case } : undefined
  const { before } = delta
  const wasSeen =
    before !== undefined &&
    (isSeen(before) || ('region' in before && viewer.audienceAt(before.region ?? '') === 'officer'))
  const audience = 'report' in delta ? viewer.audienceAt(delta.report.region) : 'public'
  switch (delta.what) {
    case 'report-held':
      if (audience !== 'officer')
        return wasSeen ? { what: 'gone', kind: 'report', id: delta.report.id } : undefined
      return { what: 'report', feature: toFeature(delta.report, null, audience) }
    case 'report':
      return {
        what: 'report',
        feature: toFeature(delta.report, board.incidentOf(delta.report.id), audience),
      }
    case 'incident':
      return {
        what: 'incident',
        feature: toIncidentFeature(delta.incident),
        joined: delta.joined,
        left: delta.left,
      }
    case 'warning':
      return { what: 'warning', feature: toWarningFeature(delta.warning) }
    case 'warning-gone':
      return { what: 'gone', kind: 'warning', id: delta.before.id }
    case 'report-gone':
      return wasSeen ? { what: 'gone', kind: 'report', id: delta.before.id } : undefined
    case 'incident-gone':
      return { what: 'gone', kind: 'incident', id: delta.before.id, into: delta.into ?? undefined }
  }
}

const levels = [3, 2, 1, 0] as const

/** The board's own order within a level: to sort a hundred thousand for each who comes would make all others wait. */
const worstFirst = (reports: Report[]): Report[] =>
  levels.flatMap(level => reports.filter(report => report.level === level))

export type Beside = Extract<Delta, { what: 'gauge' | 'official' | 'area' | 'beside-gone' }>

export const isBeside = (delta: Delta): delta is Beside =>
  delta.what === 'gauge' || delta.what === 'official' || delta.what === 'area' || delta.what === 'beside-gone'

type Thing = Report | Incident | Warning | Case

const isSeen = (thing: Thing) => !('state' in thing) || thing.state !== 'held'

export function thingsOf(delta: Exclude<Delta, Beside>): Thing[] {
  switch (delta.what) {
    case 'case':
      return [delta.case]
    case 'report':
    case 'report-held':
      return delta.before ? [delta.report, delta.before] : [delta.report]
    case 'incident':
      return delta.before ? [delta.incident, delta.before] : [delta.incident]
    case 'warning':
      return delta.before ? [delta.warning, delta.before] : [delta.warning]
    default:
      return [delta.before]
  }
}

export const regionsOf = (thing: Thing): string[] =>
  'regions' in thing ? thing.regions : thing.region ? [thing.region] : []

export const concerns = (delta: Delta, watch: Watch, viewer: Viewer) =>
  isBeside(delta) ? !watch.drill : thingsOf(delta).some(thing => sees(watch, thing, viewer))

export function sees(watch: Watch, thing: Thing, viewer: Viewer): boolean {
  return (
    thing.drill === (watch.drill ?? false) &&
    (!watch.hazards || watch.hazards.includes(thing.hazard)) &&
    isWithin(watch, thing, viewer)
  )
}

function isWithin({ box: view, region }: Watch, thing: Thing, viewer: Viewer): boolean {
  // Where a thing is told to be is looked up only for who asks for a box: of a hundred thousand reports it takes a while.
  const box = view && boxOf(thing, viewer)
  if (!view || !box) return !region || regionsOf(thing).includes(region)
  return meet(view, box)
}

/** A case lies where its reports lie, and has no box of its own. Who asks for a tiny box learns no more of a home or a secret than who reads the report. */
export function boxOf(thing: Thing, viewer: Viewer): Box | undefined {
  if ('stage' in thing) return undefined
  if (!('place' in thing)) return bbox(thing.outline).slice(0, 4) as Box
  const { lng, lat } = placeShownTo(viewer.audienceAt(thing.region), thing)
  return [lng, lat, lng, lat]
}

/** Shown places are off by no more, in degrees. */
const OFF = 0.01
const widened = ([west, south, east, north]: Box): Box => [west - OFF, south - OFF, east + OFF, north + OFF]

const meet = ([w, s, e, n]: Box, [west, south, east, north]: Box) =>
  s <= north && n >= south && (w <= e ? w <= east && e >= west : w <= east || e >= west)
