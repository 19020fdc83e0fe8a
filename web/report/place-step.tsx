// Where it happens: by the phone's own location, by a typed name, or by a pin. The phone is asked only here, and told why.
import { useEffect, useRef, useState } from 'preact/hooks'
import type { Found } from '../../server/domain/gazetteer.ts'
import { findPlaces } from '../api.ts'
import { Sign } from '../icons.tsx'
import { distance, tell } from '../language.ts'
import { change, draft } from './draft.ts'
import type { Placed } from './filled-in.ts'
import { go, goOn } from './flow.ts'
import { useNeighbourhood } from './neighbourhood.ts'
import { On, Screen } from './screen.tsx'
import { SeenNear } from './seen-near.tsx'
import { refused } from './sending.ts'

/** Beyond this the point is only a hint, and the pin is offered first. */
const COARSE_M = 500

function put(place: Placed | null): void {
  refused.value = null
  change({ place })
}

export function PlaceStep() {
  const { place } = draft.value
  return (
    <Screen
      of="place"
      title={tell('form.place')}
      hint={place ? undefined : tell('form.place-reason')}
      foot={<On ready={place !== null} lacking={tell('form.place-needed')} onGo={goOn} />}
    >
      {place ? <Chosen place={place} /> : <Ways />}
      {place && <SeenNear />}
    </Screen>
  )
}

function Chosen({ place }: { place: Placed }) {
  const named = place.by === 'name' ? place.name : undefined
  const title = named ?? (place.by === 'location' ? tell('form.place-is-here') : tell('form.place-is-pin'))
  const near = useNeighbourhood(place)
  const coarse = place.by !== 'pin' && (place.accuracy ?? 0) > COARSE_M
  return (
    <>
      <div class="chosen">
        <Sign sign="pin" size={28} />
        <div>
          <p class="chosen-name">{title}</p>
          {/* Its line is there before its words, so that nothing moves under a thumb. */}
          {!named && <p>{near ?? '\u00a0'}</p>}
          <p class="muted figures">
            {place.accuracy !== undefined && place.by !== 'pin'
              ? tell('form.place-accuracy', { metres: distance(place.accuracy) })
              : `${place.point.lat.toFixed(5)}, ${place.point.lng.toFixed(5)}`}
          </p>
        </div>
      </div>
      <div class="ways">
        <button type="button" class={`button ${coarse ? 'wanted' : ''}`} onClick={() => go('pin')}>
          <Sign sign="map" />
          {tell('form.place-mend')}
        </button>
        <button type="button" class="button bare" onClick={() => put(null)}>
          {tell('form.place-other')}
        </button>
      </div>
    </>
  )
}

function Ways() {
  return (
    <>
      <Here />
      <button type="button" class="button way" onClick={() => go('pin')}>
        <Sign sign="map" />
        {tell('form.place-pin')}
      </button>
      <Typed />
    </>
  )
}

function Here() {
  const [state, setState] = useState<'idle' | 'finding' | 'denied' | 'lost' | 'insecure'>('idle')
  function find() {
    if (!('geolocation' in navigator) || !isSecureContext) return setState('insecure')
    setState('finding')
    navigator.geolocation.getCurrentPosition(
      ({ coords }) =>
        put({
          point: { lng: coords.longitude, lat: coords.latitude },
          by: 'location',
          accuracy: Math.round(coords.accuracy),
        }),
      error => setState(error.code === error.PERMISSION_DENIED ? 'denied' : 'lost'),
      { enableHighAccuracy: true, timeout: 20_000, maximumAge: 0 },
    )
  }
  const failed = state === 'denied' || state === 'lost' || state === 'insecure'
  return (
    <>
      <button type="button" class="button way wanted" aria-disabled={state === 'finding'} onClick={find}>
        <Sign sign="here" />
        {tell(state === 'finding' ? 'form.place-finding' : 'form.place-here')}
      </button>
      {failed && (
        <p class="notice" role="alert">
          {tell(`form.place-${state}`)}
        </p>
      )}
    </>
  )
}

const PAUSE_MS = 250
const SHOWN = 8

/** Without a network the districts and towns that came with the app are looked through. */
const findOffline = (words: string): Promise<Found[] | 'unreachable'> =>
  import('../../server/domain/gazetteer.ts').then(
    gazetteer => gazetteer.findPlaces(words, SHOWN),
    () => 'unreachable',
  )

function Typed() {
  const [words, setWords] = useState('')
  const [found, setFound] = useState<Found[] | 'unreachable' | null>(null)
  const asked = useRef(0)
  const look = async (turn: number, finished: boolean) => {
    const answered = await findPlaces(words, finished)
    const places = 'found' in answered ? answered.found.places : await findOffline(words)
    // An earlier, slower answer must not replace a later one.
    if (turn === asked.current) setFound(places)
  }
  useEffect(() => {
    const turn = ++asked.current
    if (words.trim().length < 2) return setFound(null)
    const timer = setTimeout(() => look(turn, false), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [words])
  const places = Array.isArray(found) ? found : []
  const said =
    found === 'unreachable'
      ? tell('form.place-offline')
      : found && places.length === 0
        ? tell('form.place-none')
        : ''
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
          onKeyDown={event => {
            if (event.key === 'Enter' && words.trim().length > 1) void look(++asked.current, true)
          }}
        />
      </div>
      <p class={said ? 'notice' : 'unseen'} role="status">
        {said || (places.length > 0 ? tell('form.place-found', { count: places.length }) : '')}
      </p>
      <ul class="places">
        {places.map(({ name, within, place, exactness }) => (
          <li key={`${name} ${within} ${place.lng}`}>
            <button
              type="button"
              class="place"
              onClick={() =>
                put({
                  point: place,
                  by: 'name',
                  name: [name, within].filter(Boolean).join(', '),
                  accuracy: exactness,
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
