// What may lie on the map beside reports and incidents: flooded areas, warnings, gauges, shelters. Each is a file of its own that tells its features,
// how they are drawn, and what a click on one means; the map knows none of them by name.
import type { Signal } from '@preact/signals'
import { type ReadonlySignal, signal } from '@preact/signals'
import type { FeatureCollection } from 'geojson'
import type { LayerSpecification } from 'maplibre-gl'
import type { MessageKey } from '../../server/domain/messages/index.ts'
import { keep, kept } from '../kept.ts'
import type { Theme } from '../theme.ts'

export type Overlay = {
  /** Names the source. */
  key: string
  name: MessageKey
  /** Each feature has an `id` in its properties. */
  features: ReadonlySignal<FeatureCollection>
  /** `source` is the overlay's own; ids of layers begin with it. They lie below the reports and incidents. */
  layers: (theme: Theme, source: string) => LayerSpecification[]
  /** Ids of the layers that answer a click. */
  clickable?: string[]
  onChoose?: (id: string) => void
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

export const noFeatures: FeatureCollection = { type: 'FeatureCollection', features: [] }
