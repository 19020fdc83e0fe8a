// The queue: a line a case, an incident or a report, the most urgent first, with what an officer needs to pick the next one.
import './queue.css'
import { useEffect, useRef } from 'preact/hooks'
import type { ReportFeature } from '../../server/domain/contract.ts'
import { hazardOf } from '../../server/domain/hazards/index.ts'
import { type Item, isCall } from '../../server/domain/queue.ts'
import type { State } from '../../server/domain/report.ts'
import { HazardIcon, LevelMark, Sign } from '../icons.tsx'
import { read, tell } from '../language.ts'
import { nameOf, placeOf } from '../map/near.ts'
import { headline } from '../map/tile.tsx'
import { age, shortAge } from '../times.ts'
import { act, claim, form, mergePicked } from './acts.ts'
import { clearFilters } from './filters.ts'
import { othersAt } from './presence.ts'
import { QueueFilters } from './queue-filters.tsx'
import {
  chooseRow,
  chosenIndex,
  chosenRow,
  isReady,
  keptBack,
  moment,
  picked,
  pickedRows,
  type Row,
  rows,
  seek,
  unfolded,
} from './state.ts'
import { openWindow, useWindow } from './windowed.ts'

const sight = openWindow()

export function Queue() {
  return (
    <section class="queue is-windowed" aria-label={tell('desk.queue')}>
      <QueueFilters />
      {pickedRows.value.length > 0 && <Together />}
      <Lines />
      {rows.value.count === 0 && <Nothing />}
    </section>
  )
}

function Nothing() {
  if (!isReady.value) return <p class="nothing">{tell('map.waiting')}</p>
  if (keptBack.value === 0) return <p class="nothing">{tell('desk.queue-empty')}</p>
  return (
    <div class="nothing">
      <p>{tell('filters.none', { count: keptBack.value })}</p>
      <button type="button" class="button" aria-keyshortcuts="0" onClick={clearFilters}>
        {tell('filters.key-clear')} <kbd>0</kbd>
      </button>
    </div>
  )
}

function Lines() {
  const scroller = useRef<HTMLDivElement>(null)
  useWindow(sight, scroller, { key: chosenRow, index: chosenIndex })
  const { count, known } = rows.value
  const { first, end } = sight.spanOf(count)
  useEffect(() => seek(first, end), [first, end, count])
  const standing: { row: Row; index: number }[] = []
  for (let index = first; index < end; index++) {
    const row = known.get(index)
    if (row) standing.push({ row, index })
  }
  const at = chosenIndex.value
  const open = known.get(at)
  // What is open stays, wherever the list is scrolled to.
  if (open && (at < first || at >= end)) standing.push({ row: open, index: at })
  return (
    <div class="lines-scroll" ref={scroller}>
      <ul class="lines" style={{ height: `${count * sight.line.value}px` }}>
        {standing.map(({ row, index }) => (
          <Line
            key={row.key}
            item={row.item}
            report={row.report}
            index={index}
            count={count}
            top={index * sight.line.value}
            isChosen={index === at}
            isPicked={picked.value.has(row.key)}
            now={moment.value}
          />
        ))}
      </ul>
    </div>
  )
}

/** What can be done with all that are chosen together. */
function Together() {
  const count = pickedRows.value.length
  return (
    <p class="together figures" role="status">
      <b>{tell('work.picked', { count })}</b>
      <Small letter="V" name={tell('desk.verify')} onDo={() => act('verify')} />
      <Small
        letter="D"
        name={tell('desk.dismiss')}
        onDo={() => {
          form.value = 'dismiss'
        }}
      />
      <Small letter="C" name={tell('work.claim')} onDo={claim} />
      <Small
        letter="A"
        name={tell('work.assign')}
        onDo={() => {
          form.value = 'assign'
        }}
      />
      {count > 1 && <Small letter="M" name={tell('work.merge')} onDo={mergePicked} />}
      <Small
        letter="Esc"
        name={tell('work.pick-none')}
        onDo={() => {
          picked.value = new Set()
        }}
      />
    </p>
  )
}

const Small = ({ letter, name, onDo }: { letter: string; name: string; onDo: () => unknown }) => (
  <button type="button" class="chip" aria-keyshortcuts={letter} onClick={() => void onDo()}>
    {name} <kbd>{letter}</kbd>
  </button>
)

type Shown = {
  item: Item
  report: ReportFeature | null
  index: number
  count: number
  top: number
  isChosen: boolean
  isPicked: boolean
  now: number
}

