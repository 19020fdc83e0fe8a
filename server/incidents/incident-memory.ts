// What the incident builder holds in memory: the reports of the live window and the whole of every incident that reaches into it.
// What an older report can touch is fetched from the database first, and let go of again.
import type { Database } from '../../db/connect.ts'
import {
  incidentsById,
  incidentsSince,
  placedReports,
  reportIdsAround,
  reportIdsSince,
  reportsNear,
} from '../../db/incidents.ts'
import { type Clustering, createClustering } from '../domain/clustering.ts'
import { type HazardKey, hazardKeys, hazardOf } from '../domain/hazards/index.ts'
import type { Incident } from '../domain/incident.ts'
import type { Report } from '../domain/report.ts'

export type IncidentMemory = Awaited<ReturnType<typeof loadIncidentMemory>>

type Shelf = { hazard: HazardKey; drill: boolean; clustering: Clustering }

type Given = {
  db: Database
  now: () => Date
  newId: () => string
  /** Everything up to this entry of the log is in the incidents that the database holds. */
  cursor: string
  /** How many more reports than needed may be held: letting go takes a look at every one. */
  slack: number
  /** Works through the steps and lets others run in between. */
  run: <T>(steps: Generator<void, T>) => Promise<T>
}

const HOUR = 3_600_000
/** Rows read at a time: what comes in one piece is also unpacked in one piece. */
const PAGE = 250
/**
 * A change reaches four neighbourhoods far: the report's neighbours may become cores or cease to be, their neighbours' incidents are decided
 * anew, by their own nearest cores, which are told by what is near to them.
 */
const REACH = 4

export async function loadIncidentMemory({ db, now, newId, cursor, slack, run }: Given) {
  const shelves = new Map<string, Shelf>()
  let since = limits(now())
  let needed = 0

  function shelfOf({ hazard, drill }: Pick<Report, 'hazard' | 'drill'>): Shelf {
    const key = `${hazard}/${drill}`
    const known = shelves.get(key)
    if (known) return known
    const shelf = { hazard, drill, clustering: createClustering(hazardOf(hazard).clustering, newId) }
    shelves.set(key, shelf)
    return shelf
  }

  async function restore(ids: string[], upTo: string): Promise<void> {
    for (let start = 0; start < ids.length; start += PAGE) {
      const placings = await placedReports(db, ids.slice(start, start + PAGE), upTo)
      const unknown = placings.flatMap(({ incident, ...where }) =>
        incident === null || shelfOf(where).clustering.clusters.has(incident) ? [] : incident,
      )
      const incidents = new Map(
        (unknown.length > 0 ? await incidentsById(db, [...new Set(unknown)]) : []).map(incident => [
          incident.id,
          incident,
        ]),
      )
      await run(restorePage(placings, incidents))
    }
    for (const { clustering } of shelves.values()) await run(clustering.settled(ids))
  }

  function* restorePage(
    placings: Awaited<ReturnType<typeof placedReports>>,
    incidents: Map<string, Incident>,
  ) {
    for (const { member, incident, ...where } of placings) {
      const { clustering } = shelfOf(where)
      const home =
        incident === null ? null : (clustering.clusters.get(incident)?.stored ?? incidents.get(incident))
      if (home === undefined)
        throw new Error(`report ${member.id} is in incident ${incident}, which is not there`)
      clustering.restore(member, home)
      yield
    }
  }

  async function complete(hazard: HazardKey, incidents: string[], upTo: string): Promise<void> {
    if (incidents.length === 0) return
    const before = since.get(hazard) ?? now()
    const around = await reportIdsAround(db, incidents, hazardOf(hazard).clustering, before)
    await restore(
      around.filter(id => !isHeld(id)),
      upTo,
    )
    for (const { clustering } of shelves.values())
      for (const id of incidents) {
        const cluster = clustering.clusters.get(id)
        if (cluster) cluster.whole = true
      }
  }

  function isHeld(id: string): boolean {
    for (const { clustering } of shelves.values()) if (clustering.nodes.has(id)) return true
    return false
  }

  function countHeld(): number {
    let held = 0
    for (const { clustering } of shelves.values()) held += clustering.nodes.size
    return held
  }

  await restore(await reportIdsSince(db, since), cursor)
  const reaching = await incidentsSince(db, since)
  for (const hazard of hazardKeys)
    await complete(
      hazard,
      reaching.filter(incident => incident.hazard === hazard).map(({ id }) => id),
      cursor,
    )
  needed = countHeld()

  return {
    shelves: shelves as ReadonlyMap<string, Shelf>,
    shelfOf,

    /** Fetches what changes of these reports can reach. `upTo`: the entry of the log before them. */
    async widen(reports: Report[], upTo: string): Promise<void> {
      for (const hazard of hazardKeys)
        for (const drill of [false, true]) {
          const { clustering: rule } = hazardOf(hazard)
          const limit = (since.get(hazard)?.getTime() ?? 0) + REACH * rule.hours * HOUR
          const old = reports.filter(
            report => report.hazard === hazard && report.drill === drill && Date.parse(report.at) < limit,
          )
          if (old.length === 0) continue
          const far = { metres: REACH * rule.metres, hours: REACH * rule.hours }
          const near = await reportsNear(db, { hazard, drill }, old, far)
          const { clustering } = shelfOf({ hazard, drill })
          await restore(
            near.flatMap(({ id }) => (clustering.nodes.has(id) ? [] : id)),
            upTo,
          )
          const met = new Set(near.flatMap(({ incident }) => incident ?? []))
          await complete(
            hazard,
            [...met].filter(id => !clustering.clusters.get(id)?.whole),
            upTo,
          )
        }
    },

    /** Keeps memory flat, however much history passes through. Never while changes are under way. */
    async forget(): Promise<void> {
      if (countHeld() <= needed + slack) return
      since = limits(now())
      for (const { hazard, clustering } of shelves.values())
        await run(clustering.forget(since.get(hazard)?.getTime() ?? 0))
      needed = countHeld()
    },
  }
}

/** From when on everything of a hazard is held: a life back from now, and as far before that as a change may reach. */
const limits = (now: Date) =>
  new Map(
    hazardKeys.map(hazard => {
      const { lifeHours, clustering } = hazardOf(hazard)
      return [hazard, new Date(now.getTime() - (lifeHours + REACH * clustering.hours) * HOUR)]
    }),
  )
