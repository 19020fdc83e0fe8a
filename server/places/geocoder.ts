// An online geocoder that speaks Nominatim's search. Asked only for what a person has finished typing, never while typing and never by a
// browser; once a second at most, and never twice the same: so its usage policy asks (operations.osmfoundation.org/policies/nominatim).
import { z } from 'zod'
import type { Queryable } from '../../db/connect.ts'
import { geocodedAs, keepGeocoded } from '../../db/geocoded.ts'
import type { Place } from '../domain/place-index.ts'
import { regionAt } from '../domain/regions/index.ts'

type Given = {
  db: Queryable
  /** Up to and with `/search`. */
  address: string
  /** Where its owner finds out who asks. */
  publicUrl: string
  now: () => Date
  log: (line: string) => void
}

export type Geocoder = (words: string) => Promise<Place[]>

const EVERY_MS = 1_000
const TIME_LIMIT_MS = 5_000
/** Who would wait longer than this for a turn goes without: the offline gazetteer has answered already. */
const PATIENCE_MS = 4_000
const KEPT_MS = 30 * 24 * 3_600_000
const MOST = 5

const answerSchema = z.array(
  z.object({
    lat: z.coerce.number(),
    lon: z.coerce.number(),
    name: z.string().optional(),
    display_name: z.string(),
    boundingbox: z
      .tuple([z.coerce.number(), z.coerce.number(), z.coerce.number(), z.coerce.number()])
      .optional(),
  }),
)
type Answer = z.infer<typeof answerSchema>[number]

export function createGeocoder({ db, address, publicUrl, now, log }: Given): Geocoder {
  let next = 0

  /** False where too many wait already. */
  async function turn(): Promise<boolean> {
    const at = Math.max(performance.now(), next)
    const wait = at - performance.now()
    if (wait > PATIENCE_MS) return false
    next = at + EVERY_MS
    if (wait > 0) await new Promise(resolve => setTimeout(resolve, wait))
    return true
  }

  async function ask(words: string): Promise<Place[]> {
    const url = new URL(address)
    for (const [key, value] of Object.entries({
      q: words,
      format: 'jsonv2',
      countrycodes: 'id',
      limit: `${MOST}`,
    }))
      url.searchParams.set(key, value)
    const response = await fetch(url, {
      headers: { 'User-Agent': `Kentongan (${publicUrl})`, 'Accept-Language': 'id' },
      signal: AbortSignal.timeout(TIME_LIMIT_MS),
    })
    if (!response.ok) throw new Error(`answered ${response.status}`)
    return answerSchema.parse(await response.json()).flatMap(placeOf)
  }

  return async words => {
    const plain = words.trim().toLowerCase().replace(/\s+/g, ' ').slice(0, 200)
    if (plain.length < 3) return []
    try {
      const known = await geocodedAs(db, plain, new Date(now().getTime() - KEPT_MS))
      if (known) return known
      if (!(await turn())) return []
      const found = await ask(plain)
      await keepGeocoded(db, plain, found, now())
      return found
    } catch (fault) {
      log(`geocoder: ${fault instanceof Error ? fault.message : fault}`)
      return []
    }
  }
}

function placeOf({ lat, lon: lng, name, display_name, boundingbox }: Answer): Place[] {
  if (!regionAt({ lng, lat })) return []
  const [first = '', ...rest] = display_name.split(', ')
  const [south = lat, north = lat, west = lng, east = lng] = boundingbox ?? []
  const metres = 111_320 * Math.hypot(north - south, (east - west) * Math.cos((lat * Math.PI) / 180))
  const within = rest.filter(part => !/^\d{5}$/.test(part) && part !== 'Indonesia').slice(0, 3)
  return [
    {
      name: name || first,
      within: within.join(', '),
      kind: 'address',
      place: { lng, lat },
      exactness: Math.max(20, Math.round(metres / 2)),
    },
  ]
}
