// What the pointer means on the map: a click chooses what lies under it, opens a bubble, or sets down what an overlay waits for; over what can be
// clicked the cursor is a hand.
import { GeoJSONSource, type MapGeoJSONFeature, type Map as MapLibre, type PointLike } from 'maplibre-gl'
import type { Selection } from './address.ts'
import { CLICKABLE, REPORTS } from './layers.ts'
import { type Overlay, sourceOf } from './overlays.ts'

type Given = {
  overlays: Overlay[]
  /** What stands out now. */
  chosen: () => string | null
  onChoose: (selection: Selection | null) => void
  /** A bubble opens there. */
  goTo: (center: [number, number], zoom: number) => void
}

/** Pixels around a finger's point that still count as a hit. */
const REACH_PX = 6

/** Answers how to stop. */
export function heedPointer(map: MapLibre, { overlays, chosen, onChoose, goTo }: Given): () => void {
  const clickable = [...CLICKABLE, ...overlays.flatMap(({ clickable = [] }) => clickable)]
  const hitsAt = (where: PointLike | [PointLike, PointLike]) =>
    map.queryRenderedFeatures(where, { layers: clickable.filter(layer => map.getLayer(layer)) })

  map.on('click', async ({ point: { x, y }, lngLat, originalEvent }) => {
    const take = overlays.find(({ takes }) => takes?.value)?.takes?.value
    if (take) return take(lngLat.wrap())
    const reach = 'pointerType' in originalEvent && originalEvent.pointerType === 'mouse' ? 1 : REACH_PX
    const hits = hitsAt([
      [x - reach, y - reach],
      [x + reach, y + reach],
    ])
    const [hit] = hits
    if (!hit) return onChoose(null)
    if (hit.properties.cluster) return openBubble(hit)
    const overlay = overlays.find(each => sourceOf(each) === hit.source)
    if (overlay) return overlay.onChoose?.(String(hit.properties.id))
    onChoose(nextOf(hits, chosen()))
  })

  async function openBubble({ geometry, properties: { opens, cluster_id } }: MapGeoJSONFeature) {
    if (geometry.type !== 'Point') return
    const reports = map.getSource(REPORTS)
    const apart =
      reports instanceof GeoJSONSource && (() => reports.getClusterExpansionZoom(Number(cluster_id)))
    const zoom = Number(opens ?? (apart ? await apart() : undefined))
    if (!Number.isFinite(zoom)) return
    const [lng = 0, lat = 0] = geometry.coordinates
    goTo([lng, lat], Math.max(zoom, map.getZoom() + 1))
  }

  /** Asked once a frame of all layers together, and not at all while the map is moved. */
  let pointed: number | null = null
  map.on('mousemove', ({ point }) => {
    if (pointed !== null || map.isMoving()) return
    pointed = requestAnimationFrame(() => {
      pointed = null
      if (!map.isMoving()) map.getCanvas().style.cursor = hitsAt(point).length > 0 ? 'pointer' : ''
    })
  })

  return () => {
    if (pointed !== null) cancelAnimationFrame(pointed)
  }
}

/** Reports that lie on one point take turns. */
function nextOf(hits: MapGeoJSONFeature[], chosen: string | null): Selection | null {
  const kindOf = ({ properties: { kind } }: MapGeoJSONFeature) => (kind === 'incident' ? kind : 'report')
  const single = hits.filter(({ properties }) => !properties.cluster)
  const things = [...new Map(single.map(hit => [String(hit.properties.id), hit])).values()]
  const [first] = things
  const same = things.filter(thing => first && kindOf(thing) === kindOf(first))
  const next = same[(same.findIndex(({ properties }) => properties.id === chosen) + 1) % same.length]
  return next ? { kind: kindOf(next), id: String(next.properties.id) } : null
}
