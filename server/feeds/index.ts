// The official sources: each asked in its own rhythm by one elected process, what it tells stored with its entry in the log. Nothing that a source
// sends can stop another, and what cannot be read changes nothing but the source's own state.
import type { Database } from '../../db/connect.ts'
import {
  dropOfficials,
  type FeedState,
  feedStates,
  keepFeedState,
  officialsByKey,
  putOfficials,
} from '../../db/officials.ts'
import { readAlert, readAlertList } from '../domain/feeds/cap.ts'
import { readGdacs } from '../domain/feeds/gdacs.ts'
import { joinQuakes, readQuakes } from '../domain/feeds/quakes.ts'
import { readReadings } from '../domain/gauge-readings.ts'
import type { Source, Told } from '../domain/official.ts'
import { recordReadings } from '../gauges.ts'
import { type Answer, fetchBounded } from './fetch.ts'
import { BETWEEN_MS, backOff, createPace, sleep } from './pace.ts'

type FeedKind = 'quakes' | 'weather' | 'gdacs' | 'gauges'
/** `every`: seconds between two askings. */
export type Feed = { name: string; kind: FeedKind; address: string; every: number }

type Given = {
  db: Database
  feeds: Feed[]
  now: () => Date
  newId: () => string
  publicUrl: string
  allowPrivate: boolean
  log: (line: string) => void
  /** Milliseconds between two requests. */
  between?: number
  chance?: () => number
}

const LIMIT_MS = 20_000
const MOST_BYTES = { quakes: 1_000_000, weather: 2_000_000, gdacs: 8_000_000, gauges: 8_000_000 } as const
/** One message of 150 polygons with 3,072 points each comes to some 9 MB. */
const MOST_ALERT_BYTES = 16_000_000
/** How often to look for what is due, ms. */
const TICK_MS = 1_000
/** A source is stale when it has not answered for this many of its own turns, and at least so long. */
const STALE_TURNS = 4
const STALE_LEAST_MS = 15 * 60_000

const sourceOf = (kind: FeedKind): Source | null =>
  kind === 'gauges' ? null : kind === 'gdacs' ? 'gdacs' : 'bmkg'

