// Mends the answers and the words. Another place or hazard is another report: this one is taken back, and the form opens with what is known.
import { useSignal } from '@preact/signals'
import type { Mine } from '../../server/domain/aftermath.ts'
import type { Answers, AnswerValue, Question } from '../../server/domain/hazards/hazard.ts'
import { hazardOf } from '../../server/domain/hazards/index.ts'
import { read, tell } from '../language.ts'
import { edit, isBusy } from './state.ts'

export function Edit({ shown: { report } }: { shown: Mine }) {
  const { hazard, answers: told, words, state } = report.properties
  const isOpen = useSignal(false)
  const answers = useSignal<Answers>(told)
  const written = useSignal(words)
  const questions = hazardOf(hazard).questions.filter(({ when }) => when?.(answers.value) ?? true)
  function open() {
    answers.value = told
    written.value = words
    isOpen.value = true
  }
  async function save(event: Event) {
    event.preventDefault()
    if (await edit(answers.value, written.value)) isOpen.value = false
  }
  return (
    <section>
      <h2>{tell('mine.edit')}</h2>
      {!isOpen.value && (
        <>
          {words && <blockquote class="own-words">{words}</blockquote>}
          <button type="button" class="button" onClick={open}>
            {tell('mine.edit-open')}
          </button>
        </>
      )}
      {isOpen.value && (
        <form class="edit" onSubmit={save}>
          {questions.map(question => (
            <Field
              key={question.key}
              question={question}
              value={answers.value[question.key]}
              onChange={value => {
                answers.value = { ...answers.value, [question.key]: value }
              }}
            />
          ))}
          <label>
            {tell('form.words')}
            <textarea
              class="field"
              rows={4}
              maxLength={4_000}
              value={written.value}
              onInput={event => {
                written.value = event.currentTarget.value
              }}
            />
          </label>
          {state === 'verified' && <p class="notice">{tell('mine.edit-verified')}</p>}
          <p class="beside">
            <button
              type="button"
              class="button"
              onClick={() => {
                isOpen.value = false
              }}
            >
              {tell('mine.cancel')}
            </button>
            <button type="submit" class="button main" aria-disabled={isBusy.value}>
              {tell('mine.save')}
            </button>
          </p>
        </form>
      )}
    </section>
  )
}

type FieldGiven = {
  question: Question
  value: AnswerValue | undefined
  onChange: (value: AnswerValue | undefined) => void
}

function Field({ question, value, onChange }: FieldGiven) {
  if (question.kind === 'depth')
    return (
      <label>
        {read(question.ask)}
        <span class="depth-field">
          <input
            class="field figures"
            type="number"
            inputMode="numeric"
            min={question.min}
            max={question.max}
            step="any"
            value={typeof value === 'number' ? value : ''}
            onInput={event => {
              const { valueAsNumber } = event.currentTarget
              onChange(Number.isFinite(valueAsNumber) ? valueAsNumber : undefined)
            }}
          />
          cm
        </span>
      </label>
    )
  const many = question.kind === 'choices'
  const chosen = Array.isArray(value) ? value : []
  return (
    <fieldset class="options">
      <legend>{read(question.ask)}</legend>
      {question.choices.map(choice => (
        <label key={String(choice.value)} class="option">
          <input
            type={many ? 'checkbox' : 'radio'}
            name={question.key}
            checked={many ? chosen.includes(Number(choice.value)) : value === choice.value}
            onChange={event => {
              if (!many) return onChange(choice.value)
              const others = chosen.filter(one => one !== choice.value)
              onChange(event.currentTarget.checked ? [...others, Number(choice.value)] : others)
            }}
          />
          {read(choice.label)}
        </label>
      ))}
    </fieldset>
  )
}
