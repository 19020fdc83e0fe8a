// Everything that was said, each line with its way back, and the one button that sends it.
import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import type { Question } from '../../server/domain/hazards/hazard.ts'
import { hazardOf } from '../../server/domain/hazards/index.ts'
import { HazardIcon } from '../icons.tsx'
import { language, read, tell } from '../language.ts'
import { answers, draft, photos, questions } from './draft.ts'
import { go, type Step } from './flow.ts'
import { useNeighbourhood } from './neighbourhood.ts'
import { On, Screen } from './screen.tsx'
import { SeenNear } from './seen-near.tsx'
import { send } from './sending.ts'
import { Shot } from './shots.tsx'

export function ReviewStep() {
  const { hazard, words, secret } = draft.value
  const [pressed, setPressed] = useState(false)
  function press() {
    setPressed(true)
    void send()
  }
  if (!hazard) return null
  return (
    <Screen
      of="review"
      title={tell('form.review')}
      hint={tell(secret ? 'form.review-secret' : 'form.review-hint')}
      foot={
        <On ready={!pressed} onGo={press}>
          {tell('form.send')}
        </On>
      }
    >
      <SeenNear />
      <dl class="review">
        <Line of="hazard" name={tell('form.review-hazard')}>
          <span class="with-icon">
            <HazardIcon hazard={hazard} size={20} />
            {read(hazardOf(hazard).name)}
          </span>
        </Line>
        <Line of="place" name={tell('form.review-place')}>
          <PlaceSaid />
        </Line>
        {questions.value.map(question => (
          <Line key={question.key} of={`ask:${question.key}`} name={read(question.ask)}>
            {saidTo(question)}
          </Line>
        ))}
        <Line of="detail" name={tell('form.photo')}>
          {photos.value.length > 0 ? (
            <span class="thumbs">
              {photos.value.map((shot, index) => (
                <Shot key={shot} blob={shot} number={index + 1} />
              ))}
            </span>
          ) : (
            tell('form.review-none')
          )}
        </Line>
        <Line of="detail" name={tell('form.words')}>
          {words.trim() || tell('form.review-none')}
        </Line>
        {secret && (
          <Line of="detail" name={tell('form.secret-readers')}>
            {tell('form.secret')}
          </Line>
        )}
      </dl>
      <p class="muted">
        {tell('privacy.what-is')}{' '}
        <a class="read-on" href={`/privasi?lang=${language.value}`} target="_blank" rel="noopener">
          {tell('privacy.link')}
        </a>
      </p>
    </Screen>
  )
}

function Line({ of, name, children }: { of: Step; name: string; children: ComponentChildren }) {
  return (
    <div class="line">
      <dt>{name}</dt>
      <dd>{children}</dd>
      <dd>
        <button
          type="button"
          class="button bare"
          aria-label={tell('form.change-of', { what: name })}
          onClick={() => go(of, { mending: true })}
        >
          {tell('form.change')}
        </button>
      </dd>
    </div>
  )
}

function PlaceSaid() {
  const { place } = draft.value
  const near = useNeighbourhood(place)
  if (!place) return null
  if (place.name && place.by === 'name') return <>{place.name}</>
  return (
    <>
      {tell(place.by === 'location' ? 'form.place-is-here' : 'form.place-is-pin')}
      {near && (
        <>
          <br />
          <small class="muted">{near}</small>
        </>
      )}
    </>
  )
}

function saidTo(question: Question): string {
  const value = draft.value.answers[question.key]
  if (value === undefined) return tell('form.review-unanswered')
  if (question.kind === 'depth') {
    const said = draft.value.hazard && hazardOf(draft.value.hazard).describe(answers.value)
    return said ? read(said) : String(value)
  }
  const chosen = Array.isArray(value) ? value : [value]
  return question.choices
    .filter(choice => chosen.some(each => each === choice.value))
    .map(choice => read(choice.label))
    .join(', ')
}
