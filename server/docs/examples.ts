// The examples of /docs: files in ./examples, shown as they are with the address of this installation in the place of the usual one.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('./examples', import.meta.url))

/** Where an installation answers unless told otherwise; every example asks there. */
const USUAL = 'http://localhost:3000'

/** What follows the section's name in a file's name, in the order in which they stand on the page. */
const kinds = {
  sh: 'curl',
  py: 'Python',
  R: 'R',
  'qgis.py': 'QGIS',
  mjs: 'JavaScript',
}
type Kind = keyof typeof kinds

export type Example = { name: string; section: string; kind: Kind; program: string; text: string }

export const examples: Example[] = readdirSync(folder)
  .flatMap(name => {
    const [, section, kind] = /^(\w+)\.(.+)$/.exec(name) ?? []
    return section && isKind(kind) ? [read(name, section, kind)] : []
  })
  .toSorted((a, b) => Object.keys(kinds).indexOf(a.kind) - Object.keys(kinds).indexOf(b.kind))

function isKind(kind: string | undefined): kind is Kind {
  return kind !== undefined && kind in kinds
}

function read(name: string, section: string, kind: Kind): Example {
  return { name, section, kind, program: kinds[kind], text: readFileSync(join(folder, name), 'utf8').trim() }
}

/** As somebody copies it from an installation's page. */
export const filledIn = (text: string, publicUrl: string): string => text.replaceAll(USUAL, publicUrl)
