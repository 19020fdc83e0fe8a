// The queue: a line a report, most severe first, with what an officer needs to pick the next one.
import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import type { ReportFeature } from '../../server/domain/contract.ts'
import { hazardKeys, hazardOf } from '../../server/domain/hazards/index.ts'
import type { State } from '../../server/domain/report.ts'
import { HazardIcon, LevelMark, Sign } from '../icons.tsx'
import { read, tell } from '../language.ts'
import { nameOf, placeOf } from '../map/near.ts'
import { headline } from '../map/tile.tsx'
import { age, shortAge } from '../times.ts'
import { choose, chosenId, countOf, hazardFilter, isCall, live, minute, queue, stateFilter } from './state.ts'

const states: State[] = ['unverified', 'verified', 'dismissed', 'resolved', 'held']
const PAGE = 200

export function Queue() {
  const most = useSignal(PAGE)
  const rows = queue.value
  return (
    <section class="queue" aria-label={tell('desk.queue')}>
      <Filters />
      <ul class="lines">
        {rows.slice(0, most.value).map(report => (
          <Line
            key={report.properties.id}
            report={report}
            isChosen={report.properties.id === chosenId.value}
            now={minute.value}
          />
        ))}
      </ul>
      {rows.length === 0 && (
        <p class="nothing">{tell(live.isKnown.value ? 'desk.queue-empty' : 'map.waiting')}</p>
      )}
      {rows.length > most.value && (
        <button
          type="button"
          class="button more"
          onClick={() => {
            most.value += PAGE
          }}
        >
          {tell('map.more', { shown: most.value, count: rows.length })}
        </button>
      )}
    </section>
  )
}

function Filters() {
  const { states: counts } = countOf.value
  return (
    <div class="queue-filters">
      <fieldset aria-label={tell('desk.states')}>
        <button
          type="button"
          class="chip"
          aria-pressed={stateFilter.value === null}
          onClick={() => {
            stateFilter.value = null
          }}
        >
          {tell('desk.all')}
        </button>
        {states.map(state => (
          <button
            key={state}
            type="button"
            class="chip figures"
            aria-pressed={stateFilter.value === state}
            onClick={() => {
              stateFilter.value = state
            }}
          >
            {tell(`state.${state}`)} {counts[state]}
          </button>
        ))}
      </fieldset>
      <fieldset aria-label={tell('map.hazards')}>
        {hazardKeys.map(key => (
          <button
            key={key}
            type="button"
            class="chip only-icon"
            aria-pressed={hazardFilter.value === key}
            aria-label={read(hazardOf(key).name)}
            title={read(hazardOf(key).name)}
            onClick={() => {
              hazardFilter.value = hazardFilter.value === key ? null : key
            }}
          >
            <HazardIcon hazard={key} size={18} />
          </button>
        ))}
      </fieldset>
    </div>
  )
}

function Line({ report, isChosen, now }: { report: ReportFeature; isChosen: boolean; now: number }) {
  const { id, hazard, level, state, at, photos, answers } = report.properties
  const line = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (isChosen) line.current?.scrollIntoView({ block: 'nearest' })
  }, [isChosen])
  const depth = hazardOf(hazard).measure?.(answers)
  const place = nameOf(placeOf(report))
  return (
    <li>
      <button
        ref={line}
        type="button"
        class="line figures"
        data-report={id}
        data-state={state}
        aria-current={isChosen ? 'true' : undefined}
        title={`${headline(report.properties)} · ${place} · ${age(at, now)}`}
        onClick={() => choose(id)}
      >
        <HazardIcon hazard={hazard} size={18} />
        <span class="unseen">{read(hazardOf(hazard).name)}</span>
        <span class={`line-level level-${level}`}>
          <LevelMark level={level} size={10} />
          <span>{level === 0 ? tell('desk.level-unknown') : tell(`level.${level}`)}</span>
        </span>
        <span class="line-place">
          {isCall(report) && (
            <strong class="call" title={tell('desk.rescue')}>
              SOS<span class="unseen">, {tell('desk.rescue')}. </span>
            </strong>
          )}
          {place.split(',')[0]}
        </span>
        <span class="line-depth">{depth === undefined ? '' : `${depth} cm`}</span>
        <span class="line-age">{shortAge(at, now)}</span>
        <span class="line-photo">{photos.length > 0 && <Sign sign="camera" size={16} />}</span>
        {photos.length > 0 && <span class="unseen">{tell('map.with-photo')}</span>}
        <span class="line-state">
          <StateSign state={state} />
        </span>
        <span class="unseen">{tell(`state.${state}`)}</span>
      </button>
    </li>
  )
}

/** A ring while nobody has looked; then what was decided. */
function StateSign({ state }: { state: State }) {
  if (state === 'unverified' || state === 'held') return <LevelMark level={0} size={14} />
  return <Sign sign={state === 'dismissed' ? 'close' : state === 'resolved' ? 'minus' : 'check'} size={16} />
}
