// Photos from citizens: cleaned before anything else happens to them, stored in three sizes under names that nobody can guess,
// and served so that a browser does nothing with them but show them.
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import {
  type FileHandle,
  link,
  mkdir,
  open,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  unlink,
} from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { dirname, join } from 'node:path'
import express, { type RequestHandler, Router } from 'express'
import { writeBody } from './arriving.ts'
import { clean, type Scan } from './cleaning.ts'
import { isRefusal, type Refusal } from './domain/report.ts'
import { refuse } from './problems.ts'
import { openToAll } from './wire/cors.ts'

const LIMIT_MB = 15
/** Pictures cleaned at a time; the others wait on the disk, so that a crowd of large ones does not fill the memory. */
const AT_ONCE = 2
/** How long the address for a card's photo is good. */
const UPLOAD_MS = 60 * 60_000
/** What a killed process left behind is taken away after this time. */
const LEFT_MS = 60 * 60_000

export type Photos = Awaited<ReturnType<typeof openPhotos>>

export async function openPhotos(directory: string, now: () => Date, scan?: Scan) {
  const folder = join(directory, 'photos')
  /** Not clean yet, and never served. */
  const arrivals = join(directory, 'arriving')
  for (const each of [join(folder, 'small'), join(folder, 'full'), arrivals])
    await mkdir(each, { recursive: true })
  await sweep(arrivals, now().getTime() - LEFT_MS)
  const secret = await secretIn(directory)
  const inTurn = turns(AT_ONCE)
  const sign = (text: string) => createHmac('sha256', secret).update(text).digest('base64url')
  const signedName = (text: string) => `${sign(`name ${text}`).slice(0, 32)}.jpg`

  const holds = (name: string): Promise<boolean> =>
    stat(join(folder, name)).then(
      found => found.isFile(),
      () => false,
    )

  /** Lets a file arrive, cleans it, and keeps what is left; the file itself is gone in the end, whatever happens. */
  async function keepArrival(
    arrive: (file: FileHandle) => Promise<{ name: string } | Refusal>,
  ): Promise<{ name: string } | Refusal> {
    const path = join(arrivals, randomBytes(24).toString('hex'))
    const file = await open(path, 'wx', 0o600)
    try {
      const arrived = await arrive(file).finally(() => file.close())
      if (isRefusal(arrived) || (await holds(arrived.name))) return arrived
      const cleaned = await inTurn(() => clean(path, scan))
      if (isRefusal(cleaned)) return cleaned
      // The panel's comes last: where it is, all are.
      await writeWhole(join(folder, 'small', arrived.name), cleaned.small)
      await writeWhole(join(folder, 'full', arrived.name), cleaned.full)
      await writeWhole(join(folder, arrived.name), cleaned.panel)
      return arrived
    } finally {
      await rm(path, { force: true })
    }
  }

  return {
    folder,
    holds,
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
  router.put('/photos/:name', onlySigned, async (request, response) => {
    const { name } = request.params
    const kept = await photos.take(request, () => ({ name }))
    if (isRefusal(kept)) return refuse(request, response, kept)
    response.json({ photo: kept.name })
  })
  // Photos of the time before there was a full size have the panel's alone.
  router.use('/photos/full', served(join(photos.folder, 'full')), served(photos.folder))
  router.use('/photos', served(photos.folder))
  return router
}

/** To be looked at, and nothing else: whatever a browser takes it for, no script runs and nothing is loaded. */
const served = (folder: string): RequestHandler =>
  express.static(folder, {
    index: false,
    redirect: false,
    immutable: true,
    maxAge: '1y',
    setHeaders: response =>
      response.set({
        'Content-Type': 'image/jpeg',
        'Content-Disposition': 'inline',
        'X-Content-Type-Options': 'nosniff',
        'Content-Security-Policy': "default-src 'none'; sandbox",
      }),
  })
