// Carries what webhooks are told to their endpoints. Each endpoint has a lane of its own, so that one that is slow or dead keeps nobody waiting: it
// has its own few calls at a time, and after failures in a row is only sounded out. Not in the order of the log: versions tell what is newer.
import { performance } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { isAway } from '../../db/away.ts'
import type { Database, Queryable } from '../../db/connect.ts'
import {
  type Delivery,
  forgetMessages,
  giveUp,
  nextDeliveries,
  type Outcome,
  settleDeliveries,
} from '../../db/webhook-deliveries.ts'
import {
  lockWebhooks,
  type SealedWebhook,
  sendingWebhooks,
  webhookArrived,
  webhookFailed,
} from '../../db/webhooks.ts'
import {
  DAY,
  type Disabling,
  FAILING_MS,
  KEPT_DAYS,
  pauseAfter,
  SOUND_OUT_AFTER,
  silenceAfter,
  TRIED_MS,
} from '../domain/webhook.ts'
import { type Sealing, webhookSecretOf } from '../secrets/sealing.ts'
import type { createWebhookCaller, WebhookAnswer } from './webhook-call.ts'

/** Calls to one endpoint at the same time, and deliveries that are read ahead for it: so many at most come twice after a kill. */
const AT_ONCE = 10
const AHEAD = 200
/** How long at least between two looks, and how often to look unasked, ms. */
const REST_MS = 20
/** After a look that found nothing: reports that come in wake as well, ms. */
const IDLE_MS = 100
const TICK_MS = 1_000
/** How long calls under way may still take when the process ends. */
const LAST_CALLS_MS = 1_000
const TIDY_MS = 600_000

type Lane = {
  failures: number
  /** Left alone until then. */
  until: number
  /** Read ahead. */
  waiting: Delivery[]
  calling: number
  /** Called, and what came of it not yet written. */
  underway: Set<string>
}

type Given = {
  db: Database
  now: () => Date
  sealing: Pick<Sealing, 'open' | 'canOpen'>
  caller: ReturnType<typeof createWebhookCaller>
  /** Stops an endpoint that is not to be called any more, in the transaction. */
  disable: (client: Queryable, id: string, why: { reason: Disabling; fault: string }) => Promise<void>
  logFault: (fault: unknown) => void
}

/** `isGone`: the endpoint says that it is no more. */
type Judged = Outcome & { isGone?: boolean }

const nameOf = ({ webhook, message }: Pick<Delivery, 'webhook' | 'message'>) => `${webhook} ${message}`

