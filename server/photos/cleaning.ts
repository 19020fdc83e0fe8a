// What becomes of a file that is said to be a photo: judged by its content, shown to the operator's scanner, and drawn anew upright in
// three sizes. Only pixels are taken over: no EXIF, no place, no comment, nothing that stood before or behind the picture.
import { execFile } from 'node:child_process'
import { rm } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { isRefusal, type Refusal } from '../domain/refusal.ts'

/** Larger pictures are made to fill memory; phones stay below. */
const LIMIT_PIXELS = 50_000_000
const LIMIT_SECONDS = 30
/** For a whole program: 48 million pixels of HEIC take 11 s of a server's processor, and longer where it is busy. */
const PROGRAM_LIMIT_MS = 60_000
/** Longest side in pixels: for a list, for the panel, and for those who look closely. */
const SIDES = { small: 320, panel: 1_280, full: 2_560 }
const READABLE = ['image/jpeg', 'image/png', 'image/webp', 'image/gif']
const HEIC = ['image/heic', 'image/heif', 'image/heic-sequence', 'image/heif-sequence']
/** Megabytes for the program that opens a HEIC, and as many for its decoder, whose pages have 64 kB. */
const HEIC_MB = 512
const heicProgram = [
  `--max-old-space-size=${HEIC_MB}`,
  `--wasm-max-mem-pages=${HEIC_MB * 16}`,
  fileURLToPath(new URL('./heic.mjs', import.meta.url)),
]

export type Sizes = Record<keyof typeof SIDES, Buffer>

/** A program that is given a file's path and ends with 0 where the file is clean. */
export type Scan = { program: string; options: string[] }

const run = promisify(execFile)

export async function clean(path: string, scan: Scan | undefined): Promise<Sizes | Refusal> {
  const kind = await kindOf(path)
  if (isRefusal(kind)) return kind
  if (scan && !(await succeeds(scan.program, [...scan.options, path]))) return { refused: 'photo-unsafe' }
  const sizes = kind.heic ? await drawHeic(path) : await draw(path)
  return sizes ?? { refused: 'photo-unreadable' }
}

async function kindOf(path: string): Promise<{ heic: boolean } | Refusal> {
  const { fileTypeFromFile } = await import('file-type')
  const mime = (await fileTypeFromFile(path))?.mime ?? ''
  if (HEIC.includes(mime)) return { heic: true }
  return READABLE.includes(mime) ? { heic: false } : { refused: 'photo-kind' }
}

/** The pixels are counted before the decoder is let at them. */
async function drawHeic(path: string): Promise<Sizes | undefined> {
  const { default: sharp } = await import('sharp')
  const { width = 0, height = 0 } = await sharp(path)
    .metadata()
    .catch(() => ({ width: 0, height: 0 }))
  const pixels = width * height
  if (pixels === 0 || pixels > LIMIT_PIXELS) return undefined
  const jpeg = `${path}.jpg`
  try {
    // Without this process's environment: whoever takes the decoder over finds no secret there.
    const isOpened = await succeeds(process.execPath, [...heicProgram, path, jpeg], {})
    return isOpened ? await draw(jpeg) : undefined
  } finally {
    await rm(jpeg, { force: true })
  }
}

/** The picture in all sizes, or undefined when it cannot be read. */
async function draw(path: string): Promise<Sizes | undefined> {
  // Read with the first photo: it takes a quarter of a second, and a start has none to give.
  const { default: sharp } = await import('sharp')
  // Files here live for a moment and come but once.
  sharp.cache(false)
  const smaller = (picture: string | Buffer, side: number, quality: number) =>
    sharp(picture, { limitInputPixels: LIMIT_PIXELS, failOn: 'error' })
      .timeout({ seconds: LIMIT_SECONDS })
      .autoOrient()
      .resize(side, side, { fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#fff' })
      .jpeg({ quality, mozjpeg: true })
      .toBuffer()
  try {
    const full = await smaller(path, SIDES.full, 82)
    const panel = await smaller(full, SIDES.panel, 80)
    return { full, panel, small: await smaller(panel, SIDES.small, 75) }
  } catch {
    // A broken, cut or hostile file: which of them does not matter to the citizen.
    return undefined
  }
}

/** Columns and rows of the picture that its print is made of. */
const PRINT = { width: 9, height: 8 }
/** Greys that differ less tell nothing: a wall, a night. */
const FLAT = 8

/** What a picture looks like: for each of 64 spots whether it is lighter than the next one. Undefined where there is nothing to be seen. */
export async function printOf(picture: Buffer): Promise<string | undefined> {
  const { default: sharp } = await import('sharp')
  const { width, height } = PRINT
  const greys = await sharp(picture).greyscale().resize(width, height, { fit: 'fill' }).raw().toBuffer()
  const mean = greys.reduce((sum, grey) => sum + grey, 0) / greys.length
  const spread = Math.sqrt(greys.reduce((sum, grey) => sum + (grey - mean) ** 2, 0) / greys.length)
  if (spread < FLAT) return undefined
  const spots = Array.from({ length: (width - 1) * height }, (_, at) => at + Math.floor(at / (width - 1)))
  return spots.map(at => ((greys[at] ?? 0) > (greys[at + 1] ?? 0) ? '1' : '0')).join('')
}

/** Whether a program ends well, and in time. */
const succeeds = (program: string, options: string[], env?: NodeJS.ProcessEnv): Promise<boolean> =>
  run(program, options, { timeout: PROGRAM_LIMIT_MS, killSignal: 'SIGKILL', env }).then(
    () => true,
    () => false,
  )
