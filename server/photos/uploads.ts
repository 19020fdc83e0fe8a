// Photos that come in pieces (tus): what has arrived stays over a cut, and the sender goes on from there. Only who sent the report may begin one;
// the address of an upload is made from the sender's own key, so nobody else can guess it, and the same photo always has the same one.
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Server } from '@tus/server'
import { Router } from 'express'
import { z } from 'zod'
import { isLanguage } from '../domain/messages/index.ts'
import { isRefusal, type Refusal } from '../domain/refusal.ts'
import type { Report } from '../domain/report.ts'
import type { Lifecycle } from '../lifecycle.ts'
import { problemOf } from '../problems.ts'

const PATH = '/api/uploads'
const CHANNEL = 'web'
const LIMIT_BYTES = 15 * 1024 * 1024
/** An upload that nobody goes on with is thrown away after a day. */
const KEPT_MS = 24 * 3_600_000
const SWEPT_EVERY_MS = 3_600_000
/** A report's photos are numbered by who sends them: more than these cannot be begun. */
const SLOTS = /^[1-4]$/

type Given = {
  directory: string
  lifecycle: Pick<Lifecycle, 'isSender' | 'addPhoto'>
  reportById: (id: string) => Promise<Report | undefined>
  keepPhoto: (bytes: Buffer, name: string) => Promise<{ name: string } | Refusal>
  logFault: (fault: unknown) => void
}

type Asked = { headers: Headers; method: string }
type Begun = { id: string; metadata?: Record<string, string | null> }

export function openUploads({ directory, lifecycle, reportById, keepPhoto, logFault }: Given) {
  const folder = join(directory, 'uploads')
  const finishing = new Map<string, Promise<Refusal | undefined>>()

  /** Takes over what has arrived whole. The name follows from the upload, so that doing it twice attaches one photo. */
  async function attach({ datastore }: Server, id: string, reportId: string): Promise<Refusal | undefined> {
    const name = nameOf(id)
    const report = await reportById(reportId)
    const isNew = report && !report.photos.includes(name)
    const kept = isNew ? await keepPhoto(await readFile(join(folder, id)), name) : { name }
    const changed = isNew && !isRefusal(kept) ? await lifecycle.addPhoto(reportId, name) : kept
    await datastore.remove(id)
    return isRefusal(changed) ? changed : undefined
  }

  /** Two requests that find the same upload whole wait for one taking over. */
  async function finish(server: Server, request: Asked, { id, metadata }: Begun): Promise<void> {
    const reportId = metadata?.report
    if (!reportId) return
    const under = finishing.get(id) ?? attach(server, id, reportId).finally(() => finishing.delete(id))
    finishing.set(id, under)
    const refusal = await under
    if (refusal) throw refused(request, refusal)
  }

  async function load(): Promise<Server> {
    const [{ Server }, { FileStore }] = await Promise.all([import('@tus/server'), import('@tus/file-store')])
    const server: Server = new Server({
      path: PATH,
      datastore: new FileStore({ directory: folder, expirationPeriodInMilliseconds: KEPT_MS }),
      maxSize: LIMIT_BYTES,
      relativeLocation: true,
      async namingFunction(request, metadata) {
        const key = request.headers.get('Idempotency-Key')?.trim()
        const { report: reportId, slot } = metadata ?? {}
        const report = z.uuid().safeParse(reportId).success ? await reportById(String(reportId)) : undefined
        if (
          !key ||
          !report ||
          !slot ||
          !SLOTS.test(slot) ||
          !(await lifecycle.isSender(report, CHANNEL, key))
        )
          throw refused(request, { refused: 'report-unknown' })
        const id = createHash('sha256').update(`${key}\0${slot}`).digest('hex').slice(0, 32)
        if (report.photos.includes(nameOf(id))) throw refused(request, { refused: 'photo-exists' })
        return id
      },
      /** Whole, but its taking over was cut short: that is made up for before the sender is told where to go on. */
      async onIncomingRequest(request, id) {
        if (request.method !== 'HEAD') return
        const upload = await server.datastore.getUpload(id)
        if (upload.offset === upload.size) await finish(server, request, upload)
      },
      async onUploadFinish(request, upload) {
        await finish(server, request, upload)
        return {}
      },
    })
    return server
  }

  // Read with the first photo that comes in pieces: a start has no time to give.
  let loaded: Promise<Server> | undefined
  const server = () => {
    loaded ??= load()
    return loaded
  }
  const sweep = async (): Promise<number> => (await server()).cleanUpExpiredUploads()
  const sweeping = setInterval(() => sweep().catch(logFault), SWEPT_EVERY_MS).unref()

  const router = Router()
  for (const method of ['post', 'patch', 'head'] as const)
    router[method]([PATH, `${PATH}/:id`], async (request, response) =>
      (await server()).handle(request, response),
    )
  return { router, sweep, close: () => clearInterval(sweeping) }
}

const nameOf = (upload: string) => `${upload}.jpg`

/** A refusal as tus answers one: the sentence in the sender's language. */
function refused(request: Asked, refusal: Refusal): Error {
  const language = request.headers.get('Accept-Language')?.slice(0, 2)
  const problem = problemOf(isLanguage(language) ? language : 'id', refusal)
  return Object.assign(new Error(refusal.refused), {
    status_code: problem.status,
    body: JSON.stringify(problem),
  })
}
