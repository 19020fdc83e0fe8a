// Requests at random for the fuzzer: over every route of the API's document and every door of test/doors-table.ts, by strangers, officers and
// programs; with wrong types, odd encodings, broken bodies and headers; as bytes on a bare line; and as socket events of the contract.
import { createHmac } from 'node:crypto'
import { connect } from 'node:net'
import { gzipSync } from 'node:zlib'
import { io, type Socket } from 'socket.io-client'
import { type Answered, type Asked, openLine, PATIENCE_MS } from './bare-requests.ts'
import { desk, open } from './doors-table.ts'
import { files, headerText, oddHeaders, otherKinds, watching } from './odd-requests.ts'
import {
  anyText,
  anything,
  chance,
  type Dice,
  drawnFrom,
  pick,
  type Schema,
  uuid,
  whole,
} from './random-values.ts'

type Parameter = { name: string; in: string; schema?: Schema; required?: boolean }
type Content = Record<string, { schema?: Schema }>
type Described = { parameters?: Parameter[]; requestBody?: { content?: Content } }
type Document = {
  paths: Record<string, Record<string, Described>>
  components?: { schemas?: Record<string, Schema> }
}
type Route = { method: string; path: string; parameters: Parameter[]; content: Content }

/** What vendors' messages are signed with. */
export const WHATSAPP_SECRET = 'rahasia wa'
export const SMS_SECRET = 'rahasia sms'

const MOST_KNOWN = 400

export type People = Record<string, { headers: () => Promise<Record<string, string>> }>

