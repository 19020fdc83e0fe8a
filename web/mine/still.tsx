// Is it still so? Four answers; where the hazard has a depth, the new one may be told along with it.
import { useSignal } from '@preact/signals'
import type { Mine, Present } from '../../server/domain/aftermath.ts'
import { hazardOf, stillOf } from '../../server/domain/hazards/index.ts'
import { read, tell } from '../language.ts'
import { answerStill, isBusy } from './state.ts'

const PRESENTS = ['deeper', 'same', 'lower', 'gone'] as const satisfies Present[]

export function Still({ shown: { report } }: { shown: Mine }) {
  const { hazard } = report.properties
  const words = stillOf(hazard)
  const marks = hazardOf(hazard).questions.find(question => question.kind === 'depth')?.marks
  const chosen = useSignal<Present | null>(null)
  const isAsking = marks !== undefined && (chosen.value === 'deeper' || chosen.value === 'lower')
  function choose(present: Present) {
    if (marks && (present === 'deeper' || present === 'lower')) chosen.value = present
    else void answerStill(present)
  }
  return (
    <section aria-labelledby="still">
      <h2 id="still">{read(words.ask)}</h2>
      <div class="answers">
        {PRESENTS.map(present => (
          <button
            key={present}
            type="button"
            class="button"
            aria-pressed={chosen.value === present}
            aria-disabled={isBusy.value}
            onClick={() => choose(present)}
          >
            {read(words[present])}
          </button>
        ))}
      </div>
      {isAsking && (
        <fieldset class="depths">
          <legend>{tell('mine.depth')}</legend>
          <div class="answers">
            {marks.map(({ value, label }) => (
              <button
                key={String(value)}
                type="button"
                class="button"
                aria-disabled={isBusy.value}
                onClick={() => chosen.value && void answerStill(chosen.value, Number(value))}
              >
                {read(label)} · {value} cm
              </button>
            ))}
            <button
              type="button"
              class="button bare"
              aria-disabled={isBusy.value}
              onClick={() => chosen.value && void answerStill(chosen.value)}
            >
              {tell('form.skip')}
            </button>
          </div>
        </fieldset>
      )}
    </section>
  )
}
