// The desk by keyboard: a letter an act. Letters mean nothing while somebody writes.
import { signal } from '@preact/signals'
import { tabs } from '../../server/domain/queue.ts'
import { act, claim, type Form, form, mergePicked, said, splitPicked, toggleSecret, undo } from './acts.ts'
import { clearFilters, isFiltersOpen, tab } from './filters.ts'
import { choose, chooseGroup, chosenId, move, openItem, pick, picked, unfolded } from './state.ts'
import { view, views } from './views.ts'

/** Whether the sheet of keys is shown. */
export const isSheetShown = signal(false)

export const keys = [
  ['J ↓', 'desk.key-next'],
  ['K ↑', 'desk.key-before'],
  ['→ ←', 'work.key-unfold'],
  ['X', 'work.key-pick'],
  ['⇧ ↓ ↑', 'work.key-pick-more'],
  ['1–5', 'work.key-tabs'],
  ['F /', 'filters.key'],
  ['0', 'filters.key-clear'],
  ['C', 'work.key-claim'],
  ['V', 'desk.key-verify'],
  ['D', 'desk.key-dismiss'],
  ['R', 'work.key-resolve'],
  ['A', 'work.key-assign'],
  ['H', 'work.key-hand-back'],
  ['M', 'work.key-merge'],
  ['P', 'work.key-split'],
  ['N', 'work.key-note'],
  ['Q', 'work.key-ask'],
  ['W', 'work.key-words'],
  ['T', 'work.key-secret'],
  ['S', 'desk.key-release'],
  ['Y', 'work.key-again'],
  ['Z', 'desk.key-undo'],
  ['Esc', 'desk.key-close'],
  ['?', 'desk.key-sheet'],
] as const

/** In the room of warnings. */
export const warningKeys = [
  ['N', 'warning.key-new'],
  ['S', 'warning.key-submit'],
  ['A', 'warning.key-approve'],
  ['Esc', 'desk.key-close'],
  ['?', 'desk.key-sheet'],
] as const

export function listenToKeys(): () => void {
  addEventListener('keydown', press)
  return () => removeEventListener('keydown', press)
}

function press(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return
  if (event.key === 'Escape') {
    close()
    return
  }
  const { target } = event
  if (!(target instanceof HTMLElement) || target.matches('input, textarea, select')) return
  const isOnMap = target.closest('.map, .past-dock') !== null
  const key = event.key.toLowerCase()
  const { onKey } = view.value
  const done = onKey && key !== '?' ? onKey(key) : answer(key, isOnMap, event.shiftKey)
  if (done) event.preventDefault()
}

function close(): void {
  if (isSheetShown.value) isSheetShown.value = false
  else if (isFiltersOpen.value) isFiltersOpen.value = false
  else if (view.value.onKey?.('escape')) return
  else if (form.value !== null) form.value = null
  else if (picked.value.size > 0) picked.value = new Set()
  else if (chosenId.value !== null && openItem.value?.isGroup) fold()
  else choose(null)
}

/** From one of its reports back to the group. */
function fold(): void {
  const item = openItem.value
  unfolded.value = null
  if (item?.isGroup) chooseGroup(item.key)
}

const writing: Partial<Record<string, Form>> = {
  d: 'dismiss',
  r: 'resolve',
  a: 'assign',
  h: 'hand-back',
  n: 'note',
  q: 'ask',
  w: 'words',
}

const doing: Partial<Record<string, () => unknown>> = {
  v: () => act('verify'),
  s: () => act('reopen'),
  c: claim,
  m: mergePicked,
  p: splitPicked,
  t: toggleSecret,
  y: () => said.value?.again?.(),
}

/** Whether the key meant something. */
function answer(key: string, isOnMap: boolean, withShift: boolean): boolean {
  if (key === '?') isSheetShown.value = !isSheetShown.value
  else if (view.value !== views[0]) return false
  else if (key === 'j' || (key === 'arrowdown' && !isOnMap)) move(1, withShift)
  else if (key === 'k' || (key === 'arrowup' && !isOnMap)) move(-1, withShift)
  else if (key === 'arrowright' && !isOnMap) unfolded.value = openItem.value?.key ?? null
  else if (key === 'arrowleft' && !isOnMap) fold()
  else if (key === 'f' || key === '/') isFiltersOpen.value = true
  else if (key === '0' && !isOnMap) clearFilters()
  else if (key === 'x') pick()
  else if (key === 'z') void undo()
  else if (/^[1-5]$/.test(key) && !isOnMap) tab.value = tabs[Number(key) - 1] ?? 'all'
  else if (openItem.value === null && picked.value.size === 0) return false
  else if (writing[key]) form.value = writing[key]
  else if (doing[key]) doing[key]()
  else return false
  return true
}
