// Which filters are on, a chip each: a press takes one away, the last takes all of them.
import './filters.css'
import type { Signal } from '@preact/signals'
import { type Filters, noFilters } from '../../server/domain/filters.ts'
import { hazardOf } from '../../server/domain/hazards/index.ts'
import { Sign } from '../icons.tsx'
import { read, tell } from '../language.ts'
import { regionName } from './place-filter.tsx'

export type FilterChip = { name: string; off: () => void }

/** Those beyond hazards and hours, which have chips of their own. */
export const countFilters = ({ levels = [], states = [], words, region, area }: Filters): number =>
  levels.length + states.length + (words ? 1 : 0) + (region ? 1 : 0) + (area ? 1 : 0)

export function chipsOf(filters: Signal<Filters>): FilterChip[] {
  const now = filters.value
  const { hazards, hours, levels = [], states = [], words, region, area } = now
  const set = (next: Filters) => () => {
    filters.value = next
  }
  const without = (key: keyof Filters) => {
    const { [key]: _gone, ...others } = now
    return set({ ...noFilters, ...others })
  }
  return [
    ...hazards.map(one => ({
      name: read(hazardOf(one).name),
      off: set({ ...now, hazards: hazards.filter(each => each !== one) }),
    })),
    ...levels.map(one => ({
      name: tell(`level.${one}`),
      off: set({ ...now, levels: levels.filter(each => each !== one) }),
    })),
    ...states.map(one => ({
      name: tell(`state.${one}`),
      off: set({ ...now, states: states.filter(each => each !== one) }),
    })),
    ...(hours === noFilters.hours
      ? []
      : [{ name: tell('map.window-hours', { count: hours }), off: without('hours') }]),
    ...(region ? [{ name: regionName(region), off: without('region') }] : []),
    ...(area ? [{ name: area.name, off: without('area') }] : []),
    ...(words ? [{ name: `“${words}”`, off: without('words') }] : []),
  ]
}

export function FilterChips({ chips, onClear }: { chips: FilterChip[]; onClear: () => void }) {
  if (chips.length === 0) return null
  return (
    <fieldset class="filter-chips" aria-label={tell('filters.on')}>
      {chips.map(({ name, off }) => (
        <button
          key={name}
          type="button"
          class="chip"
          aria-label={tell('filters.off', { name })}
          onClick={off}
        >
          {name} <Sign sign="close" size={14} />
        </button>
      ))}
      <button type="button" class="chip is-clearing" onClick={onClear}>
        {tell('filters.clear')}
      </button>
    </fieldset>
  )
}
