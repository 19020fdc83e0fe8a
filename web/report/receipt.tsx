// What became of the report: kept in the phone, on its way, or arrived with its number; what happens next, what to do now, whom to call.
import { useState } from 'preact/hooks'
import { hazardOf } from '../../server/domain/hazards/index.ts'
import type { MessageKey } from '../../server/domain/messages/index.ts'
import { HazardIcon, LevelMark, Sign } from '../icons.tsx'
import { read, tell } from '../language.ts'
import { go, receiptOf } from './flow.ts'
import { HazardStep } from './hazard-step.tsx'
import type { Outgoing } from './queue.ts'
import { QueueLine } from './queue-step.tsx'
import { On, Screen } from './screen.tsx'
import { addPhoto, delivery, queue, queueRead, sendNow } from './sending.ts'
import { PhotoTaker, Shot } from './shots.tsx'

const NUMBERS = ['112', '113', '119', '115'] as const

export function Receipt() {
  const outgoing = queue.value.find(({ key }) => key === receiptOf())
  if (!outgoing) return queueRead.value ? <HazardStep /> : null
  const { report, sent, refused } = outgoing
  const { hazard } = report
  const said = hazardOf(hazard).describe(report.answers)
  const level = hazardOf(hazard).level(report.answers)
  const levelWord: MessageKey = `level.${level}`
  const waits = !sent && delivery.value !== 'under-way'
  const isDrill = report.drill === true
  return (
    <Screen
      key={sent ? 'sent' : waits ? 'waits' : 'under-way'}
      of="receipt"
      title={tell(sent ? 'form.done' : waits ? 'form.stored' : 'form.sending-report')}
      hint={tell(sent?.isHeld ? 'form.done-held' : sent ? 'form.done-thanks' : 'form.stored-hint')}
      dots={false}
      foot={
        sent ? (
          <div class="pair beside">
            <Share address={mapOf(sent.id, isDrill)} hazard={read(hazardOf(hazard).name)} />
            <a class="button main big" href={mapOf(sent.id, isDrill)}>
              <Sign sign="map" />
              {tell('form.see-map')}
            </a>
          </div>
        ) : (
          <On ready={waits} onGo={() => void sendNow()}>
            {tell(waits ? 'form.send-now' : 'form.sending')}
          </On>
        )
      }
    >
      {refused && <p class="notice refusal">{refused.detail}</p>}
      {waits && !refused && (
        <p class="notice" role="status">
          {tell(delivery.value === 'busy' ? 'form.waiting-busy' : 'form.waiting')} {tell('form.waiting-next')}
        </p>
      )}
      <div class="receipt-head">
        <HazardIcon hazard={hazard} size={40} />
        <div>
          <p class="receipt-what">{read(hazardOf(hazard).name)}</p>
          {said && <p>{read(said)}</p>}
          {sent && sent.number !== null && (
            <p class="muted figures">{tell('form.done-number', { number: sent.number })}</p>
          )}
        </div>
        <span class={`level level-${level}`}>
          <LevelMark level={level} />
          {tell(levelWord)}
        </span>
      </div>
      <PhotoState outgoing={outgoing} />
      {sent?.link && (
        <section class="own-link">
          <a class="button" href={new URL(sent.link).pathname}>
            {tell('mine.link')}
            <Sign sign="forward" size={16} />
          </a>
          <p class="muted small">{tell('mine.keep')}</p>
        </section>
      )}
      {sent && !isDrill && (
        <a class="button" href={`/waspada#${report.place.lat}/${report.place.lng}`}>
          {tell('alerts.here')}
          <Sign sign="forward" size={16} />
        </a>
      )}
      <section>
        <h2>{tell('form.advice')}</h2>
        <ul class="advice">
          {hazardOf(hazard).advice.map(text => (
            <li key={text.en}>{read(text)}</li>
          ))}
        </ul>
      </section>
      <section>
        <h2>{tell('form.numbers')}</h2>
        <ul class="numbers">
          {NUMBERS.map(number => (
            <li key={number}>
              <a href={`tel:${number}`}>
                <b class="figures">{number}</b>
                {tell(`form.number-${number}`)}
              </a>
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h2>{tell('form.next-title')}</h2>
        <ol class="next">
          <li>{tell(isDrill ? 'form.next-drill' : 'form.next-map')}</li>
          <li>{tell('form.next-officer')}</li>
          <li>{tell('form.next-near')}</li>
        </ol>
      </section>
      <button
        type="button"
        class="button bare again"
        onClick={() => {
          go('hazard', { replace: true })
        }}
      >
        {tell('form.again')}
      </button>
      <QueueLine />
    </Screen>
  )
}

const mapOf = (report: string | null, isDrill: boolean) => {
  const query = new URLSearchParams({ ...(report && { report }), ...(isDrill && { drill: '1' }) }).toString()
  return query ? `/?${query}` : '/'
}

function Share({ address, hazard }: { address: string; hazard: string }) {
  const [state, setState] = useState<'idle' | 'copied' | 'by-hand'>('idle')
  const url = new URL(address, location.href).href
  async function share() {
    if (navigator.share) {
      // Closing the sheet without sharing is no fault.
      await navigator.share({ title: tell('form.share-text', { hazard }), url }).catch(() => undefined)
      return
    }
    const copied = await navigator.clipboard?.writeText(url).then(
      () => true,
      () => false,
    )
    setState(copied ? 'copied' : 'by-hand')
  }
  return (
    <>
      <button type="button" class="button big" onClick={() => void share()}>
        <Sign sign={state === 'copied' ? 'check' : 'share'} />
        {tell(state === 'copied' ? 'form.shared' : 'form.share')}
      </button>
      {state === 'by-hand' && (
        <p class="notice" role="status">
          {tell('form.share-by-hand')} <span class="link-text">{url}</span>
        </p>
      )}
    </>
  )
}

function PhotoState({ outgoing: { key, card, sent, photos } }: { outgoing: Outgoing }) {
  const good = photos.filter(({ state }) => state !== 'refused')
  const waits = good.filter(({ state }) => state === 'waiting').length
  const said = photos.find(photo => photo.said)?.said
  const most = card ? 1 : 4
  return (
    <>
      {good.length > 0 && (
        <div class="photo-state">
          <span class="thumbs">
            {good.map(({ blob, slot }, index) => (
              <Shot key={slot} blob={blob} number={index + 1} />
            ))}
          </span>
          <p class="photo-said" role="status">
            {waits === 0 && <Sign sign="check" size={18} class="good" />}
            {tell(
              waits === 0
                ? 'form.photo-sent'
                : delivery.value === 'under-way' && sent
                  ? 'form.photo-sending'
                  : 'form.photo-waiting',
            )}
          </p>
          {waits > 0 && sent && delivery.value !== 'under-way' && (
            <button type="button" class="button" onClick={() => void sendNow()}>
              {tell('form.photo-now')}
            </button>
          )}
        </div>
      )}
      {said && (
        <p class="notice refusal" role="alert">
          {said}
        </p>
      )}
      {sent && good.length < most && (
        <PhotoTaker taken={good.length} most={most} onTaken={async shot => void addPhoto(key, shot)} />
      )}
    </>
  )
}
