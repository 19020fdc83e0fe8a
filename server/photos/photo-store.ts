// Where clean photos lie: on this machine's disk, or in a store that speaks S3 (see s3-store.ts). Each has three sizes under one name.
import { randomBytes } from 'node:crypto'
import { mkdir, open, rename, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import express, { type RequestHandler, Router } from 'express'
import { writeSynced } from '../synced.ts'
import type { Sizes } from './cleaning.ts'

export type PhotoStore = {
  holds(name: string): Promise<boolean>
  /** All or nothing: where the panel's size is, the others are. */
  put(name: string, sizes: Sizes): Promise<void>
  /** Answers GET /NAME (the panel's size), /small/NAME and /full/NAME, as a browser that shall do nothing but show them needs it. */
  served: RequestHandler
}

/** To be looked at, and nothing else: whatever a browser takes it for, no script runs and nothing is loaded. */
export const photoHeaders = {
  'Content-Type': 'image/jpeg',
  'Content-Disposition': 'inline',
  'X-Content-Type-Options': 'nosniff',
  'Content-Security-Policy': "default-src 'none'; sandbox",
}

/** A store that does not answer, or has no room: the photo may come again later. */
export const storeAway = (words: string, cause?: unknown) =>
  Object.assign(new Error(words, { cause }), { code: 'photos-away' })

export const isStoreAway = (fault: unknown): boolean =>
  fault instanceof Error && 'code' in fault && /^(photos-away|ENOSPC|EDQUOT)$/.test(String(fault.code))

export async function diskStore(directory: string): Promise<PhotoStore> {
  const folder = join(directory, 'photos')
  for (const each of ['small', 'full']) await mkdir(join(folder, each), { recursive: true })
  const files = (path: string) =>
    express.static(path, {
      index: false,
      redirect: false,
      // Said by the door: it knows whether everybody may keep it.
      cacheControl: false,
      setHeaders: response => response.set(photoHeaders),
    })
  const served = Router()
  // Photos of the time before there was a full size have the panel's alone.
  served.use('/full', files(join(folder, 'full')), files(folder))
  served.use(files(folder))
  return {
    served,
    holds: name =>
      stat(join(folder, name)).then(
        found => found.isFile(),
        () => false,
      ),
    async put(name, { small, full, panel }) {
      await writeWhole(join(folder, 'small', name), small)
      await writeWhole(join(folder, 'full', name), full)
      await writeWhole(join(folder, name), panel)
    },
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
