// Flooded areas of this process: where all areas lie, what was reported in and beside them (from the log), what is suggested from that, and the one
// way to set a state. Suggestions are made when somebody asks, at most once in two seconds, at a cost that follows the wet areas.
import {
  type AreaGround,
  areaGrounds,
  groundsMark,
  lockArea,
  putAreaState,
  standingAreas,
} from '../db/area-states.ts'
import { writeAudit } from '../db/audit.ts'
import type { Database } from '../db/connect.ts'
import type { Entry } from '../db/log.ts'
import { everyReport, type Wanted } from '../db/report-search.ts'
import type { FloodedArea } from './domain/area.ts'
import { type Grounds, layGround } from './domain/area-ground.ts'
import { type AreaState, FORGOTTEN_MS, type Near, type Suggestion } from './domain/area-suggestion.ts'
import type { Refusal } from './domain/refusal.ts'
import type { Report } from './domain/report.ts'
import { trendIn } from './domain/understanding/situation.ts'
import type { Board } from './live/board.ts'
import { onDemand } from './made-once.ts'

type Given = { db: Database; board: Board; now: () => Date; newId: () => string }

type Ground = { areas: AreaGround[]; places: Map<string, number>; grounds: Grounds }
type Kept = { report: Report; near: { area: number; metres: number }[] }

export type Suggested = { area: AreaGround; suggestion: Suggestion }
export type Wish = {
  state: AreaState | null
  officer: string
  reason?: string
  /** The version that the officer saw: another's change in between is never overwritten. */
  version?: number
}

const FRESH_MS = 2_000
/** How often to look whether areas were imported anew. */
const LOOK_MS = 30_000

export type Areas = ReturnType<typeof createAreas>

export function createAreas({ db, board, now, newId }: Given) {
  const kept = new Map<string, Kept>()
  /** When an area was cleared: what was seen before says nothing any more. */
  const cleared = new Map<string, number>()
  /** As the areas were imported last. */
  let ground: { mark: string; laid: () => Promise<Ground> } | undefined
  let lookedAt = Number.NEGATIVE_INFINITY
  let last: { at: number; found: () => Promise<Map<string, Suggested>> } | undefined

  async function layAll(): Promise<Ground> {
    const areas: AreaGround[] = []
    for await (const page of areaGrounds(db)) areas.push(...page)
    const grounds = layGround(areas)
    const time = now()
    const from = new Date(time.getTime() - FORGOTTEN_MS)
    const wet: Wanted = { from, to: time, states: ['unverified', 'verified'], hazards: ['flood'] }
    kept.clear()
    for await (const reports of everyReport(db, wet)) for (const report of reports) keep(report, grounds)
    for (const area of await standingAreas(db, from)) noteClearing(area)
    return { areas, places: new Map(areas.map(({ id }, index) => [id, index])), grounds }
  }

  async function groundNow(): Promise<Ground> {
    const time = now().getTime()
    if (ground && time - lookedAt < LOOK_MS && time >= lookedAt) return ground.laid()
    lookedAt = time
    const mark = await groundsMark(db)
    if (ground?.mark !== mark) ground = { mark, laid: onDemand(layAll) }
    return ground.laid()
  }

  function keep(report: Report, grounds: Grounds): void {
    const known = kept.get(report.id)
    if (known && known.report.version >= report.version) return
    const isMoved =
      !known || known.report.place.lng !== report.place.lng || known.report.place.lat !== report.place.lat
    kept.set(report.id, { report, near: isMoved ? grounds.nearTo(report.place) : known.near })
  }

  function noteClearing({ id, isDry, since }: FloodedArea): void {
    if (isDry) cleared.set(id, Date.parse(since))
  }

  /** Follows the log. Until somebody has asked for the first time there is nothing to keep. */
  async function heed(entries: Entry[]): Promise<void> {
    if (!ground) return
    const { grounds } = await ground.laid()
    for (const entry of entries)
      if (entry.kind === 'area') noteClearing(entry.body)
      else if (entry.kind === 'report') {
        const { state, hazard, drill, id } = entry.body
        if (hazard === 'flood' && !drill && (state === 'unverified' || state === 'verified'))
          keep(entry.body, grounds)
        else kept.delete(id)
      }
  }

  async function make(): Promise<Map<string, Suggested>> {
    const { areas, grounds, places } = await groundNow()
    const time = now().getTime()
    const near = new Map<number, Near[]>()
    for (const [id, { report, near: where }] of kept) {
      const at = Date.parse(report.at)
      if (time - at > FORGOTTEN_MS) {
        kept.delete(id)
        continue
      }
      const { depth, trend } = report.answers as { depth?: number; trend?: Near['sighting']['trend'] }
      const sighting = {
        at,
        depth: depth ?? null,
        trend: trend ?? trendIn(report.words) ?? null,
        verified: report.state === 'verified',
      }
      for (const { area, metres } of where) {
        if (at <= (cleared.get(areas[area]?.id ?? '') ?? 0)) continue
        const own = near.get(area)
        if (own) own.push({ sighting, metres })
        else near.set(area, [{ sighting, metres }])
      }
    }
    const known = new Set([...board.areas.keys()].flatMap(id => places.get(id) ?? []))
    const found = new Map<string, Suggested>()
    for (const [index, suggestion] of grounds.suggestAll(near, time, known)) {
      const area = areas[index]
      if (area) found.set(area.id, { area, suggestion })
    }
    return found
  }

  /** By area; none where the area is not likely to be flooded. */
  function suggestions(): Promise<Map<string, Suggested>> {
    const at = now().getTime()
    if (!last || at - last.at >= FRESH_MS || at < last.at) last = { at, found: onDemand(make) }
    return last.found()
  }

  async function set(id: string, { state, officer, reason, version }: Wish): Promise<FloodedArea | Refusal> {
    const suggested = (await suggestions()).get(id)?.suggestion
    const outcome = await db.transaction(async client => {
      const area = await lockArea(client, id)
      if (!area) return { refused: 'area-unknown' } satisfies Refusal
      if (area.state === state) return area
      if (version !== undefined && version !== area.version)
        return { refused: 'area-changed' } satisfies Refusal
      const at = now()
      await writeAudit(client, {
        at,
        officer,
        action: 'area-state',
        kind: 'area',
        subject: id,
        before: area.state === null ? null : String(area.state),
        after: state === null ? 'cleared' : String(state),
        reason: reason?.trim() || null,
      })
      return putAreaState(client, newId(), area, {
        version: area.version + 1,
        state,
        since: at.toISOString(),
        officer,
        suggested: suggested?.state ?? null,
        reasons: suggested?.reasons ?? [],
        reason: reason?.trim() || null,
      })
    })
    db.wake()
    last = undefined
    return outcome
  }

  return {
    heed,
    suggestions,
    set,
    /** Every area, by its id. */
    async all(): Promise<{ areas: readonly AreaGround[]; of(id: string): AreaGround | undefined }> {
      const { areas, places } = await groundNow()
      return { areas, of: id => areas[places.get(id) ?? -1] }
    },
  }
}
