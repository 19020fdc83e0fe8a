// A span of time as programs ask for it: days of a time zone, or moments.
import { z } from 'zod'
import { beginOfDay, isTimeZone } from '../domain/time-zone.ts'

const DAY_MS = 86_400_000
const USUAL_DAYS = 30
const USUAL_ZONE = 'Asia/Jakarta'

const moment = z.union([z.iso.date(), z.iso.datetime({ offset: true })])

export const spanParameters = {
  from: moment.optional(),
  to: moment.optional(),
  zone: z.string().refine(isTimeZone).default(USUAL_ZONE),
}

type Ends = { from?: string | undefined; to?: string | undefined; zone: string }

/** From a moment until before another one. A day as the end belongs to the span; without ends it is the last 30 days. */
export function spanOf({ from, to, zone }: Ends, now: Date): { from: Date; to: Date } {
  const end = to === undefined ? now : isDay(to) ? beginOfDay(zone, dayAfter(to)) : new Date(to)
  if (from === undefined) return { from: new Date(end.getTime() - USUAL_DAYS * DAY_MS), to: end }
  return { from: isDay(from) ? beginOfDay(zone, from) : new Date(from), to: end }
}

const isDay = (text: string) => text.length === 'YYYY-MM-DD'.length
const dayAfter = (day: string) => new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10)
