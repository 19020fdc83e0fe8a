// The filter by place: a province, or a local area that the operator has imported; found by name.
import { type Signal, useSignal } from '@preact/signals'
import type { Filters } from '../../server/domain/filters.ts'
import { provinces } from '../../server/domain/regions/indonesia-names.ts'
import { findPlaces } from '../api.ts'
import { read, tell } from '../language.ts'

const PAUSE_MS = 250
const SHOWN = 6

type Choice = Pick<Filters, 'region' | 'area'> & { name: string; within: string }

export const regionName = (code: string) => {
  const region = provinces.find(each => each.code === code)
  return region ? read(region.name) : code
}

const regionsLike = (words: string): Choice[] =>
  provinces
    .filter(({ name: { id, en } }) => `${id} ${en}`.toLowerCase().includes(words.toLowerCase()))
    .map(({ code }) => ({ region: code, name: regionName(code), within: '' }))

export function PlaceFilter({ filters }: { filters: Signal<Filters> }) {
  const words = useSignal('')
  const areas = useSignal<Choice[] | null>(null)
  const waiting = useSignal<ReturnType<typeof setTimeout> | undefined>(undefined)
  const asked = words.value.trim()
  const found = asked === '' ? [] : [...regionsLike(asked), ...(areas.value ?? [])].slice(0, SHOWN)

  async function look(text: string): Promise<void> {
    const answer = await findPlaces(text)
    if (words.peek().trim() !== text) return
    areas.value =
      'found' in answer
        ? answer.found.places.flatMap(({ area, name, within }) =>
            area ? [{ area: { id: area, name }, name, within }] : [],
          )
        : []
  }

  function write(text: string): void {
    words.value = text
    areas.value = null
    clearTimeout(waiting.peek())
    if (text.trim().length > 1) waiting.value = setTimeout(() => void look(text.trim()), PAUSE_MS)
  }

  function choose({ region, area }: Choice): void {
    const { region: _region, area: _area, ...others } = filters.value
    filters.value = { ...others, ...(region && { region }), ...(area && { area }) }
    write('')
  }

  return (
    <div class="filter-place">
      <label class="filter-words">
        {tell('filters.place')}
        <input
          type="search"
          class="field"
          autocomplete="off"
          placeholder={tell('filters.place-hint')}
          value={words.value}
          onInput={event => write(event.currentTarget.value)}
          onKeyDown={event => {
            if (event.key !== 'Enter') return
            event.preventDefault()
            if (found[0]) choose(found[0])
          }}
        />
      </label>
      {found.length > 0 && (
        <ul>
          {found.map(one => (
            <li key={one.region ?? one.area?.id}>
              <button type="button" class="button bare" onClick={() => choose(one)}>
                {one.name} <span class="muted">{one.within}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      <p class="muted" role="status">
        {asked.length > 1 && areas.value !== null && found.length === 0 && tell('filters.place-none')}
      </p>
    </div>
  )
}
