// The open report as an officer sees it: in full, with its history, and what can be decided about it.
import { useSignal, useSignalEffect } from '@preact/signals'
import { useLayoutEffect, useRef } from 'preact/hooks'
import type { ReportFeature } from '../../server/domain/contract.ts'
import { hazardOf } from '../../server/domain/hazards/index.ts'
import { Sign } from '../icons.tsx'
import { read, tell } from '../language.ts'
import { ReportFacts } from '../map/facts.tsx'
import { LevelChip, StateChip, Tile } from '../map/tile.tsx'
import { History } from './history.tsx'
import { act, choose, chosen, isAsking, isDismissing, minute, readHistory, said, undo } from './state.ts'

export function ReportDetail() {
  const report = chosen.value
  useSignalEffect(() => {
    const open = chosen.value?.properties
    // A newer version means a newer history.
    if (open?.version) void readHistory(open.id)
  })
  if (!report) return null
  const { id, hazard, level, state, number, incident, placedBy } = report.properties
  return (
    <aside class="detail" aria-label={tell('map.detail')} key={id}>
      <button type="button" class="quiet close" aria-label={tell('map.close')} onClick={() => choose(null)}>
        <Sign sign="close" />
      </button>
      <header class="detail-head">
        <Tile hazard={hazard} level={level} isVerified={state === 'verified'} size={26} />
        <div>
          <h2 class="detail-title">{read(hazardOf(hazard).name)}</h2>
          <p class="chips">
            <LevelChip level={level} />
            <StateChip state={state} />
          </p>
        </div>
      </header>
      <Actions report={report} />
      <ReportFacts report={report} now={minute.value} />
      <p class="muted number">
        {tell('map.number', { number })} · {tell(`desk.placed-${placedBy}`)}
        {incident && ` · ${tell('desk.in-incident')}`}
      </p>
      <History report={report} />
    </aside>
  )
}

function Actions({ report }: { report: ReportFeature }) {
  const { state } = report.properties
  const isOver = state === 'dismissed' || state === 'resolved' || state === 'withdrawn'
  return (
    <div class="actions">
      <div class="action-row">
        {(state === 'unverified' || state === 'held') && (
          <Action letter="V" name={tell('desk.verify')} isMain onDo={() => act('verify', report)} />
        )}
        {state === 'held' && (
          <Action letter="S" name={tell('desk.release')} onDo={() => act('reopen', report)} />
        )}
        {!isOver && (
          <Action
            letter="D"
            name={tell('desk.dismiss')}
            onDo={() => {
              isDismissing.value = true
            }}
          />
        )}
        {state === 'verified' && (
          <Action letter="R" name={tell('desk.resolve')} onDo={() => act('resolve', report)} />
        )}
        {state !== 'unverified' && state !== 'withdrawn' && state !== 'held' && (
          <Action letter="Z" name={tell('desk.undo')} onDo={undo} />
        )}
      </div>
      {isDismissing.value && !isOver && <Dismissal report={report} />}
      <p role="status" class={said.value ? `notice ${said.value.isTrouble ? 'trouble' : ''}` : 'unseen'}>
        {said.value?.text}
      </p>
    </div>
  )
}

type Act = { letter: string; name: string; isMain?: boolean; onDo: () => unknown }

const Action = ({ letter, name, isMain, onDo }: Act) => (
  <button
    type="button"
    class={`button ${isMain ? 'main' : ''}`}
    aria-keyshortcuts={letter}
    aria-disabled={isAsking.value}
    onClick={() => void onDo()}
  >
    {name} <kbd>{letter}</kbd>
  </button>
)

const reasons = ['desk.reason-old', 'desk.reason-double', 'desk.reason-place', 'desk.reason-none'] as const

function Dismissal({ report }: { report: ReportFeature }) {
  const reason = useSignal('')
  const field = useRef<HTMLInputElement>(null)
  // Before anything else can be typed.
  useLayoutEffect(() => field.current?.focus(), [])
  async function submit(event: Event) {
    event.preventDefault()
    if (await act('dismiss', report, reason.value.trim())) isDismissing.value = false
  }
  return (
    <form class="dismissal" onSubmit={submit}>
      <label>
        {tell('desk.reason')}
        <input
          ref={field}
          class="field"
          maxLength={1000}
          value={reason.value}
          onInput={event => {
            reason.value = event.currentTarget.value
          }}
        />
      </label>
      <p class="chips">
        {reasons.map(key => (
          <button
            key={key}
            type="button"
            class="chip"
            onClick={() => {
              reason.value = tell(key)
              field.current?.focus()
            }}
          >
            {tell(key)}
          </button>
        ))}
      </p>
      <p class="action-row">
        <button type="submit" class="button main">
          {tell('desk.dismiss')}
        </button>
        <button
          type="button"
          class="button"
          onClick={() => {
            isDismissing.value = false
          }}
        >
          {tell('desk.cancel')}
        </button>
      </p>
    </form>
  )
}
