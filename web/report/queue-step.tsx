// The reports of this phone: which wait for the network, which have arrived, and what can be done about each.
import { signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Mine } from '../../server/domain/aftermath.ts'
import { hazardOf } from '../../server/domain/hazards/index.ts'
import { ask } from '../api.ts'
import { HazardIcon, Sign } from '../icons.tsx'
import { read, tell } from '../language.ts'
import { moment } from '../times.ts'
import { draft } from './draft.ts'
import { go } from './flow.ts'
import type { Outgoing } from './queue.ts'
import { On, Screen } from './screen.tsx'
import { delivery, discard, isWaiting, mend, queue, sendNow, takeBack, waiting } from './sending.ts'

/** How each report that was sent is now, as far as the server can be asked. */
const standing = signal<ReadonlyMap<string, Mine['report']['properties']>>(new Map())

async function lookAfter(): Promise<void> {
  for (const { key, sent } of queue.value) {
    if (!sent?.link) continue
    const answered = await ask<Mine>(new URL(sent.link).pathname.replace('/laporan/', '/api/mine/'))
    if ('found' in answered)
      standing.value = new Map(standing.value).set(key, answered.found.report.properties)
  }
}

/** One line on other screens that leads here. */
export function QueueLine() {
  const [first] = queue.value
  if (!first) return null
  const count = waiting.value.length
  return (
    <button type="button" class="button queue-line" onClick={() => go('queue')}>
      <Sign sign={count > 0 ? 'clock' : 'check'} size={18} />
      {count > 0 ? tell('form.queue-waiting', { count }) : tell('form.queue-sent')}
    </button>
  )
}

export function QueueStep() {
  const isUnderWay = delivery.value === 'under-way'
  useEffect(() => void lookAfter(), [])
  return (
    <Screen
      of="queue"
      title={tell('form.queue')}
      hint={tell(queue.value.length > 0 ? 'form.queue-hint' : 'form.queue-empty')}
      dots={false}
      foot={
        waiting.value.length > 0 ? (
          <On ready={!isUnderWay} onGo={() => void sendNow()}>
            {tell(isUnderWay ? 'form.sending' : 'form.send-now')}
          </On>
        ) : (
          <On onGo={() => go('hazard')}>{tell('form.again')}</On>
        )
      }
    >
      <ul class="queue">
        {queue.value.map(outgoing => (
          <li key={outgoing.key}>
            <Line outgoing={outgoing} />
          </li>
        ))}
      </ul>
    </Screen>
  )
}

function Line({ outgoing }: { outgoing: Outgoing }) {
  const { key, report, pressedAt, sent, refused, discarded } = outgoing
  const name = read(hazardOf(report.hazard).name)
  return (
    <>
      <HazardIcon hazard={report.hazard} size={28} />
      <div>
        <p class="receipt-what">{name}</p>
        <p class="muted figures">{moment(pressedAt, Date.now())}</p>
        <p role="status">{refused && !discarded ? refused.detail : tell(...stateOf(outgoing))}</p>
        <Standing of={key} />
      </div>
      <div class="queue-acts">
        {discarded ? (
          <button type="button" class="button" onClick={() => void takeBack(key)}>
            {tell('form.queue-undo')}
          </button>
        ) : (
          <>
            {refused ? (
              draft.value.hazard === null && (
                <button type="button" class="button" onClick={() => void mend(outgoing)}>
                  {tell('form.change')}
                </button>
              )
            ) : (
              <button
                type="button"
                class="button"
                aria-label={`${tell('form.queue-open')}: ${name}`}
                onClick={() => go('receipt', { report: key })}
              >
                {tell('form.queue-open')}
              </button>
            )}
            {sent?.link && (
              <a
                class="button bare"
                href={new URL(sent.link).pathname}
                aria-label={`${tell('form.queue-change')}: ${name}`}
              >
                {tell('form.queue-change')}
              </a>
            )}
            {!sent && (
              <button
                type="button"
                class="button bare"
                aria-label={`${tell('form.queue-discard')}: ${name}`}
                onClick={() => void discard(key)}
              >
                {tell('form.queue-discard')}
              </button>
            )}
          </>
        )}
      </div>
    </>
  )
}

function Standing({ of }: { of: string }) {
  const now = standing.value.get(of)
  if (!now) return null
  const isOpen = now.state === 'unverified' || now.state === 'verified'
  const isEnded = isOpen && Date.parse(now.expiresAt) <= Date.now()
  return <p class="muted">{tell(isEnded ? 'state.ended' : `state.${now.state}`)}</p>
}

function stateOf(outgoing: Outgoing): Parameters<typeof tell> {
  const { sent, discarded } = outgoing
  if (discarded) return ['form.queue-discarded']
  const isUnderWay = delivery.value === 'under-way'
  if (!sent)
    return [
      isUnderWay ? 'form.sending' : delivery.value === 'busy' ? 'form.queue-busy' : 'form.queue-no-network',
    ]
  if (isWaiting(outgoing)) return [isUnderWay ? 'form.photo-sending' : 'form.queue-photo']
  return sent.number === null ? ['form.done'] : ['form.queue-number', { number: sent.number }]
}
