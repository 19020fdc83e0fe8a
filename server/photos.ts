// Photos from citizens: judged by their content, drawn anew upright without anything that was hidden in them, and stored
// under names that nobody can guess. What a phone writes beside the picture (place, time, owner) never reaches the disk.
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { link, mkdir, open, readFile, rename, stat, unlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import express, { type RequestHandler, Router } from 'express'
import { isRefusal, type Refusal } from './domain/report.ts'
import { refuse } from './problems.ts'
import { openToAll } from './wire/cors.ts'

const LIMIT_MB = 15
const LIMIT_BYTES = LIMIT_MB * 1024 * 1024
/** Larger pictures are made to fill memory; phones stay below. */
const LIMIT_PIXELS = 50_000_000
/** Longest side in pixels: for the panel, and for a list. */
const SIDES = { large: 1_280, small: 320 }
/** Pictures drawn at a time; the others wait, so that a crowd of large ones does not fill the memory. */
const AT_ONCE = 2
const READABLE = ['image/jpeg', 'image/png', 'image/webp', 'image/gif']
/** How long the address for a card's photo is good. */
const UPLOAD_MS = 60 * 60_000

export type Photos = Awaited<ReturnType<typeof openPhotos>>

export async function openPhotos(directory: string, now: () => Date) {
  const folder = join(directory, 'photos')
  await mkdir(join(folder, 'small'), { recursive: true })
  const secret = await secretIn(directory)
  const inTurn = turns(AT_ONCE)
  const sign = (text: string) => createHmac('sha256', secret).update(text).digest('base64url')

  const holds = (name: string): Promise<boolean> =>
    stat(join(folder, name)).then(
      found => found.isFile(),
      () => false,
    )

  async function keep(
    bytes: Buffer,
    name = `${randomBytes(24).toString('base64url')}.jpg`,
  ): Promise<{ name: string } | Refusal> {
    if (bytes.length > LIMIT_BYTES) return { refused: 'photo-too-large', details: { limit: LIMIT_MB } }
    const { fileTypeFromBuffer } = await import('file-type')
    const kind = await fileTypeFromBuffer(bytes)
    if (!kind || !READABLE.includes(kind.mime))
      return { refused: bytes.length === 0 ? 'photo-unreadable' : 'photo-kind' }
    const drawn = await inTurn(() => draw(bytes))
    if (!drawn) return { refused: 'photo-unreadable' }
    // The large one comes last: where it is, both are.
    await writeWhole(join(folder, 'small', name), drawn.small)
    await writeWhole(join(folder, name), drawn.large)
    return { name }
  }

  return {
    folder,
    keep,
    holds,
    /** The one photo that belongs to a card (its first or second report); the same each time, and known to nobody before. */
    nameFor: (card: string, second: boolean) => `${sign(`name ${card} ${second}`).slice(0, 32)}.jpg`,
    /** Where that photo may be put, once and for an hour. */
    addressFor(name: string): string {
      const until = now().getTime() + UPLOAD_MS
      return `/photos/${name}?until=${until}&signature=${sign(`put ${name} ${until}`)}`
    },
    mayPut(name: string, until: string, signature: string): boolean {
      const expected = Buffer.from(sign(`put ${name} ${until}`))
      const given = Buffer.from(signature)
      return (
        Number(until) > now().getTime() &&
        given.length === expected.length &&
        timingSafeEqual(given, expected)
      )
    },
  }
}

/** The picture in both sizes, or undefined when it cannot be read. Only pixels and their colour space are taken over. */
async function draw(bytes: Buffer): Promise<{ large: Buffer; small: Buffer } | undefined> {
  // Read with the first photo: it takes a quarter of a second, and a start has none to give.
  const { default: sharp } = await import('sharp')
  try {
    const large = await sharp(bytes, { limitInputPixels: LIMIT_PIXELS, failOn: 'error' })
      .autoOrient()
      .resize(SIDES.large, SIDES.large, { fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#fff' })
      .jpeg({ quality: 80, mozjpeg: true })
      .toBuffer()
    const small = await sharp(large)
      .resize(SIDES.small, SIDES.small, { fit: 'inside', withoutEnlargement: true })
      .jpeg({ quality: 75, mozjpeg: true })
      .toBuffer()
    return { large, small }
  } catch {
    // A broken, cut or hostile file: which of them does not matter to the citizen.
    return undefined
  }
}

/** Never half a file under its name, not even when the power fails. */
async function writeWhole(path: string, bytes: Buffer): Promise<void> {
  const draft = join(dirname(path), `.${randomBytes(12).toString('hex')}`)
  await writeSynced(draft, bytes)
  await rename(draft, path)
  const folder = await open(dirname(path))
  await folder.sync().finally(() => folder.close())
}

async function writeSynced(path: string, bytes: Buffer): Promise<void> {
  const file = await open(path, 'wx', 0o600)
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** This installation's own secret, made on the first start; of two processes that make one at once the first counts. */
async function secretIn(directory: string): Promise<Buffer> {
  const path = join(directory, 'secret')
  const draft = `${path}.${randomBytes(8).toString('hex')}`
  await writeSynced(draft, randomBytes(32))
  await link(draft, path).catch(fault => {
    if (fault.code !== 'EEXIST') throw fault
  })
  await unlink(draft)
  return readFile(path)
}

/** Lets `most` pieces of work run at a time, the others in the order they came. */
function turns(most: number) {
  let running = 0
  const waiting: (() => void)[] = []
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (running >= most) await new Promise<void>(resolve => waiting.push(resolve))
    else running++
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else running--
    }
  }
}

export function photoRoutes(photos: Photos): Router {
  const router = Router()
  const onlySigned: RequestHandler<{ name: string }> = async (request, response, next) => {
    const { until, signature } = request.query
    const isSigned =
      typeof until === 'string' &&
      typeof signature === 'string' &&
      photos.mayPut(request.params.name, until, signature)
    if (!isSigned) return refuse(request, response, { refused: 'card-unknown' })
    if (await photos.holds(request.params.name)) return refuse(request, response, { refused: 'photo-exists' })
    next()
  }

  router.use('/photos', openToAll)
  router.put(
    '/photos/:name',
    onlySigned,
    express.raw({ type: () => true, limit: LIMIT_BYTES }),
    async (request, response) => {
      const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
      const kept = await photos.keep(bytes, request.params.name)
      if (isRefusal(kept)) return refuse(request, response, kept)
      response.json({ photo: kept.name })
    },
  )
  router.use(
    '/photos',
    express.static(photos.folder, {
      index: false,
      redirect: false,
      immutable: true,
      maxAge: '1y',
      setHeaders: response => response.set('X-Content-Type-Options', 'nosniff'),
    }),
  )
  return router
}
