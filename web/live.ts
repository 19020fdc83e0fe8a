// The live picture over a socket: watches, comes back with the last cursor after every break, and says how fresh the picture is.
import { computed, type ReadonlySignal, signal } from '@preact/signals'
import { io, type Socket } from 'socket.io-client'
import type { Change, ClientEvents, Presence, Seen, ServerEvents, Watch } from '../server/domain/contract.ts'
import { dropExpired, emptyPicture, fold, type Picture, see } from './picture.ts'

export type Freshness =
  | { state: 'connecting' }
  /** `delay`: seconds from the database to this screen. */
  | { state: 'live'; delay: number }
  /** `busy`: more come than may. */
  | { state: 'lost' | 'busy' }
  /** `since`: the server's clock when the picture was last known to be true, ms. */
  | { state: 'stale'; since: number }

type Whole = Extract<Seen, { whole: true }>

export type Live = {
  picture: ReadonlySignal<Picture>
  /** False until the first answer of the present watch. */
  isKnown: ReadonlySignal<boolean>
  /** Whether the picture holds only some of the reports, because there are more than was asked for at most. */
  isPart: ReadonlySignal<boolean>
  freshness: ReadonlySignal<Freshness>
  /** Which officer has what open; told to officers alone. */
  presence: ReadonlySignal<readonly Presence[]>
  /** The server's clock in ms, a step a second. */
  now: ReadonlySignal<number>
  /** Another box, region or drill: the picture starts anew. */
  watch(next: Watch): void
  /** What this page has just been answered stands in its picture before the server tells everybody. */
  keep(...changes: Change[]): void
  close(): void
}

/** Reports in one message: a page is read and folded in a few milliseconds. */
const PAGE = 2_000
/** Changes of one moment are folded and drawn together, ms. */
const BATCH_MS = 16
/** The page rests so many times as long as a change took, up to this: a large picture must not keep a finger waiting, ms. */
const REST = 5
const LONGEST_MS = 1_000
/** A whole picture that has grown to so many times the most that was asked for is asked for again as a part, and a part that has grown by as many. */
const GROWN = 1.5
/** Pulses come every 10 s: this long without a sign of life, or a picture this far behind, is old, ms. */
const SILENT_MS = 25_000
const BEHIND_MS = 10_000
/** A connection lost this long ago makes the picture old, ms. */
const LOST_MS = 60_000
/** The first connection usually stands sooner than this, ms. */
const CONNECTING_MS = 5_000
/** This device's clock was set anew when it is off by more than this, ms. */
const CLOCK_STEP_MS = 120_000

