// What may be done with webhooks: made, changed, given a new secret, tried, stopped and resumed, told again of what they missed. Each act stands in
// the audit, in its own transaction.
import { isDeadlock } from '../../db/away.ts'
import type { Database, Queryable } from '../../db/connect.ts'
import { putDeliveries, putMessages, sendDeliveriesAgain, tryAfresh } from '../../db/webhook-deliveries.ts'
import * as store from '../../db/webhooks.ts'
import { isRefusal, type Refusal } from '../domain/refusal.ts'
import { BOTH_SECRETS_MS, DAY, REPLAY_DAYS, TEST_KIND, type WebhookFilter } from '../domain/webhook.ts'
import { type Sealing, webhookSecretOf } from '../secrets/sealing.ts'
import { checkedRights } from '../sign-in/officers.ts'
import { newWebhookSecret, webhookAddress } from './webhook-call.ts'
import { collectedUntil } from './webhook-collecting.ts'
import { noting } from './webhook-teller.ts'

/** Of all administrators together, and of one program. */
const MOST = { all: 200, program: 10 }
const MOST_TRIES = 5

type Given = {
  db: Database
  now: () => Date
  newId: () => string
  sealing: Sealing
  allowPrivate: boolean
}

type Wanted = { name: string; url: string; filter: WebhookFilter }
/** Who acts; `program`: by which key. */
export type By = { name: string; program: string | null }
type Again = { message: string } | { dead: true } | { from: Date }

export type Webhooks = ReturnType<typeof createWebhooks>

export function createWebhooks({ db, now, newId, sealing, allowPrivate }: Given) {
  const note = noting(now)

  async function checked(wanted: Wanted): Promise<Wanted | Refusal> {
    const url = webhookAddress(wanted.url, allowPrivate)
    if (url === undefined) return { refused: 'webhook-address' }
    const { regions } = wanted.filter
    const rights = await checkedRights(db, { regions })
    if (isRefusal(rights)) return rights
    return { ...wanted, url, filter: { ...wanted.filter, regions: rights.regions ?? null } }
  }

  /** Runs the work in a transaction and wakes the teller; anew where it and the teller waited for each other. */
  async function done<T>(work: (client: Queryable) => Promise<T>): Promise<T> {
    for (let tries = 1; ; tries++)
      try {
        const outcome = await db.transaction(work)
        db.wake()
        return outcome
      } catch (fault) {
        if (!isDeadlock(fault) || tries === MOST_TRIES) throw fault
      }
  }

  return {
    /** `secret` is shown to whoever asked for it, and lies sealed in the database. */
    async add(wanted: Wanted, by: By): Promise<{ webhook: store.Webhook; secret: string } | Refusal> {
      const right = await checked(wanted)
      if (isRefusal(right)) return right
      const all = await store.listWebhooks(db)
      const own = all.filter(({ owner }) => owner !== null && owner === by.program)
      const most = by.program === null ? MOST.all : MOST.program
      if ((by.program === null ? all : own).length >= most || all.length >= MOST.all)
        return { refused: 'webhooks-enough', details: { limit: most } }
      const id = newId()
      const secret = newWebhookSecret()
      await done(async client => {
        await store.insertWebhook(client, {
          ...right,
          id,
          secret: sealing.seal(secret, webhookSecretOf(id)),
          owner: by.program,
          created_by: by.name,
          at: now(),
        })
        await note(client, by.name, id, 'made', right)
      })
      const webhook = await store.webhookById(db, id)
      return webhook ? { webhook, secret } : { refused: 'webhook-unknown' }
    },

    async change(webhook: store.Webhook, wanted: Partial<Wanted>, by: By): Promise<store.Webhook | Refusal> {
      const { name, url, filter } = webhook
      const right = await checked({ name, url, filter, ...wanted })
      if (isRefusal(right)) return right
      await done(async client => {
        await store.changeWebhook(client, webhook.id, right)
        await note(client, by.name, webhook.id, 'changed', right)
      })
      return { ...webhook, ...right }
    },

    async remove({ id, name }: store.Webhook, by: By): Promise<void> {
      await done(async client => {
        await store.removeWebhook(client, id)
        await note(client, by.name, id, 'removed', { name })
      })
    },

    /** For a day both secrets sign. */
    async replaceSecret({ id }: store.Webhook, by: By): Promise<{ secret: string; earlierUntil: Date }> {
      const secret = newWebhookSecret()
      const earlierUntil = new Date(now().getTime() + BOTH_SECRETS_MS)
      await done(async client => {
        await store.replaceWebhookSecret(client, id, sealing.seal(secret, webhookSecretOf(id)), earlierUntil)
        await note(client, by.name, id, 'secret')
      })
      return { secret, earlierUntil }
    },

    async pause({ id }: store.Webhook, by: By): Promise<Refusal | undefined> {
      return done(async client => {
        const cursor = await collectedUntil(client)
        if (!(await store.stopWebhook(client, id, { at: now(), cursor }))) return { refused: 'webhook-state' }
        await note(client, by.name, id, 'paused')
        return undefined
      })
    },

    /** `missed`: it is told what happened since it stopped, as far back as the past goes. */
    async resume({ id }: store.Webhook, missed: boolean, by: By): Promise<Refusal | undefined> {
      return done(async client => {
        const stopped = await store.stoppedAt(client, id)
        if (!(await store.resumeWebhook(client, id))) return { refused: 'webhook-state' }
        await tryAfresh(client, id, now())
        if (stopped && missed) {
          const oldest = new Date(now().getTime() - REPLAY_DAYS * DAY)
          const late = stopped.since < oldest ? await store.cursorBefore(client, oldest) : undefined
          // By its place in the log and not by the clock.
          const past = { since: new Date(0), until: null, cursor: late ?? stopped.cursor }
          await store.tellFrom(client, id, past)
        }
        await note(client, by.name, id, 'resumed', { missed })
        return undefined
      })
    },

    /** Answers the message's id. */
    async sendTest(webhook: store.Webhook, by: By): Promise<{ message: string } | Refusal> {
      if (webhook.state !== 'active' || webhook.is_orphan) return { refused: 'webhook-state' }
      const id = `msg_test_${newId()}`
      const at = now().toISOString()
      const body = JSON.stringify({ type: TEST_KIND, timestamp: at, data: { webhook: webhook.id } })
      await done(async client => {
        await putMessages(client, [{ id, kind: TEST_KIND, subject: webhook.id, at, body }])
        await putDeliveries(client, [{ webhook: webhook.id, message: id }], now())
        await note(client, by.name, webhook.id, 'tested')
      })
      return { message: id }
    },

    /** Answers how many deliveries are sent again; of what happened from a time on nobody knows it yet. */
    async sendAgain({ id }: store.Webhook, again: Again, by: By): Promise<{ count: number | null }> {
      return done(async client => {
        await note(client, by.name, id, 'replayed', again)
        if (!('from' in again)) return { count: await sendDeliveriesAgain(client, id, again, now()) }
        const oldest = new Date(now().getTime() - REPLAY_DAYS * DAY)
        const since = again.from < oldest ? oldest : again.from
        const cursor = await store.cursorBefore(client, since)
        if (cursor !== undefined) await store.tellFrom(client, id, { since, until: now(), cursor })
        return { count: null }
      })
    },
  }
}
