// What stands beside the reports, as both maps know it: gauges and official sources from the live picture or the past one, and which of them is open.
import { computed, effect, type ReadonlySignal, signal } from '@preact/signals'
import type { FloodedArea } from '../../server/domain/area.ts'
import type { Gauge } from '../../server/domain/gauge.ts'
import type { Official } from '../../server/domain/official.ts'
import type { Live } from '../live.ts'
import { emptyPicture } from '../picture.ts'
import { past, pictureOf } from './timeline/past.ts'

export type BesideKind = 'gauge' | 'official' | 'place' | 'area'

const from = signal<Live | null>(null)
const STEP_MS = 10_000

/** Each page has one live picture, and hands it over here. */
export function watchBeside(live: Live): void {
  from.value = live
}

const noAreas: ReadonlyMap<string, FloodedArea> = new Map()

/** What is live, or what stood at the past moment that is looked at. */
const picture = pictureOf(computed(() => from.value?.picture.value ?? emptyPicture))

export const gauges: ReadonlySignal<ReadonlyMap<string, Gauge>> = computed(() => picture.value.gauges)
export const officials: ReadonlySignal<ReadonlyMap<string, Official>> = computed(
  () => picture.value.officials,
)
/** Areas with a flood state, without their outlines. */
export const areaStates = computed(() => from.value?.picture.value.areas ?? noAreas)
/** The server's clock, a step every ten seconds, or the past moment. */
export const besideNow: ReadonlySignal<number> = computed(
  () => past.value ?? Math.floor((from.value?.now.value ?? Date.now()) / STEP_MS) * STEP_MS,
)

export const besideChosen = signal<{ kind: BesideKind; id: string } | null>(null)

/** What opens on the map closes what is open beside it, and the other way round. */
export function alternate(isOpen: ReadonlySignal<unknown>, close: () => void): void {
  effect(() => {
    if (isOpen.value) besideChosen.value = null
  })
  effect(() => {
    if (besideChosen.value && isOpen.peek()) close()
  })
}

/** Where the reader asked to look: the map goes there when it stands. */
export const wantedPlace = signal<{ lng: number; lat: number; zoom?: number } | null>(null)
