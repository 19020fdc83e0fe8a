// Above the queue: its parts with their counts, states and hazards at a press, everything else behind one chip, and what of it is on.
import { computed, signal } from '@preact/signals'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import type { Agency } from '../../server/domain/agency.ts'
import { HOURS } from '../../server/domain/filters.ts'
import { hazardKeys, hazardOf } from '../../server/domain/hazards/index.ts'
import { tabs } from '../../server/domain/queue.ts'
import type { State } from '../../server/domain/state.ts'
import { HazardIcon } from '../icons.tsx'
import { figure, read, tell } from '../language.ts'
import { chipsOf, countFilters, FilterChips } from '../map/filter-chips.tsx'
import { FilterSheet } from '../map/more-filters.tsx'
import { SavedViews } from '../map/saved-views.tsx'
import { agency, clearFilters, filters, isFiltersOpen, tab, takeUp, viewAddress } from './filters.ts'
import { ownViews } from './own-views.ts'
import { findAgencies } from './requests.ts'
import { countOf, tabCounts } from './state.ts'

const states: State[] = ['unverified', 'verified', 'dismissed', 'resolved']
const agencies = signal<Agency[] | null>(null)

const chips = computed(() => {
  const key = agency.value
  const name = agencies.value?.find(each => each.key === key)?.name ?? key
  const own = name === null ? [] : [{ name, off: () => chooseAgency(null) }]
  return [...chipsOf(filters), ...own]
})

function chooseAgency(key: string | null): void {
  agency.value = key
}

async function readAgencies(): Promise<void> {
  const answer = await findAgencies()
  if ('found' in answer) agencies.value = answer.found.agencies
}

export function QueueFilters() {
  const { states: counts } = countOf.value
  const { hazards, states: asked = [] } = filters.value
  const beyond = countFilters(filters.value) + (agency.value === null ? 0 : 1)
  useEffect(() => {
    if (agency.value !== null) void readAgencies()
  }, [])
  return (
    <div class="queue-filters">
      <fieldset class="tabs" aria-label={tell('work.tabs')}>
        {tabs.map(each => (
          <button
            key={each}
            type="button"
            class="chip figures"
            aria-pressed={asked.length === 0 && tab.value === each}
            onClick={() => {
              tab.value = each
              if (asked.length > 0) filters.value = { ...filters.value, states: [] }
            }}
          >
            {tell(`work.tab-${each}`)} {figure(tabCounts.value[each])}
          </button>
        ))}
      </fieldset>
      <fieldset aria-label={tell('desk.states')}>
        {states.map(state => (
          <button
            key={state}
            type="button"
            class="chip figures"
            aria-pressed={asked.includes(state)}
            onClick={() => {
              filters.value = { ...filters.value, states: asked.includes(state) ? [] : [state] }
            }}
          >
            {tell(`state.${state}`)} {figure(counts[state])}
          </button>
        ))}
      </fieldset>
      <fieldset aria-label={tell('map.hazards')}>
        {hazardKeys.map(key => (
          <button
            key={key}
            type="button"
            class="chip only-icon"
            aria-pressed={hazards.includes(key)}
            aria-label={read(hazardOf(key).name)}
            title={read(hazardOf(key).name)}
            onClick={() => {
              const next = hazards.includes(key) ? hazards.filter(each => each !== key) : [...hazards, key]
              filters.value = { ...filters.value, hazards: next }
            }}
          >
            <HazardIcon hazard={key} size={18} />
          </button>
        ))}
        <button
          type="button"
          class="chip figures"
          aria-expanded={isFiltersOpen.value}
          aria-pressed={beyond > 0}
          aria-keyshortcuts="F"
          onClick={() => {
            isFiltersOpen.value = !isFiltersOpen.value
          }}
        >
          {tell('map.filters')} <kbd>F</kbd>
        </button>
      </fieldset>
      {isFiltersOpen.value && <Sheet />}
      <FilterChips chips={chips.value} onClear={clearFilters} />
    </div>
  )
}

function Sheet() {
  const box = useRef<HTMLDivElement>(null)
  // Before anything else can be typed.
  useLayoutEffect(() => {
    box.current?.querySelector('input')?.focus()
    if (agencies.value === null) void readAgencies()
  }, [])
  return (
    <div ref={box} class="queue-filter-sheet">
      <FilterSheet
        filters={filters}
        states={[...states, 'held']}
        onClose={() => {
          isFiltersOpen.value = false
        }}
      >
        <fieldset class="hours" aria-label={tell('map.window')}>
          {HOURS.map(each => (
            <button
              key={each}
              type="button"
              class="chip"
              aria-pressed={filters.value.hours === each}
              aria-label={tell('map.window-hours', { count: each })}
              onClick={() => {
                filters.value = { ...filters.value, hours: each }
              }}
            >
              {tell('map.hours', { count: each })}
            </button>
          ))}
        </fieldset>
        <label class="filter-words">
          {tell('filters.agency')}
          <select
            class="field"
            value={agency.value ?? ''}
            onInput={event => chooseAgency(event.currentTarget.value || null)}
          >
            <option value="">{tell('filters.agency-any')}</option>
            {agencies.value?.map(({ key, name }) => (
              <option key={key} value={key}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <SavedViews shelf={ownViews} address={viewAddress} onOpen={takeUp} />
      </FilterSheet>
    </div>
  )
}
