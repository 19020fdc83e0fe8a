// Who is shown a photo: everybody where its report is everybody's, else the officers who may look there and who sent it. A name that has leaked opens nothing.
import type { RequestHandler } from 'express'
import type { Queryable } from '../../db/connect.ts'
import { reportById, reportWithPhoto } from '../../db/reports.ts'
import type { Report } from '../domain/report.ts'
import { isPublic } from '../domain/state.ts'
import type { Board } from '../live/board.ts'
import type { PrivateLinks } from '../secrets/private-links.ts'
import type { Auth } from '../sign-in/auth.ts'
import { viewerFor } from '../sign-in/viewer.ts'

/** With the sizes that a photo has. */
const PATH = /^\/(?:(?:small|full)\/)?([\w-]{1,64}\.jpg)$/
/** How long others may keep it, s: what an officer takes off the map shall be gone soon. */
const KEPT_S = 300
/** Photos whose report is remembered. */
const MOST = 20_000

type Given = {
  db: Queryable
  board: Pick<Board, 'reports' | 'held'>
  auth: Pick<Auth, 'officerOf'>
  links: Pick<PrivateLinks, 'behind'>
}

export function photoDoor({ db, board, auth, links }: Given): RequestHandler {
  const reportOf = new Map<string, string>()

  /** From the board where it stands there: photos of what is going on need no database. */
  async function showing(name: string): Promise<Report | undefined> {
    const known = reportOf.get(name)
    if (known !== undefined)
      return board.reports.get(known) ?? board.held.get(known) ?? (await reportById(db, known))
    const found = await reportWithPhoto(db, name)
    if (!found) return undefined
    if (reportOf.size >= MOST) reportOf.clear()
    reportOf.set(name, found.id)
    return found
  }

  return async (request, response, next) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return next()
    const [, name] = PATH.exec(request.path) ?? []
    const report = name === undefined ? undefined : await showing(name)
    if (report && isPublic(report) && !report.secret) {
      response.set('Cache-Control', `public, max-age=${KEPT_S}`)
      return next()
    }
    response.set('Cache-Control', 'private, no-store')
    if (!report) return next('router')
    const found = await auth.officerOf(request.headers)
    if (viewerFor(found?.officer).audienceAt(report.region) === 'officer') return next()
    const { mine } = request.query
    const own = typeof mine === 'string' ? await links.behind(mine) : undefined
    next(own?.report.id === report.id ? undefined : 'router')
  }
}
