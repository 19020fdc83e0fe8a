// Which lines the queue lists: its part, its filters, the responsible agency. All of it stands in the page's address, so that a view can be kept
// under a name and passed on.
import { effect, signal } from '@preact/signals'
import { type Filters, noFilters } from '../../server/domain/filters.ts'
import { tabs } from '../../server/domain/queue.ts'
import { filtersIn, filterTexts, type View, viewFromText, viewText } from '../map/address.ts'
import { wantedPlace } from '../map/beside.ts'

const first = new URLSearchParams(location.hash.slice(1))
const tabIn = (state: URLSearchParams) => tabs.find(each => each === state.get('tab')) ?? 'all'
const agencyIn = (state: URLSearchParams) => state.get('agency')?.slice(0, 100) || null

export const tab = signal(tabIn(first))
export const filters = signal<Filters>(filtersIn(first))
/** The key of the agency that the work is assigned to. */
export const agency = signal<string | null>(agencyIn(first))
/** Where the map looks; null until somebody or the address has decided. */
export const mapView = signal<View | null>(viewFromText(first.get('map')))

export const isFiltersOpen = signal(false)

/** The view as it is, for the address. */
function hashNow(): string {
  const parts = [
    mapView.value && `map=${viewText(mapView.value)}`,
    tab.value !== 'all' && `tab=${tab.value}`,
    ...filterTexts(filters.value),
    agency.value && `agency=${encodeURIComponent(agency.value)}`,
  ].filter(Boolean)
  return parts.length > 0 ? `#${parts.join('&')}` : ''
}

effect(() => {
  const hash = hashNow()
  if (hash !== location.hash)
    history.replaceState(history.state, '', location.pathname + location.search + hash)
})

/** What a saved view keeps. */
export const viewAddress = () => hashNow()

export function takeUp(address: string): void {
  const state = new URLSearchParams(address.replace(/^#/, ''))
  tab.value = tabIn(state)
  filters.value = filtersIn(state)
  agency.value = agencyIn(state)
  const view = viewFromText(state.get('map'))
  if (view) wantedPlace.value = view
}

export function clearFilters(): void {
  filters.value = noFilters
  agency.value = null
}
