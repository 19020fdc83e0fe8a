// What the address bar says: which report or incident is open (query), and the view with its filters (hash). Pure text both ways.

import { type Filters, HOURS, type Hours } from '../../server/domain/filters.ts'
import { hazardKeys } from '../../server/domain/hazards/index.ts'
import { provinces } from '../../server/domain/regions/indonesia-names.ts'
import { states } from '../../server/domain/state.ts'

export type Selection = { kind: 'report' | 'incident'; id: string }

export type View = { zoom: number; lat: number; lng: number }

export type Address = { selection: Selection | null; view: View | null; filters: Filters; drill: boolean }

const ALL_HOURS: Hours = 24

export function readAddress(search: string, hash: string): Address {
  const query = new URLSearchParams(search)
  const state = new URLSearchParams(hash.replace(/^#/, ''))
  return {
    selection: selectionOf(query),
    view: viewOf(state.get('map')),
    filters: filtersIn(state),
    drill: query.get('drill') === '1',
  }
}

export function filtersIn(state: URLSearchParams): Filters {
  const wanted = (state.get('hazard') ?? '').split(',')
  const hours = Number(state.get('hours'))
  return {
    hazards: hazardKeys.filter(key => wanted.includes(key)),
    hours: HOURS.find(each => each === hours) ?? ALL_HOURS,
    ...moreOf(state),
  }
}

/** Only what is asked for stands in the filters. */
function moreOf(state: URLSearchParams): Omit<Filters, 'hazards' | 'hours'> {
  const listed = (name: string) => (state.get(name) ?? '').split(',')
  const levels = ([0, 1, 2, 3] as const).filter(level => listed('level').includes(String(level)))
  const chosen = states.filter(each => listed('state').includes(each))
  const words = (state.get('words') ?? '').slice(0, 200)
  const region = provinces.find(({ code }) => code === state.get('region'))?.code
  const [, id, name] = /^([^~]{1,100})~(.{1,100})$/.exec(state.get('area') ?? '') ?? []
  return {
    ...(levels.length > 0 && { levels }),
    ...(chosen.length > 0 && { states: chosen }),
    ...(words && { words }),
    ...(region && { region }),
    ...(id && name && { area: { id, name } }),
  }
}

function selectionOf(query: URLSearchParams): Selection | null {
  for (const kind of ['report', 'incident'] as const) {
    const id = query.get(kind)
    if (id && /^[\w-]{1,64}$/.test(id)) return { kind, id }
  }
  return null
}

function viewOf(given: string | null): View | null {
  const [zoom = Number.NaN, lat = Number.NaN, lng = Number.NaN] = (given ?? '').split('/').map(Number)
  return zoom >= 0 && zoom <= 24 && Math.abs(lat) <= 90 && Math.abs(lng) <= 180 ? { zoom, lat, lng } : null
}

/** What is not ours in the query (a language) stays as it is. */
export function writeAddress(search: string, { selection, view, filters }: Address): string {
  const query = new URLSearchParams(search)
  query.delete('report')
  query.delete('incident')
  if (selection) query.set(selection.kind, selection.id)
  const state = [view && `map=${viewText(view)}`, ...filterTexts(filters)].filter(Boolean)
  const asked = query.toString()
  return `${asked ? `?${asked}` : ''}${state.length > 0 ? `#${state.join('&')}` : ''}`
}

/** What the filters are in an address; nothing where they ask for nothing. */
export const filterTexts = (filters: Filters): string[] =>
  [
    filters.hazards.length > 0 && `hazard=${filters.hazards.join(',')}`,
    filters.hours !== ALL_HOURS && `hours=${filters.hours}`,
    filters.levels?.length && `level=${filters.levels.join(',')}`,
    filters.states?.length && `state=${filters.states.join(',')}`,
    filters.words && `words=${encodeURIComponent(filters.words)}`,
    filters.region && `region=${filters.region}`,
    filters.area && `area=${encodeURIComponent(`${filters.area.id}~${filters.area.name}`)}`,
  ].filter(text => typeof text === 'string')

export const viewText = ({ zoom, lat, lng }: View) =>
  `${Number(zoom.toFixed(2))}/${lat.toFixed(4)}/${lng.toFixed(4)}`

export const viewFromText = viewOf

/** The address to pass on: the thing itself, without the view. */
export const linkTo = (origin: string, { kind, id }: Selection, drill: boolean): string =>
  `${origin}/?${kind}=${id}${drill ? '&drill=1' : ''}`

export const isSame = (a: Selection | null, b: Selection | null) => a?.kind === b?.kind && a?.id === b?.id
