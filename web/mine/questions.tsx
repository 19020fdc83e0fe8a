// What officers have asked about the report, and the citizen's answers; and who handles it until when.
import { useSignal } from '@preact/signals'
import type { Mine } from '../../server/domain/aftermath.ts'
import { tell } from '../language.ts'
import { moment } from '../times.ts'
import { answerQuestion, isBusy } from './state.ts'

export function Questions({ shown: { questions } }: { shown: Mine }) {
  return (
    <>
      {questions.map(question => (
        <Question key={question.id} question={question} />
      ))}
    </>
  )
}

function Question({ question: { id, words, answer } }: { question: Mine['questions'][number] }) {
  const said = useSignal('')
  async function send(event: Event) {
    event.preventDefault()
    if (said.value.trim()) await answerQuestion(id, said.value.trim())
  }
  return (
    <section aria-labelledby={`question-${id}`}>
      <h2 id={`question-${id}`}>{tell('mine.question')}</h2>
      <blockquote>{words}</blockquote>
      {answer === null ? (
        <form class="answer" onSubmit={send}>
          <label>
            {tell('mine.your-answer')}
            <input
              class="field"
              maxLength={1000}
              value={said.value}
              onInput={event => {
                said.value = event.currentTarget.value
              }}
            />
          </label>
          <button type="submit" class="button main" aria-disabled={isBusy.value}>
            {tell('mine.answer')}
          </button>
        </form>
      ) : (
        <>
          <p class="muted">{tell('mine.your-answer')}</p>
          <blockquote>{answer}</blockquote>
        </>
      )}
    </section>
  )
}

export function Handling({ shown: { handling } }: { shown: Mine }) {
  if (!handling) return null
  const { stage, due, words } = handling
  const agency = handling.agencyName ?? handling.agency
  const told = tell(`work.stage-${stage}`).toLowerCase()
  return (
    <section class="handling figures">
      <p>
        {agency ? tell('mine.handled-by', { agency, stage: told }) : tell('mine.handled', { stage: told })}
      </p>
      {due && <p class="muted">{tell('mine.until', { moment: moment(due, Date.now()) })}</p>}
      {words && <blockquote>{words}</blockquote>}
    </section>
  )
}
