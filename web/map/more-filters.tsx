// The rest of the filters, behind one chip: level, state, words; and the views that this browser keeps. Every view is an address, so that it can
// be passed on as it is.
import { type Signal, signal, useSignal } from '@preact/signals'
import type { Filters } from '../../server/domain/filters.ts'
import type { Level } from '../../server/domain/hazards/hazard.ts'
import type { State } from '../../server/domain/state.ts'
import { LevelMark } from '../icons.tsx'
import { keep, kept } from '../kept.ts'
import { tell } from '../language.ts'

const levels: Level[] = [3, 2, 1, 0]
const states: State[] = ['verified', 'unverified']
const MOST_VIEWS = 30

type Saved = { name: string; address: string }

const saved = signal<Saved[]>(readSaved())

function readSaved(): Saved[] {
  try {
    const known: unknown = JSON.parse(kept('views') ?? '[]')
    return Array.isArray(known) ? known.filter(isSaved) : []
  } catch (error) {
    console.error('The saved views cannot be read.', error)
    return []
  }
}

/** Only addresses of this very page. */
function isSaved(one: unknown): one is Saved {
  return (
    typeof one === 'object' &&
    one !== null &&
    'name' in one &&
    typeof one.name === 'string' &&
    'address' in one &&
    typeof one.address === 'string' &&
    /^(\?|#|$)/.test(one.address)
  )
}

function store(next: Saved[]): void {
  saved.value = next.slice(-MOST_VIEWS)
  keep('views', JSON.stringify(saved.value))
}

const toggled = <T,>(all: T[], one: T): T[] =>
  all.includes(one) ? all.filter(each => each !== one) : [...all, one]

export function MoreFilters({ filters }: { filters: Signal<Filters> }) {
  const isOpen = useSignal(false)
  const { levels: chosenLevels = [], states: chosenStates = [], words = '' } = filters.value
  const active = chosenLevels.length + chosenStates.length + (words ? 1 : 0)
  const change = (part: Partial<Filters>) => {
    filters.value = { ...filters.value, ...part }
  }
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
        <section
          class="more-filters-sheet"
          aria-label={tell('filters.more')}
          onKeyDown={event => {
            if (event.key === 'Escape') isOpen.value = false
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
          <Views />
        </section>
      )}
    </div>
  )
}

function Views() {
  const name = useSignal('')
  const said = useSignal<string | null>(null)
  const address = () => location.search + location.hash
  return (
    <div class="views-kept">
      <h3>{tell('filters.views')}</h3>
      {saved.value.length > 0 && (
        <ul>
          {saved.value.map(one => (
            <li key={one.name}>
              <a
                href={`${location.pathname}${one.address}`}
                onClick={event => {
                  // Where the hash alone differs, the page would not be read anew.
                  const isSamePage = new URL(event.currentTarget.href).search === location.search
                  event.preventDefault()
                  location.assign(event.currentTarget.href)
                  if (isSamePage) location.reload()
                }}
              >
                {one.name}
              </a>
              <button
                type="button"
                class="button bare"
                aria-label={tell('filters.forget', { name: one.name })}
                onClick={() => store(saved.value.filter(each => each !== one))}
              >
                {tell('filters.forget-short')}
              </button>
            </li>
          ))}
        </ul>
      )}
      <form
        onSubmit={event => {
          event.preventDefault()
          const given = name.value.trim()
          if (!given) return
          store([...saved.value.filter(each => each.name !== given), { name: given, address: address() }])
          name.value = ''
          said.value = tell('filters.kept', { name: given })
        }}
      >
        <input
          class="field"
          aria-label={tell('filters.name')}
          placeholder={tell('filters.name')}
          maxLength={60}
          value={name.value}
          onInput={event => {
            name.value = event.currentTarget.value
          }}
        />
        <button type="submit" class="button">
          {tell('filters.keep')}
        </button>
      </form>
      <button
        type="button"
        class="button bare"
        onClick={async () => {
          // A browser that forbids copying shows the address to copy by hand.
          said.value = await navigator.clipboard?.writeText(location.href).then(
            () => tell('map.copied'),
            () => location.href,
          )
        }}
      >
        {tell('filters.copy')}
      </button>
      <p role="status">{said.value}</p>
    </div>
  )
}
