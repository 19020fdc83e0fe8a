// The map behind the pin: MapLibre on the bundled style, which needs no network beyond this server.
import 'maplibre-gl/dist/maplibre-gl.css'
import { Map as MapLibre, NavigationControl, type StyleSpecification, setWorkerUrl } from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url'
import type { LngLat } from '../../server/domain/hazards/hazard.ts'
import type { Language } from '../../server/domain/messages/index.ts'
import { ask, findConfig } from '../api.ts'
import { offlineStyle } from '../map/basemap/style.ts'
import type { Theme } from '../theme.ts'

type Given = {
  /** Where the citizen already is, and whether that is a point or only a town. */
  at: LngLat | null
  exact: boolean
  theme: Theme
  language: Language
  /** What the map is called when it is read aloud. */
  label: string
}

/** All of Indonesia, for a citizen of whom nothing is known yet. */
const COUNTRY: [number, number, number, number] = [95, -11, 141, 6]
const NEAR_ZOOM = 13
const TOWN_ZOOM = 11
/** Farther out than this a thumb covers a district, and its middle is nobody's place. */
const FARTHEST_ZOOM = 9

const PATIENCE_MS = 3_000

setWorkerUrl(workerUrl)

/** The operator's own style, with streets, when there is one and it can be reached just now. */
async function onlineStyle(): Promise<StyleSpecification | null> {
  const config = await findConfig()
  if (!('found' in config) || !config.found.mapStyle) return null
  const { mapStyle } = config.found
  const style = await ask<StyleSpecification>(mapStyle, { signal: AbortSignal.timeout(PATIENCE_MS) })
  return 'found' in style ? style.found : null
}

export type PinMap = Awaited<ReturnType<typeof openPinMap>>

export async function openPinMap(container: HTMLElement, { at, exact, theme, language, label }: Given) {
  const map = new MapLibre({
    container,
    style: (await onlineStyle()) ?? offlineStyle(theme, language),
    ...(at ? { center: [at.lng, at.lat], zoom: exact ? NEAR_ZOOM : TOWN_ZOOM } : { bounds: COUNTRY }),
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    attributionControl: { compact: true },
    locale: { 'Map.Title': label },
  })
  map.touchZoomRotate.disableRotation()
  map.addControl(new NavigationControl({ showCompass: false }), 'top-right')
  return {
    centre(): LngLat {
      const { lng, lat } = map.getCenter().wrap()
      return { lng: Number(lng.toFixed(6)), lat: Number(lat.toFixed(6)) }
    },
    isNear: () => map.getZoom() >= FARTHEST_ZOOM,
    close: () => map.remove(),
  }
}
