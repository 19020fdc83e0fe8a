// The desk by keyboard: a letter an act. Letters mean nothing while somebody writes.
import { signal } from '@preact/signals'
import { act, choose, chosen, isDismissing, move, undo } from './state.ts'
import { view } from './views.ts'

/** Whether the sheet of keys is shown. */
export const isSheetShown = signal(false)

export const keys = [
  ['V', 'desk.key-verify'],
  ['D', 'desk.key-dismiss'],
  ['R', 'desk.key-resolve'],
  ['Z', 'desk.key-undo'],
  ['S', 'desk.key-release'],
  ['J ↓', 'desk.key-next'],
  ['K ↑', 'desk.key-before'],
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
  const isOnMap = target.closest('.map') !== null
  const key = event.key.toLowerCase()
  const { onKey } = view.value
  const done = onKey && key !== '?' ? onKey(key) : answer(key, isOnMap)
  if (done) event.preventDefault()
}

function close(): void {
  if (isSheetShown.value) isSheetShown.value = false
  else if (view.value.onKey?.('escape')) return
  else if (isDismissing.value) isDismissing.value = false
  else choose(null)
}

/** Whether the key meant something. */
function answer(key: string, isOnMap: boolean): boolean {
  const report = chosen.value
  const state = report?.properties.state
  if (key === '?') isSheetShown.value = !isSheetShown.value
  else if (key === 'j' || (key === 'arrowdown' && !isOnMap)) move(1)
  else if (key === 'k' || (key === 'arrowup' && !isOnMap)) move(-1)
  else if (key === 'z') void undo()
  else if (report && key === 'v' && (state === 'unverified' || state === 'held')) void act('verify', report)
  else if (report && key === 's' && state === 'held') void act('reopen', report)
  else if (report && key === 'r' && state === 'verified') void act('resolve', report)
  else if (key === 'd' && (state === 'unverified' || state === 'verified' || state === 'held'))
    isDismissing.value = true
  else return false
  return true
}
