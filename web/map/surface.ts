// The drawn map: MapLibre with the reports and incidents on it. Told what is shown, it draws only what has changed.
import 'maplibre-gl/dist/maplibre-gl.css'
import { effect } from '@preact/signals'
import type { Feature } from 'geojson'
import {
  GeoJSONSource,
  type LngLatBoundsLike,
  Map as MapLibre,
  NavigationControl,
  ScaleControl,
  type StyleSpecification,
  setWorkerUrl,
  VectorTileSource,
} from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url'
import type { IncidentFeature, ReportFeature } from '../../server/domain/contract.ts'
import type { LngLat } from '../../server/domain/hazards/hazard.ts'
import type { Selection, View } from './address.ts'
import { offlineStyle } from './basemap/style.ts'
import { drawBeside } from './beside-marks.ts'
import { coarsenMoves } from './coarse.ts'
import { type Look, layGround } from './ground.ts'
import {
  CHOSEN,
  collection,
  type Drawn,
  INCIDENTS,
  incidentArea,
  incidentTag,
  layersOf,
  OVERLAYS_BELOW,
  REPORTS,
  reportPoint,
  sourcesOf,
  standing as standingBut,
  TAGS,
  TILES,
  TILES_BELOW,
  tileLayers,
  tileSource,
} from './layers.ts'
import { drawMark, sharpenMarks } from './marks.ts'
import { noFeatures, type Overlay, sourceOf as overlaySource, sight } from './overlays.ts'
import { heedPointer } from './pointing.ts'
import { isNews, pulseWhenDrawn } from './pulse.ts'
import type { Shown } from './shown.ts'
import type { Many } from './told.ts'

/** What panels cover, in pixels: the map keeps what it shows out from under them. */
export type Insets = { top: number; right: number; bottom: number; left: number }

type Given = {
  look: Look
  /** What the map is called when it is read aloud. */
  label: string
  start: { view: View } | { bounds: LngLatBoundsLike }
  /** The lowest first. */
  overlays: Overlay[]
  insets: () => Insets
  onChoose: (selection: Selection | null) => void
  onMove: (view: View) => void
}

export type Surface = ReturnType<typeof openSurface>

/** Near enough to stand alone among its neighbours, far enough for the bundled ground to say where. */
const NEAR_ZOOM = 12.5
const FIT_ZOOM = 14
/** Marks kept ready; with more, counts that nobody shows any longer make room. */
const MOST_MARKS = 600

setWorkerUrl(workerUrl)

