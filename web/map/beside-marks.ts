// The marks of gauges and other things beside the reports, drawn on a canvas by their name: `theme/gauge/level/state/text` and `theme/spot/0/kind`.
import type { Level } from '../../server/domain/hazards/hazard.ts'
import type { Theme } from '../theme.ts'
import { besideIcons } from './beside-icons.ts'
import { canvas, drawLevel, FONT, LEVELS, picture, SURFACE } from './marks.ts'

export const spotMark = (kind: string) => `spot/0/${kind}`
/** `state`: stale ones are drawn with a broken edge. */
export const gaugeMark = (level: Level, isStale: boolean, text: string) =>
  `gauge/${level}/${isStale ? 'stale' : 'fresh'}/${text}`

/** Null for a name that is not ours. */
export function drawBeside(name: string): ImageData | null {
  const [theme, kind, given, first, ...rest] = name.split('/')
  if (theme !== 'light' && theme !== 'dark') return null
  const level = ([0, 1, 2, 3] as const).find(each => String(each) === given) ?? 0
  if (kind === 'spot') return drawSpot(first ?? '', theme)
  return kind === 'gauge' ? drawGauge(level, first === 'stale', rest.join('/'), theme) : null
}

function icon(
  context: CanvasRenderingContext2D,
  kind: string,
  [x, y]: [number, number],
  size: number,
  colour: string,
): void {
  const path = new Map(Object.entries(besideIcons)).get(kind)
  if (!path) return
  context.save()
  context.translate(x, y)
  context.scale(size / 24, size / 24)
  context.fillStyle = colour
  context.fill(new Path2D(path), 'evenodd')
  context.restore()
}

const SPOT = 24

function drawSpot(kind: string, theme: Theme): ImageData {
  const context = canvas(SPOT, SPOT)
  const { fill, on } = SURFACE[theme]
  context.beginPath()
  context.roundRect(1.5, 1.5, SPOT - 3, SPOT - 3, 6)
  context.fillStyle = fill
  context.fill()
  context.lineWidth = 1.5
  context.strokeStyle = on
  context.stroke()
  icon(context, kind, [4, 4], 16, on)
  return picture(context)
}

/** A square plate, so that nobody takes it for a report: icon, level of the warning, what it reads. */
function drawGauge(level: Level, isStale: boolean, text: string, theme: Theme): ImageData {
  const font = `650 13px ${FONT}`
  const measured = canvas(1, 1)
  measured.font = font
  const width = Math.ceil(measured.measureText(text).width) + (level > 0 ? 46 : 32)
  const context = canvas(width + 4, 28)
  const warned = level > 0 && !isStale
  const fill = warned ? LEVELS[theme][level].fill : SURFACE[theme].fill
  const on = warned ? LEVELS[theme][level].on : SURFACE[theme].on
  context.beginPath()
  context.roundRect(2, 2, width, 24, 5)
  context.fillStyle = fill
  context.fill()
  context.lineWidth = 1.5
  context.strokeStyle = warned ? SURFACE[theme].fill : SURFACE[theme].on
  if (isStale) context.setLineDash([3, 3])
  context.stroke()
  context.setLineDash([])
  icon(context, 'gauge', [6, 6], 16, on)
  context.fillStyle = on
  context.strokeStyle = on
  if (level > 0) drawLevel(context, level, 31, 14, 9)
  context.font = font
  context.textBaseline = 'middle'
  context.fillText(text, level > 0 ? 41 : 26, 14.5)
  return picture(context)
}
