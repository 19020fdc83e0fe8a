// The desk's room of areas: those that are flooded or suggested, the open one with its history, and the one click that sets a state, with its undo.
import { computed, effect, signal } from '@preact/signals'
import type { AreaChange } from '../../../server/domain/area.ts'
import type { DeskArea } from '../../../server/domain/told.ts'
import { ask } from '../../api.ts'
import { tell } from '../../language.ts'
import { middleOf, type State, sayShortly } from '../../map/area-state.ts'
import { areaStates, wantedPlace } from '../../map/beside.ts'
import { live } from '../state.ts'

export type OpenArea = DeskArea & { version: number; history: AreaChange[] }

/** Suggestions age by themselves, over hours, ms. */
const LOOK_MS = 5 * 60_000
/** The server makes suggestions anew every two seconds at most: asked sooner it might not know of the change yet, ms. */
const CHANGED_MS = 2_500
/** Several changes of one moment are one question, ms. */
const SETTLE_MS = 400

const listed = signal<DeskArea[]>([])
export const isKnown = signal(false)
export const words = signal('')
export const opened = signal<OpenArea | null>(null)
export const said = signal<{ text: string; isTrouble: boolean } | null>(null)
export const isAsking = signal(false)

export const differs = ({ state, suggestion }: Pick<DeskArea, 'state' | 'suggestion'>) =>
  (suggestion?.state ?? null) !== state

/** What needs a decision first: those that are not as suggested, the worst and surest of them before the others. */
export const rows = computed(() =>
  listed.value.toSorted(
    (a, b) =>
      Number(differs(b)) - Number(differs(a)) ||
      Math.max(b.state ?? 0, b.suggestion?.state ?? 0) - Math.max(a.state ?? 0, a.suggestion?.state ?? 0) ||
      (b.suggestion?.score ?? 0) - (a.suggestion?.score ?? 0) ||
      a.name.localeCompare(b.name),
  ),
)

let turn = 0
async function readAreas(): Promise<void> {
  const own = ++turn
  const query = words.value.trim() === '' ? '' : `?words=${encodeURIComponent(words.value.trim())}`
  const answer = await ask<{ areas: DeskArea[] }>(`/api/desk/areas${query}`)
  if (own !== turn || !('found' in answer)) return
  listed.value = answer.found.areas
  isKnown.value = true
}

export async function openArea(id: string | null): Promise<void> {
  if (id === null) {
    opened.value = null
    return
  }
  if (id !== opened.value?.id) said.value = null
  const answer = await ask<OpenArea>(`/api/desk/areas/${encodeURIComponent(id)}`)
  if ('found' in answer) {
    if (opened.value?.id !== id) wantedPlace.value = middleOf(answer.found.outline)
    opened.value = answer.found
  } else
    said.value = {
      text: 'problem' in answer ? answer.problem.detail : tell('desk.unreachable'),
      isTrouble: true,
    }
}

/** While the room is entered: asks again when the live picture has changed, and rarely by the clock. */
export function watchAreas(): () => void {
  let waiting: ReturnType<typeof setTimeout> | undefined
  let isDue = false
  /** Changes that come while one waits are asked about with it: a stream of them never puts it off. */
  const again = (after: number) => {
    if (isDue) return
    isDue = true
    waiting = setTimeout(() => {
      isDue = false
      void readAreas()
    }, after)
  }
  const stopSearch = effect(() => {
    void words.value
    clearTimeout(waiting)
    isDue = false
    again(isKnown.peek() ? SETTLE_MS : 0)
  })
  const stopLive = effect(() => {
    void areaStates.value
    void live.picture.value.reports
    again(CHANGED_MS)
  })
  const clock = setInterval(() => void readAreas(), LOOK_MS)
  return () => {
    stopSearch()
    stopLive()
    clearTimeout(waiting)
    clearInterval(clock)
  }
}

let last: Promise<unknown> = Promise.resolve()

/** Changes follow each other: a key that is pressed while one is under way waits, and sees what that one left. */
function inTurn(change: (area: OpenArea) => Promise<void>): Promise<void> {
  const own = last.then(async () => {
    if (opened.value) await change(opened.value)
  })
  last = own.catch(() => undefined)
  return own
}

export const setState = (state: State) => inTurn(area => put(area, state))

async function put(area: OpenArea, state: State): Promise<void> {
  if (state === area.state) return
  isAsking.value = true
  const answer = await ask<unknown>(`/api/desk/areas/${encodeURIComponent(area.id)}/state`, {
    method: 'PUT',
    body: JSON.stringify({ state, version: area.version }),
  })
  const { name } = area
  const done = () =>
    tell(state === null ? 'area.did-clear' : 'area.did-set', { name, state: sayShortly(state) })
  await Promise.all([openArea(area.id), readAreas()])
  isAsking.value = false
  said.value =
    'found' in answer
      ? { text: done(), isTrouble: false }
      : { text: 'problem' in answer ? answer.problem.detail : tell('desk.unreachable'), isTrouble: true }
}

/** Back to what stood before the last change. */
export const undo = () =>
  inTurn(async area => {
    const [latest, before] = area.history
    if (latest) await put(area, before?.state ?? null)
    else said.value = { text: tell('area.nothing-to-undo'), isTrouble: false }
  })

function move(by: 1 | -1): void {
  const ids = rows.value.map(({ id }) => id)
  const at = ids.indexOf(opened.value?.id ?? '')
  const next = ids[at < 0 ? 0 : Math.max(0, Math.min(ids.length - 1, at + by))]
  if (next) void openArea(next)
}

/** 1 to 4 set, 0 clears, U takes what is suggested, Z takes back. */
export function onAreaKey(key: string): boolean {
  const area = opened.value
  if (key === 'j' || key === 'arrowdown') move(1)
  else if (key === 'k' || key === 'arrowup') move(-1)
  else if (!area) return false
  else if (key === 'escape') void openArea(null)
  else if (/^[0-4]$/.test(key)) void setState(key === '0' ? null : (Number(key) as State))
  else if (key === 'u' && area.suggestion) void setState(area.suggestion.state)
  else if (key === 'z') void undo()
  else return false
  return true
}
