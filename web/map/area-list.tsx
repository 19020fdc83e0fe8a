// Flooded areas as text: the list beside the public map, and one of them in full.

import { LevelMark } from '../icons.tsx'
import { tell } from '../language.ts'
import { age, moment } from '../times.ts'
import { floodedAreas } from './area-overlay.ts'
import type { State } from './area-state.ts'
import { levelOfState, middleOf, sayShortly, sayState } from './area-state.ts'
import { besideChosen, besideNow, wantedPlace } from './beside.ts'

export const StateChip = ({ state, isShort }: { state: State; isShort?: boolean }) => (
  <span class={`level ${state === null ? '' : `level-${levelOfState(state)}`} area-state`}>
    {state !== null && <LevelMark level={levelOfState(state)} size={12} />}
    {isShort ? sayShortly(state) : sayState(state)}
  </span>
)

export function AreaList() {
  const listed = floodedAreas.value
  const now = besideNow.value
  if (listed.length === 0) return null
  return (
    <section class="gauges" aria-label={tell('area.list')}>
      <h2>{tell('area.list')}</h2>
      <ul>
        {listed.map(({ geometry, properties: { id, name, parent, state, since } }) => (
          <li key={id}>
            <button
              type="button"
              class="beside-row figures"
              data-area={id}
              aria-current={besideChosen.value?.id === id ? 'true' : undefined}
              onClick={() => {
                besideChosen.value = { kind: 'area', id }
                wantedPlace.value = middleOf(geometry)
              }}
            >
              <span class="beside-name">
                {name}
                <small class="muted">
                  {parent && `${parent} · `}
                  {age(since, now)}
                </small>
              </span>
              <StateChip state={state} isShort />
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}

export function AreaFacts({ id, heading }: { id: string; heading: { current: HTMLHeadingElement | null } }) {
  const area = floodedAreas.value.find(({ properties }) => properties.id === id)?.properties
  const now = besideNow.value
  if (!area) return null
  return (
    <article class="beside">
      <h2 class="detail-title" tabIndex={-1} ref={heading}>
        {area.name}
      </h2>
      {area.parent && <p class="muted">{area.parent}</p>}
      <p class="chips">
        <StateChip state={area.state} />
      </p>
      <p class="figures">
        {tell('area.since', { moment: moment(area.since, now), age: age(area.since, now) })}
      </p>
      <p class="muted">{tell('area.by-officers')}</p>
    </article>
  )
}
