// The plain definition of incidents, for tests and measurements to compare with: one run over all reports of a hazard, nothing remembered.
import { area, centerOfMass, clustersDbscan, distance, featureCollection, point, truncate } from '@turf/turf'
import type { Clustering, Level } from '../server/domain/hazards/hazard.ts'
import { hazardOf } from '../server/domain/hazards/index.ts'
import type { Incident } from '../server/domain/incident.ts'
import { type Member, trends } from '../server/domain/member.ts'
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

/** The summary of reports as it is meant, made from nothing. */
export function summaryOf(
  identity: Pick<Incident, 'id' | 'version' | 'hazard' | 'drill'>,
  reports: Member[],
): Incident {
  const latest = Math.max(...reports.map(({ at }) => at))
  const recent = reports.filter(({ at }) => at > latest - hazardOf(identity.hazard).lifeHours * 3_600_000)
  const levels = recent.flatMap(({ level }) => (level === 0 ? [] : level)).toSorted((a, b) => a - b)
  const measures = recent.flatMap(({ measure }) => measure ?? []).toSorted((a, b) => a - b)
  const half = (measures.length - 1) / 2
  const middle = ((measures[Math.floor(half)] ?? 0) + (measures[Math.ceil(half)] ?? 0)) / 2
  const isNear = (value: number, median: number) => Math.abs(value - median) <= Math.max(20, median / 2)
  const lastHour = reports.filter(({ at }) => at > latest - 3_600_000)
  const regions = reports.flatMap(({ region }) => region ?? []).toSorted()
  const timesNamed = (region: string) => regions.filter(other => other === region).length
  const standing = reports.filter(({ state }) => state !== 'resolved')
  const outline = finish(createHull().outline(reports))
  const [lng = 0, lat = 0] = truncate(centerOfMass(outline), { precision: 6 }).geometry.coordinates
  return {
    id: identity.id,
    version: identity.version,
    hazard: identity.hazard,
    drill: identity.drill,
    level: levels[Math.floor((levels.length - 1) * 0.75)] ?? (0 as Level),
    count: reports.length,
    citizens: new Set(reports.map(({ citizen, id }) => citizen ?? `unknown ${id}`)).size,
    verified: reports.filter(({ state }) => state === 'verified').length,
    pictured: reports.filter(({ hasPhoto }) => hasPhoto).length,
    growth: reports.filter(({ at }) => at > latest - 3_600_000).length,
    measure:
      measures.length === 0
        ? null
        : {
            min: measures[0] ?? 0,
            median: middle,
            max: measures.at(-1) ?? 0,
          },
    agreement:
      measures.length < 2 ? null : measures.filter(value => isNear(value, middle)).length / measures.length,
    trend:
      trends
        .map(trend => ({ trend, times: lastHour.filter(report => report.trend === trend).length }))
        .filter(({ times }) => times > 0)
        .toSorted((a, b) => b.times - a.times)[0]?.trend ?? null,
    started: new Date(Math.min(...reports.map(({ at }) => at))).toISOString(),
    latest: new Date(latest).toISOString(),
    expiresAt: new Date(Math.max(...standing.map(({ expiresAt }) => expiresAt), latest)).toISOString(),
    centre: { lng, lat },
    outline,
    area: Math.round(area(outline)),
    region: regions.toSorted((a, b) => timesNamed(b) - timesNamed(a))[0] ?? null,
  }
}

export function finish<T>(steps: Generator<void, T>): T {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}
