// The OpenAPI document as it is sent. To make it takes a quarter of a second in which a process would answer nobody else: so compiling makes it ahead
// (server/compile.mjs), for whatever address, and a compiled server only reads it. The sources make it when it is first asked for.
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Collection } from '../features/collection.ts'

/** Stands for the platform's own address. */
const ANYWHERE = 'https://kentongan.invalid'
const file = join(import.meta.dirname, 'openapi.json')

/** Needs neither a database nor a board: of collections it tells only what they are. */
export async function documentAnywhere() {
  const [{ openCollections }, { openApiDocument }] = await Promise.all([
    import('../features/index.ts'),
    import('./document.ts'),
  ])
  const nobody = undefined as never
  const given = { db: nobody, board: nobody, now: () => new Date(), publicUrl: ANYWHERE }
  return openApiDocument(ANYWHERE, openCollections(given))
}

export async function documentText(publicUrl: string, collections: Collection[]): Promise<string> {
  if (existsSync(file)) return addressed(await readFile(file, 'utf8'), publicUrl)
  const { openApiDocument } = await import('./document.ts')
  return JSON.stringify(openApiDocument(publicUrl, collections))
}

export const addressed = (anywhere: string, publicUrl: string): string =>
  anywhere.replaceAll(JSON.stringify(ANYWHERE), () => JSON.stringify(publicUrl))
