// The chips above the map: how far back, and which hazards. No hazard chosen means all of them.
import type { Signal } from '@preact/signals'
import { type Filters as Chosen, HOURS, noFilters } from '../../server/domain/filters.ts'
import { type HazardKey, hazardKeys, hazardOf } from '../../server/domain/hazards/index.ts'
import { HazardIcon } from '../icons.tsx'
import { read, tell } from '../language.ts'
import { chipsOf, countFilters, FilterChips } from './filter-chips.tsx'
import { MoreFilters } from './more-filters.tsx'
import { past } from './timeline/past.ts'
import { PastBanner } from './timeline/timeline.tsx'

export function Filters({ filters }: { filters: Signal<Chosen> }) {
  return (
    <nav class="filters" aria-label={tell('map.filters')}>
      {past.value !== null && (
        <div class="past-place">
          <PastBanner />
        </div>
      )}
      <HourChips filters={filters} />
      <HazardChips filters={filters} />
      <MoreFilters filters={filters} />
      {countFilters(filters.value) > 0 && (
        <FilterChips
          chips={chipsOf(filters)}
          onClear={() => {
            filters.value = noFilters
          }}
        />
      )}
    </nav>
  )
}

function HourChips({ filters }: { filters: Signal<Chosen> }) {
  const { hours } = filters.value
  return (
    <fieldset class="hours" aria-label={tell('map.window')}>
      {HOURS.map(each => (
        <button
          key={each}
          type="button"
          class="chip"
          aria-pressed={each === hours}
          aria-label={tell('map.window-hours', { count: each })}
          onClick={() => {
            filters.value = { ...filters.value, hours: each }
          }}
        >
          {tell('map.hours', { count: each })}
        </button>
      ))}
    </fieldset>
  )
}

function HazardChips({ filters }: { filters: Signal<Chosen> }) {
  const { hazards } = filters.value
  const choose = (next: HazardKey[]) => {
    filters.value = { ...filters.value, hazards: next.length === hazardKeys.length ? [] : next }
  }
  const toggle = (key: HazardKey) =>
    choose(hazards.includes(key) ? hazards.filter(each => each !== key) : [...hazards, key])
  return (
    <fieldset class="hazards" aria-label={tell('map.hazards')}>
      <button type="button" class="chip" aria-pressed={hazards.length === 0} onClick={() => choose([])}>
        {tell('map.all-hazards')}
      </button>
      {hazardKeys.map(key => (
        <button
          key={key}
          type="button"
          class="chip"
          aria-pressed={hazards.includes(key)}
          onClick={() => toggle(key)}
        >
          <HazardIcon hazard={key} size={16} />
          {read(hazardOf(key).name)}
        </button>
      ))}
    </fieldset>
  )
}
