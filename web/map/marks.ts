// What stands on the map, drawn on a canvas and known by a name that says everything: pins, bubbles, and the tags of incidents.
// A name is `theme/kind/level/…`; MapLibre asks for one when it first needs it. Text is drawn here too, so that no font has to be fetched.
import type { Level } from '../../server/domain/hazards/hazard.ts'
import { type HazardKey, hazardOf } from '../../server/domain/hazards/index.ts'
import type { Theme } from '../theme.ts'

/** The tokens of web/tokens.css: a canvas cannot read them while the style is still loading. */
export const LEVELS: Record<Theme, Record<Level, { fill: string; on: string }>> = {
  light: {
    0: { fill: '#5b66c9', on: '#ffffff' },
    1: { fill: '#f2c400', on: '#14202b' },
    2: { fill: '#f07d00', on: '#14202b' },
    3: { fill: '#b71c34', on: '#ffffff' },
  },
  dark: {
    0: { fill: '#8592f0', on: '#0e1620' },
    1: { fill: '#f2c400', on: '#14202b' },
    2: { fill: '#f07d00', on: '#14202b' },
    3: { fill: '#b71c34', on: '#ffffff' },
  },
}
export const SURFACE: Record<Theme, { fill: string; on: string; edge: string }> = {
  light: { fill: '#ffffff', on: '#14202b', edge: '#14202b' },
  dark: { fill: '#16212d', on: '#e8eef4', edge: '#e8eef4' },
}

/** As an outline the darkest red needs more light on a dark ground. */
export const levelColour = (theme: Theme, level: Level) =>
  theme === 'dark' && level === 3 ? '#ff6b7f' : LEVELS[theme][level].fill
export const surfaceColour = (theme: Theme) => SURFACE[theme].fill
export const inkColour = (theme: Theme) => SURFACE[theme].on

/** Drawn at up to twice the size. */
const SHARPEST = 2
let ratio = SHARPEST

/** As sharp as the screen and no sharper: hundreds of bubbles are drawn, copied and packed for the tiles. Answers by how much marks are larger than they stand. */
export function sharpenMarks(screen: number): number {
  ratio = Math.min(Math.ceil(screen), SHARPEST)
  return ratio
}

export const pinName = (level: Level, hazard: HazardKey, isVerified: boolean) =>
  `pin/${level}/${hazard}/${isVerified ? 'verified' : 'unverified'}`
export const tagName = (level: Level, text: string) => `tag/${level}/${text}`

/** Null for a name that is not ours. */
export function drawMark(name: string): ImageData | null {
  const [theme, kind, given, ...rest] = name.split('/')
  if (theme !== 'light' && theme !== 'dark') return null
  const level = ([0, 1, 2, 3] as const).find(each => String(each) === given)
  if (level === undefined) return null
  if (kind === 'pin') return drawPin(level, rest[0] as HazardKey, rest[1] === 'verified', theme)
  if (kind === 'bubble') return drawBubble(level, Number(rest[0]), theme)
  return kind === 'tag' ? drawTag(level, rest.join('/'), theme) : null
}

export const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif'

let sheet: HTMLCanvasElement | undefined

/** The same for all marks, empty again each time, and kept where it is read: a new one for each of hundreds of bubbles costs most of their time. */
export function canvas(width: number, height: number): CanvasRenderingContext2D {
  sheet ??= document.createElement('canvas')
  const context = sheet.getContext('2d', { willReadFrequently: true })
  if (!context) throw new Error('This browser gives no canvas to draw on.')
  const [across, down] = [Math.ceil(width * ratio), Math.ceil(height * ratio)]
  if (sheet.width === across && sheet.height === down) {
    context.restore()
    context.clearRect(0, 0, across, down)
  } else {
    sheet.width = across
    sheet.height = down
  }
  context.save()
  context.scale(ratio, ratio)
  return context
}

export const picture = (context: CanvasRenderingContext2D) =>
  context.getImageData(0, 0, context.canvas.width, context.canvas.height)

/** The level's own shape: a ring, one, two or three bars, centred. */
export function drawLevel(
  context: CanvasRenderingContext2D,
  level: Level,
  x: number,
  y: number,
  height: number,
): void {
  if (level === 0) {
    context.lineWidth = height / 4
    context.beginPath()
    context.arc(x, y, height / 2 - height / 8, 0, 2 * Math.PI)
    context.stroke()
    return
  }
  const bar = height / 2.4
  const step = bar * 1.75
  for (let index = 0; index < level; index++)
    context.fillRect(x + (index - (level - 1) / 2) * step - bar / 2, y - height / 2, bar, height)
}

