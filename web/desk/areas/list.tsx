// The desk's list of areas: those whose state is not as suggested first, each with what it is and what it seems to be.
import type { DeskArea } from '../../../server/domain/told.ts'
import './areas.css'
import { useEffect } from 'preact/hooks'
import { tell } from '../../language.ts'
import { StateChip } from '../../map/area-list.tsx'
import { shortAge } from '../../times.ts'
import { moment } from '../state.ts'
import { differs, isKnown, openArea, opened, rows, watchAreas, words } from './state.ts'

export function AreaQueue() {
  useEffect(watchAreas, [])
  const listed = rows.value
  return (
    <section class="queue areas" aria-label={tell('area.list-desk')}>
      <div class="queue-filters">
        <input
          type="search"
          class="field"
          aria-label={tell('area.search')}
          placeholder={tell('area.search')}
          value={words.value}
          onInput={event => {
            words.value = event.currentTarget.value
          }}
        />
      </div>
      <ul class="lines">
        {listed.map(area => (
          <Row key={area.id} area={area} />
        ))}
      </ul>
      {listed.length === 0 && (
        <p class="nothing">
          {tell(!isKnown.value ? 'map.waiting' : words.value.trim() === '' ? 'area.none' : 'area.no-areas')}
        </p>
      )}
    </section>
  )
}

function Row({ area }: { area: DeskArea }) {
  const { id, name, parent, state, since, suggestion } = area
  return (
    <li>
      <button
        type="button"
        class="area-line figures"
        data-area={id}
        aria-current={opened.value?.id === id ? 'true' : undefined}
        onClick={() => void openArea(id)}
      >
        <span class="area-name">
          {name}
          {parent && <span class="muted"> {parent}</span>}
        </span>
        <StateChip state={state} isShort />
        <span class="area-arrow" aria-hidden="true">
          {differs(area) ? '→' : ''}
        </span>
        {differs(area) ? (
          <span class="area-wish">
            <span class="unseen">{tell('area.suggested')}: </span>
            <StateChip state={suggestion?.state ?? null} isShort />
          </span>
        ) : (
          <span class="muted area-age">{since && shortAge(since, moment.value)}</span>
        )}
      </button>
    </li>
  )
}
