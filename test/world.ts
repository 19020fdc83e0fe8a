// A whole Kentongan for a test: a fresh database, the real server on a free port, and people who use it through its doors.
import { rmSync } from 'node:fs'
import { io, type Socket } from 'socket.io-client'
import { addOfficer, type Rights } from '../db/officers.ts'
import { readConfig } from '../server/config.ts'
import type { ClientEvents, ReportFeature, Seen, ServerEvents, Watch } from '../server/domain/contract.ts'
import type { Refusal } from '../server/domain/refusal.ts'
import { type Options, type Running, startServer } from '../server/main.ts'
import { hashPassword } from '../server/sign-in/passwords.ts'
import { type Engine, freshDatabase, freshDirectory } from './database.ts'
import { holdAnswersOf } from './every-answer.ts'

export type World = Running & { settings: NodeJS.ProcessEnv; lines: string[]; close(): Promise<void> }

/** Where a server finds its fresh database, and how to throw that away. */
export async function freshSettings(
  engine: Engine,
): Promise<{ settings: NodeJS.ProcessEnv; drop(): Promise<void> }> {
  const directory = freshDirectory()
  const removed = () => rmSync(directory, { recursive: true, force: true })
  if (engine === 'embedded')
    return { settings: { PORT: '0', DATA_DIR: directory }, drop: async () => removed() }
  const fresh = await freshDatabase('postgres')
  return {
    settings: { PORT: '0', DATA_DIR: directory, DATABASE_URL: fresh.url },
    async drop() {
      await fresh.drop()
      removed()
    },
  }
}

export async function openWorld(
  engine: Engine,
  options: Options = {},
  extra: NodeJS.ProcessEnv = {},
): Promise<World> {
  const { settings, drop } = await freshSettings(engine)
  const lines: string[] = []
  // A machine that runs many tests at once is late with everything; only test/overload.test.ts asks what then happens.
  const all = { OVERLOAD: 'off', ...settings, ...extra }
  const running = await startServer(readConfig(all), {
    log: line => lines.push(line),
    // A thread costs half a second of work each.
    threads: false,
    ...options,
  })
  holdAnswersOf(running.url)
  return {
    ...running,
    settings: all,
    lines,
    async close() {
      await running.stop()
      await drop()
    },
  }
}

/** A citizen's report at Kemang, Jakarta, knee-deep, unless told otherwise. */
export const aReport = (changes: Record<string, unknown> = {}) => ({
  hazard: 'flood',
  answers: { depth: 50 },
  place: { lng: 106.8166, lat: -6.2607 },
  words: 'Banjir di depan pasar',
  ...changes,
})

let keys = 0
export const aKey = () => `key-${process.pid}-${Date.now()}-${keys++}`

export type Posted = {
  status: number
  body: { report: ReportFeature; created: boolean; link: string } & Partial<{ code: string; detail: string }>
}

export async function postReport(
  { url }: { url: string },
  draft: object = aReport(),
  key: string | undefined = aKey(),
  /** Where a proxy says that it comes from; else a program on this machine sends it. */
  address?: string,
  ticket?: string,
): Promise<Posted> {
  const response = await fetch(`${url}/api/reports`, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      ...(key && { 'Idempotency-Key': key }),
      ...(address && { 'X-Forwarded-For': address }),
      ...(ticket && { 'Report-Ticket': ticket }),
    },
    body: JSON.stringify(draft),
  })
  return { status: response.status, body: await response.json() }
}

/** Of every officer in the tests. */
export const password = 'kentongan berbunyi tiga kali'

/** An officer who has signed in, as the headers of the desk's requests: an administrator of all regions, unless told otherwise. */
export async function signIn(
  world: Pick<Running, 'db' | 'url'>,
  name = 'Sari',
  rights: Partial<Rights> = {},
): Promise<{ Cookie: string }> {
  await addOfficer(world.db, {
    id: crypto.randomUUID(),
    name,
    password: await hashPassword(password),
    at: new Date(),
    role: 'administrator',
    ...rights,
  })
  const response = await fetch(`${world.url}/api/desk/session`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ name, password }),
  })
  // Whoever sits at the desk touches it again and again, however a test winds the clock.
  await world.db.query('update sessions set seen_at = expires_at')
  return { Cookie: response.headers.get('Set-Cookie')?.split(';')[0] ?? '' }
}

