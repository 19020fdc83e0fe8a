// Where a warning holds: drawn on the map, picked from the imported areas, an incident's outline, or a circle around a place. All by keyboard but drawing.
import { useSignal } from '@preact/signals'
import { area as areaOf } from '@turf/area'
import { circle } from '@turf/circle'
import { featureCollection } from '@turf/helpers'
import { truncate } from '@turf/truncate'
import { union } from '@turf/union'
import type { Feature, MultiPolygon, Polygon } from 'geojson'
import { useEffect } from 'preact/hooks'
import type { Found } from '../../../server/domain/gazetteer.ts'
import { hazardOf } from '../../../server/domain/hazards/index.ts'
import type { Outline, UnfinishedContent } from '../../../server/domain/warning.ts'
import { findPlaces } from '../../api.ts'
import { figure, read, tell } from '../../language.ts'
import { nameOf } from '../../map/near.ts'
import { live } from '../state.ts'
import { corners, isCrossed, startAgain, startDrawing, stopDrawing, takeBack } from './drawing.ts'
import { findAreas, type PickedArea } from './requests.ts'
import { change, reach } from './state.ts'

const ways = ['draw', 'pick', 'incident', 'circle'] as const
type Way = (typeof ways)[number]

/** Also names the area, where nobody has named it yet. */
function take(
  content: UnfinishedContent,
  outline: Outline,
  name: string,
  changes: Partial<UnfinishedContent> = {},
): void {
  const named = (words: UnfinishedContent['words']['id']) => ({ ...words, area: words.area || name })
  change({ outline, words: { id: named(content.words.id), en: named(content.words.en) }, ...changes })
}

export function Area({ content }: { content: UnfinishedContent }) {
  const way = useSignal<Way | null>(null)
  useEffect(() => stopDrawing, [])
  const choose = (next: Way) => {
    way.value = next
    if (next === 'draw') startDrawing()
    else stopDrawing()
  }
  return (
    <section class="warning-part" aria-label={tell('warning.area')}>
      <h3>{tell('warning.area')}</h3>
      <fieldset class="chips" aria-label={tell('warning.area')}>
        {ways.map(each => (
          <button
            key={each}
            type="button"
            class="chip"
            aria-pressed={way.value === each}
            onClick={() => choose(each)}
          >
            {tell(`warning.area-${each}`)}
          </button>
        ))}
      </fieldset>
      {way.value === 'draw' && <Drawing />}
      {way.value === 'pick' && <Picking content={content} />}
      {way.value === 'incident' && <Incidents content={content} />}
      {way.value === 'circle' && <Circle content={content} />}
      <p class="figures">
        {content.outline && (
          <>{tell('warning.size', { area: figure(areaOf(content.outline) / 1e6, 2) })} · </>
        )}
        <strong>
          {reach.value
            ? tell('warning.reach', { count: figure(reach.value.people) })
            : tell('warning.reach-none')}
        </strong>
      </p>
    </section>
  )
}

function Drawing() {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const { target } = event
      if (event.key !== 'Backspace' || (target instanceof HTMLElement && target.matches('input, textarea')))
        return
      event.preventDefault()
      takeBack()
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [])
  return (
    <>
      <p class="muted">{tell(isCrossed.value ? 'warning.draw-crossed' : 'warning.draw-how')}</p>
      <p class="action-row">
        <button type="button" class="button" disabled={!corners.value?.length} onClick={takeBack}>
          {tell('warning.draw-back')}
        </button>
        <button type="button" class="button" disabled={!corners.value?.length} onClick={startAgain}>
          {tell('warning.draw-clear')}
        </button>
      </p>
    </>
  )
}

/** Several picked areas are one outline: what they share is no border any more. */
function joined(areas: PickedArea[]): Outline | null {
  const [first, ...rest] = areas.map(
    ({ outline }): Feature<Polygon | MultiPolygon> => ({
      type: 'Feature',
      properties: {},
      geometry: outline,
    }),
  )
  if (!first) return null
  if (rest.length === 0) return first.geometry
  return union(featureCollection([first, ...rest]))?.geometry ?? null
}

