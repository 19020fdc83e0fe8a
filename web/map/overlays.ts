// What may lie on the map beside reports and incidents: flooded areas, warnings, gauges, shelters. Each is a file of its own that tells its features,
// how they are drawn, and what a click on one means; the map knows none of them by name.
import type { Signal } from '@preact/signals'
import { type ReadonlySignal, signal } from '@preact/signals'
import type { FeatureCollection } from 'geojson'
import type { LayerSpecification } from 'maplibre-gl'
import type { Box } from '../../server/domain/contract.ts'
import type { LngLat } from '../../server/domain/hazards/hazard.ts'
import type { MessageKey } from '../../server/domain/messages/index.ts'
import { keep, kept } from '../kept.ts'
import type { Theme } from '../theme.ts'

export type Overlay = {
  /** Names the source. */
  key: string
  name: MessageKey
  /** A solid path in a 24 × 24 box, for the menu of layers and the legend. */
  icon?: string
  /** Nothing of it is shown when the map is farther away than this. */
  fromZoom?: number
  /** Each feature has an `id` in its properties. */
  features: ReadonlySignal<FeatureCollection>
  /** `source` is the overlay's own; ids of layers begin with it. They lie below the reports and incidents. */
  layers: (theme: Theme, source: string) => LayerSpecification[]
  /** Ids of the layers that answer a click. */
  clickable?: string[]
  onChoose?: (id: string) => void
  /** While it is there, every click on the map is its own: somebody draws. */
  takes?: ReadonlySignal<((at: LngLat) => void) | null>
  /** Whether the reader wants to see it. */
  isShown: Signal<boolean>
}

export const sourceOf = ({ key }: Pick<Overlay, 'key'>) => `overlay-${key}`

/** A reader's choice that this browser keeps. */
export function shownByChoice(key: string, first: boolean): Signal<boolean> {
  const name = `overlay:${key}`
  const isShown = signal((kept(name) ?? String(first)) === 'true')
  isShown.subscribe(value => keep(name, String(value)))
  return isShown
}

/** What the map shows now: some overlays fetch only that. */
export const sight = signal<{ box: Box; zoom: number } | null>(null)

export const noFeatures: FeatureCollection = { type: 'FeatureCollection', features: [] }
