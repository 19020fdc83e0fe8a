// GDACS: the world's larger disasters as GeoJSON points with an alert level; those in or near Indonesia are told.
import { z } from 'zod'
import type { Level } from '../hazards/hazard.ts'
import type { Told } from '../official.ts'
import { plainText, readJson } from './json.ts'
import type { Refused } from './xml.ts'

/** Indonesia and the seas around it: west, south, east, north. */
const AROUND = [90, -15, 145, 10] as const
const LEVELS: Record<string, Level> = { Red: 3, Orange: 2, Green: 1 }
const SHOWN_MS = 3 * 24 * 3_600_000
const MOST = 500

const feature = z.looseObject({
  geometry: z.looseObject({ type: z.literal('Point'), coordinates: z.array(z.number()).min(2) }),
  properties: z.looseObject({
    eventtype: z.string(),
    eventid: z.union([z.number(), z.string()]),
    alertlevel: z.string(),
    fromdate: z.string(),
  }),
})

export function readGdacs(text: string, now: Date): { told: Told[]; faults: number } | Refused {
  const json = readJson(text)
  if ('fault' in json) return json
  const list = z.looseObject({ features: z.array(z.unknown()) }).safeParse(json.value)
  if (!list.success) return { fault: 'it is no collection of features' }
  let faults = 0
  const told = list.data.features.slice(0, MOST).flatMap((given): Told[] => {
    const parsed = feature.safeParse(given)
    if (!parsed.success) {
      faults++
      return []
    }
    const { geometry, properties } = parsed.data
    const [lng = 0, lat = 0] = geometry.coordinates
    const [west, south, east, north] = AROUND
    if (lng < west || lng > east || lat < south || lat > north) return []
    // Its times are UTC and do not say so. Earthquakes are BMKG's to tell.
    const at = Date.parse(
      /Z|[+-]\d{2}:\d{2}$/.test(properties.fromdate) ? properties.fromdate : `${properties.fromdate}Z`,
    )
    const until = at + SHOWN_MS
    if (properties.eventtype === 'EQ' || Number.isNaN(at) || until <= now.getTime()) return []
    const name = plainText(properties.name, 300) || plainText(properties.description, 300)
    return [
      {
        source: 'gdacs',
        kind: 'disaster',
        key: `${properties.eventtype}${properties.eventid}`,
        at: new Date(at).toISOString(),
        expiresAt: new Date(until).toISOString(),
        headline: name || properties.eventtype,
        words: plainText(properties.htmldescription, 1_000),
        link: null,
        place: { lng, lat },
        outline: null,
        level: Object.hasOwn(LEVELS, properties.alertlevel) ? (LEVELS[properties.alertlevel] ?? 0) : 0,
        quake: null,
      },
    ]
  })
  return { told, faults }
}
