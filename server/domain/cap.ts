// A CAP 1.2 message (OASIS, 1 July 2010) as a tree in the standard's own order of elements. Pure; server/warnings/cap-writer.ts makes the text of it.
import type { HazardKey } from './hazards/index.ts'
import { type Language, languages, localeOf, say } from './messages/index.ts'
import type { WarningContent } from './warning.ts'
import { eventOf, levelWord } from './warning-content.ts'
import { capPolygons } from './warning-shape.ts'

export const CAP_NAMESPACE = 'urn:oasis:names:tc:emergency:cap:1.2'

/** An earlier message of the same warning; `sent` as it stands in that message. */
export type CapReference = { sender: string; identifier: string; sent: string }

export type CapMessage = {
  kind: 'Alert' | 'Update' | 'Cancel'
  identifier: string
  sender: string
  senderName: string
  sent: Date
  /** A drill's message is an Exercise, and never anything else. */
  drill: boolean
  timeZone: string
  references: CapReference[]
  content: WarningContent
  /** Of a Cancel: what is said instead of the warning. */
  allClear: Record<Language, string> | null
  regions: string[]
  /** The page about the warning. */
  page: string
}

/** CAP's own words for what kind of hazard it is. */
export const categories: Record<HazardKey, 'Met' | 'Geo' | 'Env' | 'Fire'> = {
  flood: 'Met',
  wind: 'Met',
  haze: 'Env',
  earthquake: 'Geo',
  volcano: 'Geo',
  landslide: 'Geo',
  fire: 'Fire',
}

/** "2026-01-05T10:00:00+07:00": to the second, with the offset of the place, and never Z. */
export function capTime(at: Date, timeZone: string): string {
  const offset = offsetOf(at, timeZone)
  const local = new Date(at.getTime() + offset * 60_000).toISOString().slice(0, 19)
  const [sign, minutes] = offset > 0 ? ['+', offset] : ['-', -offset]
  const two = (value: number) => String(value).padStart(2, '0')
  return `${local}${sign}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}

/** Minutes that the zone's clock is ahead of UTC. */
function offsetOf(at: Date, timeZone: string): number {
  const zone = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' })
    .formatToParts(at)
    .find(({ type }) => type === 'timeZoneName')?.value
  const [, sign = '+', hours = '0', minutes = '0'] = /GMT([+-])(\d\d):(\d\d)/.exec(zone ?? '') ?? []
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes))
}

export const capReference = ({ sender, identifier, sent }: CapReference) => `${sender},${identifier},${sent}`

/** Keys in the order in which the elements stand; a list is one element each. */
export function capTree(message: CapMessage) {
  const { kind, identifier, sender, sent, drill, timeZone, references, content } = message
  return {
    alert: {
      '@_xmlns': CAP_NAMESPACE,
      identifier,
      sender,
      sent: capTime(sent, timeZone),
      status: drill ? 'Exercise' : 'Actual',
      msgType: kind,
      scope: 'Public',
      ...(drill && { note: languages.map(language => say(language, 'warning.drill-note')).join(' ') }),
      ...(references.length > 0 && { references: references.map(capReference).join(' ') }),
      ...(content.incident && { incidents: content.incident }),
      info: languages.map(language => infoOf(message, language)),
    },
  }
}

function infoOf(
  { content, kind, sent, timeZone, allClear, senderName, page, regions, drill }: CapMessage,
  language: Language,
) {
  const { hazard, urgency, severity, certainty, onset, expiresAt, contact, web } = content
  const { headline, description, instruction, area } = content.words[language]
  const isOver = kind === 'Cancel'
  const title = isOver ? say(language, 'warning.lifted', { headline }) : headline
  return {
    language: localeOf(language),
    category: categories[hazard],
    event: eventOf(content),
    responseType: isOver ? 'AllClear' : responseOf[urgency],
    urgency: isOver ? 'Past' : urgency,
    severity: isOver ? 'Minor' : severity,
    certainty: isOver ? 'Observed' : certainty,
    eventCode: { valueName: 'kentongan:hazard', value: hazard },
    effective: capTime(sent, timeZone),
    ...(!isOver && onset && { onset: capTime(new Date(onset), timeZone) }),
    expires: capTime(lastsUntil(sent, expiresAt), timeZone),
    senderName,
    headline: drill ? say(language, 'warning.drill-headline', { headline: title }) : title,
    description: isOver ? (allClear?.[language] ?? '') : description,
    ...(!isOver && instruction && { instruction }),
    web: web || page,
    ...(contact && { contact }),
    parameter: { valueName: 'kentongan:level', value: levelWord(content, language) },
    area: {
      areaDesc: area,
      polygon: capPolygons(content.outline),
      ...(regions.length > 0 && {
        geocode: regions.map(value => ({ valueName: 'ISO 3166-2', value })),
      }),
    },
  }
}

const responseOf: Record<WarningContent['urgency'], string> = {
  Immediate: 'Execute',
  Expected: 'Prepare',
  Future: 'Monitor',
}

/** A message outlives its own sending, also the one that lifts a warning in its last moment. */
const lastsUntil = (sent: Date, expiresAt: string): Date =>
  new Date(Math.max(Date.parse(expiresAt), sent.getTime() + 3_600_000))
