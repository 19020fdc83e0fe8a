// How long ago and at what time, as people here say it: "5 menit lalu", "14.05 WIB".
import { localeOf } from '../server/domain/messages/index.ts'
import { language, tell } from './language.ts'

const MINUTE = 60_000

export function age(at: string, now: number): string {
  const minutes = Math.floor((now - Date.parse(at)) / MINUTE)
  if (minutes < 1) return tell('map.age-now')
  if (minutes < 60) return tell('map.age-minutes', { count: minutes })
  const hours = Math.floor(minutes / 60)
  if (hours < 48) return tell('map.age-hours', { count: hours })
  return tell('map.age-days', { count: Math.floor(hours / 24) })
}

/** Indonesian names of zones (WIB, WITA, WIT) in every language; abroad whatever the language calls it. */
function zoneName(at: Date, timeZone?: string): string {
  const name = (locale: string) =>
    new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: 'short' })
      .formatToParts(at)
      .find(({ type }) => type === 'timeZoneName')?.value ?? ''
  const indonesian = name('id-ID')
  return /^WI(B|T|TA)$/.test(indonesian) ? indonesian : name(localeOf(language.value))
}

/** Without a zone of its own the reader's is taken. */
export function timeOfDay(at: string | Date, timeZone?: string): string {
  const time = new Date(at)
  const hours = time.toLocaleTimeString(localeOf(language.value), {
    hour: '2-digit',
    minute: '2-digit',
    timeZone,
  })
  return `${hours} ${zoneName(time, timeZone)}`
}

/** With the day where it is not today. */
export function moment(at: string, now: number): string {
  const time = new Date(at)
  if (time.toDateString() === new Date(now).toDateString()) return timeOfDay(time)
  const day = time.toLocaleDateString(localeOf(language.value), {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
  })
  return `${day}, ${timeOfDay(time)}`
}

/** For dense rows: "5 mnt", "2 jam". */
export function shortAge(at: string, now: number): string {
  const minutes = Math.max(0, Math.floor((now - Date.parse(at)) / MINUTE))
  return minutes < 60
    ? tell('map.short-minutes', { count: minutes })
    : tell('map.short-hours', { count: Math.floor(minutes / 60) })
}
