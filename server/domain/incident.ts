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

/** The reports of an incident, and how many of them each known citizen sent. */
export type Crowd = { members: ReadonlySet<{ member: Member }>; citizens: ReadonlyMap<string, number> }

/** Depends on the members and nothing else: not on their order, and not on the present time. One quick pass: an incident may be large. */
export function summarise(
  identity: Pick<Incident, 'id' | 'version' | 'hazard' | 'drill'>,
  { members, citizens }: Crowd,
  outline: Polygon,
): Incident {
  let latest = Number.NEGATIVE_INFINITY
  for (const { member } of members) if (member.at > latest) latest = member.at
  // What was said longer ago than a report lives says nothing about how it is there now.
  const since = latest - hazardOf(identity.hazard).lifeHours * HOUR
  let started = latest
  let expiresAt = Number.NEGATIVE_INFINITY
  let [verified, growth, unnamed] = [0, 0, 0]
  const regions = new Map<string, number>()
  const levels: LevelCounts = [0, 0, 0, 0]
  const measures = new Map<number, number>()
  for (const { member } of members) {
    if (member.at < started) started = member.at
    if (member.state !== 'resolved' && member.expiresAt > expiresAt) expiresAt = member.expiresAt
    if (member.state === 'verified') verified++
    if (member.at > latest - HOUR) growth++
    if (member.citizen === null) unnamed++
    if (member.region !== null) tally(regions, member.region, 1)
    if (member.at <= since) continue
    levels[member.level]++
    if (member.measure !== undefined) tally(measures, member.measure, 1)
  }
  const [lng = 0, lat = 0] = centerOfMass(outline).geometry.coordinates
  return {
    ...identity,
    level: typicalLevel(levels),
    count: members.size,
    citizens: citizens.size + unnamed,
    verified,
    growth,
    measure: distribution(measures),
    started: iso(started),
    latest: iso(latest),
    // Resolved reports hold nothing up: when all are, the incident has ended.
    expiresAt: iso(Math.max(expiresAt, latest)),
    centre: { lng: rounded(lng), lat: rounded(lat) },
    outline,
    area: Math.round(area(outline)),
    region: mostFrequent(regions),
  }
}

type LevelCounts = Record<Level, number>

/** The level that three quarters do not exceed, rounded down: among two or more, one wild report alone cannot raise it. */
function typicalLevel(counts: LevelCounts): Level {
  const told = counts[1] + counts[2] + counts[3]
  if (told === 0) return 0
  const rank = Math.floor((told - 1) * 0.75)
  return rank < counts[1] ? 1 : rank < counts[1] + counts[2] ? 2 : 3
}

function distribution(counts: Map<number, number>): Incident['measure'] {
  const sorted = [...counts].sort(([a], [b]) => a - b)
  const [min, max] = [sorted[0]?.[0], sorted.at(-1)?.[0]]
  if (min === undefined || max === undefined) return null
  let total = 0
  for (const [, count] of sorted) total += count
  const middle = [Math.floor((total - 1) / 2), Math.ceil((total - 1) / 2)].map(rank => valueAt(sorted, rank))
  return { min, median: ((middle[0] ?? min) + (middle[1] ?? max)) / 2, max }
}

/** The value at a place in the order of all. */
function valueAt(sorted: [value: number, count: number][], rank: number): number | undefined {
  let passed = 0
  for (const [value, count] of sorted) {
    passed += count
    if (passed > rank) return value
  }
  return undefined
}

/** Counts one more or less of a key; what there is none of is not in the map. */
export function tally<K>(counts: Map<K, number>, key: K, change: 1 | -1) {
  const count = (counts.get(key) ?? 0) + change
  if (count === 0) counts.delete(key)
  else counts.set(key, count)
}

/** Among equally frequent ones the first in the alphabet. */
function mostFrequent(counts: Map<string, number>): string | null {
  const [first] = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
  return first?.[0] ?? null
}

const iso = (time: number) => new Date(time).toISOString()

const rounded = (degrees: number) => Math.round(degrees * 1e6) / 1e6
