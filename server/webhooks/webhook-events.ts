// What the entries of the log mean to the public: a thing came to be known, changed, or is known no more. Whether it was known before is told by
// the entry of the same thing that comes before; every shape is the public one, made where all public shapes are made.
import { bbox } from '@turf/bbox'
import type { Queryable } from '../../db/connect.ts'
import type { Entry } from '../../db/log.ts'
import { areasBefore, type Before, entriesBefore } from '../../db/webhook-deliveries.ts'
import type { FloodedArea } from '../domain/area.ts'
import { type Box, toFeature, toIncidentFeature, toWarningFeature } from '../domain/contract.ts'
import { isPublic } from '../domain/state.ts'
import type { Happening, Tellable, WebhookKind } from '../domain/webhook.ts'

type Thing = 'report' | 'incident' | 'warning' | 'area'
type Told = { thing: Thing; subject: string; before: Tellable | null; after: Tellable | null }

const thingOf: Partial<Record<Entry['kind'], Thing>> = {
  report: 'report',
  incident: 'incident',
  'incident-gone': 'incident',
  warning: 'warning',
  area: 'area',
}

/** In the order of the log. */
export async function happeningsOf(client: Queryable, entries: Entry[]): Promise<Happening[]> {
  const telling = entries.filter(({ kind }) => thingOf[kind])
  if (telling.length === 0) return []
  const before = await entriesBefore(client, telling)
  const areas = await areasBefore(
    client,
    telling.flatMap(entry => (entry.kind === 'area' ? [entry.body] : [])),
  )
  return telling.flatMap(entry => {
    const told = toldBy(entry, before.get(entry.cursor), areas)
    return told ? (happeningOf(entry, told) ?? []) : []
  })
}

function toldBy(
  entry: Entry,
  before: Before | undefined,
  areas: Awaited<ReturnType<typeof areasBefore>>,
): Told | undefined {
  if (entry.kind === 'area') {
    const known = areas.get(`${entry.body.id} ${entry.body.version}`)
    const box = known?.box ?? null
    return {
      thing: 'area',
      subject: entry.body.id,
      before: areaSeen({ ...entry.body, state: (known?.state ?? null) as FloodedArea['state'] }, box),
      after: areaSeen(entry.body, box),
    }
  }
  const thing = thingOf[entry.kind]
  if (!thing) return undefined
  const at = Date.parse(entry.at)
  return { thing, subject: entry.subject, before: before ? seen(before, at) : null, after: seen(entry, at) }
}

function happeningOf(entry: Entry, { thing, subject, before, after }: Told): Happening | undefined {
  if (!before && !after) return undefined
  const kind: WebhookKind = `${thing}.${after ? (before ? 'changed' : 'created') : 'removed'}`
  const data = after ? after.data : goneOf(entry, subject)
  return {
    // Webhook ids hold no full stop: that parts what is signed.
    id: `msg_${entry.cursor.replace('.', '_')}`,
    kind,
    subject,
    at: entry.at,
    before,
    after,
    body: JSON.stringify({ type: kind, timestamp: entry.at, data }),
  }
}

/** What is told of a thing that is no more. */
function goneOf(entry: Entry, id: string): object {
  if (entry.kind === 'report') return { id, number: entry.body.number, version: entry.body.version }
  if (entry.kind === 'incident-gone') return { id, into: entry.body.into }
  if (entry.kind === 'warning') return { id, version: entry.body.version, endedAt: entry.body.endedAt }
  return { id }
}

/** The thing as everybody may know it at a time, or null where nobody may. */
function seen({ kind, body }: Before, at: number): Tellable | null {
  const entry = { kind, body } as Entry
  if (entry.kind === 'report') {
    const { incident = null, door: _, ...report } = entry.body
    if (!isPublic(report)) return null
    const data = toFeature(report, incident, 'public')
    const [lng = 0, lat = 0] = data.geometry.coordinates
    const { hazard, level, region, drill, secret } = report
    const box: Box = [lng, lat, lng, lat]
    return { hazard, level, regions: region ? [region] : [], box, drill, isSecret: secret, data }
  }
  if (entry.kind === 'incident') {
    const { incident } = entry.body
    if (Date.parse(incident.expiresAt) <= at) return null
    const { hazard, level, region, drill } = incident
    const box = bbox(incident.outline).slice(0, 4) as Box
    const data = toIncidentFeature(incident)
    return { hazard, level, regions: region ? [region] : [], box, drill, isSecret: false, data }
  }
  if (entry.kind === 'warning') {
    const warning = entry.body
    if (warning.endedAt !== null || Date.parse(warning.expiresAt) <= at) return null
    const { hazard, level, regions, drill } = warning
    const box = bbox(warning.outline).slice(0, 4) as Box
    return { hazard, level, regions, box, drill, isSecret: false, data: toWarningFeature(warning) }
  }
  return null
}

/** States 1 to 4 are as severe as the levels 0 to 3. */
const areaSeen = (area: FloodedArea, box: Box | null): Tellable | null =>
  area.state === null
    ? null
    : {
        hazard: 'flood',
        level: area.state - 1,
        regions: area.region ? [area.region] : [],
        box,
        drill: false,
        isSecret: false,
        data: area,
      }
