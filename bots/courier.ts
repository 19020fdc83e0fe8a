// Carries the letters of the outbox to the citizens, in one process at a time. A letter is marked `sending` in the moment
// before the channel is called, and settled as soon as that answers: a crash leaves only the calls under way uncertain. News
// is then sent once more, a question only if the citizen stays silent.
import { setMaxListeners } from 'node:events'
import type { Channel, Fate } from './channel.ts'
import { faultName } from './fault-name.ts'
import { createPace, type Pace } from './pace.ts'
import type { Given, Letter } from './stores.ts'
import { pause } from './waiting.ts'

/** Letters of a channel that are on their way at the same time. */
const AT_ONCE = 60
/** Letters of a channel that have their turn already: few, so that a conversation goes before thousands of alerts. */
const AHEAD = 4
/** Of what the vendor allows: messages arrive less evenly than they are sent, and one too many costs a pause. */
const MARGIN = 0.93
/** At least so much of the usual time lies between two messages of a channel. */
const EVEN = 0.9
/** How often to look unasked, ms. */
const TICK_MS = 1_000
/** How long at least between a look that found nothing and the next, ms, twice as long each time: reports that come in wake as well. */
const IDLE_MS = { least: 10, most: 100 }
/** Seconds until a letter of which nothing was heard is sent again. */
const uncertainAfter = { question: 60, news: 30 }
const LONGEST_DELAY_S = 300
/** Some two hours of trying. */
const MOST_ATTEMPTS = 30
const HOUR_MS = 3_600_000
const DELIVERIES_KEPT_MS = 7 * 24 * HOUR_MS
const LETTERS_KEPT_MS = 30 * 24 * HOUR_MS

export type CourierGiven<Client> = Pick<Given<Client>, 'db' | 'stores' | 'now' | 'log'> & {
  channels: Channel[]
}

/** Where a letter is: at its chat's turn, at the channel's, or called. */
type Underway = { channel: string; at: 'chat' | 'channel' | 'call' }

