// Views under a name, kept in this browser. Every view is an address, so that it can be passed on as it is.
import { type Signal, signal, useSignal } from '@preact/signals'
import { keep, kept } from '../kept.ts'
import { tell } from '../language.ts'

const MOST_VIEWS = 30

type Saved = { name: string; address: string }

/** By the name under which the browser keeps them. */
const shelves = new Map<string, Signal<Saved[]>>()

function shelfOf(name: string): Signal<Saved[]> {
  const known = shelves.get(name)
  if (known) return known
  const made = signal(readSaved(name))
  shelves.set(name, made)
  return made
}

function readSaved(shelf: string): Saved[] {
  try {
    const known: unknown = JSON.parse(kept(shelf) ?? '[]')
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

type Given = {
  shelf: string
  /** Of the view as it is now, from the query on. */
  address: () => string
  /** Takes up a view without leaving the page. */
  onOpen?: (address: string) => void
}

export function SavedViews({ shelf, address, onOpen }: Given) {
  const saved = shelfOf(shelf)
  const name = useSignal('')
  const said = useSignal<string | null>(null)
  const store = (next: Saved[]) => {
    saved.value = next.slice(-MOST_VIEWS)
    keep(shelf, JSON.stringify(saved.value))
  }
  return (
    <div class="views-kept">
      <h2>{tell('filters.views')}</h2>
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
                  if (onOpen) return onOpen(one.address)
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
