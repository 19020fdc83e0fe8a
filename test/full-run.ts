// The plain definition of incidents, for tests and measurements to compare with: one run over all reports of a hazard, nothing remembered.
import { clustersDbscan, distance, featureCollection, point } from '@turf/turf'
import type { Clustering } from '../server/domain/hazards/hazard.ts'
import { type Incident, type Member, summarise, tally } from '../server/domain/incident.ts'
import { createHull } from '../server/domain/outline.ts'

type Placed = Pick<Member, 'id' | 'lng' | 'lat' | 'at'>

/** The incidents as lists of report ids, each list and all of them in order; reports in no incident are absent. */
export function fullRun(reports: Placed[], rule: Clustering): string[][] {
  const times = reports.map(report => report.at)
  const withinSpan = Math.max(...times) - Math.min(...times) <= rule.hours * 3_600_000
  // Turf's DBSCAN knows no time: it is the definition where time makes no difference, else the same is written out with Turf's distance.
  const clusterOfCore = withinSpan ? coresByTurf(reports, rule) : coresInSpaceAndTime(reports, rule)
  const clusters = new Map<number, string[]>()
  for (const report of reports) {
    const cluster = clusterOfCore.get(report) ?? clusterOfBorder(report, clusterOfCore, rule)
    if (cluster === undefined) continue
    clusters.set(cluster, [...(clusters.get(cluster) ?? []), report.id])
  }
  return inOrder([...clusters.values()])
}

export const inOrder = (groups: string[][]) =>
  groups.map(group => group.toSorted()).sort((a, b) => ((a[0] ?? '') < (b[0] ?? '') ? -1 : 1))

const metresBetween = (a: Placed, b: Placed) => distance([a.lng, a.lat], [b.lng, b.lat], { units: 'meters' })

const areNear = (a: Placed, b: Placed, { metres, hours }: Clustering) =>
  Math.abs(a.at - b.at) <= hours * 3_600_000 && metresBetween(a, b) <= metres

/** The clusters are Turf’s. Only its borders are left aside: to whom they go depends there on the order of the reports. */
function coresByTurf(reports: Placed[], { metres, minimum }: Clustering): Map<Placed, number> {
  const points = featureCollection(reports.map(({ lng, lat }) => point([lng, lat])))
  const { features } = clustersDbscan(points, metres, { units: 'meters', minPoints: minimum })
  const cores = new Map<Placed, number>()
  reports.forEach((report, index) => {
    const cluster = features[index]?.properties.cluster
    const neighbours = reports.filter(other => metresBetween(report, other) <= metres)
    if (cluster !== undefined && neighbours.length >= minimum) cores.set(report, cluster)
  })
  return cores
}

function coresInSpaceAndTime(reports: Placed[], rule: Clustering): Map<Placed, number> {
  const cores = reports.filter(
    report => reports.filter(other => areNear(report, other, rule)).length >= rule.minimum,
  )
  const clusters = new Map<Placed, number>()
  cores.forEach((first, cluster) => {
    const waiting = clusters.has(first) ? [] : [first]
    for (let core = waiting.pop(); core; core = waiting.pop()) {
      clusters.set(core, cluster)
      for (const other of cores) if (!clusters.has(other) && areNear(core, other, rule)) waiting.push(other)
    }
  })
  return clusters
}

/** A border report goes with its nearest core; the smallest id decides between equally near ones. */
function clusterOfBorder(
  report: Placed,
  clusterOfCore: Map<Placed, number>,
  rule: Clustering,
): number | undefined {
  const [nearest] = [...clusterOfCore.keys()]
    .filter(core => areNear(report, core, rule))
    .map(core => ({ core, metres: metresBetween(report, core) }))
    .sort((a, b) => a.metres - b.metres || (a.core.id < b.core.id ? -1 : 1))
  return nearest && clusterOfCore.get(nearest.core)
}

/** The summary of reports, made from nothing. */
export function summaryOf(
  identity: Pick<Incident, 'id' | 'version' | 'hazard' | 'drill'>,
  reports: Member[],
): Incident {
  const citizens = new Map<string, number>()
  for (const { citizen } of reports) if (citizen !== null) tally(citizens, citizen, 1)
  const members = new Set(reports.map(member => ({ member })))
  return summarise(identity, { members, citizens }, finish(createHull().outline(reports)))
}

export function finish<T>(steps: Generator<void, T>): T {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}
