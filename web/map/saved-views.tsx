// Views under a name, to come back to: opened, saved and removed, and the link of the present one to pass on.
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { tell } from '../language.ts'
import type { SavedView, ViewShelf } from './view-shelf.ts'

type Given = {
  shelf: ViewShelf
  /** Of the view as it is now, from the query on. */
  address: () => string
  /** Takes up a view without leaving the page. */
  onOpen?: (address: string) => void
}

export function SavedViews({ shelf, address, onOpen }: Given) {
  const { views } = shelf
  const name = useSignal('')
  const said = useSignal<string | null>(null)
  const forgotten = useSignal<SavedView | null>(null)
  useEffect(() => {
    void shelf.load().then(wrong => {
      if (wrong) said.value = wrong
    })
  }, [shelf])

  async function save(view: SavedView): Promise<void> {
    const wrong = await shelf.keep(view)
    if (wrong === undefined && name.value.trim() === view.name) name.value = ''
    forgotten.value = null
    said.value = wrong ?? tell(shelf.said, { name: view.name })
  }

  async function forget(view: SavedView): Promise<void> {
    const wrong = await shelf.forget(view)
    forgotten.value = wrong === undefined ? view : null
    said.value = wrong ?? tell('filters.forgotten', { name: view.name })
  }

  return (
    <div class="views-kept">
      <h2>{tell('filters.views')}</h2>
      {views.value.length > 0 && (
        <ul>
          {views.value.map(one => (
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
                onClick={() => void forget(one)}
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
          if (given) void save({ name: given, address: address() })
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
          forgotten.value = null
          // A browser that forbids copying shows the address to copy by hand.
          said.value = await navigator.clipboard?.writeText(location.href).then(
            () => tell('map.copied'),
            () => location.href,
          )
        }}
      >
        {tell('filters.copy')}
      </button>
      <div class="views-said">
        <p role="status">{said.value}</p>
        {forgotten.value && (
          <button
            type="button"
            class="button bare"
            onClick={() => forgotten.value && void save(forgotten.value)}
          >
            {tell('filters.undo')}
          </button>
        )}
      </div>
    </div>
  )
}