/** Size of the pin, and of its head. */
const PIN = { width: 34, height: 46, head: 29, corner: 9 }

/** Verified: filled with the level's colour. Unverified: an outline of it around the hazard. */
function drawPin(level: Level, hazard: HazardKey, isVerified: boolean, theme: Theme): ImageData {
  const context = canvas(PIN.width, PIN.height)
  const { fill, on } = LEVELS[theme][level]
  const surface = SURFACE[theme]
  const left = (PIN.width - PIN.head) / 2
  const bottom = 3 + PIN.head + 6
  const shape = new Path2D()
  shape.roundRect(left, 2.5, PIN.head, bottom - 2.5, PIN.corner)
  const tip = new Path2D()
  tip.moveTo(PIN.width / 2 - 6, bottom - 1)
  tip.lineTo(PIN.width / 2, PIN.height - 1.5)
  tip.lineTo(PIN.width / 2 + 6, bottom - 1)
  tip.closePath()

  context.lineJoin = 'round'
  context.strokeStyle = surface.fill
  context.lineWidth = 4.5
  context.stroke(shape)
  context.stroke(tip)
  context.fillStyle = isVerified ? fill : levelColour(theme, level)
  context.fill(tip)
  context.fill(shape)
  if (!isVerified) {
    const inner = new Path2D()
    inner.roundRect(left + 3, 5.5, PIN.head - 6, bottom - 8.5, PIN.corner - 3)
    context.fillStyle = surface.fill
    context.fill(inner)
  }
  context.fillStyle = isVerified ? on : surface.on
  context.strokeStyle = context.fillStyle
  const size = 19
  context.save()
  context.translate((PIN.width - size) / 2, 6.5)
  context.scale(size / 24, size / 24)
  context.fill(new Path2D(hazardOf(hazard).icon), 'evenodd')
  context.restore()
  drawLevel(context, level, PIN.width / 2, bottom - 7, 6)
  return picture(context)
}

/** A crowd of reports: how many, and the worst level among them. */
function drawBubble(level: Level, count: number, theme: Theme): ImageData {
  const radius = count < 10 ? 18 : count < 100 ? 22 : count < 1_000 ? 27 : 32
  const size = 2 * radius + 12
  const context = canvas(size, size)
  const { fill, on } = LEVELS[theme][level]
  const centre = size / 2
  const disc = (r: number, colour: string) => {
    context.fillStyle = colour
    context.beginPath()
    context.arc(centre, centre, r, 0, 2 * Math.PI)
    context.fill()
  }
  disc(radius + 5, `${fill}40`)
  disc(radius + 1.5, SURFACE[theme].fill)
  disc(radius, fill)
  context.fillStyle = on
  context.strokeStyle = on
  context.font = `650 ${count < 1_000 ? 15 : 16}px ${FONT}`
  context.textAlign = 'center'
  context.textBaseline = 'middle'
  context.fillText(String(count), centre, centre - 4)
  drawLevel(context, level, centre, centre + 10, 7)
  return picture(context)
}

function drawTag(level: Level, text: string, theme: Theme): ImageData {
  const font = `650 13px ${FONT}`
  const measured = canvas(1, 1)
  measured.font = font
  const width = Math.ceil(measured.measureText(text).width) + 38
  const context = canvas(width + 6, 32)
  const { fill, on } = LEVELS[theme][level]
  const surface = SURFACE[theme]
  context.shadowColor = 'rgb(0 0 0 / 30%)'
  context.shadowBlur = 3 * ratio
  context.shadowOffsetY = ratio
  context.fillStyle = surface.fill
  context.beginPath()
  context.roundRect(3, 3, width, 26, 13)
  context.fill()
  context.shadowColor = 'transparent'
  context.fillStyle = fill
  context.beginPath()
  context.roundRect(6, 6, 20, 20, 10)
  context.fill()
  context.fillStyle = on
  context.strokeStyle = on
  drawLevel(context, level, 16, 16, 8)
  context.fillStyle = surface.on
  context.font = font
  context.textBaseline = 'middle'
  context.fillText(text, 31, 16.5)
  return picture(context)
}
