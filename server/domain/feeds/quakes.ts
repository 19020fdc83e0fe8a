// BMKG's earthquakes: autogempa.json holds one under Infogempa.gempa, gempaterkini.json and gempadirasakan.json a list of fifteen. Each earthquake
// may stand in all three, with other fields; the fields are those of data.bmkg.go.id/gempabumi.
import { z } from 'zod'
import type { LngLat } from '../hazards/hazard.ts'
import type { Told } from '../official.ts'
import { numberIn, plainText, readJson } from './json.ts'
import type { Refused } from './xml.ts'

const HOUR_MS = 3_600_000
/** How long an earthquake is shown: the strong ones longer. */
const SHOWN_HOURS = { light: 24, strong: 72 } as const
const STRONG = 5
const MOST = 200
/** Clocks differ; what is farther ahead than this is a fault, ms. */
const AHEAD_MS = HOUR_MS

const document = z.looseObject({
  Infogempa: z.looseObject({ gempa: z.union([z.array(z.unknown()), z.looseObject({})]) }),
})

/** `faults`: how many of the list could not be taken. */
export function readQuakes(text: string, now: Date): { told: Told[]; faults: number } | Refused {
  const json = readJson(text)
  if ('fault' in json) return json
  const parsed = document.safeParse(json.value)
  if (!parsed.success) return { fault: 'there is no Infogempa.gempa in it' }
  const { gempa } = parsed.data.Infogempa
  const given: unknown[] = Array.isArray(gempa) ? gempa.slice(0, MOST) : [gempa]
  const told = given.flatMap(one => readQuake(one, now) ?? [])
  return { told, faults: given.length - told.length }
}

function readQuake(given: unknown, now: Date): Told | undefined {
  const parsed = z.record(z.string(), z.unknown()).safeParse(given)
  if (!parsed.success) return undefined
  const row = parsed.data
  const place = placeOf(row)
  const at = timeOf(row)
  const magnitude = numberIn(row.Magnitude)
  if (!place || at === undefined || magnitude === undefined) return undefined
  if (magnitude < -2 || magnitude > 10.5 || at > now.getTime() + AHEAD_MS) return undefined
  const depth = numberIn(row.Kedalaman)
  const potential = plainText(row.Potensi, 300)
  const shown = magnitude >= STRONG ? SHOWN_HOURS.strong : SHOWN_HOURS.light
  return {
    source: 'bmkg',
    kind: 'earthquake',
    key: `${new Date(at).toISOString()} ${place.lat.toFixed(2)},${place.lng.toFixed(2)}`,
    at: new Date(at).toISOString(),
    expiresAt: new Date(at + shown * HOUR_MS).toISOString(),
    headline: plainText(row.Wilayah, 300),
    words: '',
    link: null,
    place,
    outline: null,
    level: null,
    quake: {
      magnitude: Math.round(magnitude * 10) / 10,
      depth: depth !== undefined && depth >= 0 && depth <= 800 ? depth : null,
      felt: plainText(row.Dirasakan, 1_000) || null,
      tsunami: tsunamiOf(potential),
    },
  }
}

/** "Tidak berpotensi tsunami", "Berpotensi tsunami"; what says nothing of it says nothing. */
function tsunamiOf(potential: string): boolean | null {
  if (!/tsunami/i.test(potential)) return null
  return !/tidak\s+(?:ada\s+)?(?:ber)?potensi/i.test(potential)
}

/** "lat,lon", else "8.34 LS" and "121.30 BT". */
function placeOf(row: Record<string, unknown>): LngLat | undefined {
  const pair = typeof row.Coordinates === 'string' ? row.Coordinates.split(/[,\s]+(?=[-+\d])/) : []
  const [lat, lng] = pair.length === 2 ? pair.map(numberIn) : [undefined, undefined]
  const place = {
    lat: lat ?? signed(row.Lintang, 'LS'),
    lng: lng ?? signed(row.Bujur, 'BB'),
  }
  if (place.lat === undefined || place.lng === undefined) return undefined
  const isThere = Math.abs(place.lat) <= 90 && Math.abs(place.lng) <= 180
  return isThere && (place.lat !== 0 || place.lng !== 0) ? { lat: place.lat, lng: place.lng } : undefined
}

function signed(given: unknown, negative: string): number | undefined {
  const number = numberIn(given)
  return number === undefined || typeof given !== 'string'
    ? number
    : given.toUpperCase().includes(negative)
      ? -Math.abs(number)
      : number
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'mei', 'jun', 'jul', 'agu', 'sep', 'okt', 'nov', 'des']
const ENGLISH: Record<string, string> = {
  may: 'mei',
  aug: 'agu',
  oct: 'okt',
  dec: 'des',
  agt: 'agu',
  nop: 'nov',
}
const ZONES: Record<string, number> = { WIB: 7, WITA: 8, WIT: 9, UTC: 0 }

/** DateTime (UTC), else "07 Sep 2026" with "19:50:39 WIB". */
function timeOf(row: Record<string, unknown>): number | undefined {
  const told = typeof row.DateTime === 'string' ? row.DateTime.trim() : ''
  const iso = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/.test(told)
    ? Date.parse(told)
    : Number.NaN
  if (!Number.isNaN(iso)) return iso
  const day = /^(\d{1,2})[ -]([A-Za-z]{3})[a-z]*[ -](\d{4})$/.exec(String(row.Tanggal ?? '').trim())
  const hour = /^(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?\s*([A-Z]+)?$/.exec(String(row.Jam ?? '').trim())
  if (!day || !hour) return undefined
  const short = (day[2] ?? '').toLowerCase()
  const month = MONTHS.indexOf(ENGLISH[short] ?? short)
  const zone = ZONES[hour[4] ?? 'WIB']
  if (month < 0 || zone === undefined) return undefined
  const time = Date.UTC(
    Number(day[3]),
    month,
    Number(day[1]),
    Number(hour[1]) - zone,
    Number(hour[2]),
    Number(hour[3] ?? 0),
  )
  return Number.isNaN(time) ? undefined : time
}

/** Two tellings of one earthquake: the later one counts, and nothing that only one of them knew is lost. */
export function joinQuakes(before: Told, next: Told): Told {
  if (!before.quake || !next.quake) return next
  return {
    ...next,
    headline: next.headline || before.headline,
    quake: {
      magnitude: next.quake.magnitude,
      depth: next.quake.depth ?? before.quake.depth,
      felt: next.quake.felt ?? before.quake.felt,
      tsunami: next.quake.tsunami ?? before.quake.tsunami,
    },
  }
}
