// The operators' command line as operators use it: real processes, beside a running server and without one.
import { existsSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { lockDirectory, readHolder } from '../db/directory-lock.ts'
import { rehearse, rivers, waterAt } from '../server/domain/rehearsal.ts'
import { controlOf } from '../server/process/control.ts'
import { engines, freshDirectory } from './database.ts'
import { kentongan, perform, type } from './operators.ts'
import { openSocket, openWorld, postReport, type World } from './world.ts'

const password = 'air naik, pukul kentongan'

describe.each(engines)('beside a running server on %s', engine => {
  let world: World
  beforeAll(async () => {
    world = await openWorld(engine)
  })
  afterAll(() => world.close())

  const signIn = (name: string, given: string) =>
    fetch(`${world.url}/api/desk/session`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ name, password: given }),
    })

  test('an officer is added, signs in, and is shut out again', { timeout: 120_000 }, async () => {
    const added = await kentongan(
      ['officer', 'add', 'Sari', '--password-stdin'],
      world.settings,
      `${password}\n`,
    )
    expect(added).toEqual({ code: 0, out: 'Officer Sari may sign in at /desk now.\n', err: '' })
    const signed = await signIn('Sari', password)
    expect(signed.status).toBeLessThan(300)
    const again = await kentongan(['officer', 'add', 'Sari', '--generate'], world.settings)
    expect(again.code).toBe(1)
    expect(again.err).toContain('There is an officer Sari already')
    const renewed = await kentongan(['officer', 'password', 'Sari', '--generate'], world.settings)
    const generated = /shown only now: (\S+)/.exec(renewed.out)?.[1] ?? ''
    expect((await signIn('Sari', generated)).status).toBeLessThan(300)
    expect((await signIn('Sari', password)).status).toBe(401)
    expect((await kentongan(['officer', 'disable', 'Sari'], world.settings)).code).toBe(0)
    expect((await signIn('Sari', generated)).status).toBe(401)
    const cookie = signed.headers.get('Set-Cookie')?.split(';')[0] ?? ''
    expect((await fetch(`${world.url}/api/desk/session`, { headers: { Cookie: cookie } })).status).toBe(401)
  })

  test('a drill comes to life at once, ends cleanly with Ctrl-C, and is cleared from open maps', {
    timeout: 120_000,
  }, async () => {
    const { body } = await postReport(world)
    const map = await openSocket(world)
    await map.watch({ drill: true })
    const drilling = type(['drill', '--minutes', '30', '--reports', '400', '--seed', '7'], world.settings)
    await drilling.until('Watch it at')
    await map.until(change => change.what === 'report' && change.feature.properties.drill, 20_000)
    while ((await drillsOf(world)) < 5) await new Promise(resolve => setTimeout(resolve, 50))
    drilling.process.kill('SIGINT')
    const { code, out } = await drilling.ended
    expect(code).toBe(130)
    expect(out).toMatch(/reports sent. "drill clear" takes them away/)
    const sent = await drillsOf(world)

    const cleared = await kentongan(['drill', 'clear'], world.settings)
    expect(cleared.out).toContain(`Removed ${sent} drill reports`)
    expect(cleared.code).toBe(0)
    await world.caughtUp()
    expect([...world.board.reports.keys()]).toEqual([body.report.properties.id])
    expect([...world.board.incidents.values()].filter(({ drill }) => drill)).toEqual([])
    const gone = new Set(map.changes.map(([change]) => (change.what === 'gone' ? change.id : '')))
    const shown = map.changes.flatMap(([change]) =>
      change.what === 'report' ? [change.feature.properties.id] : [],
    )
    await map.until(() =>
      shown.every(
        id => gone.has(id) || map.changes.some(([change]) => change.what === 'gone' && change.id === id),
      ),
    )
    map.close()
    const { rows } = await world.db.query<{ count: number }>(
      `select count(*) from log where kind = 'report' and body ->> 'drill' = 'true' and body ->> 'state' <> 'dismissed'`,
    )
    expect(rows[0]?.count).toBe(0)
    expect(await drillsOf(world)).toBe(0)
  })

  test('status says what stands, and wrong usage is refused with another exit code than 0', {
    timeout: 120_000,
  }, async () => {
    const { code, out } = await kentongan(['status'], world.settings)
    expect(code).toBe(0)
    expect(out).toMatch(engine === 'embedded' ? /^Database {3}embedded \d+/ : /^Database {3}PostgreSQL \d+/)
    expect(out).toContain('1 report, 1 alive')
    const wrong = await kentongan(['replay'], world.settings)
    expect(wrong.code).toBe(1)
    expect(wrong.err).toContain("missing required argument 'file'")
    const missing = await kentongan(['replay', 'nowhere.geojson'], world.settings, '', '/')
    expect(missing).toMatchObject({ code: 1, err: 'There is no file /nowhere.geojson.\n' })
  })
})

