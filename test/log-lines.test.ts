// What a process writes for whoever runs it: enough to find a fault, and nothing of anybody's.
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { discreet, discreetFault } from '../server/process/discreet.ts'
import { openLines } from '../server/process/log-lines.ts'
import { aKey, aReport, openWorld, password, signIn, type World } from './world.ts'

type Told = Record<string, unknown> & { event?: string; message?: string }
const SECRETS = {
  words: 'Nenek Sumarni terjebak di loteng',
  address: '203.0.113.77',
  query: 'cari-nama-saya',
  agent: 'PonselRahasia',
  token: 'kt_Rahasia1234567890abcdefABCDEF',
}

describe('lines for programs', () => {
  let world: World
  let told: Told[]
  let ids: string[]
  const trace = '0af7651916cd43dd8448eb211c80319c'
  const key = aKey()

  beforeAll(async () => {
    world = await openWorld('embedded', {}, { LOG_FORMAT: 'json' })
    const headers = {
      'Content-Type': 'application/json',
      'Idempotency-Key': key,
      'X-Forwarded-For': SECRETS.address,
      'User-Agent': SECRETS.agent,
      Authorization: `Bearer ${SECRETS.token}`,
      traceparent: `00-${trace}-b7ad6b7169203331-01`,
    }
    const body = JSON.stringify(aReport({ words: SECRETS.words }))
    const sent = await fetch(`${world.url}/api/reports`, {
      method: 'POST',
      headers,
      body,
    })
    const { report, link } = await sent.json()
    ids = [report.properties.id, new URL(link).pathname.split('/')[2] ?? '']
    await fetch(world.url + new URL(link).pathname, { headers })
    await fetch(`${world.url}/api/reports/${report.properties.id}`, { headers })
    await fetch(`${world.url}/lapor?nama=${SECRETS.query}`, { headers })
    await signIn(world)
    await hostile(world.url)
    await world.caughtUp()
    // What is sent now cannot be stored: the fault is told, with the request that it is of.
    await world.db.query('alter table reports rename to elsewhere')
    const failed = await fetch(`${world.url}/api/reports`, {
      method: 'POST',
      headers: { ...headers, 'Idempotency-Key': aKey() },
      body,
    })
    expect(failed.status).toBe(500)
    await world.db.query('alter table elsewhere rename to reports')
    await new Promise(resolve => setTimeout(resolve, 50))
    told = world.lines.map(line => JSON.parse(line))
  })
  afterAll(() => world.close())

  /** Header and path try to be lines of their own. */
  async function hostile(url: string): Promise<void> {
    const socket = connect(Number(new URL(url).port), 'localhost')
    const forged = '{"level":"error","message":"forged"}'
    socket.write(
      `GET /%0A${encodeURIComponent(forged)}%1b[2J?a=%0A${SECRETS.query} HTTP/1.1\r\nHost: x\r\n` +
        `traceparent: 00-${forged}\r\nUser-Agent: ${SECRETS.agent}\t${forged}\r\nConnection: close\r\n\r\n`,
    )
    socket.resume()
    await once(socket, 'close')
  }

  test('are one object each, with a time and a level', () => {
    expect(told.length).toBeGreaterThan(5)
    for (const line of told)
      expect(line).toMatchObject({ time: expect.stringMatching(/^\d{4}-.*Z$/), level: expect.any(String) })
    expect(told.filter(({ level }) => level === 'error')).toHaveLength(1)
  })

  test('tell of each request its method, its route, how it ended and how long it took, by the trace of who asked', () => {
    const requests = told.filter(({ event }) => event === 'request')
    expect(requests).toContainEqual({
      event: 'request',
      level: 'info',
      time: expect.any(String),
      method: 'POST',
      route: '/api/reports',
      status: 201,
      ms: expect.any(Number),
      trace,
    })
    for (const { route, trace: each } of requests) {
      expect(route).toMatch(/^(other|\/[\w/:.{}*-]*)$/)
      expect(each).toMatch(/^[0-9a-f]{32}$/)
    }
  })

  test('tell of a fault where it happened, and in which request', () => {
    const [fault] = told.filter(({ event }) => event === 'fault')
    expect(fault).toMatchObject({ level: 'error', trace })
    expect(fault?.message).toContain('relation "reports" does not exist')
    expect(fault?.stack).toContain('db/')
  })

  test('tell who works for all processes', () => {
    expect(told).toContainEqual(expect.objectContaining({ event: 'job-began', job: 'incidents' }))
  })

  test('hold nothing of anybody', () => {
    const all = world.lines.join('\n')
    for (const secret of [...Object.values(SECRETS), ...ids, key, password, 'Sari', 'forged', '127.0.0.1'])
      expect(all).not.toContain(secret)
  })
})

