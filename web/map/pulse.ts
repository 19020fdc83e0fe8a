// A report that has just come pulses once on the map.
import { type Map as MapLibre, Marker } from 'maplibre-gl'
import type { ReportFeature } from '../../server/domain/contract.ts'

/** A report that came this recently is news, ms. */
const NEWS_MS = 30_000
/** In a surge the map must not become a firework. */
const MOST = 8
/** Gone by then, whether or not anything moved, ms. */
const OVER_MS = 3_000

export const isNews = ({ properties }: ReportFeature, now: number): boolean =>
  Math.abs(now - Date.parse(properties.receivedAt)) < NEWS_MS

/** Only once they stand: on a slow phone the movement would keep them from being drawn. */
export function pulseWhenDrawn(map: MapLibre, news: ReportFeature[]): void {
  if (news.length === 0) return
  map.once('idle', () => {
    for (const report of news.slice(-MOST)) pulse(map, report)
  })
}

function pulse(map: MapLibre, { geometry, properties }: ReportFeature): void {
  const element = document.createElement('div')
  element.className = `pulse level-${properties.level}`
  const [lng = 0, lat = 0] = geometry.coordinates
  const marker = new Marker({ element }).setLngLat([lng, lat]).addTo(map)
  // Without motion there is no animation, and nothing to see.
  element.append(document.createElement('i'))
  element.addEventListener('animationend', () => marker.remove())
  setTimeout(() => marker.remove(), OVER_MS)
}