export function openSurface(
  container: HTMLElement,
  { look, label, start, overlays, insets, onChoose, onMove }: Given,
) {
  const reports = new Map<string, ReportFeature>()
  const known = new Set<string>()
  let incidents: Feature[] = []
  let tags: Feature[] = []
  let chosen: Feature[] = []
  let chosenId: string | null = null
  let incidentsDrawn = ''
  let drawnReports: ReportFeature[] = []
  let { theme } = look
  let many: Many | null = null
  /** The tiles that the source was told last, and those that stand on the map. */
  let [told, standing] = ['', '']

  const drawn = (): Drawn => ({
    [REPORTS]: collection([...reports.values()].map(reportPoint)),
    [INCIDENTS]: collection(incidents),
    [TAGS]: collection(tags),
    [CHOSEN]: collection(chosen),
  })
  const featuresOf = ({ isShown, features }: Overlay) => (isShown.value ? features.value : noFeatures)
  const isFilled = (overlay: Overlay) => featuresOf(overlay).features.length > 0
  const overlayData = (overlay: Overlay) =>
    ({ type: 'geojson', promoteId: 'id', data: featuresOf(overlay) }) as const
  const withReports = (style: StyleSpecification, { theme }: Look): StyleSpecification => ({
    ...style,
    sources: {
      ...style.sources,
      ...Object.fromEntries(
        overlays.filter(isFilled).map(overlay => [overlaySource(overlay), overlayData(overlay)]),
      ),
      ...sourcesOf(drawn()),
      ...(many && { [TILES]: tileSource(many.tiles.url) }),
    },
    layers: [
      ...style.layers,
      ...overlays.filter(isFilled).flatMap(overlay => overlay.layers(theme, overlaySource(overlay))),
      ...layersOf(theme, many ? tileLayers(theme, many.tiles.hidden) : []),
    ],
  })

  /** Brought to the map whenever it has a style: what lies in tiles comes and goes with how many there are. */
  function layTiles(): void {
    if (!map.getSource(REPORTS)) return
    const source = map.getSource(TILES)
    if (!many) {
      if (!source) return
      for (const { id } of tileLayers(theme, [])) map.removeLayer(id)
      map.removeSource(TILES)
      told = ''
      return
    }
    const { url, hidden } = many.tiles
    if (!source) {
      map.addSource(TILES, tileSource(url))
      for (const layer of tileLayers(theme, hidden)) map.addLayer(layer, TILES_BELOW)
    } else if (told !== url && source instanceof VectorTileSource) source.setTiles([url])
    told = url
    hide(hidden)
  }

  /** One that has nothing to show comes to the map when it has: each source has its share of every frame, and of the worker's time for every tile. */
  function layOverlay(overlay: Overlay): void {
    // Read first: without a source yet, what it would show is followed all the same.
    const data = featuresOf(overlay)
    const id = overlaySource(overlay)
    const source = sourceOf(id)
    if (source) return void source.setData(data)
    if (data.features.length === 0 || !map.getSource(REPORTS)) return
    map.addSource(id, overlayData(overlay))
    for (const layer of overlay.layers(theme, id)) map.addLayer(layer, aboveOverlay(overlay))
  }

  /** The lowest layer of those on the map that lie above. */
  const aboveOverlay = (overlay: Overlay) =>
    overlays
      .slice(overlays.indexOf(overlay) + 1)
      .flatMap(above => above.layers(theme, overlaySource(above)))
      .find(({ id }) => map.getLayer(id))?.id ?? OVERLAYS_BELOW

  function hide(ids: readonly string[]): void {
    const next = standingBut(ids)
    if (JSON.stringify(map.getFilter('tile-pins')) !== JSON.stringify(next)) map.setFilter('tile-pins', next)
  }

  const map = new MapLibre({
    container,
    style: withReports(offlineStyle(look.theme, look.language), look),
    ...('view' in start
      ? { center: [start.view.lng, start.view.lat], zoom: start.view.zoom }
      : { bounds: start.bounds, fitBoundsOptions: { padding: insets() } }),
    minZoom: 2,
    maxZoom: 18,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    fadeDuration: 0,
    attributionControl: { compact: true },
    locale: { 'Map.Title': label },
  })
  map.touchZoomRotate.disableRotation()
  map.keyboard.disableRotation()
  map.addControl(new NavigationControl({ showCompass: false }), 'bottom-right')
  map.addControl(new ScaleControl(), 'bottom-left')
  // The console and the tests look at the map through its element.
  Object.assign(container, { map })

  const coarse = coarsenMoves(map)
  const marks: string[] = []
  map.setMissingStyleImageResolver(name => {
    const pixelRatio = sharpenMarks(coarse.sharpness())
    const image = drawMark(name) ?? drawBeside(name)
    if (!image) return
    map.addImage(name, image, { pixelRatio })
    marks.push(name)
    const oldest = marks.length > MOST_MARKS && marks.findIndex(each => each.includes('/bubble/'))
    if (oldest !== false && oldest >= 0) for (const old of marks.splice(oldest, 1)) map.removeImage(old)
  })

  const ground = layGround(map, {
    look,
    withReports,
    isOurs: source =>
      source === TILES || source in drawn() || overlays.some(overlay => overlaySource(overlay) === source),
  })

  const sourceOf = (id: string) => {
    const source = map.getSource(id)
    return source instanceof GeoJSONSource ? source : undefined
  }
  /** Without a source the style is just loading, and takes everything along when it has. */
  map.on('style.load', () => {
    const all = drawn()
    for (const id of [REPORTS, INCIDENTS, TAGS, CHOSEN] as const) sourceOf(id)?.setData(all[id])
    for (const overlay of overlays) layOverlay(overlay)
    layTiles()
  })
  const stopDrawing = overlays.map(overlay => effect(() => layOverlay(overlay)))
  map.on('sourcedata', ({ sourceId, tile }) => {
    if (sourceId !== TILES || !tile || !many || told === standing || !map.isSourceLoaded(TILES)) return
    standing = told
    // The layer draws them with the frame that comes next.
    const { drawn } = many
    map.once('render', () => drawn(standing))
  })
  function drawReports(shown: ReportFeature[], now: number) {
    if (shown === drawnReports) return
    drawnReports = shown
    const next = new Map(shown.map(report => [report.properties.id, report]))
    const remove = [...reports.keys()].filter(id => !next.has(id))
    // Whose incident it is does not show on its pin, and makes no new version.
    const add = shown.filter(
      ({ properties: { id, version } }) => reports.get(id)?.properties.version !== version,
    )
    if (remove.length === 0 && add.length === 0) return
    const news: ReportFeature[] = []
    for (const id of remove) reports.delete(id)
    for (const report of add) {
      const { id } = report.properties
      reports.set(id, report)
      if (!known.has(id) && isNews(report, now)) news.push(report)
      known.add(id)
    }
    sourceOf(REPORTS)?.updateData({ remove, add: add.map(reportPoint) })
    pulseWhenDrawn(map, news)
  }

  function drawIncidents(shown: IncidentFeature[], tagOf: (incident: IncidentFeature) => string) {
    const texts = shown.map(tagOf)
    const state = shown
      .map(({ properties }, index) => `${properties.id} ${properties.version} ${texts[index]}`)
      .join('\n')
    if (state === incidentsDrawn) return
    incidentsDrawn = state
    incidents = shown.map(incidentArea)
    tags = shown.map((incident, index) => incidentTag(incident, texts[index] ?? ''))
    sourceOf(INCIDENTS)?.setData(collection(incidents))
    sourceOf(TAGS)?.setData(collection(tags))
  }

  const stopHeeding = heedPointer(map, {
    overlays,
    chosen: () => chosenId,
    onChoose,
    goTo: (center, zoom) => map.easeTo({ center, zoom, padding: insets() }),
  })

  const tellSight = () => {
    const bounds = map.getBounds()
    sight.value = {
      box: [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()],
      zoom: map.getZoom(),
    }
  }
  map.on('load', tellSight)
  map.on('moveend', () => {
    tellSight()
    const { lng, lat } = map.getCenter().wrap()
    onMove({ lng, lat, zoom: map.getZoom() })
  })

  return {
    show(shown: Shown, now: number, tagOf: (incident: IncidentFeature) => string) {
      many = shown.many ?? null
      layTiles()
      drawReports(many ? many.fresh : shown.reports, now)
      drawIncidents(shown.incidents, tagOf)
    },
    /** Stands out above all others, also when it lies in a bubble or is no longer shown. */
    choose(thing: ReportFeature | IncidentFeature | null) {
      chosenId = thing?.properties.id ?? null
      chosen = !thing ? [] : [isReport(thing) ? reportPoint(thing) : incidentArea(thing)]
      sourceOf(CHOSEN)?.setData(collection(chosen))
    },
    goTo({ lng, lat }: LngLat, zoom?: number) {
      map.easeTo({
        center: [lng, lat],
        zoom: zoom ?? Math.max(map.getZoom(), NEAR_ZOOM),
        padding: insets(),
        duration: 500,
      })
    },
    fit(bounds: LngLatBoundsLike, maxZoom = FIT_ZOOM) {
      map.fitBounds(bounds, { padding: insets(), maxZoom, duration: 500 })
    },
    /** For a map that is shown larger than it is drawn. */
    sharpen(ratio: number) {
      coarse.sharpen(ratio)
      for (const mark of marks.splice(0)) map.removeImage(mark)
    },
    dress(next: Look) {
      theme = next.theme
      ground.dress(next)
    },
    offerGround: ground.offer,
    close() {
      stopHeeding()
      for (const stop of stopDrawing) stop()
      coarse.close()
      ground.close()
      map.remove()
    },
  }
}

const isReport = (thing: ReportFeature | IncidentFeature): thing is ReportFeature =>
  'receivedAt' in thing.properties