test('a storm of requests is no storm of lines, and what fails is told all the same', async () => {
  const written: Told[] = []
  const lines = await openLines('json', line => written.push(JSON.parse(line)))
  const server = createServer(
    lines.around((request, response) => {
      response.statusCode = request.url === '/fails' ? 500 : 200
      response.end()
    }),
  ).listen(0)
  await once(server, 'listening')
  const url = `http://localhost:${(server.address() as AddressInfo).port}`
  for (let each = 0; each < 20; each++) await Promise.all(Array.from({ length: 20 }, () => fetch(url)))
  await fetch(`${url}/fails`)
  server.closeAllConnections()
  server.close()
  expect(written.filter(({ status }) => status === 500)).toHaveLength(1)
  // As many as there were seconds, times 50.
  expect(written.length).toBeLessThan(300)
})

describe('what is left out', () => {
  test.each([
    [
      'asked https://api.telegram.org/bot123456789:AAExampleExampleExampleExample/getMe?a=b',
      'asked https://api.telegram.org/…/getMe',
    ],
    [
      'to 203.0.113.7:443 or 2001:db8::7, not to 10.0.0.5:5432 or ::1',
      'to … or …, not to 10.0.0.5:5432 or ::1',
    ],
    ['chat 1234567890 and +62 812-3456-7890 at 09:45:12', 'chat … and … at 09:45:12'],
    ['from warga@contoh.id about 01a21c4e-f39c-7177-ac0e-7260ae0894ee', 'from … about …'],
    ['one\r\ntwo\u001b[2J\u202eeerht', 'one\\u000d\\u000atwo\\u001b[2J\\u202eeerht'],
    [
      'incidents: the lead was lost, after migration 0025_what_became_of_a_report.sql',
      'incidents: the lead was lost, after migration 0025_what_became_of_a_report.sql',
    ],
  ])('%j', (text, left) => {
    expect(discreet(text)).toBe(left)
  })

  test('a fault says what it is and where, and not what it failed at', () => {
    const unread = caught(() => JSON.parse(SECRETS.words))
    expect(discreetFault(unread)).toMatch(/^SyntaxError: Unexpected … is not valid JSON\n {4}at /)
    const refused = Object.assign(new Error(`invalid input syntax for type uuid: "${SECRETS.words}"`), {
      code: '22P02',
      detail: SECRETS.words,
    })
    expect(discreetFault(refused)).toMatch(/^Error 22P02: invalid input syntax for type uuid: …\n/)
    const doubled = new Error('duplicate key value violates unique constraint "reports_key"', {
      cause: unread,
    })
    expect(discreetFault(doubled)).toMatch(/constraint "reports_key"\n[\s\S]*\n {2}because of SyntaxError/)
    const lines = new Error('first\n    at a line of its own')
    expect(discreetFault(lines)).toContain('first\\u000a    at a line of its own')
    expect(discreetFault(`thrown "${SECRETS.words}"`)).toBe('thrown …')
  })

  const caught = (work: () => unknown): unknown => {
    try {
      return work()
    } catch (fault) {
      return fault
    }
  }
})

test('nobody writes past the one place', () => {
  const root = fileURLToPath(new URL('..', import.meta.url))
  for (const room of ['server', 'db', 'bots'])
    for (const name of readdirSync(root + room, { recursive: true, encoding: 'utf8' })) {
      if (!name.endsWith('.ts') || name.startsWith('docs/') || name.includes('node_modules/')) continue
      expect(readFileSync(`${root}${room}/${name}`, 'utf8'), name).not.toMatch(/\bconsole\.\w/)
    }
})
