// What is open, as an officer sees it: a report in full or a group of them, the work on it, its history, and what can be done.
import { useSignalEffect } from '@preact/signals'
import { hazardOf } from '../../server/domain/hazards/index.ts'
import { type Item, isUndecided } from '../../server/domain/queue.ts'
import { Sign } from '../icons.tsx'
import { read, tell } from '../language.ts'
import { ReportFacts } from '../map/facts.tsx'
import { nameOf, placeOf } from '../map/near.ts'
import { LevelChip, StateChip, Tile } from '../map/tile.tsx'
import { ActForm } from './act-form.tsx'
import {
  act,
  claim,
  type Form,
  form,
  isAsking,
  mergePicked,
  said,
  splitPicked,
  toggleSecret,
  undo,
} from './acts.ts'
import { GroupFigures, Questions, Steps, WorkFacts } from './case-detail.tsx'
import { History } from './history.tsx'
import { restedOn, restedRow } from './rest.ts'
import {
  choose,
  chosen,
  chosenRow,
  me,
  moment,
  opened,
  openItem,
  pickedRows,
  readCase,
  readHistory,
} from './state.ts'

export function ReportDetail() {
  const report = chosen.value
  const item = openItem.value
  useSignalEffect(() => {
    const open = restedOn.value?.properties
    // A newer version means a newer history.
    if (open?.version) void readHistory(open.id)
  })
  useSignalEffect(() => {
    const own = openItem.value?.case
    if (restedRow.value !== chosenRow.value) return
    if (own && (opened.peek()?.case.id !== own.id || (opened.peek()?.case.version ?? 0) < own.version))
      void readCase(own.id)
  })
  if (!item && !report) return null
  const shown = report ?? item?.reports[0]
  const hazard = report?.properties.hazard ?? item?.hazard ?? 'flood'
  const level = report?.properties.level ?? item?.level ?? 0
  const isVerified = report ? report.properties.state === 'verified' : item?.stage === 'checked'
  const place = shown ? nameOf(placeOf(shown)).split(',')[0] : ''
  return (
    <aside class="detail" aria-label={tell('map.detail')} key={report?.properties.id ?? item?.key}>
      <button type="button" class="quiet close" aria-label={tell('map.close')} onClick={() => choose(null)}>
        <Sign sign="close" />
      </button>
      <header class="detail-head">
        <Tile hazard={hazard} level={level} isVerified={isVerified} size={26} />
        <div>
          <h2 class="detail-title">
            {report ? read(hazardOf(hazard).name) : `${read(hazardOf(hazard).name)} · ${place}`}
          </h2>
          <p class="chips">
            <LevelChip level={level} />
            {report && <StateChip state={report.properties.state} />}
            {report?.properties.secret && <span class="state">{tell('work.secret')}</span>}
          </p>
        </div>
      </header>
      {item && <WorkFacts item={item} />}
      {item && <Actions item={item} />}
      {report ? <ReportFacts report={report} now={moment.value} /> : item && <GroupFigures item={item} />}
      {report && <ReportNumber />}
      {item?.isGroup && !report && <p class="muted">{tell('work.members-how')}</p>}
      {item && <Questions item={item} />}
      {report && <History report={report} />}
      {item && <Steps item={item} />}
    </aside>
  )
}

function ReportNumber() {
  const report = chosen.value
  if (!report) return null
  const { number, placedBy, incident } = report.properties
  return (
    <p class="muted number">
      {tell('map.number', { number })} · {tell(`desk.placed-${placedBy}`)}
      {incident && ` · ${tell('desk.in-incident')}`}
    </p>
  )
}

function Actions({ item }: { item: Item }) {
  const report = chosen.value
  const state = report?.properties.state
  const isOver = report
    ? state === 'dismissed' || state === 'resolved' || state === 'withdrawn'
    : item.stage === 'resolved'
  const write = (kind: Form) => () => {
    form.value = kind
  }
  const isMine = item.case?.claimedBy === me.value
  return (
    <div class="actions">
      <div class="action-row">
        {(report ? isUndecided(report) : item.isUndecided) && (
          <Action letter="V" name={tell('desk.verify')} isMain onDo={() => act('verify')} />
        )}
        {state === 'held' && <Action letter="S" name={tell('desk.release')} onDo={() => act('reopen')} />}
        {!isOver && <Action letter="D" name={tell('desk.dismiss')} onDo={write('dismiss')} />}
        {!isOver && <Action letter="R" name={tell('desk.resolve')} onDo={write('resolve')} />}
        <Action letter="Z" name={tell('desk.undo')} onDo={undo} />
      </div>
      <div class="action-row small">
        <Action letter="C" name={tell(isMine ? 'work.release' : 'work.claim')} onDo={claim} />
        <Action letter="A" name={tell('work.assign')} onDo={write('assign')} />
        {item.stage === 'assigned' && (
          <Action letter="H" name={tell('work.hand-back')} onDo={write('hand-back')} />
        )}
        <Action letter="N" name={tell('work.note')} onDo={write('note')} />
        <Action letter="Q" name={tell('work.ask')} onDo={write('ask')} />
        <Action letter="W" name={tell('work.words')} onDo={write('words')} />
        {pickedRows.value.length > 1 && <Action letter="M" name={tell('work.merge')} onDo={mergePicked} />}
        {item.isGroup && (report || pickedRows.value.length > 0) && (
          <Action letter="P" name={tell('work.split')} onDo={splitPicked} />
        )}
        {report && (
          <Action
            letter="T"
            name={tell(report.properties.secret ? 'work.open' : 'work.keep-secret')}
            onDo={toggleSecret}
          />
        )}
      </div>
      {form.value && <ActForm kind={form.value} key={form.value} />}
      <p role="status" class={said.value ? `notice ${said.value.isTrouble ? 'trouble' : ''}` : 'unseen'}>
        {said.value?.text}
        {said.value?.again && (
          <button type="button" class="button" onClick={() => void said.value?.again?.()}>
            {tell('work.again')} <kbd>Y</kbd>
          </button>
        )}
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
