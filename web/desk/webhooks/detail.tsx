// Right in the room of webhooks: one endpoint, what may be done with it, and its log; or a new one.
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Answered } from '../../api.ts'
import { tell } from '../../language.ts'
import { moment as momentOf } from '../../times.ts'
import { Form, saidOf } from '../account/form.tsx'
import { moment } from '../state.ts'
import { Deliveries } from './deliveries.tsx'
import { WebhookFields, wantedOf } from './fields.tsx'
import { State } from './list.tsx'
import {
  actOnWebhook,
  addWebhook,
  changeWebhook,
  type ListedWebhook,
  removeWebhook,
  replaceSecret,
} from './requests.ts'
import { chosen, load, loadLog, open, opened, said, secret } from './state.ts'

export function WebhookDetail() {
  const webhook = opened.value
  if (!webhook && chosen.value !== 'new') return null
  const name = webhook?.name ?? tell('webhooks.new')
  return (
    <aside class="detail room" aria-label={name}>
      <h2>{name}</h2>
      {webhook ? <Webhook key={webhook.id} webhook={webhook} /> : <NewWebhook />}
      <button type="button" class="button bare" onClick={() => open(null)}>
        {tell('desk.cancel')}
      </button>
    </aside>
  )
}

const NewWebhook = () => (
  <Form
    act={tell('webhooks.add')}
    send={form => addWebhook(wantedOf(form))}
    done={made => {
      void load().then(() => {
        open({ id: made.webhook.id })
        secret.value = { id: made.webhook.id, secret: made.secret }
      })
      return undefined
    }}
  >
    <WebhookFields />
  </Form>
)

function Webhook({ webhook }: { webhook: ListedWebhook }) {
  const { id, url, state, reason, createdBy, isToldPast, earlierSecretUntil } = webhook
  const isSure = useSignal(false)
  const at = (time: string) => momentOf(time, moment.value)
  useEffect(() => void loadLog(), [id])

  async function act(send: () => Promise<Answered<unknown>>, done = ''): Promise<void> {
    const answer = await send()
    said.value = saidOf(answer) ?? done
    await load()
    await loadLog()
  }

  return (
    <>
      <p class="webhook-head">
        <State of={webhook} /> <span class="muted secret">{url}</span>
      </p>
      <p class="muted small">{tell('webhooks.by', { name: createdBy })}</p>
      {troubleOf(webhook, at) && <p class="notice">{troubleOf(webhook, at)}</p>}
      {isToldPast && <p class="notice">{tell('webhooks.past')}</p>}
      {secret.value?.id === id && (
        <p class="notice secret" role="status">
          {tell('webhooks.secret')} <code>{secret.value.secret}</code>
        </p>
      )}
      {earlierSecretUntil && (
        <p class="muted figures">{tell('webhooks.secret-both', { time: at(earlierSecretUntil) })}</p>
      )}
      <p role="status" class={said.value ? 'notice' : 'unseen'}>
        {said.value}
      </p>
      <div class="room-acts">
        {state === 'active' ? (
          <>
            <button
              type="button"
              class="button"
              onClick={() => void act(() => actOnWebhook(id, 'test'), tell('webhooks.tested'))}
            >
              {tell('webhooks.test')}
            </button>
            <button type="button" class="button" onClick={() => void act(() => actOnWebhook(id, 'pause'))}>
              {tell('webhooks.pause')}
            </button>
          </>
        ) : reason === 'key-revoked' ? null : (
          <button
            type="button"
            class="button main"
            onClick={() => void act(() => actOnWebhook(id, 'resume'))}
          >
            {tell('webhooks.resume')}
          </button>
        )}
        <button
          type="button"
          class="button"
          onClick={() =>
            void act(async () => {
              const answer = await replaceSecret(id)
              if ('found' in answer) secret.value = { id, secret: answer.found.secret }
              return answer
            })
          }
        >
          {tell('webhooks.new-secret')}
        </button>
        <button
          type="button"
          class="button"
          onClick={() => {
            if (!isSure.value) isSure.value = true
            else
              void act(() => removeWebhook(id)).then(() => {
                if (!opened.value) open(null)
              })
          }}
          onBlur={() => {
            isSure.value = false
          }}
        >
          {tell(isSure.value ? 'webhooks.remove-sure' : 'webhooks.remove')}
        </button>
      </div>
      <Deliveries webhook={webhook} />
      <details class="webhook-settings">
        <summary>{tell('webhooks.settings')}</summary>
        <Form
          key={JSON.stringify([webhook.name, url, webhook.filter])}
          act={tell('webhooks.save')}
          send={form => changeWebhook(id, wantedOf(form))}
          done={() => {
            void load()
            said.value = tell('webhooks.saved')
            return undefined
          }}
        >
          <WebhookFields of={webhook} />
        </Form>
      </details>
    </>
  )
}

function troubleOf(
  { state, reason, fault, stoppedAt, failingSince }: ListedWebhook,
  at: (time: string) => string,
): string {
  const time = stoppedAt ? at(stoppedAt) : ''
  if (state === 'paused') return tell('webhooks.paused-since', { time })
  if (state === 'disabled' && reason) return tell(`webhooks.reason-${reason}`, { time, fault: fault ?? '' })
  return failingSince ? tell('webhooks.failing-since', { time: at(failingSince) }) : ''
}
