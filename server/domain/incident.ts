// What an incident is: reports of one hazard that stand near each other in space and time (ST-DBSCAN), and its summary by Turf.
import { area, centerOfMass } from '@turf/turf'
import type { MultiPolygon, Polygon } from 'geojson'
import type { Level, LngLat } from './hazards/hazard.ts'
import { type HazardKey, hazardOf } from './hazards/index.ts'
import type { Report } from './report.ts'

export type Incident = {
  /** Sortable; stays through growth, join (the elder survives) and split (the larger part keeps it). */
  id: string
  version: number
  hazard: HazardKey
  drill: boolean
  level: Level
  /** Reports, and the distinct citizens behind them. */
  count: number
  citizens: number
  verified: number
  /** Reports of the last hour before `latest`: how fast it grows. */
  growth: number
  /** Distribution of the hazard's measure (flood: depth in cm); null where it has none. */
  measure: { min: number; median: number; max: number } | null
  /** ISO 8601: first and last report, and when the last one leaves the live map. */
  started: string
  latest: string
  expiresAt: string
  centre: LngLat
  /** Hull of the reports with a small margin. */
  outline: Polygon | MultiPolygon
  /** Square metres of the outline. */
  area: number
  region: string | null
}

/** What an incident has to know of a report. Times in milliseconds since 1970. */
export type Member = {
  id: string
  lng: number
  lat: number
  at: number
  expiresAt: number
  level: Level
  measure: number | undefined
  state: Report['state']
  /** Null where nobody knows who it was. */
  citizen: string | null
  region: string | null
}

/** A dismissed report is in no incident; one that is expired or resolved stays in its own. */
export const isMember = (report: Pick<Report, 'state'>) => report.state !== 'dismissed'

type MemberSource = Pick<
  Report,
  'id' | 'hazard' | 'answers' | 'level' | 'at' | 'expiresAt' | 'place' | 'state' | 'region'
>

export const memberOf = (report: MemberSource, citizen: string | null): Member => ({
  id: report.id,
  lng: report.place.lng,
  lat: report.place.lat,
  at: Date.parse(report.at),
  expiresAt: Date.parse(report.expiresAt),
  level: report.level,
  measure: hazardOf(report.hazard).measure?.(report.answers),
  state: report.state,
  citizen,
  region: report.region,
})

const HOUR = 3_600_000

/** Depends on the members and nothing else: not on their order, and not on the present time. */
export function summarise(
  identity: Pick<Incident, 'id' | 'version' | 'hazard' | 'drill'>,
  members: Iterable<Member>,
  outline: Polygon,
): Incident {
  const all = [...members]
  const times = extent(all.map(member => member.at))
  // What was said longer ago than a report lives says nothing about how it is there now.
  const since = times.max - hazardOf(identity.hazard).lifeHours * HOUR
  const recent = all.filter(member => member.at > since)
  const standing = all.filter(member => member.state !== 'resolved')
  const known = new Set<string>()
  for (const { citizen } of all) if (citizen !== null) known.add(citizen)
  const [lng = 0, lat = 0] = centerOfMass(outline).geometry.coordinates
  return {
    ...identity,
    level: typicalLevel(recent),
    count: all.length,
    citizens: known.size + all.filter(member => member.citizen === null).length,
    verified: all.filter(member => member.state === 'verified').length,
    growth: all.filter(member => member.at > times.max - HOUR).length,
    measure: distribution(recent),
    started: iso(times.min),
    latest: iso(times.max),
    // Resolved reports hold nothing up: when all are, the incident has ended.
    expiresAt: iso(standing.length > 0 ? extent(standing.map(member => member.expiresAt)).max : times.max),
    centre: { lng: rounded(lng), lat: rounded(lat) },
    outline,
    area: Math.round(area(outline)),
    region: mostFrequent(all.flatMap(member => member.region ?? [])),
  }
}

/** The level that three quarters do not exceed, rounded down: among two or more, one wild report alone cannot raise it. */
function typicalLevel(members: Member[]): Level {
  const levels = members.flatMap(({ level }) => (level === 0 ? [] : level)).sort()
  return levels[Math.floor((levels.length - 1) * 0.75)] ?? 0
}

function distribution(members: Member[]): Incident['measure'] {
  const sorted = Float64Array.from(members.flatMap(({ measure }) => measure ?? [])).sort()
  const [min, max] = [sorted.at(0), sorted.at(-1)]
  if (min === undefined || max === undefined) return null
  const middle = (sorted.length - 1) / 2
  const median = ((sorted[Math.floor(middle)] ?? min) + (sorted[Math.ceil(middle)] ?? max)) / 2
  return { min, median, max }
}

function extent(values: number[]): { min: number; max: number } {
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const value of values) {
    if (value < min) min = value
    if (value > max) max = value
  }
  return { min, max }
}

/** Among equally frequent ones the first in the alphabet. */
function mostFrequent(values: string[]): string | null {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  const [first] = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
  return first?.[0] ?? null
}

const iso = (time: number) => new Date(time).toISOString()

const rounded = (degrees: number) => Math.round(degrees * 1e6) / 1e6
