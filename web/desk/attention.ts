// Calls an officer back who looks elsewhere: a new severe incident is counted in the title of the page, and sounded where the officer wants that.
import { computed, effect, signal } from '@preact/signals'
import type { IncidentFeature } from '../../server/domain/contract.ts'
import { keep, kept } from '../kept.ts'
import { tell } from '../language.ts'
import { isDrill, live } from './state.ts'

const SEVERE = 3

/** Off until it is asked for, and remembered. */
export const isSounding = signal(kept('desk-sound') === 'on')
/** Severe incidents that came while nobody looked at this page. */
const unseen = signal<ReadonlySet<string>>(new Set())
export const unseenCount = computed(() => unseen.value.size)

const severe = computed<IncidentFeature[]>(() =>
  [...live.picture.value.incidents.values()]
    .filter(({ properties }) => properties.level === SEVERE)
    .sort((a, b) => (a.properties.latest < b.properties.latest ? 1 : -1)),
)

let context: AudioContext | undefined

/** Browsers let a page sound only after a hand has touched it. */
export function setSounding(isOn: boolean): void {
  isSounding.value = isOn
  keep('desk-sound', isOn ? 'on' : 'off')
  if (isOn) sound()
}

/** Three strokes on wood, falling off at once: heard across a room, no siren. */
function sound(): void {
  context ??= new AudioContext()
  const now = context.currentTime
  for (const [index, pitch] of [620, 620, 500].entries()) {
    const at = now + index * 0.22
    const tone = context.createOscillator()
    const loudness = context.createGain()
    tone.type = 'triangle'
    tone.frequency.setValueAtTime(pitch, at)
    loudness.gain.setValueAtTime(0.0001, at)
    loudness.gain.exponentialRampToValueAtTime(0.5, at + 0.01)
    loudness.gain.exponentialRampToValueAtTime(0.0001, at + 0.18)
    tone.connect(loudness).connect(context.destination)
    tone.start(at)
    tone.stop(at + 0.2)
  }
}

/** Begins with what stands already; gives back how to stop. */
export function attend(): () => void {
  let known: ReadonlySet<string> | undefined
  const stops = [
    effect(() => {
      const now = new Set(severe.value.map(({ properties }) => properties.id))
      if (!live.isKnown.value) return
      const fresh = known ? [...now].filter(id => !known?.has(id)) : []
      known = new Set([...(known ?? []), ...now])
      if (fresh.length === 0) return
      if (document.hidden) unseen.value = new Set([...unseen.peek(), ...fresh])
      if (isSounding.peek() && !isDrill) sound()
    }),
    effect(() => {
      const name = `${tell('desk.title')} · Kentongan`
      document.title = unseen.value.size > 0 ? `(${unseen.value.size}) ${name}` : name
    }),
  ]
  const look = () => {
    if (!document.hidden) unseen.value = new Set()
  }
  document.addEventListener('visibilitychange', look)
  return () => {
    document.removeEventListener('visibilitychange', look)
    for (const stop of stops) stop()
  }
}
