// The citizen's form: one question a screen, from what happened to the receipt. Nothing that was entered is ever lost.
import '@preact/signals'
import { render } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import '../theme.ts'
import '../base.css'
import './form.css'
import { languages } from '../../server/domain/messages/index.ts'
import { Sign } from '../icons.tsx'
import { chooseLanguage, language, tell } from '../language.ts'
import { cardState } from './card.ts'
import { DetailStep } from './detail-step.tsx'
import { cardId, isDrill, questions } from './draft.ts'
import { earnEarly } from './early.ts'
import { canGoBack, goBack, receiptOf, step } from './flow.ts'
import { HazardStep } from './hazard-step.tsx'
import { install } from './installed.ts'
import { PinStep } from './pin-step.tsx'
import { PlaceStep } from './place-step.tsx'
import { QuestionStep } from './question-step.tsx'
import { QueueStep } from './queue-step.tsx'
import { Receipt } from './receipt.tsx'
import { ReviewStep } from './review-step.tsx'
import { Screen } from './screen.tsx'
import { resumeSending } from './sending.ts'

function Top() {
  return (
    <header class="top">
      {canGoBack() ? (
        <button type="button" class="button bare back" onClick={goBack} aria-label={tell('form.back')}>
          <Sign sign="back" size={22} />
        </button>
      ) : null}
      <a class="brand" href="/">
        Kentongan
      </a>
      <a class="emergency" href="tel:112" aria-label={tell('form.emergency-call')}>
        {tell('form.emergency')}
      </a>
      <fieldset class="languages" aria-label={tell('form.language')}>
        {languages.map(each => (
          <button
            key={each}
            type="button"
            lang={each}
            aria-pressed={each === language.value}
            onClick={() => chooseLanguage(each)}
          >
            {each.toUpperCase()}
          </button>
        ))}
      </fieldset>
    </header>
  )
}

function Step() {
  const now = step()
  if (now === 'hazard') return <HazardStep />
  if (now === 'place') return <PlaceStep />
  if (now === 'pin') return <PinStep />
  if (now === 'detail') return <DetailStep />
  if (now === 'review') return <ReviewStep />
  if (now === 'receipt') return <Receipt />
  if (now === 'queue') return <QueueStep />
  const question = questions.value.find(({ key }) => `ask:${key}` === now)
  return question ? <QuestionStep key={now} question={question} /> : <HazardStep />
}

/** A report link is looked at first: one that cannot be used says so before anybody fills in a form. */
function Card({ id }: { id: string }) {
  const [state, setState] = useState<'usable' | 'unknown' | 'used' | null>(receiptOf() ? 'usable' : null)
  useEffect(() => {
    if (!receiptOf()) void cardState(id).then(setState)
  }, [id])
  if (state === 'usable') return <Step />
  const title = state === null ? tell('form.card-checking') : tell(`refusal.card-${state}`)
  return (
    <Screen
      key={state}
      of="card"
      title={title}
      dots={false}
      foot={
        state && (
          <a class="button main big" href="/lapor">
            {tell('form.card-open')}
          </a>
        )
      }
    />
  )
}

function Form() {
  return (
    <div class="frame">
      {isDrill && <p class="drill">{tell('drill.banner')}</p>}
      <Top />
      {cardId ? <Card id={cardId} /> : <Step />}
    </div>
  )
}

const root = document.getElementById('form')
root?.replaceChildren()
if (root) render(<Form />, root)
void resumeSending()
earnEarly()
void install()
