// Search for a place and go there, or to where the reader is. A list that answers to the arrow keys.
import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import type { Found } from '../../server/domain/gazetteer.ts'
import { findPlaces } from '../api.ts'
import { Sign } from '../icons.tsx'
import { tell } from '../language.ts'
import { wantedPlace } from './beside.ts'

const PAUSE_MS = 250
/** Wider than this a place is seen from farther away, metres. */
const WIDE = 3_000
const VERY_WIDE = 20_000
const LOCATING_MS = 15_000

const zoomFor = (exactness: number) => (exactness > VERY_WIDE ? 9.5 : exactness > WIDE ? 12 : 14)

export function FindPlace() {
  const isOpen = useSignal(false)
  const root = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const away = (event: PointerEvent) => {
      if (event.target instanceof Node && !root.current?.contains(event.target)) isOpen.value = false
    }
    addEventListener('pointerdown', away)
    return () => removeEventListener('pointerdown', away)
  }, [])
  return (
    <div class="find" ref={root}>
      <button
        type="button"
        class="layers-button"
        aria-expanded={isOpen.value}
        aria-label={tell('find.place')}
        onClick={() => {
          isOpen.value = !isOpen.value
        }}
      >
        <Sign sign="search" />
        <span>{tell('find.place')}</span>
      </button>
      {isOpen.value && (
        <Panel
          onDone={() => {
            isOpen.value = false
          }}
        />
      )}
    </div>
  )
}

function Panel({ onDone }: { onDone: () => void }) {
  const words = useSignal('')
  const found = useSignal<Found[]>([])
  const active = useSignal(-1)
  const said = useSignal('')
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.focus(), [])

  useEffect(() => {
    const asked = words.value.trim()
    if (asked.length < 2) {
      found.value = []
      said.value = ''
      return undefined
    }
    const timer = setTimeout(() => void look(asked, false), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [words.value])

  async function look(asked: string, finished: boolean): Promise<Found[]> {
    const answer = await findPlaces(asked, finished)
    if (words.peek().trim() !== asked) return []
    const places = 'found' in answer ? answer.found.places : []
    found.value = places
    active.value = -1
    said.value = !('found' in answer)
      ? tell('find.unreachable')
      : places.length === 0
        ? tell('find.none')
        : tell('find.found', { count: places.length })
    return places
  }

  function go({ place, exactness }: Found): void {
    wantedPlace.value = { ...place, zoom: zoomFor(exactness) }
    onDone()
  }

  async function press(event: KeyboardEvent): Promise<void> {
    const count = found.value.length
    if (event.key === 'Escape') {
      event.stopPropagation()
      return onDone()
    }
    if (event.key === 'Enter') {
      event.preventDefault()
      const one = found.value[Math.max(0, active.value)] ?? (await look(words.value.trim(), true))[0]
      if (one) go(one)
      return
    }
    if (count === 0 || (event.key !== 'ArrowDown' && event.key !== 'ArrowUp')) return
    event.preventDefault()
    active.value = (active.value + (event.key === 'ArrowDown' ? 1 : -1) + count) % count
  }

  function locate(): void {
    said.value = tell('find.locating')
    const denied = () => {
      said.value = tell('find.denied')
    }
    if (!('geolocation' in navigator)) denied()
    else
      navigator.geolocation.getCurrentPosition(
        ({ coords }) => {
          wantedPlace.value = { lng: coords.longitude, lat: coords.latitude, zoom: 14 }
          onDone()
        },
        denied,
        { timeout: LOCATING_MS, maximumAge: 60_000 },
      )
  }

  return (
    <div class="find-panel">
      <input
        ref={field}
        class="field"
        type="text"
        role="combobox"
        aria-expanded={found.value.length > 0}
        aria-controls="find-list"
        aria-autocomplete="list"
        aria-activedescendant={active.value >= 0 ? `find-${active.value}` : undefined}
        aria-label={tell('find.place')}
        placeholder={tell('find.place')}
        autocomplete="off"
        value={words.value}
        onInput={event => {
          words.value = event.currentTarget.value
        }}
        onKeyDown={press}
      />
      <div id="find-list" role="listbox" aria-label={tell('find.place')} class="find-list">
        {found.value.map((one, index) => (
          <button
            key={`${one.name} ${one.within}`}
            id={`find-${index}`}
            type="button"
            role="option"
            tabIndex={-1}
            aria-selected={index === active.value}
            onClick={() => go(one)}
          >
            <Sign sign="pin" size={18} />
            <span>
              {one.name}
              {one.within && <small class="muted">{one.within}</small>}
            </span>
          </button>
        ))}
      </div>
      <p class="muted" role="status">
        {said.value}
      </p>
      <button type="button" class="button" onClick={locate}>
        <Sign sign="here" size={18} />
        {tell('find.near-me')}
      </button>
    </div>
  )
}