/** What an elected process does until the signal aborts. */
export async function carryLetters<Client>(given: CourierGiven<Client>, signal: AbortSignal): Promise<void> {
  const { db, stores, now, log, channels } = given
  // Every letter on its way waits beside it: that is no leak.
  setMaxListeners(0, signal)
  const roads = new Map(channels.map(channel => [channel.name, { channel, pace: channelPace(channel) }]))
  /** By citizen: nobody is sent two at the same time. */
  const underway = new Map<string, Underway>()
  const ways = new Set<Promise<void>>()
  let rung = false
  let ring: () => void = () => undefined
  const wake = () => {
    rung = true
    ring()
  }

  async function carry(letter: Letter, way: Underway): Promise<void> {
    const road = roads.get(letter.channel)
    if (!road) return
    const { channel, pace } = road
    await pause(pace.chat(letter.address), signal)
    way.at = 'channel'
    await pace.turn(signal)
    if (signal.aborted) return
    const attempts = await stores.takeLetter(db, { id: letter.id, now: now(), uncertainAfter })
    if (attempts === undefined) return
    way.at = 'call'
    wake()
    // A letter that its channel stumbles over is tried again, and dropped in the end, like one that the vendor does not take.
    const fate = await channel
      .send(letter.address, letter.reply, letter)
      .catch((fault): Fate => ({ is: 'delayed', why: faultName(fault) }))
    if (fate.is === 'delayed' && fate.busy) pace.hold((fate.seconds ?? 1) * 1_000)
    await settle(() => record(letter, attempts, fate))
    if (letter.isFarewell) await settle(() => stores.eraseForgotten(db))
  }

  async function record(letter: Letter, attempts: number, fate: Fate): Promise<void> {
    if (fate.is === 'sent') return stores.settleLetter(db, letter.id, 'sent')
    log(`${letter.channel}: a message was ${fate.is} (${fate.why})`)
    if (fate.is === 'blocked')
      return db.transaction(async client => {
        await stores.loseCitizen(client, letter.citizen)
        await stores.dropLetters(client, letter.citizen, fate.why)
      })
    if (fate.is === 'refused' || attempts >= MOST_ATTEMPTS)
      return stores.settleLetter(db, letter.id, 'dropped', fate.why)
    const seconds = fate.seconds ?? Math.min(2 ** (attempts - 1), LONGEST_DELAY_S) * (0.5 + Math.random())
    await stores.postponeLetter(db, letter.id, new Date(now().getTime() + seconds * 1_000), fate.why)
  }

  /** What happened is held on to until the database can hear it, or else it would be sent again. */
  async function settle(write: () => Promise<void>): Promise<void> {
    for (let tries = 0; ; tries++) {
      try {
        return await write()
      } catch (fault) {
        if (signal.aborted) throw fault
        await pause(Math.min(100 * 2 ** tries, 5_000), signal)
      }
    }
  }

  function roomOf(channel: string): number {
    const own = [...underway.values()].filter(way => way.channel === channel)
    return Math.min(AHEAD - own.filter(({ at }) => at === 'channel').length, AT_ONCE - own.length)
  }

  /** Sets the next letters on their way; answers how many. */
  async function sendOff(): Promise<number> {
    const room = new Map<string, number>()
    for (const name of roads.keys()) if (roomOf(name) > 0) room.set(name, roomOf(name))
    if (room.size === 0) return 0
    const letters = await stores.nextLetters(db, { now: now(), room, underway: [...underway.keys()] })
    for (const letter of letters) {
      const way: Underway = { channel: letter.channel, at: 'chat' }
      underway.set(letter.citizen, way)
      const carried = carry(letter, way)
        .catch(fault => log(`courier: ${faultName(fault)}`))
        .finally(() => {
          underway.delete(letter.citizen)
          ways.delete(carried)
          wake()
        })
      ways.add(carried)
    }
    return letters.length
  }

  const stopListening = db.onWake(wake)
  signal.addEventListener('abort', wake)
  let forgottenAt = 0
  let idle = IDLE_MS.least
  while (!signal.aborted) {
    rung = false
    try {
      if ((await sendOff()) > 0) {
        rung = true
        idle = IDLE_MS.least
      } else {
        await pause(idle, signal)
        idle = rung ? Math.min(2 * idle, IDLE_MS.most) : IDLE_MS.least
      }
      if (now().getTime() - forgottenAt > HOUR_MS) {
        forgottenAt = now().getTime()
        await stores.forgetDeliveries(db, new Date(forgottenAt - DELIVERIES_KEPT_MS))
        await stores.forgetLetters(db, new Date(forgottenAt - LETTERS_KEPT_MS))
        await stores.eraseForgotten(db)
      }
    } catch (fault) {
      log(`courier: ${faultName(fault)}`)
      await pause(TICK_MS, signal)
    }
    if (!rung && !signal.aborted)
      await new Promise<void>(resolve => {
        const timer = setTimeout(resolve, TICK_MS)
        ring = () => {
          clearTimeout(timer)
          resolve()
        }
      })
  }
  stopListening()
  await Promise.all(ways)
}

/** The channel's pace and those of its chats. */
function channelPace({ pace: { all, chat, chatAtOnce } }: Channel) {
  const whole = createPace(all * MARGIN, 1)
  const chats = new Map<string, Pace>()
  const gap = EVEN * (1_000 / all)
  let heldUntil = 0
  let nextAt = 0
  return {
    hold(ms: number) {
      heldUntil = Math.max(heldUntil, performance.now() + ms)
      whole.holdUntil(heldUntil)
    },
    /**
     * The channel's turn. Who waited through a pause that the vendor asked for takes a new one, and turns that a busy machine came late for
     * are not made up for: else several would go at once.
     */
    async turn(signal: AbortSignal): Promise<void> {
      do await pause(whole.wait(performance.now()), signal)
      while (heldUntil > performance.now() && !signal.aborted)
      while (performance.now() < nextAt && !signal.aborted) await pause(nextAt - performance.now(), signal)
      nextAt = performance.now() + gap
    },
    chat(address: string): number {
      const at = performance.now()
      if (chats.size > 10_000) for (const [key, pace] of chats) if (pace.isIdle(at)) chats.delete(key)
      const own = chats.get(address) ?? createPace(chat, chatAtOnce)
      chats.set(address, own)
      return own.wait(at)
    },
  }
}
