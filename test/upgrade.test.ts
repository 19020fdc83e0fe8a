// From the first schema to the newest, step by step: every row that was there is there at the end, and a backup of that time can be restored.
import { createHash } from 'node:crypto'
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { verifyAudit } from '../db/audit.ts'
import { cardById } from '../db/cards.ts'
import type { Database } from '../db/connect.ts'
import { migrate, readMigrations } from '../db/migrate.ts'
import { reportById } from '../db/reports.ts'
import { tablesOf } from '../db/whole.ts'
import { makeBackup } from '../server/backup/make.ts'
import { restoreBackup } from '../server/backup/restore.ts'
import { engines, freshDatabase } from './database.ts'

const folder = fileURLToPath(new URL('../db/migrations', import.meta.url))
const FIRST = '0001_foundation.sql'
const one = '00000000-0000-7000-8000-000000000001'
const two = '00000000-0000-7000-8000-000000000002'

/** A row or two of every table of the first schema, as the program of that time wrote them. */
const rows = `
insert into areas values ('31.71', 'Kemang', null, 'ID-JK', '{"RW": 3}', ST_Multi(ST_MakeEnvelope(106, -7, 107, -6, 4326))::geography, 1);
insert into incidents values ('${one}', 2, 'flood', false, 2, '2026-01-05T01:00:00Z', '2026-01-05T02:00:00Z', '2026-01-05T14:00:00Z', null,
  '{"id": "${one}", "count": 3}', ST_MakeEnvelope(106.8, -6.3, 106.9, -6.2, 4326)::geography);
insert into reports values ('${one}', nextval('report_numbers'), 3, '\\x01ff', 'flood', '{"depth": 50}', 1, '2026-01-05T01:00:00.123456Z',
  '2026-01-05T01:00:01Z', '2026-01-05T13:00:00Z', 'POINT(106.8166 -6.2607)', 'location', 'ID-JK', '31.71', E'Banjir\\tdi "gang"', null, 'a.jpg',
  'grasp', null, '{"district_id": "3171"}', 7, true, 'verified', false, '${one}'),
 ('${two}', nextval('report_numbers'), 1, '\\x02', 'fire', '{}', 3, '2026-01-05T02:00:00Z', '2026-01-05T02:00:01Z', '2026-01-05T03:00:00Z',
  'POINT(107.6 -6.9)', 'map', 'ID-JB', null, '', 'Qlue', null, 'qlue', 'qlue', null, null, null, 'unverified', true, null);
insert into log (kind, subject, body) values ('report', '${one}', '{"id": "${one}", "photo": "a.jpg", "placedBy": "location"}'), ('report', '${two}', '{}');
insert into followers values ('incidents', '700', 1);
insert into citizens values ('${one}', 'telegram', '12345', 'id', '2026-01-05T00:59:00Z', false);
insert into reporters values ('${one}', '${one}');
insert into deliveries values ('telegram', '99', '2026-01-05T01:00:00Z');
insert into conversations values ('${one}', '{"step": "place"}', '2026-01-05T01:00:00Z');
insert into outbox values ('${one}', '${one}', '{"text": "Terima kasih."}', false, 'waiting', 1, '2026-01-05T01:00:00Z', '2026-01-05T01:00:00Z', 'slow'),
  ('${two}', '${one}', '{"text": "Seberapa dalam?", "links": [{"url": "https://x/card/rahasia"}]}', true, 'sent', 1, '2026-01-05T01:00:00Z', '2026-01-05T01:00:00Z', null);
insert into cards values ('${one}', '${one}', 'u', 'telegram', 'id', '{"a": 1}', '2026-01-05T01:00:00Z', '${one}', null);
insert into officers values ('${one}', 'Sari', 'argon2', '2026-01-04T00:00:00Z', false);
insert into sessions values ('\\xabcd', '${one}', '2026-01-05T00:00:00Z', '2026-01-06T00:00:00Z');
insert into audit (at, officer, action, report, before, after, reason) values ('2026-01-05T01:30:00.5Z', 'Sari', 'verified', '${one}', 'unverified', 'verified', 'seen'),
  ('2026-01-05T01:31:00Z', 'Sari', 'dismissed', '${two}', 'unverified', 'dismissed', null);`

