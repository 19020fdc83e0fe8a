// The report has arrived: its number, what happens next, what to do now, whom to call, and what else one may do.
import { useState } from 'preact/hooks'
import { hazardOf } from '../../server/domain/hazards/index.ts'
import type { MessageKey } from '../../server/domain/messages/index.ts'
import { HazardIcon, LevelMark, Sign } from '../icons.tsx'
import { read, tell } from '../language.ts'
import { PhotoField } from './detail-step.tsx'
import { answers, beginAgain, draft, isDrill, photo } from './draft.ts'
import { go } from './flow.ts'
import { Screen } from './screen.tsx'
import { levelNow, photoRefused, sendingPhoto, uploadPhoto } from './sending.ts'

const NUMBERS = ['112', '113', '119', '115'] as const

export function Receipt() {
  const { hazard, sent } = draft.value
  if (!hazard || !sent) return null
  const said = hazardOf(hazard).describe(answers.value)
  const level = levelNow()
  const levelWord: MessageKey = `level.${level}`
  return (
    <Screen
      of="receipt"
      title={tell('form.done')}
      hint={tell('form.done-thanks')}
      dots={false}
      foot={
        <div class="pair beside">
          <Share report={sent.id} hazard={read(hazardOf(hazard).name)} />
          <a class="button main big" href={mapOf(sent.id)}>
            <Sign sign="map" />
            {tell('form.see-map')}
          </a>
        </div>
      }
    >
      <div class="receipt-head">
        <HazardIcon hazard={hazard} size={40} />
        <div>
          <p class="receipt-what">{read(hazardOf(hazard).name)}</p>
          {said && <p>{read(said)}</p>}
          {sent.number !== null && (
            <p class="muted figures">{tell('form.done-number', { number: sent.number })}</p>
          )}
        </div>
        <span class={`level level-${level}`}>
          <LevelMark level={level} />
          {tell(levelWord)}
        </span>
      </div>
      <PhotoState />
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
          beginAgain()
          go('hazard', { replace: true })
        }}
      >
        {tell('form.again')}
      </button>
    </Screen>
  )
}

const mapOf = (report: string | null) => {
  const query = new URLSearchParams({ ...(report && { report }), ...(isDrill && { drill: '1' }) }).toString()
  return query ? `/?${query}` : '/'
}

function Share({ report, hazard }: { report: string | null; hazard: string }) {
  const [state, setState] = useState<'idle' | 'copied' | 'by-hand'>('idle')
  const url = new URL(mapOf(report), location.href).href
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

function PhotoState() {
  if (photoRefused.value)
    return (
      <>
        <p class="notice refusal" role="alert">
          {photoRefused.value}
        </p>
        <PhotoField onKept={() => void uploadPhoto()} />
      </>
    )
  if (!photo.value) return <PhotoField onKept={() => void uploadPhoto()} />
  const said = draft.value.photoSent
    ? tell('form.photo-sent')
    : tell(sendingPhoto.value === 'waiting' ? 'form.photo-waiting' : 'form.photo-sending')
  return (
    <div class="photo-state">
      <img class="thumb" src={photo.value} alt={tell('form.photo-alt')} />
      <p class="photo-said" role="status">
        {draft.value.photoSent && <Sign sign="check" size={18} class="good" />}
        {said}
      </p>
      {sendingPhoto.value === 'waiting' && (
        <button type="button" class="button" onClick={() => void uploadPhoto()}>
          {tell('form.photo-now')}
        </button>
      )}
    </div>
  )
}
