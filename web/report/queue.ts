// Finished reports on their way, kept in the browser's database with their photos before anything is sent; and the photos of the half-filled one.
// The page and its service worker both work on it, so every change is one transaction and is told to the others.
import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import type { NewReport, Problem } from '../api.ts'
import type { Draft } from './filled-in.ts'

export type SentPhoto = {
  blob: Blob
  /** 1 to 4: the same photo keeps its number, so that it is attached once however often it is sent. */
  slot: number
  /** Where its upload was begun. */
  upload: string | null
  state: 'waiting' | 'sent' | 'refused'
  /** Why it was refused, for the reader. */
  said?: string
}

export type Outgoing = {
  /** The report's idempotency key. */
  key: string
  draft: Draft
  report: NewReport
  /** The one-time link that it answers. */
  card: string | null
  /** When Send was pressed. */
  pressedAt: string
  /** It was on its way before, so it may have arrived without our knowing. */
  tried: boolean
  /** `link`: the private one, under which it is looked after. */
  sent: { id: string | null; number: number | null; at: string; link?: string; isHeld?: boolean } | null
  refused: (Problem & { field?: string }) | null
  photos: SentPhoto[]
  /** Thrown away, but it can still be taken back. */
  discarded: boolean
}

interface Kept extends DBSchema {
  outgoing: { key: string; value: Outgoing }
  photos: { key: string; value: Blob[] }
}

const opening = open().catch(error => {
  console.warn('This browser keeps nothing: reports live as long as the page.', error)
  return null
})

/** A browser that forbids it throws at once, or only when it has thought about it: both reject here. */
async function open(): Promise<IDBPDatabase<Kept>> {
  return openDB<Kept>('kentongan', 1, {
    upgrade(database) {
      database.createObjectStore('outgoing', { keyPath: 'key' })
      database.createObjectStore('photos')
    },
  })
}

/** false: this browser forbids keeping, so the page has to stay open until everything has arrived. */
export const isKept = async (): Promise<boolean> => (await opening) !== null

const forgetful = { outgoing: new Map<string, Outgoing>(), photos: new Map<string, Blob[]>() }

const others = typeof BroadcastChannel === 'function' ? new BroadcastChannel('kentongan-queue') : null
const told = new Set<() => void>()
const tell = () => {
  for (const each of told) each()
  others?.postMessage('changed')
}

/** Called after every change, whoever made it. */
export function onQueueChange(listener: () => void): void {
  told.add(listener)
  others?.addEventListener('message', listener)
}

/** The oldest first. */
export async function readQueue(): Promise<Outgoing[]> {
  const database = await opening
  const all = database ? await database.getAll('outgoing') : [...forgetful.outgoing.values()]
  return all.sort((a, b) => a.pressedAt.localeCompare(b.pressedAt))
}

export async function enqueue(outgoing: Outgoing): Promise<void> {
  const database = await opening
  if (database) await database.put('outgoing', outgoing)
  else forgetful.outgoing.set(outgoing.key, outgoing)
  tell()
}

/** Nothing when the report has been taken away in the meantime. */
export async function revise(key: string, change: (outgoing: Outgoing) => Partial<Outgoing>): Promise<void> {
  const database = await opening
  if (database) {
    const transaction = database.transaction('outgoing', 'readwrite')
    const known = await transaction.store.get(key)
    if (known) await transaction.store.put({ ...known, ...change(known) })
    await transaction.done
  } else {
    const known = forgetful.outgoing.get(key)
    if (known) forgetful.outgoing.set(key, { ...known, ...change(known) })
  }
  tell()
}

export async function takeAway(key: string): Promise<void> {
  const database = await opening
  if (database) await database.delete('outgoing', key)
  else forgetful.outgoing.delete(key)
  tell()
}

export async function readPhotos(draft: string): Promise<Blob[]> {
  const database = await opening
  return (database ? await database.get('photos', draft) : forgetful.photos.get(draft)) ?? []
}

export async function keepPhotos(draft: string, photos: Blob[]): Promise<void> {
  const database = await opening
  if (database) await database.put('photos', photos, draft)
  else forgetful.photos.set(draft, photos)
}