export function openLive(
  first: Watch,
  {
    url,
    clock = Date.now,
    dismissed,
    heed,
  }: {
    url?: string
    clock?: () => number
    /** The server has closed the connection on purpose. The client comes back at once, as whoever it is now. */
    dismissed?: () => Promise<void>
    /** Each change as it comes, before it is folded in. */
    heed?: (change: Change, cursor: string) => void
  } = {},
): Live {
  const options = {
    transports: ['websocket', 'polling'],
    tryAllTransports: true,
    forceNew: true,
    reconnectionDelay: 400,
    // Each pause is longer than the one before, and up to half of it longer or shorter, so that not all come back at once.
    reconnectionDelayMax: 10_000,
    randomizationFactor: 0.5,
  }
  const socket: Socket<ServerEvents, ClientEvents> = url ? io(url, options) : io(options)

  let watching = first
  let cursor: string | undefined
  /** The server's clock minus this device's, ms. */
  let ahead = 0
  let asked = 0
  /** Whether the present connection has answered the present watch: only then does what it sends continue the picture. */
  let isContinued = false
  let queue: Change[] = []
  /** While pages are still to come there is no cursor to come back with: a break begins anew. */
  let isPaging = false
  let pagedCursor: string | undefined
  /** Reports and cases of the picture as it was told. */
  let begun = 0
  /** What it took to fold the last changes in and to draw them, ms. */
  let cost = 0
  let flushing: ReturnType<typeof setTimeout> | undefined

  const picture = signal(emptyPicture)
  const presence = signal<readonly Presence[]>([])
  const isKnown = signal(false)
  const isPart = signal(false)
  const connected = signal(false)
  const isTurnedAway = signal(false)
  const delay = signal(0)
  const now = signal(clock())
  /** When the server was last heard, and when it was last known to be up to date. */
  const trueAt = signal(now.value)

  const serverNow = () => clock() + ahead

  function ask() {
    const turn = ++asked
    isContinued = false
    isPaging = false
    pagedCursor = undefined
    const sentAt = clock()
    connected.value = socket.connected
    socket.emit('watch', { page: PAGE, together: canUnpack, ...watching, cursor }, seen => {
      if (turn !== asked) return
      if ('refused' in seen) {
        console.error('The server cannot show this view.', seen)
        const seconds = Number(seen.details?.seconds)
        if (seconds > 0) setTimeout(() => turn === asked && socket.connected && ask(), seconds * 1_000)
        return
      }
      ahead = Date.parse(seen.now) - (sentAt + clock()) / 2
      flush()
      isContinued = true
      if (seen.whole && seen.left && !seen.isPart) return takePages(turn, seen, sentAt)
      enter(seen, sentAt)
    })
  }

  function enter(seen: Seen, sentAt: number) {
    if (seen.whole) isPart.value = seen.isPart ?? false
    else for (const change of seen.changes) heed?.(change, seen.cursor)
    picture.value = see(picture.value, seen)
    if (seen.whole) begun = picture.value.reports.size + picture.value.cases.size
    cursor = seen.cursor
    isKnown.value = true
    heard((clock() - sentAt) / 2)
  }

  /** A first picture grows as its pages come; one that stands already waits for the last of them, so that nothing flickers. */
  function takePages(turn: number, seen: Whole, sentAt: number) {
    const isFirst = !isKnown.value
    const pages = [seen.reports]
    if (isFirst) {
      enter(seen, sentAt)
      cursor = undefined
    }
    isPaging = true
    const next = () =>
      socket.emit('more', ({ reports, left }) => {
        if (turn !== asked || !isContinued) return
        if (isFirst) queue.push(...reports.map((feature): Change => ({ what: 'report', feature })))
        else pages.push(reports)
        if (left > 0) {
          // Doubling, so that all pages together cost about two pictures.
          if (queue.length > picture.value.reports.size) flush()
          return next()
        }
        isPaging = false
        if (!isFirst) {
          const changes = queue
          queue = []
          enter({ ...seen, reports: pages.flat() }, sentAt)
          queue = changes
        }
        cursor = pagedCursor ?? seen.cursor
        flush()
      })
    next()
  }

  function moveOn(at: string) {
    if (isPaging) pagedCursor = at
    else cursor = at
  }

  /** `late`: how old the news was when it came, ms. */
  function heard(late: number) {
    delay.value = Math.max(0, late) / 1_000
    now.value = serverNow()
    trueAt.value = now.value - Math.max(0, late)
  }

  function flush() {
    clearTimeout(flushing)
    flushing = undefined
    if (queue.length === 0) return
    const changes = queue
    queue = []
    const began = performance.now()
    picture.value = fold(picture.value, changes)
    cost = performance.now() - began
    const { reports, cases } = picture.value
    const most = watching.most ?? Number.POSITIVE_INFINITY
    const isGrown = isPart.value ? reports.size + cases.size - begun > most : reports.size > GROWN * most
    if (isGrown) {
      cursor = undefined
      ask()
    }
  }

  socket.on('connect', () => {
    isTurnedAway.value = false
    ask()
  })
  socket.on('connect_error', fault => {
    isTurnedAway.value = TURNED_AWAY.includes(statusOf(fault))
  })
  socket.on('disconnect', reason => {
    connected.value = false
    isContinued = false
    if (reason !== 'io server disconnect') return
    socket.connect()
    void dismissed?.()
  })
  function take(changes: [Change, string][]) {
    for (const [change, at] of changes) {
      heed?.(change, at)
      queue.push(change)
      moveOn(at)
    }
    if (!isPaging) flushing ??= setTimeout(flush, Math.min(Math.max(BATCH_MS, REST * cost), LONGEST_MS))
  }

  /** What came packed is unpacked before what came after it is looked at. */
  let unpacking: Promise<void> | undefined
  function inOrder(work: () => void | Promise<void>): void {
    if (!unpacking) {
      const begun = work()
      if (!begun) return
      unpacking = begun
    } else unpacking = unpacking.then(work)
    const last = unpacking
    void last.finally(() => {
      if (unpacking === last) unpacking = undefined
    })
  }

  socket.on('change', (change, at) => {
    const turn = asked
    inOrder(() => {
      if (isContinued && turn === asked) take([[change, at]])
    })
  })
  socket.on('changes', text => {
    const turn = asked
    if (!isContinued) return
    inOrder(async () => {
      const changes = await unpacked(text)
      if (isContinued && turn === asked) take(changes)
    })
  })
  socket.on('presence', present => {
    presence.value = present
  })
  socket.on('pulse', pulse => {
    const sent = Date.parse(pulse.now)
    if (Math.abs(sent - serverNow()) > CLOCK_STEP_MS) ahead = sent - clock()
    const turn = asked
    inOrder(() => {
      if (isContinued && turn === asked) moveOn(pulse.cursor)
    })
    heard(serverNow() - sent + pulse.lag * 1_000)
  })

  const tick = setInterval(() => {
    now.value = serverNow()
    picture.value = dropExpired(picture.value, now.value)
  }, 1_000)

  const freshness = computed<Freshness>(() => {
    const age = now.value - trueAt.value
    const lost = { state: isTurnedAway.value ? ('busy' as const) : ('lost' as const) }
    if (!isKnown.value) return age < CONNECTING_MS ? { state: 'connecting' } : lost
    if (!connected.value) return age < LOST_MS ? lost : { state: 'stale', since: trueAt.value }
    if (age > SILENT_MS || delay.value * 1_000 > BEHIND_MS) return { state: 'stale', since: trueAt.value }
    return { state: 'live', delay: delay.value }
  })

  return {
    picture,
    isKnown,
    isPart,
    freshness,
    presence,
    now,
    watch(next) {
      watching = next
      cursor = undefined
      isKnown.value = false
      isPart.value = false
      isContinued = false
      queue = []
      picture.value = emptyPicture
      if (socket.connected) ask()
    },
    keep(...changes) {
      queue.push(...changes)
      flush()
    },
    close() {
      clearInterval(tick)
      clearTimeout(flushing)
      socket.close()
    },
  }
}

/** What Engine.IO answers whom the server does not let in, and the server itself in a rush. */
const TURNED_AWAY = [403, 503]

/** Of a try over HTTP, after that over a WebSocket, of which a browser tells nothing; 0: no answer at all. */
const statusOf = (fault: Error & { description?: unknown }): number => Number(fault.description) || 0

/** Old browsers take every change by itself. */
const canUnpack = typeof DecompressionStream === 'function'

async function unpacked(text: string): Promise<[Change, string][]> {
  if (text.startsWith('[')) return JSON.parse(text)
  const bytes = Uint8Array.from(atob(text), sign => sign.charCodeAt(0))
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))
  return JSON.parse(await new Response(stream).text())
}
