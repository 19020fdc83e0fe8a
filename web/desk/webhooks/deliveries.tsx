// The log of an endpoint's deliveries: what was told, what came of each try, and how to send it again.
import { deliveryStatuses, type Try } from '../../../server/domain/webhook.ts'
import { tell } from '../../language.ts'
import { moment as momentOf } from '../../times.ts'
import { saidOf } from '../account/form.tsx'
import { moment } from '../state.ts'
import { type ListedDelivery, type ListedWebhook, sendAgain } from './requests.ts'
import { delivery, load, loadLog, log, said, showDelivery, showMore, showStatus, status } from './state.ts'

export function Deliveries({ webhook }: { webhook: ListedWebhook }) {
  const all = log.value
  return (
    <section aria-label={tell('webhooks.log')} class="deliveries">
      <h3>{tell('webhooks.log')}</h3>
      <label class="deliveries-status">
        {tell('webhooks.show')}
        <select
          class="field"
          onChange={({ currentTarget: { value } }) =>
            showStatus(deliveryStatuses.find(each => each === value) ?? null)
          }
        >
          <option value="" selected={status.value === null}>
            {tell('webhooks.log-all')}
          </option>
          {deliveryStatuses.map(each => (
            <option key={each} value={each} selected={each === status.value}>
              {tell(`webhooks.status-${each}`)}
            </option>
          ))}
        </select>
      </label>
      {all?.deliveries.length === 0 && <p class="muted">{tell('webhooks.log-none')}</p>}
      <ul class="delivery-list">
        {all?.deliveries.map(each => (
          <Delivery key={each.message} webhook={webhook} of={each} />
        ))}
      </ul>
      {all?.next && (
        <button type="button" class="button bare" onClick={showMore}>
          {tell('webhooks.log-more')}
        </button>
      )}
      {webhook.dead > 0 && (
        <button type="button" class="button" onClick={() => void again(webhook.id, { dead: true })}>
          {tell('webhooks.again-dead', { count: webhook.dead })}
        </button>
      )}
      <form
        class="again-from"
        onSubmit={event => {
          event.preventDefault()
          const from = String(new FormData(event.currentTarget).get('from'))
          void again(webhook.id, { from: new Date(from).toISOString() })
        }}
      >
        <label>
          {tell('webhooks.again-from')}
          <input class="field" type="datetime-local" name="from" required />
        </label>
        <button type="submit" class="button">
          {tell('webhooks.again')}
        </button>
      </form>
    </section>
  )
}

async function again(id: string, which: Parameters<typeof sendAgain>[1]): Promise<void> {
  const answer = await sendAgain(id, which)
  said.value = saidOf(answer) ?? tell('webhooks.again-done')
  await load()
  await loadLog()
}

function Delivery({ webhook, of }: { webhook: ListedWebhook; of: ListedDelivery }) {
  const { message, kind, at, status, attempts, due } = of
  const isOpen = delivery.value?.message === message
  const more = [
    ...(attempts > 1 || status === 'dead' ? [tell('webhooks.tries', { count: attempts })] : []),
    ...(status === 'waiting' && attempts > 0
      ? [tell('webhooks.next', { time: momentOf(due, moment.value) })]
      : []),
  ]
  return (
    <li>
      <button
        type="button"
        class="delivery"
        aria-expanded={isOpen}
        onClick={() => void showDelivery(isOpen ? null : message)}
      >
        <span class={`mark mark-${status}`}>{tell(`webhooks.status-${status}`)}</span>
        <code>{kind}</code>
        <span class="muted figures">{momentOf(at, moment.value)}</span>
        {more.length > 0 && <span class="muted figures delivery-more">{more.join(' · ')}</span>}
      </button>
      {isOpen && delivery.value && (
        <div class="delivery-open">
          <ol>
            {delivery.value.tries.map(each => (
              <li key={each.at} class="figures">
                {tried(each)} {faultOf(each)}
              </li>
            ))}
          </ol>
          {delivery.value.body === null ? (
            <p class="muted">{tell('webhooks.taken-back')}</p>
          ) : (
            <>
              {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keys */}
              <pre tabIndex={0}>{indented(delivery.value.body)}</pre>
              <button
                type="button"
                class="button"
                onClick={() => void again(webhook.id, { delivery: message })}
              >
                {tell('webhooks.again')}
              </button>
            </>
          )}
        </div>
      )}
    </li>
  )
}

const tried = ({ at, status, ms }: Try) =>
  [
    momentOf(at, moment.value),
    tell('webhooks.try', { status: status ?? tell('webhooks.no-answer'), ms }),
  ].join(' · ')

/** Ours in the reader's language, and what the endpoint said as it said it. */
function faultOf({ status, fault }: Try) {
  if (fault === null) return null
  const own = faults.find(({ sign }) => fault.includes(sign))
  if (own) return tell(own.key)
  const said = fault.replace(/^it answered \d+:? ?/, '')
  return status !== null && said === '' ? null : <code>{said}</code>
}

const faults = [
  { sign: 'it took too long', key: 'webhooks.fault-slow' },
  { sign: 'redirects are not followed', key: 'webhooks.fault-redirect' },
  { sign: 'inside a private network', key: 'webhooks.fault-inside' },
  { sign: 'may not be called', key: 'webhooks.fault-inside' },
  { sign: 'its secret cannot be opened', key: 'webhooks.fault-secret' },
] as const

const indented = (body: string) => JSON.stringify(JSON.parse(body), null, 2)
