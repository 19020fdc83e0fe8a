// The place that is to be followed: where the phone is, or a typed name.
import { useEffect, useRef, useState } from 'preact/hooks'
import type { Found } from '../../server/domain/gazetteer.ts'
import type { LngLat } from '../../server/domain/hazards/hazard.ts'
import { findPlaces } from '../api.ts'
import { Sign } from '../icons.tsx'
import { tell } from '../language.ts'

/** `area`: the imported area of that name; `exactness` in metres. */
export type Chosen = { name: string; place: LngLat; area?: string; exactness?: number }

const PAUSE_MS = 250

type Given = { chosen: Chosen | null; onChoose: (chosen: Chosen | null) => void }

export function PlaceField({ chosen, onChoose }: Given) {
  if (!chosen) return <Ways onChoose={onChoose} />
  return (
    <div class="chosen">
      <Sign sign="pin" size={28} />
      <p class="chosen-name">{chosen.name}</p>
      <button type="button" class="button bare" onClick={() => onChoose(null)}>
        {tell('form.change')}
      </button>
    </div>
  )
}

function Ways({ onChoose }: Pick<Given, 'onChoose'>) {
  const [state, setState] = useState<'idle' | 'finding' | 'denied' | 'lost'>('idle')
  function find() {
    setState('finding')
    navigator.geolocation.getCurrentPosition(
      ({ coords }) =>
        onChoose({
          name: tell('alert.my-place'),
          place: { lng: coords.longitude, lat: coords.latitude },
        }),
      error => setState(error.code === error.PERMISSION_DENIED ? 'denied' : 'lost'),
      { timeout: 20_000, maximumAge: 60_000 },
    )
  }
  return (
    <div class="ways">
      <button type="button" class="button" aria-disabled={state === 'finding'} onClick={find}>
        <Sign sign="here" />
        {tell(state === 'finding' ? 'form.place-finding' : 'form.place-here')}
      </button>
      {(state === 'denied' || state === 'lost') && (
        <p class="notice" role="alert">
          {tell(`form.place-${state}`)}
        </p>
      )}
      <Typed onChoose={onChoose} />
    </div>
  )
}

function Typed({ onChoose }: Pick<Given, 'onChoose'>) {
  const [words, setWords] = useState('')
  const [places, setPlaces] = useState<Found[]>([])
  const [said, setSaid] = useState('')
  const turn = useRef(0)
  useEffect(() => {
    const own = ++turn.current
    if (words.trim().length < 2) {
      setPlaces([])
      return setSaid('')
    }
    const timer = setTimeout(async () => {
      const answered = await findPlaces(words)
      // An earlier, slower answer must not replace a later one.
      if (own !== turn.current) return
      const found = 'found' in answered ? answered.found.places : []
      setPlaces(found)
      setSaid(
        'found' in answered
          ? found.length === 0
            ? tell('form.place-none')
            : ''
          : tell('form.place-offline'),
      )
    }, PAUSE_MS)
    return () => clearTimeout(timer)
  }, [words])
  return (
    <div class="typed">
      <label for="place-words">{tell('form.place-type')}</label>
      <div class="search">
        <Sign sign="search" />
        <input
          id="place-words"
          class="field"
          type="search"
          autocomplete="off"
          enterkeyhint="search"
          placeholder={tell('form.place-example')}
          value={words}
          onInput={event => setWords(event.currentTarget.value)}
        />
      </div>
      <p class={said ? 'notice' : 'unseen'} role="status">
        {said || (places.length > 0 ? tell('form.place-found', { count: places.length }) : '')}
      </p>
      <ul class="places">
        {places.map(({ name, within, place, area, exactness }) => (
          <li key={`${name} ${within} ${place.lng}`}>
            <button
              type="button"
              class="place"
              onClick={() =>
                onChoose({
                  name: [name, within.split(', ')[0]].filter(Boolean).join(', ').slice(0, 60),
                  place,
                  ...(area && { area }),
                  exactness,
                })
              }
            >
              <Sign sign="pin" size={18} />
              <span>
                {name}
                {within && <small class="muted">{within}</small>}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}
