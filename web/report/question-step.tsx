// One question of the hazard, drawn from what its file says: one choice, several, or a depth. Leaving it open is always allowed.
import type { Answers, Choice, Question } from '../../server/domain/hazards/hazard.ts'
import { hazardOf } from '../../server/domain/hazards/index.ts'
import { read, tell } from '../language.ts'
import { DepthGauge } from './depth-gauge.tsx'
import { answer, draft, isAnswered, skip } from './draft.ts'
import { goOn } from './flow.ts'
import { On, Screen } from './screen.tsx'

export function QuestionStep({ question }: { question: Question }) {
  const value = draft.value.answers[question.key]
  const isDepth = question.kind === 'depth'
  const many = question.kind === 'choices'
  return (
    <Screen
      of={`ask:${question.key}`}
      title={read(question.ask)}
      hint={isDepth ? tell('form.depth-hint') : many ? tell('form.choices-hint') : undefined}
      foot={
        <div class="pair">
          <button
            type="button"
            class="button bare"
            onClick={() => {
              skip(question.key)
              goOn()
            }}
          >
            {tell('form.skip')}
          </button>
          <On
            ready={isAnswered(question)}
            lacking={tell(isDepth ? 'form.depth-needed' : 'form.choose-needed')}
            onGo={goOn}
          />
        </div>
      }
    >
      {question.kind === 'depth' ? (
        <DepthGauge
          question={question}
          value={typeof value === 'number' ? value : undefined}
          describe={depth => describe({ [question.key]: depth })}
          onChange={depth => answer(question.key, depth)}
        />
      ) : (
        <fieldset class="choices">
          <legend class="unseen">{read(question.ask)}</legend>
          {question.choices.map(choice => (
            <ChoiceRow key={String(choice.value)} question={question} choice={choice} many={many} />
          ))}
        </fieldset>
      )}
    </Screen>
  )
}

/** "50 cm, selutut" in the reader's language, from the hazard itself. */
function describe(answers: Answers): string {
  const said = draft.value.hazard && hazardOf(draft.value.hazard).describe(answers)
  return said ? read(said) : ''
}

function ChoiceRow({ question, choice, many }: { question: Question; choice: Choice; many: boolean }) {
  const value = draft.value.answers[question.key]
  const chosen = Array.isArray(value) ? value : []
  const checked = many ? chosen.some(each => each === choice.value) : value === choice.value
  function toggle() {
    if (!many) return answer(question.key, choice.value)
    if (typeof choice.value !== 'number') return
    const rest = chosen.filter(each => each !== choice.value)
    const next = checked ? rest : [...rest, choice.value].sort((a, b) => a - b)
    answer(question.key, next.length > 0 ? next : undefined)
  }
  return (
    <label class="choice">
      <input type={many ? 'checkbox' : 'radio'} name={question.key} checked={checked} onChange={toggle} />
      <span>{read(choice.label)}</span>
    </label>
  )
}
