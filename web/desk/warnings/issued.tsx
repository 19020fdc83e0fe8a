// A warning as it was issued: its words, until when it holds, its messages and history; from here it is changed or lifted.
import { useSignal } from '@preact/signals'
import { hazardOf } from '../../../server/domain/hazards/index.ts'
import { clockTime } from '../../../server/domain/warning-content.ts'
import { language, read, tell } from '../../language.ts'
import { LevelChip } from '../../map/tile.tsx'
import { moment } from '../state.ts'
import { WarningHistory } from './past.tsx'
import type { WholeWarning } from './requests.ts'
import { changeStanding, isLifting, liftNow } from './state.ts'

export function Issued({ whole: { warning, messages, history } }: { whole: WholeWarning }) {
  const { words, hazard, level, expiresAt, endedAt, officer, approver, timeZone, id, allClear, contact } =
    warning
  const own = words[language.value]
  const isOver = endedAt !== null || Date.parse(expiresAt) <= moment.value
  const time = (iso: string) => clockTime(iso, language.value, timeZone)
  return (
    <>
      <header class="warning-head">
        <h2 class="detail-title">{own.headline || read(hazardOf(hazard).name)}</h2>
        <p class="chips">
          <LevelChip level={level} />
          <span>
            {endedAt !== null
              ? tell('warning.page-lifted', { time: time(endedAt) })
              : isOver
                ? tell('warning.page-over')
                : tell('warning.page-until', { time: time(expiresAt) })}
          </span>
        </p>
      </header>
      {!isOver && (
        <div class="actions">
          <p class="action-row">
            <button type="button" class="button main" onClick={() => void changeStanding(id)}>
              {tell('warning.change')}
            </button>
            <button
              type="button"
              class="button"
              onClick={() => {
                isLifting.value = true
              }}
            >
              {tell('warning.end')}
            </button>
            <a class="button bare" href={`/peringatan/${id}`}>
              {tell('warning.read')}
            </a>
          </p>
          {isLifting.value && <Lifting />}
        </div>
      )}
      {allClear && <p class="notice">{allClear[language.value]}</p>}
      <p>{own.description}</p>
      <p>{own.instruction}</p>
      <p class="muted">
        {own.area}
        {contact && ` · ${contact}`}
      </p>
      <p class="muted">
        {tell('warning.writers', { names: officer })}
        {approver && ` · ${tell('warning.approved-by', { officer: approver })}`}
      </p>
      <WarningHistory history={history} messages={messages} />
    </>
  )
}

function Lifting() {
  const id = useSignal(tell('warning.end-default-id'))
  const en = useSignal(tell('warning.end-default-en'))
  const reason = useSignal('')
  const fields = [
    ['warning.end-words-id', id],
    ['warning.end-words-en', en],
    ['warning.end-reason', reason],
  ] as const
  return (
    <form
      class="dismissal"
      onSubmit={event => {
        event.preventDefault()
        void liftNow({ id: id.value, en: en.value }, reason.value.trim())
      }}
    >
      <p>{tell('warning.end-how')}</p>
      {fields.map(([label, text]) => (
        <label key={label}>
          {tell(label)}
          <input
            class="field"
            maxLength={600}
            required={text !== reason}
            value={text.value}
            onInput={event => {
              text.value = event.currentTarget.value
            }}
          />
        </label>
      ))}
      <button type="submit" class="button main">
        {tell('warning.end')}
      </button>
    </form>
  )
}