export async function openFuzzer({ url, people }: { url: string; people: People }) {
  const { port } = new URL(url)
  const { send, close } = openLine(port)
  const first = await send({ method: 'GET', path: '/openapi.json', headers: {}, body: undefined }, true)
  const document: Document = JSON.parse(first.text)
  const routes = routesOf(document)
  /** Where rows come from, and what moves them. */
  const writing = routes.filter(
    ({ method, path }) =>
      method !== 'GET' &&
      /^\/(api\/(reports|mine|alerts|gauges|desk\/(reports|cases|warnings|areas))|cards|floods|open311)/.test(
        path,
      ),
  )
  const named = (ref: string) => document.components?.schemas?.[ref.split('/').at(-1) ?? '']
  const crowd = await Promise.all(
    Object.entries(people).map(async ([name, person]) => ({ name, headers: await person.headers() })),
  )
  const known: string[] = []
  const sockets: Socket[] = [{}, ...crowd.slice(0, 6).map(({ headers }) => headers)].map(extraHeaders =>
    io(url, { transports: ['websocket'], extraHeaders, forceNew: true }),
  )
  const waiting = new Set<Socket>()
  let asked = 0
  /** How many answers of each hundred there were, by what was asked. */
  const answers = new Map<string, number>()

  const drawing = (dice: Dice) => ({
    dice,
    named,
    known: () => (known.length > 0 ? pick(dice, known) : undefined),
    wrong: chance(dice, 0.6) ? 0 : 0.07,
  })

  function partOf(name: string, schema: Schema | undefined, dice: Dice): string {
    if (known.length > 0 && chance(dice, /id|token|number|report|incident|key|name/i.test(name) ? 0.6 : 0.1))
      return pick(dice, known)
    const value = schema ? drawnFrom(schema, drawing(dice)) : chance(dice, 0.5) ? uuid(dice) : anything(dice)
    const asText = (one: unknown) => (typeof one === 'string' ? one : (JSON.stringify(one) ?? ''))
    return Array.isArray(value) ? value.map(asText).join() : asText(value)
  }

  const encoded = (text: string, dice: Dice) => {
    if (chance(dice, 0.02))
      return pick(dice, ['%', '%00', '%ff%fe', '%c0%ae%c0%ae', '%u0041', '%E0%80%80', '.', '..'])
    return encodeURIComponent(text.toWellFormed())
      .slice(0, chance(dice, 0.02) ? 20_000 : 3_000)
      .replace(/%.?$/, '')
  }

  function request(dice: Dice): Asked {
    const route = pick(dice, chance(dice, 0.15) ? writing : routes)
    const method = chance(dice, 0.93)
      ? route.method
      : pick(dice, ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND'])
    const { parameters } = route
    const path = route.path.replace(/\{\*?(\w+)\}|[:*](\w+)/g, (_all, one, other) => {
      const name = one ?? other
      const schema = parameters.find(each => each.in === 'path' && each.name === name)?.schema
      return encoded(partOf(name, schema, dice), dice)
    })
    const query: string[] = []
    for (const { name, schema, required, in: where } of parameters) {
      if (where !== 'query' || !chance(dice, required ? 0.9 : 0.3)) continue
      const times = chance(dice, 0.06) ? 3 : 1
      for (let time = 0; time < times; time++)
        query.push(`${name}=${encoded(partOf(name, schema, dice), dice)}`)
    }
    if (chance(dice, 0.06)) query.push(`${encoded(anyText(dice), dice)}=${encoded(anyText(dice), dice)}`)
    if (chance(dice, 0.05))
      query.push(pick(dice, ['lang=en', 'lang[]=id', 'f=html', 'f=json', 'drill=true', '&&=&', 'a[b][c]=1']))
    const headers: Record<string, string> = {
      'X-Forwarded-For': `${1 + whole(dice, 220)}.${whole(dice, 256)}.${whole(dice, 256)}.${whole(dice, 256)}`,
    }
    if (chance(dice, 0.7)) Object.assign(headers, pick(dice, crowd).headers)
    for (const { name, schema, in: where, required } of parameters)
      if (where === 'header' && chance(dice, required ? 0.95 : 0.5))
        headers[name] = headerText(partOf(name, schema, dice))
    if (chance(dice, 0.15)) Object.assign(headers, pick(dice, oddHeaders)(dice))
    const body = method === 'GET' || method === 'HEAD' ? undefined : bodyOf(route, headers, dice)
    return {
      method,
      route: route.path,
      path: query.length > 0 ? `${path}?${query.join('&')}` : path,
      headers,
      body,
    }
  }

  function bodyOf({ content }: Route, headers: Record<string, string>, dice: Dice): Buffer | undefined {
    const kinds = Object.keys(content)
    const kind = kinds.length > 0 && chance(dice, 0.92) ? pick(dice, kinds) : pick(dice, otherKinds)
    headers['Content-Type'] = kind.includes('*') ? 'image/jpeg' : kind
    const schema = content[kind]?.schema
    if (chance(dice, 0.03)) return undefined
    let body: Buffer
    if (kind.includes('json')) {
      const value = schema ? drawnFrom(schema, drawing(dice)) : { [anyText(dice)]: anything(dice) }
      body = Buffer.from(JSON.stringify(value) ?? '')
    } else if (kind.includes('urlencoded')) {
      const value = schema ? drawnFrom(schema, drawing(dice)) : {}
      body = Buffer.from(
        Object.entries(value ?? {})
          .map(([name, one]) => `${encoded(name, dice)}=${encoded(asText(one), dice)}`)
          .join('&'),
      )
    } else body = chance(dice, 0.5) ? Buffer.from(pick(dice, files), 'base64') : Buffer.from(anyText(dice))
    if (chance(dice, 0.02)) body = body.subarray(0, whole(dice, body.length))
    if (chance(dice, 0.01)) body = Buffer.concat([body, Buffer.from([0xff, 0xfe, 0x00])])
    if (chance(dice, 0.01)) body = Buffer.from('['.repeat(20_000))
    if (chance(dice, 0.02)) {
      headers['Content-Encoding'] = pick(dice, ['gzip', 'br', 'deflate', 'zstd', 'x'])
      if (chance(dice, 0.5)) body = gzipSync(body)
    }
    return body
  }

  /** What the vendors of channels bring, signed as they sign it. */
  function delivery(dice: Dice): Asked {
    const from = `62812${1_000_000 + whole(dice, 400)}`
    const text = chance(dice, 0.5)
      ? pick(dice, [
          'LAPOR',
          'banjir sepinggang di Kemang',
          '1',
          '2',
          '50 cm',
          '/waspada',
          '/hapus',
          'ya',
          'BATAL',
        ])
      : anyText(dice)
    if (chance(dice, 0.5)) {
      const body = JSON.stringify(chance(dice, 0.85) ? { id: uuid(dice), from, text } : anything(dice)) ?? ''
      return {
        method: 'POST',
        path: '/sms',
        headers: { 'Content-Type': 'application/json', 'X-Webhook-Secret': SMS_SECRET },
        body: Buffer.from(body),
      }
    }
    const place = { latitude: -6.2 + dice() / 10, longitude: 106.8 + dice() / 10 }
    const kinds = [
      { type: 'text', text: { body: text } },
      { type: 'location', location: chance(dice, 0.8) ? place : anything(dice) },
      { type: 'image', image: { id: anyText(dice) } },
      {
        type: 'interactive',
        interactive: { type: 'button_reply', button_reply: { id: anyText(dice), title: text } },
      },
      { type: anyText(dice), [anyText(dice)]: anything(dice) },
    ]
    const message = {
      id: uuid(dice),
      from,
      timestamp: `${Math.floor(Date.now() / 1_000)}`,
      ...pick(dice, kinds),
    }
    const value = {
      metadata: { phone_number_id: '1' },
      messages: [chance(dice, 0.9) ? message : anything(dice)],
    }
    const event = {
      object: 'whatsapp_business_account',
      entry: [{ changes: [{ field: 'messages', value }] }],
    }
    const body = Buffer.from(JSON.stringify(chance(dice, 0.9) ? event : anything(dice)) ?? '')
    const signature = createHmac('sha256', WHATSAPP_SECRET).update(body).digest('hex')
    return {
      method: 'POST',
      path: '/whatsapp',
      headers: { 'Content-Type': 'application/json', 'X-Hub-Signature-256': `sha256=${signature}` },
      body,
    }
  }

  /** Bytes on a bare line: what no client would send. Answers what came back. */
  function bare(dice: Dice): Promise<string> {
    const lines = [
      'GET / HTTP/1.1\r\n\r\n',
      'GET  HTTP/9.9\r\nHost: x\r\n\r\n',
      `GET /${'a'.repeat(20_000)} HTTP/1.1\r\nHost: x\r\n\r\n`,
      `GET / HTTP/1.1\r\nHost: x\r\n${'X: y\r\n'.repeat(3_000)}\r\n`,
      `GET / HTTP/1.1\r\nHost: x\r\nCookie: desk=${'b'.repeat(15_000)}\r\n\r\n`,
      'POST /api/reports HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{"hazard":',
      'POST /api/reports HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /x HTTP/1.1\r\n\r\n',
      'POST /api/reports HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Type: application/json\r\n\r\nffffffff\r\nx',
      'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n\x81\xfe\xff\xffgarbage',
      'GET /socket.io/?EIO=4&transport=polling&sid=none HTTP/1.1\r\nHost: x\r\n\r\n',
      'POST /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\n42[',
      'PATCH /api/uploads/x HTTP/1.1\r\nHost: x\r\nTus-Resumable: 1.0.0\r\nUpload-Offset: -1\r\nContent-Type: application/offset+octet-stream\r\nContent-Length: 10\r\n\r\nabc',
      'CONNECT localhost:22 HTTP/1.1\r\nHost: localhost:22\r\n\r\n',
      'GET http://169.254.169.254/ HTTP/1.1\r\nHost: 169.254.169.254\r\n\r\n',
      'GET /../../etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n',
      'GET / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 9\r\n\r\n',
      '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03',
      '\r\n\r\n\r\n',
    ]
    return new Promise(resolve => {
      let text = ''
      const line = connect(Number(port), '127.0.0.1', () =>
        line.write(Buffer.from(pick(dice, lines), 'latin1')),
      )
      const done = () => {
        clearTimeout(over)
        line.destroy()
        resolve(text.slice(0, 2_000))
      }
      const over = setTimeout(done, 100)
      line.on('data', data => {
        text += data.toString('latin1')
        done()
      })
      line.on('error', done)
      line.on('close', done)
    })
  }

  /** An event on one of the sockets. Whoever asks rightly is answered. */
  function emit(dice: Dice): Promise<string | undefined> {
    // A watch that another one overtakes is not answered.
    const free = sockets.filter(each => !waiting.has(each))
    if (free.length === 0) return Promise.resolve(undefined)
    const socket = pick(dice, free)
    waiting.add(socket)
    if (!socket.connected) socket.connect()
    const watch = drawnFrom(watching, { ...drawing(dice), wrong: 0.1 })
    const answered = new Promise<string | undefined>(resolve => {
      const over = setTimeout(
        () => resolve(socket.connected ? 'a watch was not answered' : undefined),
        PATIENCE_MS,
      )
      const done = () => {
        clearTimeout(over)
        resolve(undefined)
      }
      socket.once('disconnect', done)
      if (chance(dice, 0.7)) socket.emit('watch', watch, done)
      else if (chance(dice, 0.4)) socket.emit('more', done)
      else {
        socket.emit(
          pick(dice, ['watch', 'more', 'presence', 'change', 'disconnect ', '__proto__', 'leave']),
          anything(dice),
        )
        socket.emit('more', anything(dice), watch)
        done()
      }
      if (!socket.connected) done()
    })
    return answered.finally(() => waiting.delete(socket))
  }

  function learn(text: string): void {
    for (const [found] of text
      .slice(0, 8_000)
      .matchAll(
        /[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}|(?<=\/laporan\/)[\w-]{40,}|(?<="(?:pkey|number)":"?)\d+/g,
      )) {
      if (known.includes(found)) continue
      if (known.length < MOST_KNOWN) known.push(found)
      else known[asked % MOST_KNOWN] = found
    }
  }

  return {
    routes: routes.length,
    answers,
    /** One turn; answers what is wrong, if anything. */
    async turn(dice: Dice): Promise<string | undefined> {
      asked++
      if (chance(dice, 0.02)) {
        const answer = await bare(dice)
        return /^HTTP\/1\.1 5/.test(answer) ? `bare line: ${answer}` : undefined
      }
      if (chance(dice, 0.05)) return emit(dice)
      const wanted = chance(dice, 0.05) ? delivery(dice) : request(dice)
      const answer = await send(wanted).catch((fault: Error & { code?: string }) => fault)
      const told = () =>
        `${wanted.method} ${wanted.path.slice(0, 600)} ${JSON.stringify(wanted.headers).slice(0, 400)} ${wanted.body?.toString('utf8').slice(0, 900) ?? ''}`
      if (answer instanceof Error)
        // A body that is refused while it still comes ends the line.
        return answer.code === 'ECONNRESET' ||
          answer.code === 'EPIPE' ||
          answer.code === 'HPE_INVALID_CONSTANT'
          ? undefined
          : `${answer.message}: ${told()}`
      const kind = `${wanted.method} ${wanted.route ?? wanted.path} ${Math.floor(answer.status / 100)}xx`
      answers.set(kind, (answers.get(kind) ?? 0) + 1)
      if (answer.status < 500) learn(answer.text)
      const fault = faultOf(answer)
      return fault && `${fault}: ${told()}\n   → ${answer.text.slice(0, 300)}`
    },
    close() {
      for (const socket of sockets) socket.disconnect()
      close()
    },
  }
}

function faultOf({ status, headers, text }: Answered): string | undefined {
  const isDeclared = status === 503 && headers['retry-after'] !== undefined
  if (status >= 500 && !isDeclared) return `status ${status}`
  if (/\n\s+at .+:\d+:\d+\)?\n|node_modules\//.test(text) && headers['content-type']?.includes('json'))
    return 'it tells of its own inside'
  if (headers['set-cookie']?.some(cookie => !/HttpOnly/.test(cookie))) return 'a cookie for scripts'
  return undefined
}

function routesOf({ paths }: Document): Route[] {
  const described = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { parameters = [], requestBody }]) => ({
      method: method.toUpperCase(),
      path,
      parameters,
      content: requestBody?.content ?? {},
    })),
  )
  const shapeOf = (path: string) => path.replace(/\{\*?\w+\}|:\w+/g, '*')
  const told = new Set(described.map(({ method, path }) => `${method} ${shapeOf(path)}`))
  const doors = [...Object.keys(desk), ...open].flatMap(door => {
    const [method = 'GET', path = '/'] = door.split(' ')
    return told.has(`${method} ${shapeOf(path)}`) ? [] : [{ method, path, parameters: [], content: {} }]
  })
  return [...described, ...doors]
}

/** What has a `toString` that nobody can call stands in a form as JSON too. */
const asText = (value: unknown): string =>
  typeof value === 'object' ? (JSON.stringify(value) ?? '') : String(value)
