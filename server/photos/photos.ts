// Photos from citizens: cleaned before anything else happens to them, stored in three sizes under names that nobody can guess,
// and served to whom their report is visible (photo-door.ts), so that a browser does nothing with them but show them.
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { type FileHandle, link, mkdir, open, readdir, readFile, rm, stat, unlink } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { join } from 'node:path'
import { type RequestHandler, Router } from 'express'
import { isRefusal, type Refusal } from '../domain/refusal.ts'
import { refuse } from '../problems.ts'
import { writeSynced } from '../synced.ts'
import { openToAll } from '../wire/cors.ts'
import { writeBody } from './arriving.ts'
import { clean, printOf, type Scan } from './cleaning.ts'
import { diskStore, type PhotoStore } from './photo-store.ts'

const LIMIT_MB = 15
/** Pictures cleaned at a time; the others wait on the disk, so that a crowd of large ones does not fill the memory. */
const AT_ONCE = 2
/** How long the address for a card's photo is good. */
const UPLOAD_MS = 60 * 60_000
/** What a killed process left behind is taken away after this time. */
const LEFT_MS = 60 * 60_000

export type Photos = Awaited<ReturnType<typeof openPhotos>>

type Options = {
  scan?: Scan | undefined
  /** The disk, unless told otherwise. */
  store?: PhotoStore | undefined
  /** What each new photo looks like. */
  keepPrint?: (photo: { name: string; print: string }) => Promise<void>
  /** What names are made with: shared where several machines share a store, else this directory's own. */
  secret?: string | undefined
}

export async function openPhotos(
  directory: string,
  now: () => Date,
  { scan, keepPrint, ...given }: Options = {},
) {
  /** Not clean yet, and never served. */
  const arrivals = join(directory, 'arriving')
  await mkdir(arrivals, { recursive: true })
  await sweep(arrivals, now().getTime() - LEFT_MS)
  const store = given.store ?? (await diskStore(directory))
  const secret = given.secret ?? (await secretIn(directory))
  const inTurn = turns(AT_ONCE)
  const sign = (text: string) => createHmac('sha256', secret).update(text).digest('base64url')
  const signedName = (text: string) => `${sign(`name ${text}`).slice(0, 32)}.jpg`

  /** Lets a file arrive, cleans it, and keeps what is left; the file itself is gone in the end, whatever happens. */
  async function keepArrival(
    arrive: (file: FileHandle) => Promise<{ name: string } | Refusal>,
  ): Promise<{ name: string } | Refusal> {
    const path = join(arrivals, randomBytes(24).toString('hex'))
    const file = await open(path, 'wx', 0o600)
    try {
      const arrived = await arrive(file).finally(() => file.close())
      if (isRefusal(arrived) || (await store.holds(arrived.name))) return arrived
      const cleaned = await inTurn(() => clean(path, scan))
      if (isRefusal(cleaned)) return cleaned
      await store.put(arrived.name, cleaned)
      const print = keepPrint && (await printOf(cleaned.small))
      if (print) await keepPrint({ name: arrived.name, print })
      return arrived
    } finally {
      await rm(path, { force: true })
    }
  }

  return {
    holds: store.holds,
    served: store.served,
    /** From memory, as the channels hand it over. */
    keep: (bytes: Buffer, name = `${randomBytes(24).toString('base64url')}.jpg`) =>
      keepArrival(async file => {
        if (bytes.length > LIMIT_MB * 1024 * 1024)
          return { refused: 'photo-too-large', details: { limit: LIMIT_MB } }
        if (bytes.length === 0) return { refused: 'photo-unreadable' }
        await file.writeFile(bytes)
        return { name }
      }),
    /** From a request's body; the name may follow from the photo's digest. */
    take: (request: IncomingMessage, nameOf: (digest: string) => { name: string } | Refusal) =>
      keepArrival(async file => {
        const body = await writeBody(request, file, { megabytes: LIMIT_MB })
        return isRefusal(body) ? body : nameOf(body.digest)
      }),
    /** The name of this very photo in a report: sent again it has the same one, and nobody else can know it. */
    nameIn: (report: string, digest: string) => signedName(`${report} ${digest}`),
    /** The one photo that belongs to a card (its first or second report); the same each time, and known to nobody before. */
    nameFor: (card: string, second: boolean) => signedName(`${card} ${second}`),
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

async function sweep(folder: string, before: number): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name)
    const found = await stat(path).catch(() => undefined)
    if (found && found.mtimeMs < before) await rm(path, { force: true })
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

/** `door`: shows each photo to whom its report is visible. */
export function photoRoutes(photos: Photos, door: RequestHandler): Router {
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
  router.put('/photos/:name', onlySigned, async (request, response) => {
    const { name } = request.params
    const kept = await photos.take(request, () => ({ name }))
    if (isRefusal(kept)) return refuse(request, response, kept)
    response.json({ photo: kept.name })
  })
  router.use('/photos', door, photos.served)
  return router
}
