// What the public map knows and shows: the live picture, the filters, what is open, and the address bar that says the same.
import { computed, effect, signal } from '@preact/signals'
import type { IncidentFeature, ReportFeature } from '../../server/domain/contract.ts'
import { findConfig, findReport } from '../api.ts'
import { keep, kept } from '../kept.ts'
import { openLive } from '../live.ts'
import {
  isSame,
  readAddress,
  type Selection,
  type View,
  viewFromText,
  viewText,
  writeAddress,
} from './address.ts'
import { followMany, MOST } from './many.ts'
import { incidentsOf, type Shown, shownOf } from './shown.ts'
import { isFetching, past, pictureOf } from './timeline/past.ts'

const first = readAddress(location.search, location.hash)

export const isDrill = first.drill
export const live = openLive({ drill: isDrill, most: MOST }, { heed: (...news) => crowd.heed(...news) })
export const filters = signal(first.filters)
export const selection = signal<Selection | null>(first.selection)
/** Where the map looks; null until it is decided. */
export const view = signal<View | null>(
  first.view ?? (first.selection ? null : viewFromText(kept('map-view'))),
)

/** What is shown of: now, or the past that is looked at. */
export const picture = pictureOf(live.picture)
/** Ages and windows move on in steps of ten seconds. */
export const moment = computed(() => past.value ?? Math.floor(live.now.value / 10_000) * 10_000)

/** How many reports were live when the page came. */
const reportsThen = signal(0)
if (!isDrill)
  void findConfig().then(answer => {
    if ('found' in answer) reportsThen.value = answer.found.reports
  })
/** Whether the page holds only some of what it shows; until the live picture says so, by how many there were. The past is held whole. */
export const isPart = computed(
  () => (live.isKnown.value ? live.isPart.value : reportsThen.value > MOST) && past.value === null,
)
const crowd = followMany({ isPart, isFollowed: live.isKnown, filters, moment, isDrill })
/** Whether the server has not told yet what is shown. */
export const isWaiting = computed(
  () => isFetching.value || (isPart.value ? crowd.many.value === null : !live.isKnown.value),
)
export const shown = computed((): Shown => {
  if (!isPart.value) return shownOf(picture.value, filters.value, moment.value)
  const many = crowd.many.value
  return {
    reports: many?.reports ?? [],
    incidents: incidentsOf(picture.value, filters.value, moment.value, many?.regarded ?? null),
    ...(many && { many }),
  }
})
/** Of what the page holds. */
const held = (id: string): ReportFeature | undefined =>
  picture.value.reports.get(id) ?? shown.value.many?.reports.find(({ properties }) => properties.id === id)

/** A report that is not in the live picture: ended, or never there. */
type Looked = { id: string } & ({ report: ReportFeature } | { said: string } | { unreachable: true })
const looked = signal<Looked | null>(null)

export type Opened =
  | { kind: 'report'; report: ReportFeature; isEnded: boolean }
  | { kind: 'incident'; incident: IncidentFeature }
  | { kind: 'loading' | 'unreachable' | 'incident-over' }
  | { kind: 'unknown'; said: string }

export const opened = computed<Opened | null>(() => {
  const chosen = selection.value
  if (!chosen) return null
  if (chosen.kind === 'incident') {
    const incident = picture.value.incidents.get(chosen.id)
    if (incident) return { kind: 'incident', incident }
    return { kind: live.isKnown.value && !isFetching.value ? 'incident-over' : 'loading' }
  }
  const report = held(chosen.id)
  if (report) return { kind: 'report', report, isEnded: false }
  const answer = looked.value
  if (answer?.id !== chosen.id) return { kind: 'loading' }
  if ('report' in answer)
    return { kind: 'report', report: answer.report, isEnded: !isPart.value || isOver(answer.report) }
  return 'said' in answer ? { kind: 'unknown', said: answer.said } : { kind: 'unreachable' }
})

effect(() => {
  const chosen = selection.value
  if (chosen?.kind !== 'report' || held(chosen.id)) return
  if (!live.isKnown.value || isFetching.value) return
  void look(chosen.id)
})

const isOver = ({ properties: { state, expiresAt } }: ReportFeature) =>
  (state !== 'unverified' && state !== 'verified') || Date.parse(expiresAt) <= moment.value

/** Also by the number that people were given, which leads to the report itself. */
async function look(id: string): Promise<void> {
  const before = looked.peek()
  if (before?.id === id && !('unreachable' in before)) return
  const answer = await findReport(id)
  if ('unreachable' in answer) looked.value = { id, unreachable: true }
  else if ('problem' in answer) looked.value = { id, said: answer.problem.detail }
  else if (picture.peek().reports.has(answer.found.properties.id))
    selection.value = { kind: 'report', id: answer.found.properties.id }
  else looked.value = { id, report: answer.found }
}

/** Opening is a step that the phone's back button undoes. */
export function choose(next: Selection | null): void {
  if (isSame(next, selection.value)) return
  if (next && !selection.value) history.pushState({ opened: true }, '', addressWith(next))
  else if (!next && history.state?.opened) {
    history.back()
    return
  }
  selection.value = next
}

addEventListener('popstate', () => {
  selection.value = readAddress(location.search, location.hash).selection
})

const addressWith = (chosen: Selection | null) =>
  location.pathname +
  writeAddress(location.search, {
    selection: chosen,
    view: view.value,
    filters: filters.value,
    drill: isDrill,
  })

effect(() => {
  const address = addressWith(selection.value)
  if (address !== location.pathname + location.search + location.hash)
    history.replaceState(history.state, '', address)
})

effect(() => {
  if (view.value) keep('map-view', viewText(view.value))
})
