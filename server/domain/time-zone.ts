// Times as the clocks of a place tell them: which zones there are, when a day begins there, and an instant in local words.
const MINUTE_MS = 60_000

const known = new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])
export const isTimeZone = (name: string): boolean => known.has(name)

/** Instants as ISO 8601 with the zone's offset: 2026-02-24T15:00:00+07:00. */
export function localTime(zone: string): (at: Date) => string {
  const format = new Intl.DateTimeFormat('en', {
    timeZone: zone,
    calendar: 'gregory',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'longOffset',
  })
  return at => {
    const { year, month, day, hour, minute, second, timeZoneName } = Object.fromEntries(
      format.formatToParts(at).map(({ type, value }) => [type, value]),
    )
    const offset = timeZoneName === 'GMT' ? '+00:00' : (timeZoneName ?? '').replace('GMT', '')
    return `${year?.padStart(4, '0')}-${month}-${day}T${hour}:${minute}:${second}${offset}`
  }
}

/** When a day (YYYY-MM-DD) begins in the zone; twice, because the offset at midnight is that of midnight there, not of midnight in UTC. */
export function beginOfDay(zone: string, day: string): Date {
  const local = localTime(zone)
  const midnight = Date.parse(`${day}T00:00:00Z`)
  const first = midnight - offsetOf(local(new Date(midnight)))
  return new Date(midnight - offsetOf(local(new Date(first))))
}

const WEEK_MS = 7 * 24 * 60 * MINUTE_MS

/** By how much the zone's clocks are ahead of UTC all through a span, ms; undefined where they change. No change lasts less than weeks. */
export function steadyOffset(zone: string, from: Date, to: Date): number | undefined {
  const local = localTime(zone)
  const last = offsetOf(local(to))
  for (let at = from.getTime(); at < to.getTime(); at += WEEK_MS)
    if (offsetOf(local(new Date(at))) !== last) return undefined
  return last
}

function offsetOf(local: string): number {
  const [, sign, hours, minutes] = /([+-])(\d{2}):(\d{2})(?::\d{2})?$/.exec(local) ?? []
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * MINUTE_MS
}
