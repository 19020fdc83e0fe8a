// The ground under the reports: the bundled style at once, the operator's online style when it has proved that it loads, and back
// by itself when it stops loading.
import { Map as MapLibre, type StyleSpecification } from 'maplibre-gl'
import type { Language } from '../../server/domain/messages/index.ts'
import type { Theme } from '../theme.ts'
import { offlineStyle } from './basemap/style.ts'

export type Look = { theme: Theme; language: Language }

type Given = {
  look: Look
  /** Adds the reports to a style, whichever it is. */
  withReports: (style: StyleSpecification, look: Look) => StyleSpecification
  /** Whether a source is one of ours: its troubles are not the ground's. */
  isOurs: (source: string) => boolean
}

/** How long an online style may take to load whole, and when to look again after it failed, ms. */
const PROOF_MS = 20_000
const AGAIN_MS = 120_000
/** Tiles in a row that may fail before the bundled style comes back. */
const FAILURES = 6

export function layGround(map: MapLibre, { look: first, withReports, isOurs }: Given) {
  let look = first
  let online: string | null = null
  let isOnline = false
  let failures = 0
  let again: ReturnType<typeof setTimeout> | undefined
  let isClosed = false

  function layOffline() {
    isOnline = false
    map.setStyle(withReports(offlineStyle(look.theme, look.language), look))
  }

  async function tryOnline() {
    if (!online || isClosed) return
    const proved = await loads(online, map)
    if (isClosed) return
    if (proved) {
      isOnline = true
      failures = 0
      map.setStyle(online, { transformStyle: (_, next) => withReports(next, look) })
    } else again = setTimeout(tryOnline, AGAIN_MS)
  }

  map.on('error', event => {
    const source = 'sourceId' in event ? String(event.sourceId) : ''
    if (!isOnline || isOurs(source) || ++failures < FAILURES) return
    layOffline()
    again = setTimeout(tryOnline, AGAIN_MS)
  })
  map.on('sourcedata', event => {
    if (event.tile && !isOurs(event.sourceId)) failures = 0
  })

  return {
    /** An online style's address, once it is known. */
    offer(style: string) {
      online = style
      void tryOnline()
    },
    dress(next: Look) {
      look = next
      if (isOnline && online) map.setStyle(online, { transformStyle: (_, style) => withReports(style, look) })
      else layOffline()
    },
    close() {
      isClosed = true
      clearTimeout(again)
    },
  }
}

/** Loads a style with its tiles on a small map that nobody sees, where the real one looks. */
function loads(style: string, map: MapLibre): Promise<boolean> {
  const container = document.createElement('div')
  container.className = 'proof'
  container.inert = true
  document.body.append(container)
  const trial = new MapLibre({
    container,
    style,
    center: map.getCenter(),
    zoom: map.getZoom(),
    attributionControl: false,
    interactive: false,
  })
  return new Promise<boolean>(resolve => {
    const timer = setTimeout(() => resolve(false), PROOF_MS)
    const end = (proved: boolean) => {
      clearTimeout(timer)
      resolve(proved)
    }
    trial.once('load', () => end(true))
    // Some servers answer 404 for tiles of open sea.
    trial.on('error', ({ error }) => {
      if (!('status' in error && error.status === 404 && trial.isStyleLoaded())) end(false)
    })
  }).finally(() => {
    trial.remove()
    container.remove()
  })
}
