// A draft that waits for a second officer: what it says or changes, what citizens will read, and how many of them.
import { useSignal } from '@preact/signals'
import { hazardOf } from '../../../server/domain/hazards/index.ts'
import { levelOf } from '../../../server/domain/warning.ts'
import { figure, read, tell } from '../../language.ts'
import { LevelChip } from '../../map/tile.tsx'
import { tableOf } from './differences.ts'
import { Differences, WarningHistory } from './past.tsx'
import { Preview } from './preview.tsx'
import type { WholeDraft } from './requests.ts'
import { approve, isHandingBack, isSure, reach, step } from './state.ts'

export function Review({ whole: { draft, messages, history } }: { whole: WholeDraft }) {
  const { content, kind, writers, state, drill } = draft
  const before = messages.at(-1)?.content
  const people = reach.value ? figure(reach.value.people) : '…'
  return (
    <>
      <header class="warning-head">
        <h2 class="detail-title">
          {tell(`warning.kind-${kind}`)} · {read(hazardOf(content.hazard).name)}
        </h2>
        <p class="chips">
          <LevelChip level={levelOf(content.severity)} />
          <strong class="figures">{tell('warning.reach', { count: people })}</strong>
        </p>
        <p class="muted">{tell('warning.writers', { names: writers.join(', ') })}</p>
      </header>
      {state === 'waiting' && (
        <div class="actions">
          <div class="action-row">
            <button type="button" class="button main" aria-keyshortcuts="A" onClick={approve}>
              {isSure.value ? tell('warning.approve-again', { count: people }) : tell('warning.approve')}{' '}
              <kbd>A</kbd>
            </button>
            <button
              type="button"
              class="button"
              onClick={() => {
                isHandingBack.value = true
              }}
            >
              {tell('warning.hand-back')}
            </button>
            <button type="button" class="button" onClick={() => void step('withdraw')}>
              {tell('warning.withdraw')}
            </button>
          </div>
          {isHandingBack.value && <HandBack />}
        </div>
      )}
      {state === 'discarded' && (
        <p class="action-row">
          <button type="button" class="button main" onClick={() => void step('restore')}>
            {tell('warning.restore')}
          </button>
        </p>
      )}
      <section class="warning-part">
        <h3>{tell(before ? 'warning.differences' : 'warning.whole')}</h3>
        {before ? (
          <Differences before={before} after={content} />
        ) : (
          <dl class="warning-table">
            {tableOf(content, reach.value?.timeZone ?? 'Asia/Jakarta').map(
              ([label, text]) =>
                text && (
                  <div key={label}>
                    <dt>{label}</dt>
                    <dd>{text}</dd>
                  </div>
                ),
            )}
          </dl>
        )}
      </section>
      <Preview content={content} drill={drill} kind={kind} />
      <WarningHistory history={history} messages={messages} />
    </>
  )
}

function HandBack() {
  const reason = useSignal('')
  return (
    <form
      class="dismissal"
      onSubmit={event => {
        event.preventDefault()
        void step('hand-back', reason.value)
      }}
    >
      <label>
        {tell('warning.hand-back-reason')}
        <input
          class="field"
          maxLength={1000}
          value={reason.value}
          onInput={event => {
            reason.value = event.currentTarget.value
          }}
        />
      </label>
      <button type="submit" class="button main">
        {tell('warning.hand-back')}
      </button>
    </form>
  )
}
