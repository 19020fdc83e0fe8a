// When subscribers are told of an incident, and what one piece of news holds. Pure: what was told before is given.
import type { Level } from './hazards/hazard.ts'
import type { HazardKey } from './hazards/index.ts'
import type { Incident } from './incident.ts'
import type { Warning } from './warning.ts'
import { toldIn } from './warning-content.ts'

type Kind =
  | 'confirmed'
  | 'grown'
  | 'resolved'
  | 'silent'
  | 'gone'
  | 'warned'
  | 'warning-changed'
  | 'warning-ended'

/** What is told, as it was then. */
export type News = {
  kind: Kind
  hazard: HazardKey
  level: Level
  /** ISO 8601. */
  at: string
  /** Of an incident. */
  citizens?: number
  median?: number | null
  /** Of a warning: its words by language, until when it holds and on whose clock, and the incident that it is about. */
  words?: { id: string; en?: string }
  expiresAt?: string
  timeZone?: string
  incident?: string | null
  drill?: boolean
}

const isWarned = (kind: Kind) => kind === 'warned' || kind === 'warning-changed'

/** What subscribers were last told of an incident. */
export type Announcement = {
  incident: string
  level: Level
  citizens: number
  verified: number
  expiresAt: string
  ended: boolean
}

/** Without an officer, so many distinct citizens confirm each other. */
const CITIZENS_CONFIRM = 3
/** Below this, twice as many citizens are still a handful. */
const CROWD = 6

/** Danger to life comes through quiet hours; a drill is none. */
export const isSevere = ({ level, kind, drill }: Pick<News, 'level' | 'kind' | 'drill'>) =>
  !drill && level === 3 && (kind === 'confirmed' || kind === 'grown' || isWarned(kind))

/** Does not wait for the pause between two messages to one citizen. */
export const isUrgent = (news: Pick<News, 'level' | 'kind' | 'drill'>) =>
  isSevere(news) || isWarned(news.kind)

/** What an incident's new state means to those who follow its place; undefined when it is nothing new. */
export function newsOf(
  incident: Incident,
  told: Announcement | undefined,
  now: Date,
): 'confirmed' | 'grown' | undefined {
  const { level, citizens, verified, expiresAt, drill } = incident
  if (drill || Date.parse(expiresAt) <= now.getTime()) return undefined
  if (!told) return verified > 0 || citizens >= CITIZENS_CONFIRM ? 'confirmed' : undefined
  if (told.ended) {
    const isNew = verified > told.verified || citizens >= told.citizens + CITIZENS_CONFIRM
    return isNew ? 'confirmed' : undefined
  }
  const isCrowd = citizens >= CROWD && citizens >= 2 * told.citizens
  return level > told.level || isCrowd ? 'grown' : undefined
}

export const announcementOf = ({ id, level, citizens, verified, expiresAt }: Incident): Announcement => ({
  incident: id,
  level,
  citizens,
  verified,
  expiresAt,
  ended: false,
})

/** Two incidents became one: what was told of either counts as told of it, so that the join itself is no news. */
export const joined = (into: Announcement | undefined, gone: Announcement, id: string): Announcement =>
  into && !into.ended
    ? {
        ...into,
        level: Math.max(into.level, gone.level) as Level,
        citizens: into.citizens + gone.citizens,
        verified: into.verified + gone.verified,
      }
    : { ...gone, incident: id }

export const aboutIncident = (
  kind: Exclude<Kind, 'warned' | 'warning-changed' | 'warning-ended'>,
  { hazard, level, citizens, measure }: Incident,
  at: Date,
): News => ({ kind, hazard, level, at: at.toISOString(), citizens, median: measure?.median ?? null })

export const aboutWarning = (
  kind: 'warned' | 'warning-changed' | 'warning-ended',
  { hazard, level, words, expiresAt, incident, allClear, timeZone, drill }: Warning,
  at: Date,
): News => ({
  kind,
  hazard,
  level,
  at: at.toISOString(),
  words: kind !== 'warning-ended' ? { id: toldIn(words.id), en: toldIn(words.en) } : (allClear ?? undefined),
  expiresAt,
  timeZone,
  incident,
  ...(drill && { drill }),
})
