// A crowd of sockets in a process of its own: browsers that speak Socket.IO, or bare WebSockets. It only notes what comes and when, so that two
// cores are left to who tells it. Messages that are the same for all are read once.
import { setTimeout as sleep } from 'node:timers/promises'
import { gunzipSync } from 'node:zlib'
import type { Change, Seen } from '../../server/domain/contract.ts'
import { openRawSocket, type RawSocket } from './raw-socket.ts'

export type ToCrowd =
  | { what: 'open'; url: string; kind: 'bare' | 'kentongan'; count: number; watch?: object }
  /** Notes when each socket hears something with this word in it. */
  | { what: 'expect'; word: string }
  /** Notes from now on how old each report is when a socket hears of it. */
  | { what: 'follow' }
  /** What the sockets have heard, and what a fresh one is shown. */
  | { what: 'tell' }

export type FromCrowd = { what: 'opened' } | { what: 'heard'; times: number[] } | { what: 'told'; told: Told }

export type Told = {
  open: number
  /** Ages in ms, by how often. */
  ages: [age: number, count: number][]
  /** Different pictures among those who have been there all the time. */
  pictures: number
  /** Reports that stand in the sockets' picture and not in a fresh one, and the other way round. */
  differences: number
  messages: number
  bytes: number
}

/** `heard`: by how many sockets, by the ms. */
type Note = { receivedAt: number[]; hash: number; heard: Map<number, number> }

const MOST_NOTES = 2_000
/** At a time, as browsers that find a server again. */
const OPENING = 100
const now = () => performance.timeOrigin + performance.now()

const sockets: { socket: RawSocket; sum: number }[] = []
const notes = new Map<string, Note>()
const ages = new Map<number, number>()
let picture = new Map<string, number>()
let word: Buffer | undefined
let times: number[] = []
let [isFollowing, messages, bytes] = [false, 0, 0]
let where: Extract<ToCrowd, { what: 'open' }> | undefined

const answer = (message: FromCrowd) => process.send?.(message)

/** Resolves with the snapshot, or with nothing where there is none. */
function join(
  { url, kind, watch = {} }: Extract<ToCrowd, { what: 'open' }>,
  hear: (data: Buffer) => void,
): Promise<{ socket: RawSocket; seen: Seen | undefined }> {
  if (kind === 'bare') return openRawSocket(url, hear).then(socket => ({ socket, seen: undefined }))
  return new Promise((resolve, reject) => {
    openRawSocket(`${url}/socket.io/?EIO=4&transport=websocket`, (data, socket) => {
      // Engine.IO: 0 open, 2 ping, 4 message; Socket.IO: 40 connected, 42 event, 43 acknowledged.
      if (data[0] === 52 && data[1] === 50) return hear(data)
      if (data[0] === 50) return socket.send('3')
      if (data[0] === 48) return socket.send('40')
      if (data[1] === 48) return socket.send(`420${JSON.stringify(['watch', watch])}`)
      if (data[1] === 51) resolve({ socket, seen: JSON.parse(data.subarray(3).toString())[0] })
    }).catch(reject)
  })
}

async function open(asked: Extract<ToCrowd, { what: 'open' }>) {
  where = asked
  for (let begun = 0; begun < asked.count; begun += OPENING)
    await Promise.all(
      Array.from({ length: Math.min(OPENING, asked.count - begun) }, async () => {
        const own = { socket: undefined as RawSocket | undefined, sum: 0 }
        const { socket, seen } = await joinAtLast(asked, data => hear(own, data))
        own.socket = socket
        sockets.push(own as (typeof sockets)[number])
        if (seen && 'whole' in seen && seen.whole) picture = pictureOf(seen)
      }),
    )
  answer({ what: 'opened' })
}

const pictureOf = (seen: Seen) =>
  new Map(
    seen.whole ? seen.reports.map(({ properties: { id, version } }): [string, number] => [id, version]) : [],
  )

function hear(own: { sum: number }, data: Buffer) {
  if (word?.length && data.includes(word)) {
    times.push(now())
    if (times.length === sockets.length) {
      answer({ what: 'heard', times })
      word = undefined
    }
  }
  if (!isFollowing) return
  messages++
  bytes += data.length
  const key = `${data.length} ${data.toString('latin1', 0, 200)} ${data.toString('latin1', data.length - 60)}`
  let note = notes.get(key)
  if (!note) {
    note = noteOf(data)
    notes.set(key, note)
    for (const [oldest, old] of notes) {
      if (notes.size <= MOST_NOTES) break
      countAges(old)
      notes.delete(oldest)
    }
  }
  own.sum = (own.sum + note.hash) % 2 ** 40
  const at = Math.round(now())
  note.heard.set(at, (note.heard.get(at) ?? 0) + 1)
}

/** Once for all who heard it. */
function countAges({ receivedAt, heard }: Note) {
  for (const [at, count] of heard)
    for (const received of receivedAt) ages.set(at - received, (ages.get(at - received) ?? 0) + count)
  heard.clear()
}

/** Read once, when the first socket hears it; it changes the picture that all have. */
function noteOf(data: Buffer): Note {
  const [event, ...given] = JSON.parse(data.subarray(2).toString())
  const changes: [Change, string][] =
    event === 'change' ? [[given[0], given[1]]] : event === 'changes' ? unpacked(given[0]) : []
  const receivedAt: number[] = []
  for (const [change] of changes)
    if (change.what === 'report') {
      const { id, version, receivedAt: at } = change.feature.properties
      picture.set(id, Math.max(version, picture.get(id) ?? 0))
      if (version === 1) receivedAt.push(Date.parse(at))
    } else if (change.what === 'gone' && change.kind === 'report') picture.delete(change.id)
  let hash = 0
  for (const byte of data) hash = (hash * 31 + byte) % 2 ** 40
  return { receivedAt, hash, heard: new Map() }
}

const unpacked = (text: string): [Change, string][] =>
  JSON.parse(text.startsWith('[') ? text : gunzipSync(Buffer.from(text, 'base64')).toString())

/** Who is turned away while much is asked comes again, as a page does. */
async function joinAtLast(
  to: Parameters<typeof join>[0],
  hear: Parameters<typeof join>[1],
  tries = 20,
): ReturnType<typeof join> {
  try {
    return await join(to, hear)
  } catch (fault) {
    if (tries === 0) throw fault
    await sleep(1_000)
    return joinAtLast(to, hear, tries - 1)
  }
}

async function tell() {
  if (!where) return
  const { socket, seen } = await joinAtLast({ ...where, watch: {} }, () => undefined)
  socket.close()
  for (const note of notes.values()) countAges(note)
  const fresh = seen ? pictureOf(seen) : new Map<string, number>()
  const differs = (one: Map<string, number>, other: Map<string, number>) =>
    [...one].filter(([id, version]) => other.get(id) !== version).length
  answer({
    what: 'told',
    told: {
      open: sockets.filter(({ socket: one }) => one.isOpen()).length,
      ages: [...ages].sort(([a], [b]) => a - b),
      pictures: new Set(sockets.map(({ sum }) => sum)).size,
      differences: differs(picture, fresh) + differs(fresh, picture),
      messages,
      bytes,
    },
  })
}

process.on('message', (message: ToCrowd) => {
  if (message.what === 'open') void open(message)
  else if (message.what === 'tell') void tell()
  else if (message.what === 'follow') isFollowing = true
  else {
    times = []
    word = Buffer.from(message.word)
  }
})
process.once('disconnect', () => process.exit())
