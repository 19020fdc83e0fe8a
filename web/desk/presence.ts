// Who else looks at the same: this desk says what it has open, and every desk shows it on the line and beside what is open.
import { effect } from '@preact/signals'
import type { Item } from '../../server/domain/queue.ts'
import { sayPresent } from './requests.ts'
import { live, me, openItem } from './state.ts'

/** This page of the desk, as long as it is open. */
const page = crypto.randomUUID()
const RENEWED_MS = 20_000
/** Who runs through the queue has nothing open yet, ms. */
const LINGER_MS = 300

const subjectOf = (item: Item | null): string | null =>
  item?.case?.id ?? item?.incidents[0] ?? item?.key ?? null

/** Says what is open, and again as long as it is; gives back how to stop. */
export function openPresence(): () => void {
  let lingering: ReturnType<typeof setTimeout> | undefined
  let said: string | null = null
  const say = (subject: string | null) => {
    said = subject
    void sayPresent(page, subject)
  }
  const stop = effect(() => {
    const subject = subjectOf(openItem.value)
    clearTimeout(lingering)
    if (subject !== said) lingering = setTimeout(() => say(subject), LINGER_MS)
  })
  const renewing = setInterval(() => said !== null && say(said), RENEWED_MS)
  const leave = () => navigator.sendBeacon('/api/desk/presence', goneAway())
  addEventListener('pagehide', leave)
  return () => {
    stop()
    clearTimeout(lingering)
    clearInterval(renewing)
    removeEventListener('pagehide', leave)
  }
}

const goneAway = () => new Blob([JSON.stringify({ page, subject: null })], { type: 'application/json' })

/** Other officers who have this open. */
export function othersAt(item: Item): string[] {
  const subjects = new Set([
    item.key,
    ...item.incidents,
    ...item.reports.map(({ properties }) => properties.id),
  ])
  const names = live.presence.value.flatMap(({ officer, subject }) =>
    officer !== me.value && subjects.has(subject) ? [officer] : [],
  )
  return [...new Set(names)]
}