/** What an elected process does until the signal aborts; `wake` makes it look at once, `readAnew` read again what waits. */
export function openLanes({ db, now, sealing, caller, disable, logFault }: Given, over: AbortSignal) {
  const lanes = new Map<string, Lane>()
  const calls = new Set<Promise<void>>()
  /** Ends the calls under way. */
  const ending = new AbortController()
  let outcomes: Judged[] = []
  /** Grows when what was read ahead has to be read again. */
  let readings = 0
  let rung = false
  let rouse: () => void = () => undefined
  const wake = () => {
    rung = true
    rouse()
  }

  /** What is read ahead may say what it says no more. */
  const readAnew = () => {
    readings++
    for (const lane of lanes.values()) lane.waiting = []
    wake()
  }

  const laneOf = (id: string): Lane => {
    const lane = lanes.get(id) ?? { failures: 0, until: 0, waiting: [], calling: 0, underway: new Set() }
    lanes.set(id, lane)
    return lane
  }

  const placesIn = ({ failures, until, calling }: Lane): number => {
    if (failures < SOUND_OUT_AFTER) return AT_ONCE - calling
    return now().getTime() < until || calling > 0 ? 0 : 1
  }

  async function carry(webhook: SealedWebhook, delivery: Delivery, lane: Lane): Promise<void> {
    const began = performance.now()
    const secrets = secretsOf(webhook)
    const answer: WebhookAnswer = secrets
      ? await caller.call({ ...webhook, ...delivery, id: delivery.message, secrets }, ending.signal)
      : { status: null, fault: 'its secret cannot be opened: give it a new one' }
    // Not heard to the end: it is sent again.
    if (ending.signal.aborted && answer.status === null) return
    outcomes.push(judged(delivery, answer, Math.round(performance.now() - began), lane))
    if (!secrets)
      await db.transaction(client =>
        disable(client, webhook.id, { reason: 'secret-lost', fault: answer.fault ?? '' }),
      )
  }

  function secretsOf({ id, secret, earlier_secret, earlier_until }: SealedWebhook): string[] | undefined {
    const earlier = earlier_secret !== null && (earlier_until?.getTime() ?? 0) > now().getTime()
    const sealed = earlier ? [secret, earlier_secret] : [secret]
    if (!sealing.canOpen(secret)) return undefined
    return sealed.filter(sealing.canOpen).map(each => sealing.open(each, webhookSecretOf(id)))
  }

  function judged(
    { webhook, message, attempts, since }: Delivery,
    { status, fault, wait = 0 }: WebhookAnswer,
    ms: number,
    lane: Lane,
  ): Judged {
    const at = now()
    const said = { at: at.toISOString(), status, ms, fault }
    if (fault === null) {
      lane.failures = 0
      lane.until = 0
      return { webhook, message, since, status: 'arrived', due: at, said }
    }
    lane.failures++
    const silence = Math.max(silenceAfter(lane.failures, Math.random()), wait * 1_000)
    lane.until = Math.max(lane.until, at.getTime() + silence)
    if (lane.failures >= SOUND_OUT_AFTER) lane.waiting = []
    const due = new Date(at.getTime() + Math.max(pauseAfter(attempts + 1, Math.random()), wait * 1_000))
    const isDead = due.getTime() > since.getTime() + TRIED_MS
    return {
      webhook,
      message,
      since,
      status: isDead ? 'dead' : 'waiting',
      due: isDead ? at : due,
      said,
      isGone: status === 410,
    }
  }

  /** What came of the calls is held on to until the database has heard it. What it refuses holds up nothing else. */
  async function settle(): Promise<void> {
    const told = outcomes
    // Calls end meanwhile, too.
    outcomes = []
    const fault = told.length > 0 ? await faultOfWriting(told) : undefined
    if (fault === undefined) return
    if (isAway(fault)) {
      outcomes = [...told, ...outcomes]
      throw fault
    }
    for (const each of told) {
      const ownFault = await faultOfWriting([each])
      if (ownFault === undefined) continue
      outcomes.push(each)
      logFault(ownFault)
    }
  }

  async function faultOfWriting(told: Judged[]): Promise<unknown> {
    try {
      await db.transaction(client => write(client, told))
    } catch (fault) {
      return fault
    }
    for (const outcome of told) lanes.get(outcome.webhook)?.underway.delete(nameOf(outcome))
    return undefined
  }

  async function write(client: Queryable, told: Judged[]): Promise<void> {
    await lockWebhooks(client, [...new Set(told.map(({ webhook }) => webhook))])
    await settleDeliveries(client, told)
    const arrived = new Set(told.filter(({ status }) => status === 'arrived').map(({ webhook }) => webhook))
    const failed = new Map(told.filter(each => !arrived.has(each.webhook)).map(each => [each.webhook, each]))
    if (arrived.size > 0) await webhookArrived(client, [...arrived], now())
    for (const [id, { said, isGone }] of failed) {
      const since = await webhookFailed(client, id, now())
      const fault = said.fault ?? ''
      if (isGone) await disable(client, id, { reason: 'gone', fault })
      else if (since && now().getTime() - since.getTime() > FAILING_MS)
        await disable(client, id, { reason: 'failing', fault })
    }
  }

  /** Sets calls on their way; answers how many. */
  async function sendOff(): Promise<number> {
    const webhooks = await sendingWebhooks(db, now())
    const ids = new Set(webhooks.map(({ id }) => id))
    for (const [id, lane] of lanes) {
      if (!ids.has(id)) lane.waiting = []
      if (!ids.has(id) && lane.underway.size === 0 && lane.failures === 0) lanes.delete(id)
    }
    const room = new Map<string, number>()
    for (const { id } of webhooks) {
      const lane = laneOf(id)
      const places = placesIn(lane)
      if (lane.waiting.length < (lane.failures < SOUND_OUT_AFTER ? AHEAD / 2 : places))
        room.set(id, lane.failures < SOUND_OUT_AFTER ? AHEAD : 1)
    }
    if (room.size > 0) {
      const taken = [...lanes.values()].flatMap(({ underway, waiting }) => [
        ...underway,
        ...waiting.map(nameOf),
      ])
      const reading = readings
      const next = await nextDeliveries(db, { now: now(), room, underway: taken })
      if (reading === readings) for (const delivery of next) laneOf(delivery.webhook).waiting.push(delivery)
    }
    let sent = 0
    for (const webhook of webhooks) sent += fill(webhook)
    return sent
  }

  /** Gives the free places of a lane to what waits in it; each that is done gives its place to the next. */
  function fill(webhook: SealedWebhook): number {
    const lane = laneOf(webhook.id)
    let sent = 0
    while (placesIn(lane) > 0 && !over.aborted) {
      const delivery = lane.waiting.shift()
      if (!delivery) break
      lane.underway.add(nameOf(delivery))
      lane.calling++
      sent++
      const carried: Promise<void> = carry(webhook, delivery, lane)
        .catch(fault => {
          lane.underway.delete(nameOf(delivery))
          logFault(fault)
        })
        .finally(() => {
          lane.calling--
          calls.delete(carried)
          fill(webhook)
          wake()
        })
      calls.add(carried)
    }
    return sent
  }

  async function run(): Promise<void> {
    const stopListening = db.onWake(wake)
    over.addEventListener('abort', wake)
    let tidiedAt = 0
    while (!over.aborted) {
      rung = false
      let sent = 0
      try {
        await settle()
        sent = await sendOff()
        if (sent > 0) rung = true
        if (now().getTime() - tidiedAt > TIDY_MS) {
          tidiedAt = now().getTime()
          await giveUp(db, new Date(tidiedAt - TRIED_MS))
          await forgetMessages(db, new Date(tidiedAt - KEPT_DAYS * DAY))
        }
      } catch (fault) {
        logFault(fault)
        rung = false
      }
      await sleep(sent > 0 ? REST_MS : IDLE_MS, undefined, { signal: over }).catch(() => undefined)
      if (!rung && !over.aborted)
        await new Promise<void>(resolve => {
          const timer = setTimeout(resolve, TICK_MS)
          rouse = () => {
            clearTimeout(timer)
            resolve()
          }
        })
    }
    stopListening()
    await Promise.race([Promise.all(calls), sleep(LAST_CALLS_MS)])
    ending.abort()
    await Promise.all(calls)
    await settle()
  }

  return { run, wake, readAnew }
}
