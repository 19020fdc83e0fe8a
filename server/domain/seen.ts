// "I see it too": what others have reported nearby, offered before a new report is made. Confirming it takes one tap, and nobody has to.
import { distance } from '@turf/distance'
import type { LngLat } from './hazards/hazard.ts'
import type { HazardKey } from './hazards/index.ts'
import { isAlive, type Report } from './report.ts'

/** A report that somebody else sent, as far as it is offered. */
export type Seen = Pick<Report, 'id' | 'hazard' | 'answers' | 'level' | 'at'> & {
  /** From the citizen's place. */
  metres: number
}

export type Around = {
  hazard: HazardKey
  place: LngLat
  /** How far off the place may be, m. */
  exactness?: number | null | undefined
  /** Ids of reports that are not offered: the citizen's own. */
  not?: readonly string[]
}

/** Within so many metres it is the same water; a place that is known less exactly reaches further, up to a limit. */
const NEAR_M = 200
const FAR_M = 500
/** What was seen longer ago has to be seen anew, ms. */
const RECENT_MS = 3 * 3_600_000
const METRES_A_DEGREE = 111_195

const reach = (exactness: number | null | undefined): number =>
  Math.min(FAR_M, Math.max(NEAR_M, exactness ?? 0))

/** The nearest live reports of the hazard around a place, the nearest first. */
export function seenAround(
  reports: Iterable<Report>,
  { hazard, place, exactness, not = [] }: Around,
  now: Date,
): Seen[] {
  const metres = reach(exactness)
  const [high, wide] = [metres / METRES_A_DEGREE, metres / METRES_A_DEGREE / cosine(place.lat)]
  const found: Seen[] = []
  for (const report of reports) {
    if (report.hazard !== hazard || report.drill || report.secret) continue
    if (Math.abs(report.place.lat - place.lat) > high || Math.abs(report.place.lng - place.lng) > wide)
      continue
    if (now.getTime() - Date.parse(report.at) > RECENT_MS || !isAlive(report, now) || not.includes(report.id))
      continue
    const away = metresBetween(report.place, place)
    const { id, answers, level, at } = report
    if (away <= metres) found.push({ id, hazard, answers, level, at, metres: Math.round(away) })
  }
  return found.sort((a, b) => a.metres - b.metres)
}

const metresBetween = (a: LngLat, b: LngLat) => distance([a.lng, a.lat], [b.lng, b.lat], { units: 'meters' })

const cosine = (degrees: number) => Math.max(0.1, Math.cos((degrees * Math.PI) / 180))
