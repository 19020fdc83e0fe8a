// Without a graphics card a frame of the map takes a tenth of a second, most of it by the pixel: there it is drawn coarser until all of it has come and
// while a hand moves it, and sharp again when the hand rests. Where frames are quick nothing of this is seen.
import type { Map as MapLibre } from 'maplibre-gl'

/** A frame may take so long while the map is moved, ms. */
const SMOOTH_MS = 16
/** No coarser than this, of the screen's own pixels; and what is hardly coarser is not worth it. */
const COARSEST = 0.4
const WORTH = 0.9
/** Frames that are drawn to see how long they take, some time after the map first rests, ms. The quickest counts: the others waited for something else. */
const TRIALS = 4
const SETTLED_MS = 1_000
/** How programs call themselves that paint in place of a graphics card. */
const SOFTWARE = /swiftshader|llvmpipe|softpipe|software|basic render/i
/** The hand rests when nothing has moved for so long, ms. */
const REST_MS = 800

export function coarsenMoves(map: MapLibre) {
  let own: number | undefined
  let scale = 1
  let isCoarse = paintsInSoftware(map)
  let waiting: ReturnType<typeof setTimeout> | undefined
  let isClosed = false
  const sharpness = () => own ?? devicePixelRatio

  async function measure(): Promise<void> {
    let quickest = Number.POSITIVE_INFINITY
    for (let trial = 0; trial < TRIALS && !isClosed; trial++)
      quickest = Math.min(quickest, await frameOf(map))
    // The time grows with the pixels, and so with the square of their density.
    scale = Math.max(COARSEST, Math.sqrt(SMOOTH_MS / quickest))
  }

  function rest(): void {
    clearTimeout(waiting)
    waiting = setTimeout(() => {
      if (map.isMoving()) return rest()
      sharpenAgain()
    }, REST_MS)
  }

  function sharpenAgain(): void {
    isCoarse = false
    map.setPixelRatio(sharpness())
    // At once: a canvas is empty when its size has changed.
    map.redraw()
  }

  if (isCoarse) map.setPixelRatio(sharpness() * COARSEST)
  map.once('idle', () => {
    if (isCoarse) sharpenAgain()
    waiting = setTimeout(() => void measure(), SETTLED_MS)
  })
  map.on('dragstart', () => {
    if (isCoarse || scale > WORTH) return
    isCoarse = true
    // A map whose size changes stops whatever moves it: here the hand goes on.
    Object.assign(map, { stop: () => map })
    map.setPixelRatio(sharpness() * scale)
    delete (map as Partial<Pick<MapLibre, 'stop'>>).stop
  })
  map.on('move', () => {
    if (isCoarse) rest()
  })

  return {
    /** How many pixels the map has for each of the page's when it rests. */
    sharpness,
    sharpen(ratio: number) {
      own = ratio
      if (!isCoarse) map.setPixelRatio(ratio)
    },
    close() {
      isClosed = true
      clearTimeout(waiting)
    },
  }
}

/** From the end of its drawing until the browser is ready for the next, ms. */
const frameOf = (map: MapLibre): Promise<number> =>
  new Promise(resolve => {
    map.once('render', () => {
      const drawn = performance.now()
      requestAnimationFrame(() => resolve(performance.now() - drawn))
    })
    map.triggerRepaint()
  })

/** Not every browser tells. */
function paintsInSoftware(map: MapLibre): boolean {
  const canvas = map.getCanvas()
  const gl = canvas.getContext('webgl2') ?? canvas.getContext('webgl')
  const told = gl?.getExtension('WEBGL_debug_renderer_info')
  return told ? SOFTWARE.test(String(gl?.getParameter(told.UNMASKED_RENDERER_WEBGL))) : false
}