/** Given plain things alone, so that a line that stays as it is is not drawn again. */
function Line({ item, report, index, count, top, isChosen, isPicked, now }: Shown) {
  const shown = report ?? item.reports[0]
  const isMember = report !== null && item.isGroup
  const [place = '', within] = shown ? nameOf(placeOf(shown)).split(', ') : [`#${item.case?.number ?? ''}`]
  const level = report ? report.properties.level : item.level
  const hazard = report?.properties.hazard ?? item.hazard
  const at = report?.properties.at ?? item.waiting
  const key = report?.properties.id ?? item.key
  const said = shown?.properties.words
  return (
    <li aria-setsize={count} aria-posinset={index + 1} style={{ top: `${top}px` }}>
      <button
        type="button"
        class={`line figures ${isMember ? 'is-member' : ''} ${isPicked ? 'is-picked' : ''}`}
        data-report={report?.properties.id}
        data-case={report ? undefined : item.key}
        data-state={report?.properties.state ?? item.stage}
        data-escalated={item.escalated || undefined}
        aria-current={isChosen ? 'true' : undefined}
        title={[shown && headline(shown.properties), place, within, at && age(at, now)]
          .filter(Boolean)
          .join(' · ')}
        aria-expanded={report === null ? unfolded.value === item.key : undefined}
        onClick={() => {
          if (report === null) unfolded.value = item.key
          chooseRow({ key, item, report })
        }}
      >
        {isPicked ? <Sign sign="check" size={18} /> : <HazardIcon hazard={hazard} size={18} />}
        <span class="unseen">
          {isPicked && `${tell('work.is-picked')}. `}
          {read(hazardOf(hazard).name)}
        </span>
        <span class={`line-level level-${level}`}>
          <LevelMark level={level} size={10} />
          <span>{level === 0 ? tell('desk.level-unknown') : tell(`level.${level}`)}</span>
        </span>
        <span class="line-place">
          {(report ? isCall(report) : item.rescue) && (
            <strong class="call" title={tell('desk.rescue')}>
              SOS<span class="unseen">, {tell('desk.rescue')}. </span>
            </strong>
          )}
          {!report && (
            <b class="line-count">
              <span aria-hidden="true">{item.count}×</span>
              <span class="unseen">{tell('work.count', { count: item.count })}. </span>
            </b>
          )}
          {place}
        </span>
        <span class="line-depth">{depthOf(report, item)}</span>
        <Waited item={item} at={at} now={now} />
        <span class="line-more muted">{[within, said].filter(Boolean).join(' · ')}</span>
        <span class="line-marks">
          <Marks item={item} report={report} />
          <Who item={item} />
        </span>
      </button>
    </li>
  )
}

/** The deepest that is told. */
function depthOf(report: ReportFeature | null, item: Item): string {
  const own = report && hazardOf(report.properties.hazard).measure?.(report.properties.answers)
  const depth = report ? own : item.depth
  return depth === null || depth === undefined ? '' : `${depth} cm`
}

function Waited({ item, at, now }: { item: Item; at: string; now: number }) {
  const isLate = item.isOverdue || (item.escalated > 0 && item.stage !== 'resolved')
  return (
    <span class={`line-age ${isLate ? 'is-late' : ''}`}>
      {at && shortAge(at, now)}
      {item.escalated > 0 && isLate && '!'}
      {isLate && (
        <span class="unseen">{tell(item.escalated > 0 ? 'work.is-escalated' : 'work.is-overdue')}</span>
      )}
    </span>
  )
}

/** Who holds it, else who looks at it. */
function Who({ item }: { item: Item }) {
  const holder = item.case?.claimedBy
  const others = othersAt(item)
  const name = holder ?? others[0]
  if (!name) return null
  const told = tell(holder ? 'work.held-by' : 'work.open-at', { officer: name })
  return (
    <span class={`line-who ${others.length > 0 ? 'is-here' : ''} ${holder ? 'is-holder' : ''}`} title={told}>
      <span aria-hidden="true">{name.slice(0, 2)}</span>
      <span class="unseen">{told}</span>
    </span>
  )
}

function Marks({ item, report }: { item: Item; report: ReportFeature | null }) {
  const state = report?.properties.state
  const hasPhoto = report ? report.properties.photos.length > 0 : item.pictured > 0
  const told = state ? tell(`state.${state}`) : tell(`work.stage-${item.stage}`)
  return (
    <>
      {hasPhoto && <Sign sign="camera" size={16} />}
      {hasPhoto && <span class="unseen">{tell('map.with-photo')}</span>}
      <span class="line-state">{state ? <StateSign state={state} /> : <StageSign item={item} />}</span>
      <span class="unseen">{told}</span>
    </>
  )
}

/** A ring while nobody has looked; then what was decided. */
function StateSign({ state }: { state: State }) {
  if (state === 'unverified' || state === 'held') return <LevelMark level={0} size={14} />
  return <Sign sign={state === 'dismissed' ? 'close' : state === 'resolved' ? 'minus' : 'check'} size={16} />
}

function StageSign({ item: { stage } }: { item: Item }) {
  if (stage === 'new' || stage === 'returned') return <LevelMark level={0} size={14} />
  return <Sign sign={stage === 'resolved' ? 'minus' : stage === 'checked' ? 'check' : 'clock'} size={16} />
}
