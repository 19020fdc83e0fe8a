// The record of who did what: only ever added to, sealed row to row, and found out where somebody went behind the platform's back.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Sealed, sealOf, type Verdict, verifyAudit, writeAudit } from '../db/audit.ts'
import type { Queryable } from '../db/connect.ts'
import { engines, type FreshDatabase, freshDatabase, hasPostgres } from './database.ts'
import { perform } from './operators.ts'
import { aReport, decide, openWorld, postReport, signIn, type World } from './world.ts'

const act = (index: number) => ({
  at: new Date(1_772_000_000_000 + index),
  officer: 'Sari',
  action: 'verified',
  kind: 'area',
  subject: `area-${index}`,
  before: index % 2 ? null : 'naïve, 12:x',
  after: '{"a":1}',
  reason: `alasan ${index} 🟥`,
})

describe.each(engines)('the audit on %s', engine => {
  let fresh: FreshDatabase
  beforeAll(async () => {
    fresh = await freshDatabase(engine)
    for (let index = 1; index <= 6; index++)
      await fresh.db.transaction(client => writeAudit(client, act(index)))
  })
  afterAll(() => fresh.drop())

  /** What is found after somebody who owns the database did this with every guard switched off. It is taken back in the end. */
  async function foundAfter(
    statements: string[],
    anchor?: { place: number; hash: string },
    then: (client: Queryable) => Promise<void> = async () => undefined,
  ): Promise<Verdict> {
    let verdict: Verdict | undefined
    const enough = new Error('seen enough')
    const work = fresh.db.transaction(async client => {
      for (const table of ['audit', 'audit_chain'])
        await client.query(`alter table ${table} disable trigger all`)
      for (const statement of statements) await client.query(statement)
      for (const table of ['audit', 'audit_chain'])
        await client.query(`alter table ${table} enable trigger all`)
      await then(client)
      await client.query('set constraints all immediate')
      verdict = await verifyAudit(client, anchor)
      throw enough
    })
    await expect(work).rejects.toBe(enough)
    if (!verdict) throw new Error('nothing was found')
    return verdict
  }
  const third = '(select audit from audit_chain where place = 3)'

  test('is whole as it was written, whatever is in it', async () => {
    expect(await verifyAudit(fresh.db)).toMatchObject({ whole: true, rows: 6 })
  })

  test.each([
    [`update audit set reason = 'x'`],
    ['delete from audit'],
    ['truncate audit cascade'],
    [`update audit_chain set hash = ''`],
    ['delete from audit_chain'],
  ])('refuses "%s"', async statement => {
    await expect(fresh.db.query(statement)).rejects.toThrow('only ever added to')
    expect(await verifyAudit(fresh.db)).toMatchObject({ whole: true, rows: 6 })
  })

  test.each([
    ['officer', `officer = 'Budi'`],
    ['action', `action = 'dismissed'`],
    ['time, by a microsecond', `at = at + interval '1 microsecond'`],
    ['subject', `subject = 'area-9'`],
    ['reason', 'reason = null'],
    ['fields, with the same letters', `reason = reason || ',', after = left(after, -1)`],
  ])('a row whose %s was changed is found out', async (_what, change) => {
    expect(await foundAfter([`update audit set ${change} where seq = ${third}`])).toMatchObject({
      whole: false,
      place: 3,
      why: 'changed',
    })
  })

  test('a changed row with a new seal of its own is found out by the next', async () => {
    const verdict = await foundAfter([
      `update audit set officer = 'Budi' where seq = ${third}`,
      `update audit_chain set hash = encode(sha256(convert_to((select hash from audit_chain where place = 2) || audit_content(a), 'UTF8')), 'hex')
       from audit a where a.seq = audit and place = 3`,
    ])
    expect(verdict).toMatchObject({ whole: false, place: 4, why: 'changed' })
  })

  test('a removed row is found out, with its seal, without it, and where those behind it moved up', async () => {
    const removed = [`delete from audit where seq = ${third}`]
    expect(await foundAfter(removed)).toMatchObject({ whole: false, place: 3, why: 'missing' })
    removed.push('delete from audit_chain where place = 3')
    expect(await foundAfter(removed)).toMatchObject({ whole: false, place: 3, why: 'missing' })
    for (const place of [4, 5, 6])
      removed.push(`update audit_chain set place = ${place - 1} where place = ${place}`)
    expect(await foundAfter(removed)).toMatchObject({ whole: false, place: 3, why: 'changed' })
  })

  test('two rows that changed places are found out', async () => {
    const verdict = await foundAfter([
      'update audit_chain set place = -3 where place = 3',
      'update audit_chain set place = 3 where place = 4',
      'update audit_chain set place = 4 where place = -3',
    ])
    expect(verdict).toMatchObject({ whole: false, place: 3, why: 'changed' })
  })

  test('a row that was slipped in without a seal is found out', async () => {
    const verdict = await foundAfter([
      `insert into audit (at, officer, action, kind) values (now(), 'Budi', 'verified', 'report')`,
    ])
    expect(verdict).toMatchObject({ whole: false, why: 'unsealed' })
  })

  test('an end that was cut off is found out by who has kept an earlier head, even when others were written since', async () => {
    const before = await verifyAudit(fresh.db)
    if (!before.whole || !before.head) throw new Error('a head was expected')
    const anchor = { place: before.rows, hash: before.head }
    const cut = [
      'delete from audit where seq in (select audit from audit_chain where place > 4)',
      'delete from audit_chain where place > 4',
    ]
    expect(await foundAfter(cut)).toMatchObject({ whole: true, rows: 4 })
    expect(await foundAfter(cut, anchor)).toMatchObject({ whole: false, place: 5, why: 'missing' })
    const verdict = await foundAfter(cut, anchor, async client => {
      for (let index = 7; index <= 9; index++) await writeAudit(client, act(index))
    })
    expect(verdict).toMatchObject({ whole: false, place: 6, why: 'changed' })
  })

  test('what was rolled back leaves no gap', async () => {
    const failing = fresh.db.transaction(async client => {
      await writeAudit(client, act(7))
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    await writeAudit(fresh.db, act(8))
    expect(await verifyAudit(fresh.db)).toMatchObject({ whole: true, rows: 7 })
  })
})

test.skipIf(!hasPostgres)(
  'many transactions at once make one chain, and those that hold rows in another order do not wait for each other',
  async () => {
    const fresh = await freshDatabase('postgres')
    await fresh.db.query('create table things (id integer primary key, count integer not null default 0)')
    await fresh.db.query('insert into things select generate_series(1, 8)')
    const write = (index: number) =>
      fresh.db.transaction(async client => {
        const ids = [(index % 8) + 1, ((index + 3) % 8) + 1].sort()
        await writeAudit(client, act(index))
        for (const id of ids) {
          await client.query('update things set count = count + 1 where id = $1', [id])
          await writeAudit(client, act(index))
        }
      })
    const began = Date.now()
    await Promise.all(Array.from({ length: 200 }, (_, index) => write(index)))
    expect(await verifyAudit(fresh.db)).toMatchObject({ whole: true, rows: 600 })
    expect(Date.now() - began).toBeLessThan(20_000)
    await fresh.drop()
  },
  60_000,
)

describe.each(engines)('the audit of a server on %s', engine => {
  let world: World
  beforeAll(async () => {
    world = await openWorld(engine)
  })
  afterAll(() => world.close())

  test('what officers do stands in it, is verified by programs and operators, and whoever has the export can check it alone', async () => {
    const headers = await signIn(world)
    const { body } = await postReport(world, aReport())
    await decide(world, headers, body.report.properties.id, 'verify')
    await decide(world, headers, body.report.properties.id, 'dismiss', { reason: 'Foto lama' })
    const get = (path: string) => fetch(`${world.url}/api/desk/audit${path}`, { headers })
    const rows: Sealed[] = []
    let next: string | undefined = '?limit=2'
    while (next !== undefined) {
      const response: Response = await get(next)
      expect(response.headers.get('Content-Type')).toContain('application/x-ndjson')
      const text = await response.text()
      rows.push(
        ...text
          .split('\n')
          .filter(Boolean)
          .map(line => JSON.parse(line)),
      )
      next = /\?[^>]+/.exec(response.headers.get('Link') ?? '')?.[0]
      if (rows.length > 50) throw new Error('the export has no end')
    }
    expect(rows.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['signed-in', 'verified', 'dismissed', 'exported']),
    )
    let before = ''
    for (const row of rows) {
      expect(row.hash).toBe(sealOf(row, before))
      before = row.hash
    }
    expect(await (await get('/verify')).json()).toMatchObject({ whole: true, rows: rows.length })
    const verified = await perform(world.db, 'audit verify', {})
    expect(verified.out).toContain(`The audit is whole: ${rows.length} rows.`)
    const exported = await perform(world.db, 'audit export', {})
    const lines = exported.out
      .split('\n')
      .filter(Boolean)
      .map(line => JSON.parse(line))
    expect(lines.slice(0, -1)).toEqual(rows)
    expect(lines.at(-1)).toMatchObject({ officer: 'operator', action: 'exported', subject: 'audit' })
  })
})
