// The snapshots that there are: a folder each, with its manifest.
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { periodOf } from '../domain/period.ts'
import type { Manifest } from './papers.ts'

/** Beside the photos: shared among machines where they share that. */
export const snapshotsIn = (directory: string) => join(directory, 'snapshots')

/** Undefined where there is none. */
export async function readManifest(directory: string, period: string): Promise<Manifest | undefined> {
  try {
    return JSON.parse(await readFile(join(directory, period, 'manifest.json'), 'utf8'))
  } catch (fault) {
    if (isMissing(fault)) return undefined
    throw fault
  }
}

/** The latest first, each year before its months. */
export async function listSnapshots(directory: string): Promise<Manifest[]> {
  const names = await readdir(directory).catch(fault => {
    if (isMissing(fault)) return []
    throw fault
  })
  const found = await Promise.all(
    names
      .filter(name => periodOf(name))
      .toSorted((a, b) => (a < b ? 1 : -1))
      .map(name => readManifest(directory, name)),
  )
  return found.filter(manifest => manifest !== undefined)
}

const isMissing = (fault: unknown) => fault instanceof Error && 'code' in fault && fault.code === 'ENOENT'
