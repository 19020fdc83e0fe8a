// Takes the report back, after one question; and where place or hazard were wrong, opens the form with what is known for a new one.
import { useSignal } from '@preact/signals'
import type { Mine } from '../../server/domain/aftermath.ts'
import { keep, newKey } from '../kept.ts'
import { tell } from '../language.ts'
import { isBusy, withdraw } from './state.ts'

export function Withdraw({ shown }: { shown: Mine }) {
  const asked = useSignal<'no' | 'withdraw' | 'anew'>('no')
  const { hazard, answers, words, drill } = shown.report.properties
  async function confirm() {
    const isAnew = asked.value === 'anew'
    if (!(await withdraw())) return
    asked.value = 'no'
    if (!isAnew) return
    // As the form keeps what is half filled in: everything but the place.
    const begun = { key: newKey(), begunAt: new Date().toISOString(), hazard, answers, words }
    keep(drill ? 'report:drill' : 'report', JSON.stringify({ ...begun, skipped: [], place: null }))
    location.assign(drill ? '/lapor?drill=1' : '/lapor')
  }
  return (
    <section>
      <h2>{tell('mine.withdraw-title')}</h2>
      {asked.value === 'no' ? (
        <p class="beside">
          <button
            type="button"
            class="button"
            onClick={() => {
              asked.value = 'anew'
            }}
          >
            {tell('mine.anew')}
          </button>
          <button
            type="button"
            class="button"
            onClick={() => {
              asked.value = 'withdraw'
            }}
          >
            {tell('after.withdraw')}
          </button>
        </p>
      ) : (
        <fieldset class="asked" aria-label={tell('mine.withdraw-title')}>
          <p>{tell(asked.value === 'anew' ? 'mine.anew-ask' : 'mine.withdraw-ask')}</p>
          <p class="beside">
            <button
              type="button"
              class="button"
              onClick={() => {
                asked.value = 'no'
              }}
            >
              {tell('after.withdraw-no')}
            </button>
            <button
              type="button"
              class="button main"
              aria-disabled={isBusy.value}
              onClick={() => void confirm()}
            >
              {tell('after.withdraw-yes')}
            </button>
          </p>
        </fieldset>
      )}
    </section>
  )
}
