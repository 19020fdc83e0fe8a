// The public log as Server-Sent Events, for programs without Socket.IO: the picture, then each change, each with the place to come back to.
// A reader who keeps up shares what is encoded for all who watch the same; one who is slow pulls what is kept, at its own pace.
import type { ServerResponse } from 'node:http'
import { setImmediate as others, setTimeout as sleep } from 'node:timers/promises'
import { type Change, toFeature, type Watch } from '../domain/contract.ts'
import { movedTo } from '../domain/cursor.ts'
import type { Viewer } from '../sign-in/viewer.ts'
import type { Board } from './board.ts'
import type { Delta } from './delta.ts'
import { concerns, othersInView, reached, reportsInView, toChange } from './watching.ts'

type Given = { board: Board; now: () => Date; limits?: Partial<Limits> }

/** What is asked of a stream. `after`: the last place that the program has seen; `whole`: the picture comes first. */
export type Wish = { watch: Watch; viewer: Viewer; after?: string; whole: boolean }

const LIMITS = {
  /** Streams of one line (a block of addresses), and of all. */
  line: 50,
  all: 5_000,
  /** A sign of life comes so often: proxies cut what is silent for a minute, ms. */
  pulse: 15_000,
  /** A program that takes nothing for so long is cut, and may come back, ms. */
  patience: 30_000,
}
type Limits = typeof LIMITS

/** A program comes back after so long, ms. */
const RETRY_MS = 3_000
/** Reports in one event of the picture, and changes that are written at once to who catches up. */
const PAGE = 200

type Reader = {
  response: ServerResponse
  wish: Wish
  /** Everything up to here has been written. */
  place: string
  isOpen: boolean
  /** Ends its turn among those who keep up. */
  lagged?: (() => void) | undefined
}

export type Events = ReturnType<typeof openEvents>

export function openEvents({ board, now, limits }: Given) {
  const { line: mostOfLine, all: most, pulse, patience } = { ...LIMITS, ...limits }
  const lines = new Map<string, number>()
  const readers = new Set<Reader>()
  /** Those who keep up, by what they watch. */
  const groups = new Map<string, Set<Reader>>()

  /** Undefined when there are as many as there may be; `line` undefined: the operator's own. */
  function admit(line: string | undefined): (() => void) | undefined {
    const count = line === undefined ? 0 : (lines.get(line) ?? 0)
    if (count >= mostOfLine || readers.size >= most) return undefined
    if (line === undefined) return () => undefined
    lines.set(line, count + 1)
    return () => {
      const left = (lines.get(line) ?? 1) - 1
      if (left > 0) lines.set(line, left)
      else lines.delete(line)
    }
  }

  /** Runs until either side ends it. */
  async function follow(response: ServerResponse, wish: Wish): Promise<void> {
    const reader: Reader = { response, wish, place: wish.after ?? board.place, isOpen: true }
    readers.add(reader)
    response.once('close', () => {
      reader.isOpen = false
      reader.lagged?.()
    })
    try {
      await write(reader, `retry: ${RETRY_MS}\n\n`)
      if (wish.after !== undefined) await reached(board, wish.after)
      else if (wish.whole) await tellWhole(reader)
      else await write(reader, frame('start', { now: now().toISOString() }, reader.place))
      while (reader.isOpen) await catchUp(reader)
    } finally {
      readers.delete(reader)
      response.end()
    }
  }

  async function catchUp(reader: Reader): Promise<void> {
    await others()
    const missed = board.since(reader.place, PAGE)
    if (!missed) {
      await write(reader, frame('reset', { reason: 'gap', now: now().toISOString() }))
      return tellWhole(reader)
    }
    if (missed.length === 0) return keepUp(reader)
    const frames = missed.flatMap(delta => {
      reader.place = movedTo(reader.place, delta.cursor)
      return frameFor(reader.wish, delta, reader.place) ?? []
    })
    if (frames.length > 0) await write(reader, frames.join(''))
  }

  /** What stands now, in pages; only with the last one there is a place to come back to. */
  async function tellWhole(reader: Reader): Promise<void> {
    const { viewer, watch } = reader.wish
    const { place } = board
    const reports = reportsInView(board, watch, viewer)
    const others = othersInView(board, watch, viewer)
    for (let told = 0; told === 0 || told < reports.length; told += PAGE) {
      if (!reader.isOpen) return
      const page = reports.slice(told, told + PAGE)
      const left = Math.max(0, reports.length - told - PAGE)
      const data = {
        now: now().toISOString(),
        left,
        reports: page.map(one => toFeature(one, board.incidentOf(one.id), viewer.audienceAt(one.region))),
        ...(told === 0 && others),
      }
      await write(reader, frame('snapshot', data, left === 0 ? place : undefined))
    }
    reader.place = place
  }

  /** Resolves when the reader is slower than the news, or gone. */
  async function keepUp(reader: Reader): Promise<void> {
    const key = JSON.stringify([reader.wish.viewer.key, reader.wish.watch])
    const group = groups.get(key) ?? new Set()
    groups.set(key, group.add(reader))
    await new Promise<void>(resolve => {
      reader.lagged = resolve
    })
    reader.lagged = undefined
    group.delete(reader)
    if (group.size === 0 && groups.get(key) === group) groups.delete(key)
    await drained(reader)
  }

  function frameFor({ watch, viewer }: Wish, delta: Delta, place: string): string | undefined {
    const change = concerns(delta, watch, viewer) && toChange(board, delta, viewer)
    return change ? frame(change.what, bodyOf(change), place) : undefined
  }

  async function write(reader: Reader, text: string): Promise<void> {
    if (reader.isOpen && !reader.response.write(text)) await drained(reader)
  }

  async function drained({ response, isOpen }: Reader): Promise<void> {
    if (!response.writableNeedDrain || !isOpen) return
    const waiting = new AbortController()
    const gone = () => waiting.abort()
    response.once('drain', gone).once('close', gone)
    await sleep(patience, undefined, { signal: waiting.signal }).then(
      () => response.destroy(),
      () => undefined,
    )
    response.off('drain', gone).off('close', gone)
  }

  /** To all who keep up; encoded once for those who watch the same. */
  function tell(deltas: Delta[]): void {
    const last = deltas.at(-1)
    if (!last) return
    for (const group of groups.values()) {
      const [first] = group
      if (!first) continue
      const text = deltas.map(delta => frameFor(first.wish, delta, delta.cursor) ?? '').join('')
      const bytes = text && Buffer.from(text)
      for (const reader of group) {
        reader.place = last.cursor
        if (bytes && !reader.response.write(bytes)) reader.lagged?.()
      }
    }
  }

  const pulsing = setInterval(() => {
    const data = { now: now().toISOString() }
    for (const group of groups.values())
      for (const reader of group) {
        reader.place = board.place
        if (!reader.response.write(frame('pulse', data, reader.place))) reader.lagged?.()
      }
  }, pulse)

  return {
    admit,
    follow,
    tell,
    count: () => readers.size,
    close() {
      clearInterval(pulsing)
      for (const reader of readers) {
        reader.isOpen = false
        reader.lagged?.()
      }
    },
  }
}

const bodyOf = ({ what: _, ...body }: Change) => body

const frame = (event: string, data: object, id?: string) =>
  `${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`