export async function decide(
  { url }: { url: string },
  headers: { Cookie: string },
  id: string,
  act: string,
  body: object = {},
) {
  const response = await fetch(`${url}/api/desk/reports/${id}/${act}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
  return { status: response.status, body: await response.json() }
}

/** What the desk answers to an officer. */
export async function askDesk(
  { url }: { url: string },
  headers: { Cookie: string },
  path: string,
  body?: object,
  method = body ? 'POST' : 'GET',
) {
  const response = await fetch(`${url}/api/desk${path}`, {
    method,
    headers: { 'Content-Type': 'application/json', ...headers },
    body: body && JSON.stringify(body),
  })
  return { status: response.status, body: await response.json() }
}

/** Half a kilometre around Kemang, in both languages, for six hours, unless told otherwise. */
export const aWarning = (now: number, changes: Record<string, unknown> = {}) => ({
  hazard: 'flood',
  severity: 'Moderate',
  outline: { type: 'Polygon', coordinates: [aSquare({ lng: 106.8166, lat: -6.2607 }, 0.005)] },
  words: {
    id: {
      headline: 'Siaga: Banjir di {place}',
      description: 'Pintu air dibuka pukul 11.',
      instruction: 'Jauhi bantaran kali.',
      area: 'Kemang',
    },
    en: {
      headline: 'Moderate: Flood in {place}',
      description: 'The floodgate opens at 11.',
      instruction: 'Keep away from the river.',
      area: 'Kemang',
    },
  },
  expiresAt: new Date(now + 6 * 3_600_000).toISOString(),
  ...changes,
})

export const aSquare = ({ lng, lat }: { lng: number; lat: number }, half: number): [number, number][] => [
  [lng - half, lat - half],
  [lng + half, lat - half],
  [lng + half, lat + half],
  [lng - half, lat + half],
  [lng - half, lat - half],
]

type Two = [author: { Cookie: string }, approver: { Cookie: string }]

/** One officer sends a draft on its way, another one approves it: the warning is issued. Answers its id. */
export async function issue(
  world: { url: string },
  [author, approver]: Two,
  draft: { id: string; warning: string; version: number },
) {
  const path = `/warnings/drafts/${draft.id}`
  const waiting = await askDesk(world, author, `${path}/submit`, { version: draft.version })
  if (waiting.status !== 200) throw new Error(`It cannot be submitted: ${JSON.stringify(waiting.body)}`)
  const issued = await askDesk(world, approver, `${path}/approve`, { version: waiting.body.version })
  if (issued.status !== 200) throw new Error(`It cannot be approved: ${JSON.stringify(issued.body)}`)
  return draft.warning
}

/** Two officers warn. */
export async function warn(world: { url: string }, two: Two, content: object): Promise<string> {
  const draft = await askDesk(world, two[0], '/warnings', content)
  if (draft.status !== 201) throw new Error(`It cannot be drafted: ${JSON.stringify(draft.body)}`)
  return issue(world, two, draft.body)
}

type MapSocket = Socket<ServerEvents, ClientEvents>

/** A program that watches the live picture; `until` waits for the change it is told about. */
export async function openSocket({ url }: { url: string }, headers: Record<string, string> = {}) {
  const socket: MapSocket = io(url, { transports: ['websocket'], extraHeaders: headers, forceNew: true })
  const changes: Parameters<ServerEvents['change']>[] = []
  let heard: () => void = () => undefined
  socket.on('change', (change, cursor) => {
    changes.push([change, cursor])
    heard()
  })
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('connect_error', fault => {
      socket.close()
      reject(fault)
    })
  })
  return {
    socket,
    changes,
    watch: (watch: Watch = {}) =>
      new Promise<Seen | Refusal>(resolve => socket.emit('watch', watch, resolve)),
    async until(
      wanted: (change: Parameters<ServerEvents['change']>[0]) => boolean,
      withinMs = 5_000,
    ): Promise<void> {
      const deadline = Date.now() + withinMs
      while (!changes.some(([change]) => wanted(change))) {
        const left = deadline - Date.now()
        if (left <= 0)
          throw new Error(
            `Not told within ${withinMs} ms; heard ${JSON.stringify(changes.map(([change]) => change.what))}`,
          )
        await new Promise<void>(resolve => {
          const timer = setTimeout(resolve, left)
          heard = () => {
            clearTimeout(timer)
            resolve()
          }
        })
      }
    },
    close: () => socket.close(),
  }
}