/** By table, each row as JSON. */
async function allRows({ query }: Pick<Database, 'query'>, names: string[]) {
  const all = new Map<string, Record<string, unknown>[]>()
  for (const name of names) {
    const { rows } = await query<{ row: Record<string, unknown> }>(
      `select to_jsonb(t) as row from ${name} t order by t::text`,
    )
    all.set(
      name,
      rows.map(({ row }) => row),
    )
  }
  return all
}

/** What became of each column that is not there any more. */
const became: Record<string, (now: Record<string, unknown>) => unknown> = {
  'reports.photo': ({ photos }) => (photos as string[])[0] ?? null,
}

/** What is kept in another form: of a card's link only a hash, and none in letters. */
const madeOf: Record<string, (was: unknown) => unknown> = {
  'cards.id': id =>
    createHash('sha256')
      .update(String(id))
      .digest('hex')
      .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*/, '$1-$2-$3-$4-$5'),
  'outbox.message': message => ({ ...(message as object), links: undefined }),
}

function expectKept(
  before: Map<string, Record<string, unknown>[]>,
  now: Map<string, Record<string, unknown>[]>,
) {
  for (const [name, rows] of before)
    for (const row of rows) {
      const isSame = (other: Record<string, unknown>) =>
        Object.entries(row).every(([column, value]) => {
          const found = column in other ? other[column] : became[`${name}.${column}`]?.(other)
          const kept = madeOf[`${name}.${column}`]?.(value) ?? value
          return JSON.stringify(found) === JSON.stringify(kept)
        })
      expect(
        (now.get(name) ?? []).filter(isSame),
        `${name} ${JSON.stringify(row)} among ${JSON.stringify(now.get(name))}`,
      ).toHaveLength(1)
    }
}

test.each(engines)('every row of the first schema is kept through every step on %s', async engine => {
  const older = mkdtempSync(join(tmpdir(), 'kentongan-older-'))
  const { db, drop } = await freshDatabase(engine, { migrated: false })
  // One of them shows that an older backup is brought up to date.
  const into = engine === engines.at(-1) ? await freshDatabase(engine, { migrated: false }) : undefined
  try {
    cpSync(join(folder, FIRST), join(older, FIRST))
    await migrate(db, older)
    await db.query(rows)
    const names = (await tablesOf(db)).map(({ name }) => name)
    const before = await allRows(db, names)
    expect([...before].filter(([, rows]) => rows.length === 0)).toEqual([])

    const path = join(older, 'first.tar')
    const given = { path, directory: older, stop: new AbortController().signal, tell: () => undefined }
    await makeBackup({ ...given, db, photos: false, secretKey: false, now: new Date() })

    for (const { number, name } of await readMigrations()) {
      await migrate(db, folder, each => each <= number)
      const now = await allRows(db, names)
      for (const [table, rows] of before)
        expect(now.get(table), `${table} after ${name}`).toHaveLength(rows.length)
    }
    expectKept(before, await allRows(db, names))
    expect(await reportById(db, one)).toMatchObject({ photos: ['a.jpg'], secret: false, exactness: null })
    expect(await verifyAudit(db)).toMatchObject({ whole: true, rows: 2 })
    expect(await cardById(db, one), 'a link that was given before').toMatchObject({ id: one, report: one })

    if (!into) return
    const audit = { at: new Date(), officer: 'operator', action: 'restored', kind: 'command' }
    expect(await restoreBackup({ ...given, db: into.db, audit })).toMatchObject({
      migrations: [{ number: 1 }],
    })
    // Places in the log are those of this database.
    const placed = new Map([...before].filter(([name]) => name !== 'followers' && name !== 'log'))
    expectKept(placed, await allRows(into.db, names))
    const { rows: told } = await into.db.query('select xid::text, seq, subject from log order by xid, seq')
    expect(told).toEqual([
      { xid: '1', seq: 1, subject: one },
      { xid: '1', seq: 2, subject: two },
    ])
    expect(readdirSync(older)).not.toContain('first.tar.unfinished')
  } finally {
    await drop()
    await into?.drop()
    rmSync(older, { recursive: true, force: true })
  }
})
