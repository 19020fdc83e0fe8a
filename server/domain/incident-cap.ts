// A verified incident as a CAP 1.2 message: what officers have found true of citizens' reports, told to other systems. It is no warning, and
// has a sender of its own. Pure; server/warnings/digest.ts decides nothing but when to look.
import { CAP_NAMESPACE, type CapReference, capReference, capTime, categories } from './cap.ts'
import { hazardOf } from './hazards/index.ts'
import type { Incident } from './incident.ts'
import { type Language, languages, localeOf, phrase, say } from './messages/index.ts'
import { regionByCode } from './regions/index.ts'
import { eventOf } from './warning-content.ts'
import { capPolygons } from './warning-shape.ts'

/** A message that was made. */
export type Digest = CapReference & {
  incident: string
  number: number
  kind: 'Alert' | 'Update' | 'Cancel'
  sentAt: Date
  expiresAt: Date
  told: Incident
}

const MINUTE_MS = 60_000
/** In a surge an incident changes each second: it is told again after so long, but at once when it gets worse. */
const PAUSE_MS = 10 * MINUTE_MS
/** So much more than was told is news. */
const NEWS = { count: 1.5, area: 1.2, expiresMs: 30 * MINUTE_MS }
/** Messages that a later one takes the place of; older ones have been referred to by these. */
export const REFERRED = 10

const severities = ['Unknown', 'Minor', 'Moderate', 'Severe'] as const

/** What has to be told of an incident now, after what was told before. */
export function nextKind(
  incident: Incident & { gone: boolean },
  last: Digest | undefined,
  now: Date,
): Digest['kind'] | undefined {
  const time = now.getTime()
  const stands = !incident.gone && incident.verified > 0 && Date.parse(incident.expiresAt) > time
  const isOpen = last !== undefined && last.kind !== 'Cancel' && last.expiresAt.getTime() > time
  if (!stands) return isOpen ? 'Cancel' : undefined
  if (!isOpen) return 'Alert'
  if (incident.version === last.told.version) return undefined
  if (incident.level > last.told.level) return 'Update'
  return time - last.sentAt.getTime() >= PAUSE_MS && isNews(incident, last.told) ? 'Update' : undefined
}

function isNews(incident: Incident, told: Incident): boolean {
  return (
    incident.level !== told.level ||
    incident.verified !== told.verified ||
    incident.region !== told.region ||
    incident.count >= told.count * NEWS.count ||
    incident.area >= told.area * NEWS.area ||
    Date.parse(incident.expiresAt) - Date.parse(told.expiresAt) >= NEWS.expiresMs
  )
}

type Given = {
  incident: Incident
  kind: Digest['kind']
  before: Digest[]
  sender: string
  publicUrl: string
  now: Date
}

export function digestOf({ incident, kind, before, sender, publicUrl, now }: Given): {
  digest: Digest
  alert: object
} {
  const last = before.at(-1)
  // Whole seconds, and later than the message before.
  const sentAt = new Date(
    Math.max(Math.floor(now.getTime() / 1_000), last ? last.sentAt.getTime() / 1_000 + 1 : 0) * 1_000,
  )
  const timeZone = regionByCode(incident.region ?? '')?.timeZone ?? 'Asia/Jakarta'
  const number = (last?.number ?? 0) + 1
  const told = kind === 'Cancel' && last ? last.told : incident
  const expiresAt = new Date(Math.max(Date.parse(told.expiresAt), sentAt.getTime() + 60 * MINUTE_MS))
  const digest: Digest = {
    identifier: `kentongan-incident-${incident.id}-${number}`,
    incident: incident.id,
    number,
    kind,
    sender,
    sent: capTime(sentAt, timeZone),
    sentAt,
    expiresAt,
    told,
  }
  const references = kind === 'Alert' ? [] : before
  const alert = {
    '@_xmlns': CAP_NAMESPACE,
    identifier: digest.identifier,
    sender,
    sent: digest.sent,
    status: 'Actual',
    msgType: kind,
    scope: 'Public',
    note: languages.map(language => say(language, 'digest.note')).join(' '),
    ...(references.length > 0 && { references: references.map(capReference).join(' ') }),
    incidents: incident.id,
    info: languages.map(language => infoOf(digest, language, timeZone, publicUrl)),
  }
  return { digest, alert }
}

function infoOf(
  { told, kind, sentAt, expiresAt }: Digest,
  language: Language,
  timeZone: string,
  publicUrl: string,
) {
  const isOver = kind === 'Cancel'
  const { hazard, region, level } = told
  return {
    language: localeOf(language),
    category: categories[hazard],
    event: eventOf(told),
    responseType: isOver ? 'None' : 'Assess',
    urgency: isOver ? 'Past' : 'Immediate',
    severity: severities[level],
    certainty: 'Observed',
    eventCode: { valueName: 'kentongan:hazard', value: hazard },
    effective: capTime(sentAt, timeZone),
    onset: capTime(new Date(told.started), timeZone),
    expires: capTime(expiresAt, timeZone),
    senderName: say(language, 'digest.sender'),
    headline: headlineOf({ told, kind }, language),
    description: summaryOf({ told, kind }, language),
    web: `${publicUrl}/?incident=${told.id}`,
    parameter: [
      ['reports', told.count],
      ['citizens', told.citizens],
      ['verified', told.verified],
      ['level', level],
    ].map(([name, value]) => ({ valueName: `kentongan:${name}`, value: String(value) })),
    area: {
      areaDesc: placeOf(told, language),
      polygon: capPolygons(told.outline),
      ...(region && { geocode: { valueName: 'ISO 3166-2', value: region } }),
    },
  }
}

type Told = Pick<Digest, 'told' | 'kind'>

export function headlineOf({ told, kind }: Told, language: Language): string {
  const gaps = { hazard: phrase(language, hazardOf(told.hazard).name), place: placeOf(told, language) }
  return say(language, kind === 'Cancel' ? 'digest.headline-over' : 'digest.headline', gaps)
}

export function summaryOf({ told, kind }: Told, language: Language): string {
  if (kind === 'Cancel') return say(language, 'digest.over')
  const { count, verified, level, measure } = told
  return [
    say(language, 'digest.counts', { count, verified }),
    say(language, 'digest.level', { level: say(language, `level.${level}`) }),
    ...(measure ? [say(language, 'digest.depth', { depth: Math.round(measure.median) })] : []),
    say(language, 'digest.note'),
  ].join(' ')
}

function placeOf({ region }: Incident, language: Language): string {
  const known = regionByCode(region ?? '')
  return known ? phrase(language, known.name) : 'Indonesia'
}
