// The doors of the desk. `gate` finds out who knocks; each route under /api/desk then names the deed that it is, by `allow`, or says that it is
// open. `checkDoors` refuses to start with a route that names none, so that nobody can add an open one unnoticed.

import { type Express, type Request, type RequestHandler, type Response, Router } from 'express'
import { type Deed, may, type Officer } from '../domain/permissions.ts'
import type { Report } from '../domain/report.ts'
import { readJson } from '../json-body.ts'
import { refuse } from '../problems.ts'
import type { Auth } from './auth.ts'

const DESK = '/api/desk'

/** Where the thing lies that a request is about; null or undefined where there is no such thing, which the route says itself. */
export type RegionOf = (request: Request) => Promise<Report['region'] | null | undefined>

/** Of what concerns all regions at once: for those alone whose regions are all. */
export const everywhere: RegionOf = async () => ''

const named = new WeakMap<RequestHandler, Deed | 'open'>()

/** Lets officers through who may do this, where they may. */
export function allow(deed: Deed, regionOf?: RegionOf): RequestHandler {
  const door: RequestHandler = async (request, response, next) => {
    const officer: Officer | undefined = response.locals.officer
    if (!officer) return refuse(request, response, { refused: 'sign-in-needed' })
    if (!may(officer, deed)) return refuse(request, response, refusalOf(officer))
    const region = await regionOf?.(request)
    if (region !== undefined && region !== null && !may(officer, deed, region))
      return refuse(request, response, { refused: 'region-not-yours' })
    next()
  }
  named.set(door, deed)
  return door
}

const refusalOf = ({ only }: Officer) =>
  only?.includes('own')
    ? ({ refused: 'second-factor-needed' } as const)
    : ({ refused: 'not-allowed' } as const)

/** Whoever knocks comes in: signing in. */
export const open: RequestHandler = (_request, _response, next) => next()
named.set(open, 'open')

/** Who has been let through. Only behind `allow`. */
export function officerOf(response: Response): Officer {
  const { officer } = response.locals
  if (!officer) throw new Error('An officer was asked for on a route that lets everybody in.')
  return officer
}

/**
 * Whoever has no cookie and no key costs nothing. At the desk bodies are read as JSON, from strangers only what a sign-in needs, and a database
 * that is away is told; elsewhere it makes nobody an officer, and leaves open what is open.
 */
export function gate(auth: Auth): Router {
  const router = Router()
  const little = readJson('16kb')
  const much = readJson('1mb')
  router.use('/api', async (request, response, next) => {
    const isDesk = request.baseUrl + request.path === DESK || request.path.startsWith('/desk/')
    const found = isFromElsewhere(request)
      ? undefined
      : await auth.officerOf(request.headers).catch(fault => {
          if (isDesk) throw fault
          return undefined
        })
    if (found) Object.assign(response.locals, found)
    if (!isDesk) return next()
    if (isFromElsewhere(request)) return refuse(request, response, { refused: 'sign-in-needed' })
    response.set('Cache-Control', 'no-store')
    const read = found ? much : little
    read(request, response, next)
  })
  return router
}

/** A form on another site cannot act in an officer's name: browsers send Origin with every such request. */
function isFromElsewhere(request: Request): boolean {
  const origin = request.get('Origin')
  if (request.method === 'GET' || request.method === 'HEAD') return false
  if (request.get('Sec-Fetch-Site') === 'cross-site') return true
  if (!origin) return false
  return !(URL.canParse(origin) && new URL(origin).host === request.get('Host'))
}

/** A route of the app: `deed` as it is named, undefined where it names none. A method of '*' is what answers whole paths by itself. */
export type Door = { method: string; path: string; deed: Deed | 'open' | undefined }

type Layer = {
  handle: RequestHandler & { stack?: Layer[] }
  rawPath: string | string[]
  slash: boolean
  route?: { path: string | string[]; stack: { method?: string; handle: RequestHandler }[] }
}

/** Every route that the app has, collected from the app itself. */
export function doorsOf(app: Express): Door[] {
  return walk((app.router as unknown as { stack: Layer[] }).stack)
}

function walk(layers: Layer[], prefix = ''): Door[] {
  return layers.flatMap((layer): Door[] => {
    const { handle, route } = layer
    if (route) {
      const deeds = route.stack.flatMap(({ handle }) => named.get(handle) ?? [])
      const methods = new Set(route.stack.map(({ method }) => method?.toUpperCase() ?? '*'))
      return [route.path]
        .flat()
        .flatMap(path => [...methods].map(method => ({ method, path: prefix + path, deed: deeds[0] })))
    }
    const paths = [layer.rawPath].flat().map(path => (path === '/' ? prefix : prefix + path))
    const { stack } = handle
    if (stack) return paths.flatMap(path => walk(stack, path))
    // What is asked whatever the path is known by its name.
    return paths.map(path => ({ method: '*', path: path || `(${handle.name})`, deed: undefined }))
  })
}

export function checkDoors(app: Express): void {
  for (const { method, path, deed } of doorsOf(app))
    if (path.startsWith(`${DESK}/`) && deed === undefined)
      throw new Error(`${method} ${path} names no deed: give it allow(…) of server/sign-in/doors.ts.`)
}
