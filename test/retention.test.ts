// What is kept how long: a dry run counts what a run takes away, reports and the past stay, and every table has somebody who has thought about it.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { verifyAudit } from '../db/audit.ts'
import { forEver, rules, together } from '../db/retention.ts'
import { tablesOf } from '../db/whole.ts'
import { readConfig } from '../server/config.ts'
import { engines } from './database.ts'
import { perform } from './operators.ts'
import { aReport, openWorld, postReport, signIn, type World } from './world.ts'

const DAY = 24 * 3_600_000

describe.each(engines)('what is kept on %s', engine => {
  let world: World
  let time = Date.now()
  const now = () => new Date(time)

  beforeAll(async () => {
    world = await openWorld(engine, { now })
  })
  afterAll(() => world.close())

  const count = async (table: string) =>
    (await world.db.query<{ count: number }>(`select count(*) from ${table}`)).rows[0]?.count
  const openedAt = (link: URL) => fetch(`${world.url}/api/mine/${link.pathname.split('/').at(-1)}`)
  const told = async (args: object): Promise<Record<string, number>> => {
    const { out } = await perform(world.db, 'retention', args, { now })
    const lines = out.matchAll(/^([a-z-]+) +([\d,]+) +/gm)
    return Object.fromEntries([...lines].map(([, name = '', rows]) => [name, Number(rows)]))
  }

  test('every table is named once', async () => {
    const named = [...rules.map(({ table }) => table), ...Object.keys(together), ...Object.keys(forEver)]
    expect(named.sort()).toEqual((await tablesOf(world.db)).map(({ name }) => name).sort())
  })

  test('who reported is forgotten after half a year, and the report stays where it was', async () => {
    const link = new URL((await postReport(world, aReport({ device: crypto.randomUUID() }))).body.link)
    await signIn(world)
    const id = '00000000-0000-7000-8000-00000000000a'
    const at = now()
    await world.db.query(
      `insert into citizens (id, channel, address, language, created_at) values ($1, 'telegram', '77', 'id', $2)`,
      [id, at],
    )
    await world.db.query(`insert into conversations values ($1, '{}', $2)`, [id, at])
    await world.db.query(
      `insert into cards (id, citizen, username, network, language, created_at) values ($1, $1, 'u', 'telegram', 'id', $2)`,
      [id, at],
    )
    await world.db.query(`insert into geocoded values ('jalan melati 3', '[]', $1)`, [at])
    await world.caughtUp()
    expect((await openedAt(link)).status).toBe(200)
    expect(await count('reporters')).toBe(1)

    expect(Object.values(await told({ dryRun: true })).filter(rows => rows > 0)).toEqual([])
    expect(Object.values(await told({})).filter(rows => rows > 0)).toEqual([])

    time += 60 * DAY
    const after60 = await told({ dryRun: true })
    expect(after60).toMatchObject({ senders: 0, conversations: 1, citizens: 1, geocoded: 1, sessions: 1 })
    expect(await count('conversations')).toBe(1)
    expect(await told({})).toEqual(after60)
    expect(await count('conversations')).toBe(0)
    // Who only said hello is forgotten; who reported is not.
    expect(await count('citizens')).toBe(1)

    time += 121 * DAY
    const after181 = await told({ dryRun: true })
    expect(after181).toMatchObject({ senders: 1, citizens: 1, cards: 1 })
    await world.lookAtRetention()
    expect(await count('citizens')).toBe(0)
    expect(await count('reporters')).toBe(0)
    expect(await count('reports')).toBe(1)
    expect(await count(`log where kind = 'report'`)).toBeGreaterThan(0)
    expect((await openedAt(link)).status).toBe(404)

    const { rows } = await world.db.query<{ officer: string; after: string }>(
      `select officer, after from audit where action = 'retention' order by seq`,
    )
    expect(rows.map(({ officer }) => officer)).toEqual(['operator', 'operator', 'kentongan'])
    expect(JSON.parse(rows[2]?.after ?? '')).toMatchObject({ senders: 1, citizens: 1, cards: 1 })
    expect(await verifyAudit(world.db)).toMatchObject({ whole: true })
    expect((await postReport(world, aReport())).status).toBe(201)
  })

  test('a rule that fails is told, and holds up none of those after it', async () => {
    await world.db.query(`insert into cards (id, username, network, language, created_at)
      values (gen_random_uuid(), 'u', 'telegram', 'id', '2020-01-01')`)
    await world.db.query(`insert into geocoded values ('jalan mawar 4', '[]', '2020-01-01')`)
    await world.db.query(
      `create function stays() returns trigger language plpgsql as $$ begin raise 'it stays'; end $$`,
    )
    await world.db.query('create trigger stays before delete on cards for each row execute function stays()')
    const { code, out } = await perform(world.db, 'retention', {}, { now })
    expect([code, await count('cards'), await count('geocoded')]).toEqual([1, 1, 0])
    expect(out).toContain('cards went no further: it stays')
    const { rows } = await world.db.query<{ after: string }>(
      `select after from audit where action = 'retention' order by seq desc limit 1`,
    )
    expect(JSON.parse(rows[0]?.after ?? '')).toMatchObject({ geocoded: 1, failed: ['cards'] })
  })
})

test('the operator sets other days, but never so few that something breaks', () => {
  const set = (RETENTION: string) => readConfig({ RETENTION }).retention
  expect(set('senders=365, cards=forever')).toEqual({ senders: 365, cards: null })
  expect(() => set('prints=3')).toThrow('7 at least')
  expect(() => set('audit=30')).toThrow('what can be set is senders')
  expect(() => set('deliveries=30')).toThrow('what can be set is')
})
