// Carries the letters of the outbox to the citizens, in one process at a time. A letter is marked `sending` before the
// channel is called: after a crash it is uncertain whether it arrived. News is then sent once more, a question only if the
// citizen stays silent.
import type { Channel, Fate } from './channel.ts'
import { createPace, type Pace } from './pace.ts'
import type { Given, Letter } from './stores.ts'
import { pause } from './waiting.ts'

/** Letters on their way at the same time. */
const AT_ONCE = 60
/** How often to look unasked, ms. */
const TICK_MS = 1_000
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

/** What an elected process does until the signal aborts. */
export async function carryLetters<Client>(given: CourierGiven<Client>, signal: AbortSignal): Promise<void> {
  const { db, stores, now, log, channels } = given
  const paces = new Map(channels.map(channel => [channel.name, channelPace(channel)]))
  const underway = new Map<string, Promise<void>>()
  let rung = false
  let ring: () => void = () => undefined
  const wake = () => {
    rung = true
    ring()
  }

  async function carry(letter: Letter): Promise<void> {
    const channel = channels.find(({ name }) => name === letter.channel)
    const pace = paces.get(letter.channel)
    if (!channel || !pace) return
    await pause(pace.wait(letter.address), signal)
    await pause(pace.held(), signal)
    if (signal.aborted)
      return settle(() => stores.postponeLetter(db, letter.id, now(), 'the courier stopped'))
    const fate = await channel.send(letter.address, letter.reply, letter)
    if (fate.is === 'delayed' && fate.busy) pace.hold((fate.seconds ?? 1) * 1_000)
    await settle(() => record(letter, fate))
    if (letter.isFarewell) await settle(() => stores.eraseForgotten(db))
  }

  async function record(letter: Letter, fate: Fate): Promise<void> {
    if (fate.is === 'sent') return stores.settleLetter(db, letter.id, 'sent')
    log(`${letter.channel}: a message was ${fate.is} (${fate.why})`)
    if (fate.is === 'blocked')
      return db.transaction(async client => {
        await stores.loseCitizen(client, letter.citizen)
        await stores.dropLetters(client, letter.citizen, fate.why)
      })
    if (fate.is === 'refused' || letter.attempts >= MOST_ATTEMPTS)
      return stores.settleLetter(db, letter.id, 'dropped', fate.why)
    const seconds =
      fate.seconds ?? Math.min(2 ** (letter.attempts - 1), LONGEST_DELAY_S) * (0.5 + Math.random())
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

  async function take(): Promise<Letter[]> {
    const limit = AT_ONCE - underway.size
    if (limit === 0) return []
    const names = channels.map(({ name }) => name)
    return stores.takeLetters(db, {
      now: now(),
      channels: names,
      limit,
      underway: [...underway.keys()],
      uncertainAfter,
    })
  }

  const stopListening = db.onWake(wake)
  signal.addEventListener('abort', wake)
  let forgottenAt = 0
  while (!signal.aborted) {
    rung = false
    try {
      for (const letter of await take()) {
        const way = carry(letter)
          .catch(fault => log(`courier: ${nameOf(fault)}`))
          .finally(() => {
            underway.delete(letter.id)
            wake()
          })
        underway.set(letter.id, way)
      }
      if (now().getTime() - forgottenAt > HOUR_MS) {
        forgottenAt = now().getTime()
        await stores.forgetDeliveries(db, new Date(forgottenAt - DELIVERIES_KEPT_MS))
        await stores.forgetLetters(db, new Date(forgottenAt - LETTERS_KEPT_MS))
        await stores.eraseForgotten(db)
      }
    } catch (fault) {
      log(`courier: ${nameOf(fault)}`)
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
  await Promise.all(underway.values())
}

/** The channel's pace and those of its chats together. */
function channelPace({ pace: { all, chat, chatAtOnce } }: Channel) {
  const whole = createPace(all, 1)
  const chats = new Map<string, Pace>()
  let heldUntil = 0
  return {
    hold(ms: number) {
      heldUntil = Math.max(heldUntil, performance.now() + ms)
    },
    held: () => heldUntil - performance.now(),
    wait(address: string): number {
      const at = performance.now()
      if (chats.size > 10_000) for (const [key, pace] of chats) if (pace.isIdle(at)) chats.delete(key)
      const own = chats.get(address) ?? createPace(chat, chatAtOnce)
      chats.set(address, own)
      return Math.max(whole.wait(at), own.wait(at))
    },
  }
}

const nameOf = (fault: unknown) => (fault instanceof Error ? fault.message : String(fault))
