// Every door × everybody: the routes are collected from the app itself and held to test/doors-table.ts, the live picture and the past to who may
// see what where. Whatever stands in no table fails, so that nobody adds an open route unnoticed.
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addOfficer, type Rights } from '../db/officers.ts'
import { endSessions, startSession } from '../db/sessions.ts'
import { type Deed, deeds, keyDeeds, may, type Officer, roles } from '../server/domain/permissions.ts'
import { isRefusal } from '../server/domain/report.ts'
import { checkDoors, doorsOf } from '../server/doors.ts'
import { createServiceKeys } from '../server/service-keys.ts'
import { engines } from './database.ts'
import { between, desk, type Expected, open } from './doors-table.ts'
import { aReport, openSocket, openWorld, postReport, type World } from './world.ts'

const JAKARTA = 'ID-JK'
const ELSEWHERE = 'ID-JI'

describe.each(engines)('who may do what on %s', engine => {
  let world: World
  const things = { report: '', gauge: '' }
  /** Everybody who may knock: their headers, made anew for each try, and what they may do where. */
  type Person = {
    headers: () => Promise<Record<string, string>>
    may: (deed: Deed, region?: string) => boolean
  }
  const people: Record<string, Person> = {}

  /** Signed in, without the time that a password takes. */
  async function cookieOf(officer: string): Promise<Record<string, string>> {
    const token = randomBytes(32).toString('base64url')
    const at = new Date()
    await startSession(world.db, {
      id: randomUUID(),
      token: createHash('sha256').update(token).digest(),
      officer,
      device: 'a test',
      at,
      expires: new Date(at.getTime() + 3_600_000),
    })
    return { Cookie: `desk=${token}` }
  }

  async function hire(name: string, rights: Rights): Promise<void> {
    const id = randomUUID()
    await addOfficer(world.db, { id, name, password: null, at: new Date(), ...rights })
    const officer: Officer = { id, name, ...rights }
    people[name] = { headers: () => cookieOf(id), may: (deed, region) => may(officer, deed, region) }
  }

  async function equip(name: string, only: Deed[], regions: string[] | null): Promise<void> {
    const keys = createServiceKeys({ db: world.db, now: () => new Date(), newId: () => randomUUID() })
    const made = await keys.add({ name, deeds: only, regions }, 'a test')
    if (isRefusal(made)) throw new Error(made.refused)
    people[name] = {
      headers: async () => ({ Authorization: `Bearer ${made.key}` }),
      may: (deed, region) =>
        only.includes(deed) && (region === undefined || regions === null || regions.includes(region)),
    }
  }

  beforeAll(async () => {
    world = await openWorld(engine)
    const nothing = () => false
    people.nobody = { headers: async () => ({}), may: nothing }
    for (const role of roles) {
      await hire(role, { role, agency: null, regions: null })
      await hire(`${role} of Jakarta`, { role, agency: null, regions: [JAKARTA] })
      await hire(`${role} of elsewhere`, { role, agency: null, regions: [ELSEWHERE] })
    }
    await equip('a key to look', ['look'], null)
    await equip('a key to everything', keyDeeds, null)
    await equip('a key of elsewhere', keyDeeds, [ELSEWHERE])
    const administrator = people.administrator
    people['a revoked session'] = {
      may: nothing,
      async headers() {
        const headers = (await administrator?.headers()) ?? {}
        const { rows } = await world.db.query<{ id: string }>(
          `select id from officers where name = 'administrator'`,
        )
        await endSessions(world.db, rows[0]?.id ?? '', { except: null })
        return headers
      },
    }
    people['an expired session'] = {
      may: nothing,
      async headers() {
        const headers = (await administrator?.headers()) ?? {}
        await world.db.query(`update sessions set expires_at = now() - interval '1 second'`)
        return headers
      },
    }
    people['a made-up cookie'] = { headers: async () => ({ Cookie: 'desk=let-me-in' }), may: nothing }
    people['a made-up key'] = {
      headers: async () => ({ Authorization: `Bearer kt_${'a'.repeat(43)}` }),
      may: nothing,
    }
    things.report = (await postReport(world)).body.report.properties.id
    await world.caughtUp()
  })
  afterAll(() => world.close())

  test('every route of the app stands in the table, with the deed that it names', () => {
    const found = new Map<string, string>()
    for (const { method, path, deed } of doorsOf(world.app))
      if (method === '*') {
        if (!between.includes(path)) found.set(path, 'stands in no table')
      } else {
        const door = `${method} ${path}`
        const expected = desk[door] ?? (open.includes(door) ? 'open' : undefined)
        if (expected === undefined) found.set(door, 'stands in no table')
        else if (!isAsking(expected) && deedOf(expected) !== (deed ?? 'open'))
          found.set(door, `names ${deed}`)
        if (path.startsWith('/api/desk/') && deed === undefined) found.set(door, 'names no deed')
      }
    expect(Object.fromEntries(found)).toEqual({})
    const doors = new Set(doorsOf(world.app).map(({ method, path }) => `${method} ${path}`))
    expect([...Object.keys(desk), ...open].filter(door => !doors.has(door))).toEqual([])
  })

  test('the server does not start with a route at the desk that names no deed', () => {
    world.app.get('/api/desk/forgotten', (_request, response) => void response.end())
    expect(() => checkDoors(world.app)).toThrow('GET /api/desk/forgotten names no deed')
    world.app.router.stack.pop()
    expect(() => checkDoors(world.app)).not.toThrow()
  })

  test('every door lets in who may, and nobody else', { timeout: 180_000 }, async () => {
    const wrong: string[] = []
    for (const [door, expected] of Object.entries(desk)) {
      if (expected === 'open') continue
      const { deed, at, region, body } = readExpected(expected)
      const [method = 'GET', path = ''] = door.split(' ')
      const address = path

        .replace(':localAreaId', '1')
        .replace(':id', at === 'report' ? things.report : randomUUID())
        .replace(':act', 'nothing')
        .replace(':step', 'nothing')
      for (const [name, person] of Object.entries(people)) {
        const response = await fetch(world.url + address, {
          method,
          headers: { 'Content-Type': 'application/json', ...(await person.headers()) },
          ...(method !== 'GET' && { body: JSON.stringify(body) }),
        })
        const isIn = response.status !== 401 && response.status !== 403
        if (isIn !== person.may(deed, region) || response.status >= 500)
          wrong.push(`${door}: ${name} is answered ${response.status}`)
        await response.arrayBuffer()
      }
    }
    expect(wrong).toEqual([])
  })

  test('the live picture and the past show each what is theirs to see', { timeout: 60_000 }, async () => {
    const told = aReport({ words: 'hubungi 081234567890' })
    const { body } = await postReport(world, told)
    const seen = body.report.properties.id
    const hidden = (await postReport(world, aReport({ words: 'seen by officers alone' }))).body.report
      .properties.id
    await world.db.transaction(async client => {
      const { lockReport, updateReport } = await import('../db/reports.ts')
      const report = await lockReport(client, hidden)
      if (report) await updateReport(client, report, { state: 'held' })
    })
    world.db.wake()
    await world.caughtUp()
    await sleep(20)
    const at = new Date().toISOString()
    for (const [name, person] of Object.entries(people)) {
      const isOfficer = person.may('look', JAKARTA)
      const socket = await openSocket(world, await person.headers())
      for (const watch of [
        {},
        { region: JAKARTA },
        { box: [106, -7, 107, -6] as [number, number, number, number] },
      ]) {
        const answer = await socket.watch(watch)
        if (isRefusal(answer) || !answer.whole) throw new Error('a whole picture was expected')
        const words = answer.reports.find(({ properties }) => properties.id === seen)?.properties.words
        expect([name, words]).toEqual([name, isOfficer ? 'hubungi 081234567890' : 'hubungi •••'])
        const isShown = answer.reports.some(({ properties }) => properties.id === hidden)
        expect([name, isShown]).toEqual([name, isOfficer])
      }
      socket.close()
      const past = await fetch(`${world.url}/api/moments?at=${at}`, { headers: await person.headers() })
      const { reports } = await past.json()
      const ids = reports.map(({ properties }: { properties: { id: string } }) => properties.id)
      expect([name, ids.includes(hidden)]).toEqual([name, isOfficer])
    }
  })

  test('a change is told in full to who may look there, and as to everybody to the others', async () => {
    const watching = await Promise.all(
      ['nobody', 'viewer of Jakarta', 'administrator of elsewhere', 'a key to look'].map(async name => {
        const person = people[name]
        const socket = await openSocket(world, await person?.headers())
        await socket.watch()
        return { name, socket, isOfficer: person?.may('look', JAKARTA) }
      }),
    )
    const { body } = await postReport(world, aReport({ words: 'telepon 081234567890' }))
    for (const { name, socket, isOfficer } of watching) {
      let words: string | undefined
      await socket.until(change => {
        if (change.what !== 'report' || change.feature.properties.id !== body.report.properties.id)
          return false
        words = change.feature.properties.words
        return true
      })
      expect([name, words]).toEqual([name, isOfficer ? 'telepon 081234567890' : 'telepon •••'])
      socket.close()
    }
  })
})

const isAsking = (expected: Expected) => typeof expected === 'object' && 'itself' in expected
const deedOf = (expected: Expected) => (typeof expected === 'object' ? expected.deed : expected)

function readExpected(expected: Exclude<Expected, 'open'>) {
  if (typeof expected === 'string') return { deed: expected, at: undefined, region: undefined, body: {} }
  if ('everywhere' in expected) return { deed: expected.deed, at: undefined, region: '', body: {} }
  if ('itself' in expected)
    return { deed: expected.deed, at: undefined, region: undefined, body: expected.body }
  // Of a gauge nobody has told yet, so that its region is not known: see test/gauges.test.ts.
  return {
    deed: expected.deed,
    at: expected.at,
    region: expected.at === 'report' ? JAKARTA : undefined,
    body: {},
  }
}

test('each deed belongs to a role, and a higher role may do what a lower one may', () => {
  const officer = (role: (typeof roles)[number]): Officer => ({
    id: '',
    name: '',
    role,
    agency: null,
    regions: null,
  })
  for (const deed of Object.keys(deeds) as Deed[])
    expect(roles.map(role => may(officer(role), deed))).toEqual(
      roles.map(role => roles.indexOf(role) >= roles.indexOf(deeds[deed])),
    )
})
