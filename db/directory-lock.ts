// The exclusive lock on a data directory: PGlite has no guard of its own, and two processes on one directory lose rows.
// Locks are files with a rising number, and the highest number holds. Who takes over a dead holder's lock N makes lock
// N+1, which the file system lets exactly one process do; a number is removed only when a higher one exists.
import { randomUUID } from 'node:crypto'
import { link, mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'

export type Holder = {
  pid: number
  host: string
  startedAt: string
  /** Start of the process in clock ticks since boot (Linux): tells a process from a later one with the same pid. */
  processStart: string | null
  /** What the holder tells others about itself, for instance how to reach its control channel. */
  note: Record<string, unknown> | null
}

export type DirectoryLock = {
  /** Replaces the note that readHolder shows to other processes. */
  note(note: Record<string, unknown> | null): Promise<void>
  /** Aborts when another host took the lock because this process was not seen for too long. */
  lost: AbortSignal
  release(): Promise<void>
}

type Found = { number: number; holder: Holder | null; touchedAt: number }

const name = 'kentongan-lock'
const heartbeatMillis = 4_000
/** Without a heartbeat for this long a holder that we cannot ask about (another host) counts as dead. */
const staleMillis = 20_000

export async function lockDirectory(directory: string): Promise<DirectoryLock> {
  await mkdir(directory, { recursive: true })
  const holder: Holder = {
    pid: process.pid,
    host: hostname(),
    startedAt: new Date().toISOString(),
    processStart: await processStart(process.pid),
    note: null,
  }
  for (;;) {
    const number = await tryLock(directory, holder)
    if (number !== undefined) return hold(directory, number, holder)
  }
}

/** Who holds the directory now, or null when nobody does. */
export async function readHolder(directory: string): Promise<Holder | null> {
  const found = await newest(directory)
  return found?.holder && (await isAlive(found.holder, Date.now() - found.touchedAt)) ? found.holder : null
}

/** The number of the lock that was taken; undefined when another process was quicker and one has to look again. */
async function tryLock(directory: string, holder: Holder): Promise<number | undefined> {
  const draft = await writeDraft(directory, holder)
  try {
    const found = await newest(directory)
    // The age is measured by the file system's own clock: hosts that share a directory may disagree on the time.
    const age = found ? (await stat(draft)).mtimeMs - found.touchedAt : 0
    if (found?.holder && (await isAlive(found.holder, age))) throw new Error(refusal(directory, found.holder))
    const number = (found?.number ?? 0) + 1
    await link(draft, file(directory, number))
    const highest = Math.max(...(await numbers(directory)))
    if (highest === number) return number
    await rm(file(directory, number), { force: true })
    return undefined
  } catch (error) {
    if (isCode(error, 'EEXIST')) return undefined
    throw error
  } finally {
    await rm(draft, { force: true })
  }
}

async function hold(directory: string, number: number, holder: Holder): Promise<DirectoryLock> {
  const path = file(directory, number)
  const lost = new AbortController()
  for (const older of await numbers(directory)) {
    if (older < number) await rm(file(directory, older), { force: true })
  }
  const heart = setInterval(() => {
    touch(path).catch(error => {
      if (isCode(error, 'ENOENT')) lost.abort(new Error(`the lock on ${directory} was taken over`))
    })
  }, heartbeatMillis)
  heart.unref()
  const replace = async (content: Holder | null) => rename(await writeDraft(directory, content), path)
  return {
    lost: lost.signal,
    note: note => replace({ ...holder, note }),
    // The number stays behind, without a holder: were it used again, two processes could come to hold it.
    async release() {
      clearInterval(heart)
      if (!lost.signal.aborted) await replace(null)
    },
  }
}

/** Writes the first byte again, so that the time is the file system's: utimes would set this host's own. */
async function touch(path: string): Promise<void> {
  const file = await open(path, 'r+')
  await file.write('{', 0).finally(() => file.close())
}

async function newest(directory: string): Promise<Found | undefined> {
  const number = Math.max(0, ...(await numbers(directory)))
  if (number === 0) return undefined
  try {
    const path = file(directory, number)
    const { mtimeMs } = await stat(path)
    return { number, holder: parsed(await readFile(path, 'utf8')), touchedAt: mtimeMs }
  } catch (error) {
    // Removed between the two looks, because a higher one exists by now.
    if (isCode(error, 'ENOENT')) return newest(directory)
    throw error
  }
}

/** A lock appears only when it is whole, so one that cannot be read is what a power cut left behind: its holder is gone. */
function parsed(content: string): Holder | null {
  try {
    return JSON.parse(content)
  } catch {
    return null
  }
}

async function isAlive(holder: Holder, ageMillis: number): Promise<boolean> {
  if (holder.host !== hostname()) return ageMillis < staleMillis
  try {
    process.kill(holder.pid, 0)
  } catch (error) {
    if (isCode(error, 'ESRCH')) return false
  }
  const started = await processStart(holder.pid)
  if (started !== null && holder.processStart !== null) return started === holder.processStart
  return ageMillis < staleMillis
}

/**
 * Field 22 of /proc/PID/stat; the name in field 2 may hold spaces and brackets, so counting starts behind it. A process that was killed and
 * that its parent has not asked after yet (state Z) holds nothing any more: 'ended'.
 */
async function processStart(pid: number): Promise<string | null> {
  const line = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null)
  const fields = line?.slice(line.lastIndexOf(')') + 2).split(' ')
  return fields?.[0] === 'Z' ? 'ended' : (fields?.[19] ?? null)
}

async function numbers(directory: string): Promise<number[]> {
  const entries = await readdir(directory).catch(error => {
    if (isCode(error, 'ENOENT')) return []
    throw error
  })
  return entries.flatMap(entry => {
    const number = entry.startsWith(`${name}.`) ? Number(entry.slice(name.length + 1)) : Number.NaN
    return Number.isSafeInteger(number) ? [number] : []
  })
}

/** A lock file appears under its number only when it is whole; only its owner may read it (the note can hold a secret). */
async function writeDraft(directory: string, content: Holder | null): Promise<string> {
  const draft = join(directory, `${name}.${randomUUID()}.draft`)
  await writeFile(draft, JSON.stringify(content), { mode: 0o600, flag: 'wx' })
  return draft
}

function file(directory: string, number: number): string {
  return join(directory, `${name}.${number}`)
}

function refusal(directory: string, { pid, host, startedAt }: Holder): string {
  return `the data directory ${directory} is used by process ${pid} on host ${host} since ${startedAt}; stop it or set DATA_DIR`
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
