// The files of the built pages, in memory from when they are first asked for: with their ETag, and packed once for all who take gzip.
import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { RequestHandler } from 'express'
import { give, type Ready, readyAnswer } from '../wire/ready.ts'

export const dist = fileURLToPath(new URL('../../dist', import.meta.url))

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
}
const kept = new Map<string, Ready>()

/** Undefined where there is no such file, or it is of a kind that is not kept. */
export async function builtFile(path: string): Promise<Ready | undefined> {
  const known = kept.get(path)
  if (known) return known
  const type = TYPES[extname(path)]
  if (!type || !/^[\w-][\w.-]*(\/[\w-][\w.-]*)*$/.test(path)) return undefined
  const bytes = await readFile(join(dist, path)).catch(() => undefined)
  if (!bytes) return undefined
  const ready = readyAnswer(bytes, type)
  kept.set(path, ready)
  return ready
}

/** Their names change with what is in them. */
const FOR_EVER = {
  'Cache-Control': 'public, max-age=31536000, immutable',
  'Cross-Origin-Resource-Policy': 'cross-origin',
}

/** Stands before everything that only answers of ours need: whoever opens a page asks for a dozen of these. */
export const builtAssets: RequestHandler = async function builtAssets(request, response, next) {
  if (!request.url.startsWith('/assets/') || !['GET', 'HEAD'].includes(request.method)) return next()
  const file = await builtFile(request.path.slice(1))
  if (!file) return next()
  await give(request, response, file, FOR_EVER)
}
