// Bulk files of all reports, streamed from the database: GET /exports/reports.csv and its like, with one set of filters. A connection that is cut
// costs nothing: `after` with the id of the last whole report goes on behind it, and `received_until` of the first answer's Link keeps it one file.
import { createGzip } from 'node:zlib'
import { type Response, Router } from 'express'
import { isRefusal, type Refusal } from '../domain/refusal.ts'
import { csvColumns } from '../exports/csv.ts'
import { type FormatName, formatNames, formats } from '../exports/formats.ts'
import { createMaking, type Parts } from '../exports/parts.ts'
import { parameters, questionOf } from '../exports/question.ts'
import { languageOf, refuse } from '../problems.ts'
import { cachingOf, toldTo } from '../sign-in/viewer.ts'
import { paid } from '../surge/fair-share.ts'
import { addressBlock } from '../surge/limits.ts'
import { openToAll } from '../wire/cors.ts'
import { takesOnly } from '../wire/queried.ts'
import { takesGzip } from '../wire/ready.ts'
import { streamTo } from '../wire/streamed.ts'

/** Files under way at a time, in all and to one block of addresses: each holds a few megabytes. */
const MOST = { all: 32, each: 8 }
const BUSY_S = 30
/** What zlib takes for a tenth of the bytes at a third of its usual work. */
const GZIP_LEVEL = 3

/** A refusal comes first and alone: before anything was sent. */
type Piece = string | Uint8Array | Refusal

type Given = Parameters<typeof createMaking>[0] & { now: () => Date }

export function exportRoutes({ db, now, publicUrl }: Given): Router {
  const router = Router()
  const makeFile = createMaking({ db, publicUrl })
  const open = new Map<string, number>()

  router.use('/exports', openToAll)

  router.get('/exports', takesOnly(), (_request, response) => {
    response.json({
      parameters,
      formats: formatNames.map(name => ({
        format: name,
        href: `${publicUrl}/exports/reports.${name}`,
        type: formats[name].type,
        about: formats[name].about,
      })),
      columns: csvColumns.map(({ name, kind, hxl, about }) => ({ name, kind, hxl, about })),
    })
  })

  for (const format of formatNames)
    router.get(`/exports/reports.${format}`, async (request, response) => {
      const question = questionOf(request.query, now(), languageOf(request))
      if (isRefusal(question)) return refuse(request, response, question)
      const block = addressBlock(request.ip)
      const all = [...open.values()].reduce((sum, count) => sum + count, 0)
      const own = open.get(block) ?? 0
      if (all >= MOST.all || own >= MOST.each)
        return refuse(request, response, { refused: 'too-often', details: { seconds: BUSY_S } })
      open.set(block, own + 1)
      try {
        const { asked, hxl } = question
        const same = new URL(request.originalUrl, publicUrl)
        same.searchParams.delete('after')
        same.searchParams.set('received_until', asked.until.toISOString())
        response.set({
          'Content-Type': contentType(format),
          'Content-Disposition': `attachment; filename="kentongan-reports.${format}"`,
          // What stands between us and the client shall not wait for the end to squeeze it.
          'Cache-Control': `${cachingOf(response)}, no-transform`,
          Link: `<${same.href}>; rel="canonical"`,
        })
        response.vary('Accept-Encoding, Authorization')
        if (request.method === 'HEAD') return response.end()
        const parts = paidPieces(response, makeFile({ format, hxl, asked, viewer: toldTo(response) }))
        // A database that is away shows in the first part, while the answer can still say so.
        const begun = (await parts.next()).value || undefined
        if (begun !== undefined && isTurnedAway(begun)) {
          await parts.return()
          for (const header of ['Content-Disposition', 'Link']) response.removeHeader(header)
          return refuse(request, response, begun)
        }
        if (response.destroyed) return parts.return()
        await send(response, withFirst(begun, parts), takesGzip(request.get('Accept-Encoding')))
      } finally {
        const left = (open.get(block) ?? 1) - 1
        if (left > 0) open.set(block, left)
        else open.delete(block)
      }
    })

  return router
}

const contentType = (name: FormatName) =>
  name === 'fgb' || name === 'gpkg' ? formats[name].type : `${formats[name].type}; charset=utf-8`

const isTurnedAway = (piece: Piece): piece is Refusal => typeof piece === 'object' && 'refused' in piece

/** Who asked pays for what was looked for. */
async function* paidPieces(response: Response, parts: Parts): AsyncGenerator<Piece, void, void> {
  for await (const part of paid(response, parts, one => ('looked' in one ? one.looked : 0))) {
    if (response.destroyed) return
    if (isRefusal(part)) yield part
    else if (part.bytes.length > 0) yield part.bytes
  }
}

async function* withFirst(
  first: string | Uint8Array | undefined,
  rest: AsyncGenerator<Piece, void, void>,
): AsyncGenerator<string | Uint8Array> {
  try {
    if (first !== undefined) yield first
    for await (const piece of rest) if (!isTurnedAway(piece)) yield piece
  } finally {
    await rest.return(undefined)
  }
}

function send(
  response: Response,
  parts: AsyncGenerator<string | Uint8Array>,
  squeezed: boolean,
): Promise<void> {
  if (!squeezed) return streamTo(response, parts)
  response.set('Content-Encoding', 'gzip')
  return streamTo(response, parts, createGzip({ level: GZIP_LEVEL }))
}