test('evaluate answers one object for other programs, and needs no database', {
  timeout: 60_000,
}, async () => {
  const folder = freshDirectory()
  const report = (text: string, depth: number) => ({
    type: 'Feature',
    geometry: { type: 'Point', coordinates: [106.814, -6.26] },
    properties: {
      created_at: '2021-02-20T03:00:00Z',
      disaster_type: 'flood',
      report_data: { report_type: 'flood', flood_depth: depth },
      text,
    },
  })
  const file = join(folder, 'reports.geojson')
  writeFileSync(
    file,
    JSON.stringify({
      type: 'FeatureCollection',
      features: [report('banjir selutut di Kemang', 54), report('banjir lagi', 20), { type: 'Feature' }],
    }),
  )
  const data = join(folder, 'data')
  const { code, out } = await kentongan(['evaluate', file, '--json'], { DATA_DIR: data })
  expect(code).toBe(0)
  expect(JSON.parse(out)).toMatchObject({
    texts: 2,
    depth: { n: 2, found: 1, medianErrorCm: 4, within30cm: 1 },
    hazard: { n: 2, accuracy: 1 },
    place: { n: 2, found: 1, within2km: 1 },
  })
  expect(existsSync(data)).toBe(false)
  rmSync(folder, { recursive: true })
})

async function drillsOf({ db }: World): Promise<number> {
  const { rows } = await db.query<{ count: number }>('select count(*) from reports where drill')
  return rows[0]?.count ?? 0
}

describe('the control channel', () => {
  test('is closed to everyone who cannot read the lock', async () => {
    const world = await openWorld('embedded')
    const directory = world.settings.DATA_DIR ?? ''
    const locks = readdirSync(directory).filter(name => name.startsWith('kentongan-lock'))
    expect(locks).not.toEqual([])
    for (const lock of locks) expect(statSync(join(directory, lock)).mode & 0o077).toBe(0)
    const holder = await readHolder(directory)
    const control = holder && controlOf(holder)
    const answer = await new Promise<string>(resolve => {
      const socket = connect(control?.port ?? 0, '127.0.0.1', () =>
        socket.write(`${JSON.stringify({ token: 'guessed', command: 'status', args: {}, cwd: '/' })}\n`),
      )
      let heard = ''
      socket.on('data', bytes => {
        heard += bytes
      })
      socket.on('error', () => undefined)
      socket.on('close', () => resolve(heard))
    })
    expect(answer).toBe('')
    await world.close()
  })

  test('that leads nowhere is said to, with what to do', async () => {
    const directory = freshDirectory()
    const lock = await lockDirectory(directory)
    await lock.note({ control: { port: 1, token: 'of a server that hangs' } })
    const { code, err } = await kentongan(['status'], { DATA_DIR: directory })
    expect(code).toBe(1)
    expect(err).toContain(`is used by process ${process.pid}`)
    expect(err).toContain('restart it if it hangs')
    await lock.release()
    rmSync(directory, { recursive: true })
  })

  test('is not needed without a server', async () => {
    const directory = freshDirectory()
    const added = await kentongan(['officer', 'add', 'Budi', '--generate'], { DATA_DIR: directory })
    expect(added).toMatchObject({ code: 0, err: '' })
    expect((await kentongan(['officer', 'list'], { DATA_DIR: directory })).out).toMatch(/^Budi {2}since/)
    rmSync(directory, { recursive: true })
  })
})

describe('a rehearsed flood', () => {
  const given = { minutes: 15, reports: 150, river: rivers.ciliwung ?? { name: '', course: [], reach: 0 } }

  test('is the same for the same seed, and another for another', () => {
    expect(rehearse({ ...given, seed: 5 })).toEqual(rehearse({ ...given, seed: 5 }))
    expect(rehearse({ ...given, seed: 6 })).not.toEqual(rehearse({ ...given, seed: 5 }))
  })

  test('fills the first minute, and travels down the river as it rises and falls', () => {
    const told = rehearse({ ...given, seed: 5 })
    expect(told).toHaveLength(150)
    expect(told.filter(({ sentAfter }) => sentAfter < 60_000).length).toBeGreaterThan(60)
    expect(told.every(({ sentAfter, seenAfter }) => seenAfter <= sentAfter)).toBe(true)
    const peak = (station: number) =>
      Array.from({ length: 101 }, (_, index) => index / 100).reduce((a, b) =>
        waterAt(station, b) > waterAt(station, a) ? b : a,
      )
    expect(peak(0)).toBeLessThan(peak(0.5))
    expect(peak(0.5)).toBeLessThan(peak(1))
    expect(waterAt(0, 1)).toBeLessThan(waterAt(0, peak(0)) / 3)
  })

  test.each(Object.keys(rivers))(
    'on the %s holds only reports that are accepted, in many words',
    { timeout: 60_000 },
    async place => {
      const river = rivers[place] ?? given.river
      const { accept } = await import('../server/domain/report.ts')
      const { isRefusal } = await import('../server/domain/refusal.ts')
      const { regionAt } = await import('../server/domain/regions/index.ts')
      const told = rehearse({ ...given, river, seed: 3 })
      const now = new Date()
      const outcomes = told.map(({ draft }) => accept(draft, { id: 'x', now, regionAt }))
      expect(outcomes.filter(isRefusal)).toEqual([])
      expect(new Set(told.map(({ draft }) => draft.words)).size).toBeGreaterThan(75)
      expect(new Set(told.map(({ draft }) => draft.hazard)).size).toBeGreaterThan(1)
    },
  )
})

test('an unknown river is refused with those that there are', async () => {
  const world = await openWorld('embedded')
  await expect(perform(world.db, 'drill', { place: 'seine' })).rejects.toThrow('ciliwung, citarum, bengawan')
  await world.close()
})
