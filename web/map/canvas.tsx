// The map's place on the page. MapLibre comes after everything else stands, and a browser without it still has the list.
import { type ReadonlySignal, useSignal, useSignalEffect } from '@preact/signals'
import type { LngLatBoundsLike } from 'maplibre-gl'
import { useEffect, useRef } from 'preact/hooks'
import type { IncidentFeature, ReportFeature } from '../../server/domain/contract.ts'
import { findConfig } from '../api.ts'
import { language, tell } from '../language.ts'
import { theme } from '../theme.ts'
import type { Selection, View } from './address.ts'
import { wantedPlace } from './beside.ts'
import { tagOf } from './counts.ts'
import { LayersMenu } from './layers-menu.tsx'
import type { Overlay } from './overlays.ts'
import type { Shown } from './shown.ts'
import type { Insets, Surface } from './surface.ts'

type Given = {
  shown: ReadonlySignal<Shown>
  now: ReadonlySignal<number>
  /** Stands out above the others. */
  open: ReadonlySignal<ReportFeature | IncidentFeature | null>
  view: View | null
  /** What else lies on it, the lowest first. */
  overlays?: Overlay[]
  insets: () => Insets
  onChoose: (selection: Selection | null) => void
  onMove: (view: View) => void
  /** Called once, when the map stands. */
  onReady: (surface: Surface) => void
}

/** All of Indonesia. */
const COUNTRY: LngLatBoundsLike = [95, -11, 141, 6]

export function MapCanvas({
  shown,
  now,
  open,
  view,
  overlays = [],
  insets,
  onChoose,
  onMove,
  onReady,
}: Given) {
  const holder = useRef<HTMLDivElement>(null)
  const surface = useSignal<Surface | null>(null)
  const isFailed = useSignal(false)

  // Made once: everything that changes reaches it by the effects below.
  useEffect(() => {
    let close: (() => void) | undefined
    let isLeft = false
    const make = async () => {
      const { openSurface } = await import('./surface.ts')
      if (isLeft || !holder.current) return
      const made = openSurface(holder.current, {
        look: { theme: theme.value, language: language.value },
        label: tell('map.map'),
        start: view ? { view } : { bounds: COUNTRY },
        overlays,
        insets,
        onChoose,
        onMove,
      })
      close = made.close
      surface.value = made
      onReady(made)
      const config = await findConfig()
      if ('found' in config && config.found.mapStyle && !isLeft) made.offerGround(config.found.mapStyle)
    }
    make().catch(error => {
      console.error('The map cannot be drawn.', error)
      isFailed.value = true
    })
    return () => {
      isLeft = true
      close?.()
    }
  }, [])

  useSignalEffect(() => surface.value?.show(shown.value, now.value, tagOf))
  useSignalEffect(() => surface.value?.choose(open.value))
  useSignalEffect(() => {
    const wanted = wantedPlace.value
    if (!wanted || !surface.value) return
    surface.value.goTo(wanted, wanted.zoom)
    wantedPlace.value = null
  })
  useDress(surface)

  return (
    <div class="map">
      <div class="map-canvas" ref={holder} />
      <LayersMenu overlays={overlays} />
      {isFailed.value && (
        <p class="map-failed" role="alert">
          {tell('map.failed')}
        </p>
      )}
    </div>
  )
}

/** The map is made in the right dress; only later changes are news to it. */
function useDress(surface: ReadonlySignal<Surface | null>) {
  const worn = useRef('')
  useSignalEffect(() => {
    const look = { theme: theme.value, language: language.value }
    const name = `${look.theme} ${look.language}`
    if (surface.value && worn.current && worn.current !== name) surface.value.dress(look)
    worn.current = name
  })
}
