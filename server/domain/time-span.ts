// Times as programs write them: RFC 3339 instants and days, and the intervals of OGC API (`a/b`, `../b`, `a/`).

const INSTANT =
  /^(\d{4})-(\d{2})-(\d{2})(?:[Tt ]([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.(\d{1,9}))?)?(Z|z|[+-]\d{2}:?\d{2})?)?$/
const DAY_MS = 86_400_000

/** In UTC. Databases know no year 0, and beyond 9999 a year is written otherwise. */
const [FIRST, LAST] = [Date.parse('0001-01-01T00:00:00Z'), Date.parse('9999-12-31T23:59:59.999Z')]
const isKnown = (time: number) => time >= FIRST && time <= LAST

/** From and to are the same for an instant, and a day apart for a day; ISO 8601 in UTC. Without a zone it is UTC. */
export function readTime(text: string): { from: string; to: string } | undefined {
  const parts = INSTANT.exec(text)
  if (!parts) return undefined
  const [, year, month, day, hour, minute = '00', second = '00', fraction = '', zone = 'Z'] = parts
  const midnight = Date.parse(`${year}-${month}-${day}T00:00:00Z`)
  // 31 February is none.
  if (Number.isNaN(midnight) || new Date(midnight).getUTCDate() !== Number(day)) return undefined
  if (hour === undefined)
    return isKnown(midnight) ? { from: iso(midnight), to: iso(midnight + DAY_MS - 1) } : undefined
  const offset = /^z$/i.test(zone) ? 'Z' : zone.replace(/^(...):?(..)$/, '$1:$2')
  const milliseconds = fraction.padEnd(3, '0').slice(0, 3)
  const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}.${milliseconds}${offset}`)
  return isKnown(time) ? { from: iso(time), to: iso(time) } : undefined
}

/** Whether a database takes it as well. */
export const isTime = (text: string): boolean => readTime(text) !== undefined

/** Missing ends are open. Undefined where it is neither, or ends before it begins. */
export function readSpan(text: string): { from?: string; to?: string } | undefined {
  const ends = text.split('/')
  if (ends.length > 2) return undefined
  const [first = '', second] = ends
  const isOpen = (end: string) => end === '' || end === '..'
  if (second === undefined) return readTime(first)
  const from = isOpen(first) ? undefined : readTime(first)
  const to = isOpen(second) ? undefined : readTime(second)
  if ((!isOpen(first) && !from) || (!isOpen(second) && !to)) return undefined
  if (from && to && from.from > to.to) return undefined
  return { ...(from && { from: from.from }), ...(to && { to: to.to }) }
}

const iso = (time: number) => new Date(time).toISOString()