export function followFeeds(given: Given) {
  const { db, feeds, now, log, chance = Math.random } = given
  const pace = createPace(given.between ?? BETWEEN_MS)
  const stopping = new AbortController()
  const election = feeds.length > 0 ? db.elect('feeds', lead) : undefined

  async function lead(over: AbortSignal): Promise<void> {
    const both = AbortSignal.any([over, stopping.signal])
    while (!both.aborted) {
      try {
        const states = new Map((await feedStates(db)).map(state => [state.name, state]))
        for (const feed of feeds) {
          const state = states.get(feed.name)
          if (both.aborted || (state && state.nextAt > now())) continue
          await askOne(feed, state, both)
        }
      } catch (fault) {
        log(`feeds: ${fault instanceof Error ? fault.message : fault}`)
      }
      await sleep(TICK_MS, both)
    }
  }

  const fetchPaced = async (
    address: string,
    most: number,
    over: AbortSignal,
    validators: FeedState['validators'] = {},
  ): Promise<Answer> => {
    await pace(over)
    if (over.aborted) return { kind: 'fault', fault: 'the server stops' }
    return fetchBounded({
      address,
      validators,
      most,
      limitMs: LIMIT_MS,
      userAgent: `Kentongan (${given.publicUrl})`,
      allowPrivate: given.allowPrivate,
    })
  }

  async function askOne(feed: Feed, state: FeedState | undefined, over: AbortSignal): Promise<void> {
    const answer = await fetchPaced(feed.address, MOST_BYTES[feed.kind], over, state?.validators)
    if (over.aborted) return
    const outcome: { fault: string; wait?: number } | undefined =
      answer.kind === 'fault'
        ? answer
        : answer.kind === 'same'
          ? undefined
          : await take(feed, answer.text, over).then(fault => (fault ? { fault } : undefined))
    const at = now()
    const failures = outcome ? (state?.failures ?? 0) + 1 : 0
    const rest = outcome ? backOff(failures, outcome.wait, chance()) : feed.every * 1_000
    await keepFeedState(db, {
      name: feed.name,
      checkedAt: at,
      answeredAt: outcome ? (state?.answeredAt ?? null) : at,
      nextAt: new Date(at.getTime() + rest),
      failures,
      problem: outcome?.fault ?? null,
      // What could not be read is sent whole the next time.
      validators: outcome ? {} : answer.kind === 'body' ? answer.validators : (state?.validators ?? {}),
    })
    if (outcome && failures === 1) log(`${feed.name}: ${outcome.fault}`)
  }

  /** Answers what is wrong with it. */
  async function take(feed: Feed, text: string, over: AbortSignal): Promise<string | undefined> {
    switch (feed.kind) {
      case 'quakes': {
        const read = readQuakes(text, now())
        if ('fault' in read) return read.fault
        await store(
          await joined(read.told.filter(({ expiresAt }) => Date.parse(expiresAt) > now().getTime())),
        )
        return read.told.length === 0 && read.faults > 0 ? 'nothing in it can be read' : undefined
      }
      case 'gdacs': {
        const read = readGdacs(text, now())
        if ('fault' in read) return read.fault
        await store(read.told)
        return undefined
      }
      case 'gauges': {
        const { readings, faults } = readReadings(
          text,
          /^\s*[[{]/.test(text) ? 'json' : 'csv',
          '+07:00',
          now(),
        )
        await recordReadings(db, readings, now())
        return readings.length === 0 ? faults[0] : undefined
      }
      case 'weather':
        return takeAlerts(feed, text, over)
    }
  }

  async function joined(told: Told[]): Promise<Told[]> {
    const known = new Map(
      (
        await officialsByKey(
          db,
          'bmkg',
          told.map(({ key }) => key),
        )
      ).map(official => [official.key, official]),
    )
    return told.map(one => {
      const before = known.get(one.key)
      return before ? joinQuakes(before, one) : one
    })
  }

  /** A message never changes under its address: those that are known are not fetched again. */
  const seen = new Map<string, number>()
  const SEEN_MS = 6 * 3_600_000

  async function takeAlerts(feed: Feed, text: string, over: AbortSignal): Promise<string | undefined> {
    const list = readAlertList(text, feed.address)
    if ('fault' in list) return list.fault
    const origin = new URL(feed.address).origin
    let fault: string | undefined
    for (const [link, at] of seen) if (now().getTime() - at > SEEN_MS) seen.delete(link)
    for (const link of list.links) {
      if (over.aborted) break
      // The list may not send us anywhere else.
      if (seen.has(link) || new URL(link).origin !== origin) continue
      const answer = await fetchPaced(link, MOST_ALERT_BYTES, over)
      if (answer.kind === 'fault') fault = answer.fault
      if (answer.kind !== 'body') continue
      const read = readAlert(answer.text, now())
      if ('fault' in read) {
        fault = read.fault
        log(`${feed.name}: ${link}: ${read.fault}`)
      } else await store(read.told, read.gone)
      seen.set(link, now().getTime())
    }
    return list.links.length > 0 && fault !== undefined && seen.size === 0 ? fault : undefined
  }

  async function store(told: Told[], gone: string[] = []): Promise<void> {
    if (told.length + gone.length === 0) return
    const changed = await db.transaction(async client => {
      const dropped = gone.length > 0 ? await dropOfficials(client, 'bmkg', gone) : 0
      return dropped + (await putOfficials(client, told, given.newId))
    })
    if (changed > 0) db.wake()
  }

  return {
    /** How each source stands: of several addresses the one whose answer is the oldest counts. */
    async states(): Promise<{ source: Source; answeredAt: string | null; stale: boolean }[]> {
      const known = new Map((await feedStates(db)).map(state => [state.name, state]))
      const bySource = new Map<Source, { answeredAt: Date | null; stale: boolean }>()
      for (const { name, kind, every } of feeds) {
        const source = sourceOf(kind)
        if (!source) continue
        const answeredAt = known.get(name)?.answeredAt ?? null
        const patience = Math.max(STALE_LEAST_MS, STALE_TURNS * every * 1_000)
        const stale = answeredAt === null || now().getTime() - answeredAt.getTime() > patience
        const other = bySource.get(source)
        bySource.set(source, {
          answeredAt: other ? older(other.answeredAt, answeredAt) : answeredAt,
          stale: stale || (other?.stale ?? false),
        })
      }
      return [...bySource].map(([source, { answeredAt, stale }]) => ({
        source,
        answeredAt: answeredAt?.toISOString() ?? null,
        stale,
      }))
    },
    async stop(): Promise<void> {
      stopping.abort()
      await election?.stop()
    },
  }
}

const older = (a: Date | null, b: Date | null): Date | null =>
  a === null || b === null ? null : a < b ? a : b
