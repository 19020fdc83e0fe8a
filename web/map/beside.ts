// What stands beside the reports, as both maps know it: gauges and official sources from the live picture, and which of them is open.
import { computed, effect, type ReadonlySignal, signal } from '@preact/signals'
import type { FloodedArea } from '../../server/domain/area.ts'
import type { Gauge } from '../../server/domain/gauge.ts'
import type { Official } from '../../server/domain/official.ts'
import type { Live } from '../live.ts'

export type BesideKind = 'gauge' | 'official' | 'place' | 'area'

const from = signal<Live | null>(null)
const STEP_MS = 10_000

/** Each page has one live picture, and hands it over here. */
export function watchBeside(live: Live): void {
  from.value = live
}

const noGauges: ReadonlyMap<string, Gauge> = new Map()
const noAreas: ReadonlyMap<string, FloodedArea> = new Map()
const noOfficials: ReadonlyMap<string, Official> = new Map()

export const gauges = computed(() => from.value?.picture.value.gauges ?? noGauges)
export const officials = computed(() => from.value?.picture.value.officials ?? noOfficials)
/** Areas with a flood state, without their outlines. */
export const areaStates = computed(() => from.value?.picture.value.areas ?? noAreas)
/** The server's clock, a step every ten seconds. */
export const besideNow: ReadonlySignal<number> = computed(
  () => Math.floor((from.value?.now.value ?? Date.now()) / STEP_MS) * STEP_MS,
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
