// The rest of the filters, behind one chip: words, place, level, state; and the views that were saved.
import { type Signal, useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import type { Filters } from '../../server/domain/filters.ts'
import type { Level } from '../../server/domain/hazards/hazard.ts'
import type { State } from '../../server/domain/state.ts'
import { LevelMark } from '../icons.tsx'
import { tell } from '../language.ts'
import { countFilters } from './filter-chips.tsx'
import { PlaceFilter } from './place-filter.tsx'
import { SavedViews } from './saved-views.tsx'
import { browserShelf } from './view-shelf.ts'

const views = browserShelf('views')
const levels: Level[] = [3, 2, 1, 0]
const toggled = <T,>(all: T[], one: T): T[] =>
  all.includes(one) ? all.filter(each => each !== one) : [...all, one]

export function MoreFilters({ filters }: { filters: Signal<Filters> }) {
  const isOpen = useSignal(false)
  const active = countFilters(filters.value)
  return (
    <div class="more-filters">
      <button
        type="button"
        class="chip figures"
        aria-expanded={isOpen.value}
        aria-pressed={active > 0}
        onClick={() => {
          isOpen.value = !isOpen.value
        }}
      >
        {tell('filters.more')}
        {active > 0 && ` ${active}`}
      </button>
      {isOpen.value && (
        <FilterSheet
          filters={filters}
          states={['verified', 'unverified']}
          onClose={() => {
            isOpen.value = false
          }}
        >
          <SavedViews shelf={views} address={() => location.search + location.hash} />
        </FilterSheet>
      )}
    </div>
  )
}

type Sheet = {
  filters: Signal<Filters>
  states: State[]
  onClose: () => void
  children: ComponentChildren
}

export function FilterSheet({ filters, states, onClose, children }: Sheet) {
  const { levels: chosenLevels = [], states: chosenStates = [], words = '' } = filters.value
  const change = (part: Partial<Filters>) => {
    filters.value = { ...filters.value, ...part }
  }
  return (
    <section
      class="more-filters-sheet"
      aria-label={tell('filters.more')}
      onKeyDown={event => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        onClose()
      }}
    >
      <label class="filter-words">
        {tell('filters.words')}
        <input
          type="search"
          class="field"
          value={words}
          placeholder={tell('filters.words-hint')}
          onInput={event => change({ words: event.currentTarget.value })}
        />
      </label>
      <PlaceFilter filters={filters} />
      <fieldset aria-label={tell('filters.levels')}>
        {levels.map(level => (
          <button
            key={level}
            type="button"
            class="chip"
            aria-pressed={chosenLevels.includes(level)}
            onClick={() => change({ levels: toggled(chosenLevels, level) })}
          >
            <LevelMark level={level} />
            {tell(`level.${level}`)}
          </button>
        ))}
      </fieldset>
      <fieldset aria-label={tell('filters.states')}>
        {states.map(state => (
          <button
            key={state}
            type="button"
            class="chip"
            aria-pressed={chosenStates.includes(state)}
            onClick={() => change({ states: toggled(chosenStates, state) })}
          >
            {tell(`state.${state}`)}
          </button>
        ))}
      </fieldset>
      {children}
    </section>
  )
}