function Picking({ content }: { content: UnfinishedContent }) {
  const words = useSignal('')
  const found = useSignal<PickedArea[]>([])
  const picked = useSignal<PickedArea[]>([])
  async function look(text: string) {
    words.value = text
    const answer = await findAreas(text)
    if (words.value === text && 'found' in answer) found.value = answer.found.areas
  }
  function toggle(area: PickedArea) {
    const isPicked = picked.value.some(({ id }) => id === area.id)
    picked.value = isPicked ? picked.value.filter(({ id }) => id !== area.id) : [...picked.value, area]
    const outline = joined(picked.value)
    const area_ = picked.value
      .map(({ name }) => name)
      .join(', ')
      .slice(0, 160)
    change({
      outline,
      words: { id: { ...content.words.id, area: area_ }, en: { ...content.words.en, area: area_ } },
    })
  }
  const shown = [
    ...picked.value,
    ...found.value.filter(({ id }) => !picked.value.some(each => each.id === id)),
  ]
  return (
    <>
      <label>
        {tell('warning.pick-search')}
        <input class="field" value={words.value} onInput={event => void look(event.currentTarget.value)} />
      </label>
      <ul class="warning-picks">
        {shown.map(area => (
          <li key={area.id}>
            <label>
              <input
                type="checkbox"
                checked={picked.value.some(({ id }) => id === area.id)}
                onChange={() => toggle(area)}
              />
              {area.name} <span class="muted">{area.parent}</span>
            </label>
          </li>
        ))}
      </ul>
      {words.value !== '' && shown.length === 0 && <p class="muted">{tell('warning.pick-none')}</p>}
    </>
  )
}

function Incidents({ content }: { content: UnfinishedContent }) {
  const incidents = [...live.picture.value.incidents.values()].sort(
    (a, b) => b.properties.level - a.properties.level || b.properties.count - a.properties.count,
  )
  if (incidents.length === 0) return <p class="muted">{tell('warning.incident-none')}</p>
  return (
    <ul class="warning-picks">
      {incidents.slice(0, 12).map(({ geometry, properties: { id, hazard, centre, citizens } }) => (
        <li key={id}>
          <button
            type="button"
            class="button bare"
            aria-pressed={content.incident === id}
            onClick={() => take(content, geometry, nameOf(centre), { incident: id })}
          >
            {read(hazardOf(hazard).name)} · {nameOf(centre)} · {tell('alert.citizens', { count: citizens })}
          </button>
        </li>
      ))}
    </ul>
  )
}

function Circle({ content }: { content: UnfinishedContent }) {
  const words = useSignal('')
  const found = useSignal<Found[]>([])
  const centre = useSignal<Found | null>(null)
  const kilometres = useSignal(2)
  async function look(text: string) {
    words.value = text
    const answer = await findPlaces(text)
    if (words.value === text && 'found' in answer) found.value = answer.found.places
  }
  function draw() {
    if (!centre.value) return
    const { place, name } = centre.value
    const ring = circle([place.lng, place.lat], kilometres.value, { steps: 48 })
    take(content, truncate(ring, { precision: 6 }).geometry, name)
  }
  return (
    <>
      <label>
        {tell('warning.circle-place')}
        <input class="field" value={words.value} onInput={event => void look(event.currentTarget.value)} />
      </label>
      <ul class="warning-picks">
        {found.value.map(place => (
          <li key={`${place.name} ${place.place.lng}`}>
            <button
              type="button"
              class="button bare"
              aria-pressed={centre.value === place}
              onClick={() => {
                centre.value = place
                draw()
              }}
            >
              {place.name} <span class="muted">{place.within}</span>
            </button>
          </li>
        ))}
      </ul>
      <label>
        {tell('warning.circle-reach')}
        <input
          class="field"
          type="number"
          min="0.2"
          max="100"
          step="0.1"
          value={kilometres.value}
          onInput={event => {
            kilometres.value = Math.min(100, Math.max(0.2, Number(event.currentTarget.value) || 0.2))
            draw()
          }}
        />
      </label>
    </>
  )
}
