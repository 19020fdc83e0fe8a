// Left in the room of webhooks: who is told, and how that goes.
import '../account/account.css'
import './webhooks.css'
import { useEffect } from 'preact/hooks'
import { tell } from '../../language.ts'
import { moment as momentOf } from '../../times.ts'
import { moment } from '../state.ts'
import type { ListedWebhook } from './requests.ts'
import { chosen, keepLooking, open, webhooks } from './state.ts'

export function WebhookList() {
  useEffect(keepLooking, [])
  return (
    <section class="queue room" aria-label={tell('webhooks.view')}>
      <h2>{tell('webhooks.view')}</h2>
      <p class="muted">{tell('webhooks.what')}</p>
      {webhooks.value?.length === 0 && <p class="muted">{tell('webhooks.none')}</p>}
      <ul class="people">
        {webhooks.value?.map(webhook => (
          <li key={webhook.id}>
            <button
              type="button"
              class="person"
              aria-current={isChosen(webhook) ? 'true' : undefined}
              onClick={() => open({ id: webhook.id })}
            >
              <strong>{webhook.name}</strong>
              <State of={webhook} />
              <span class="muted figures">
                {[
                  new URL(webhook.url).host,
                  webhook.arrivedAt
                    ? tell('webhooks.arrived-at', { time: momentOf(webhook.arrivedAt, moment.value) })
                    : tell('webhooks.never'),
                  ...(webhook.waiting + webhook.dead > 0
                    ? [tell('webhooks.counts', { waiting: webhook.waiting, dead: webhook.dead })]
                    : []),
                ].join(' · ')}
              </span>
            </button>
          </li>
        ))}
      </ul>
      <button type="button" class="button" onClick={() => open('new')}>
        {tell('webhooks.new')}
      </button>
    </section>
  )
}

const isChosen = ({ id }: ListedWebhook) =>
  chosen.value !== null && chosen.value !== 'new' && chosen.value.id === id

/** A mark and a word. */
export function State({ of: { state, failingSince } }: { of: ListedWebhook }) {
  const shown = state === 'active' && failingSince ? 'failing' : state
  return <span class={`mark mark-${shown}`}>{tell(`webhooks.state-${shown}`)}</span>
}
