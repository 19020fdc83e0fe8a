// Live reports as the incumbent tells them in CAP: an Atom feed whose entries carry the messages.
import type { Queryable } from '../../db/connect.ts'
import { pageOfReports, type Wanted } from '../../db/report-search.ts'
import { hazardKeys, hazardOf } from '../domain/hazards/index.ts'
import { type Language, say } from '../domain/messages/index.ts'
import { reportHeadline, reportMessage } from '../domain/report-cap.ts'
import { emptySince } from '../wire/tagged.ts'
import { writeCarried } from './cap-writer.ts'

/** The newest. */
const MOST = 1_000
const HOUR_MS = 3_600_000

type Given = {
  wanted: Wanted
  /** Seconds; without it each hazard's own. */
  timeperiod: number | undefined
  now: Date
  language: Language
  self: string
  sender: string
  publicUrl: string
}

export async function reportFeed(
  db: Queryable,
  { wanted, timeperiod, now, language, self, sender, publicUrl }: Given,
): Promise<string> {
  const windows = new Map(
    hazardKeys.map(key => [
      key,
      timeperiod === undefined ? hazardOf(key).wire.windowHours * HOUR_MS : timeperiod * 1_000,
    ]),
  )
  const from = new Date(now.getTime() - Math.max(...windows.values()) + 1)
  const found = await pageOfReports(db, { ...wanted, from, to: now }, { limit: MOST })
  const messages = found
    .filter(({ hazard, at }) => Date.parse(at) + (windows.get(hazard) ?? 0) > now.getTime())
    .map(({ changedAt, incident: _, ...report }) => ({
      ...reportMessage({ report, changedAt, sender, publicUrl }),
      title: reportHeadline(report, language),
    }))
  const latest = Math.max(...messages.map(({ sent }) => Date.parse(sent)))
  return writeCarried({
    self,
    title: say(language, 'report-cap.feed'),
    author: say(language, 'digest.sender'),
    updated: new Date(messages.length > 0 ? latest : emptySince(now)).toISOString(),
    messages,
  })
}
