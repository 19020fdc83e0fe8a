// What an incident has to know of a report that belongs to it.
import type { Level } from './hazards/hazard.ts'
import { hazardOf } from './hazards/index.ts'
import type { Report } from './report.ts'
import { isPublic } from './state.ts'

export const trends = ['rising', 'steady', 'falling'] as const
export type Trend = (typeof trends)[number]

/** Times in milliseconds since 1970. */
export type Member = {
  id: string
  lng: number
  lat: number
  at: number
  expiresAt: number
  level: Level
  measure: number | undefined
  state: Report['state']
  hasPhoto: boolean
  /** Whether it gets worse, as far as the report says. */
  trend: Trend | undefined
  /** Null where nobody knows who it was. */
  citizen: string | null
  region: string | null
}

/** A report that is dismissed, withdrawn or held is in no incident; one that is expired or resolved stays in its own. */
export const isMember = isPublic

type Source = Pick<
  Report,
  'id' | 'hazard' | 'answers' | 'level' | 'at' | 'expiresAt' | 'place' | 'state' | 'photos' | 'region'
>

export const memberOf = (report: Source, citizen: string | null): Member => ({
  id: report.id,
  lng: report.place.lng,
  lat: report.place.lat,
  at: Date.parse(report.at),
  expiresAt: Date.parse(report.expiresAt),
  level: report.level,
  measure: hazardOf(report.hazard).measure?.(report.answers),
  state: report.state,
  hasPhoto: report.photos.length > 0,
  trend: trends.find(trend => trend === report.answers.trend),
  citizen,
  region: report.region,
})
