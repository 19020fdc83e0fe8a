// Snapshots of the open data: whole months and years as files that anybody can check, cite and read, made by the operator or by themselves, without
// what was taken back since.
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { columns } from '../server/domain/columns.ts'
import { lastPeriods, periodOf } from '../server/domain/period.ts'
import type { Manifest } from '../server/snapshots/papers.ts'
import { engines } from './database.ts'
import { writeHistory } from './history.ts'
import { perform } from './operators.ts'
import { decide, openWorld, signIn, type World } from './world.ts'

const run = promisify(execFile)
const hasGdal = existsSync('/usr/bin/ogrinfo')
const HISTORY = 5_000

test('months and years begin and end in UTC', () => {
  expect(periodOf('2024-02')).toEqual({
    name: '2024-02',
    from: new Date('2024-02-01T00:00:00Z'),
    to: new Date('2024-02-29T23:59:59.999Z'),
  })
  expect(periodOf('2025')?.to).toEqual(new Date('2025-12-31T23:59:59.999Z'))
  for (const wrong of ['2025-13', '25', '2025-1', '../2025', '']) expect(periodOf(wrong)).toBeUndefined()
  expect(lastPeriods(new Date('2026-01-05T00:00:00Z')).map(({ name }) => name)).toEqual(['2025-12', '2025'])
})

/** Before their first day is over nothing is due: of that a month has one day, and of both at once a year has one. */
const due = lastPeriods(new Date()).filter(({ to }) => Date.now() - to.getTime() > 86_400_000)

describe.skipIf(due.length === 0).each(engines)('on %s', engine => {
  let world: World
  let folder: string
  const months = due.map(({ name }) => name)
  beforeAll(async () => {
    world = await openWorld(engine, {}, { DATA_LICENCE: 'CC BY 4.0', DATA_PUBLISHER: 'BPBD Contoh' })
    folder = mkdtempSync(join(tmpdir(), 'kentongan-snapshots-'))
    await writeHistory(world.db, HISTORY)
  }, 120_000)
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true })
    await world.close()
  })

  const listed = async (): Promise<Manifest[]> =>
    (await (await fetch(`${world.url}/snapshots.json`)).json()).snapshots
  const bytesOf = async (period: string, file: string) =>
    Buffer.from(await (await fetch(`${world.url}/snapshots/${period}/${file}`)).arrayBuffer())
  const linesOf = async (period: string) =>
    gunzipSync(await bytesOf(period, `reports-${period}.ndjson.gz`))
      .toString()
      .split('\n')
      .filter(Boolean)
      .map(line => JSON.parse(line))

  test('the server makes those that are due by itself, and they can be checked, cited and understood', async () => {
    expect(await listed()).toEqual([])
    expect(await (await fetch(`${world.url}/snapshots?lang=en`)).text()).toContain('There is none yet')
    await world.lookAtSnapshots()
    const snapshots = await listed()
    expect(snapshots.map(({ period }) => period)).toEqual(months)
    for (const { period, files, reports, edition, from, to } of snapshots) {
      expect(edition).toBe(1)
      const { rows } = await world.db.query<{ count: number }>(
        'select count(*)::int as count from reports where at between $1 and $2',
        [from, to],
      )
      expect([period, reports]).toEqual([period, rows[0]?.count])
      expect(reports).toBeGreaterThan(100)
      const sums = (await bytesOf(period, 'SHA256SUMS')).toString()
      for (const { name, bytes, sha256 } of files) {
        const content = await bytesOf(period, name)
        expect([name, content.length]).toEqual([name, bytes])
        expect(createHash('sha256').update(content).digest('hex')).toBe(sha256)
        expect(sums).toContain(`${sha256}  ${name}\n`)
      }
      const features = await linesOf(period)
      expect(features).toHaveLength(reports)
      expect(features.every(({ properties: { at } }) => at >= from && at <= to)).toBe(true)
      const csv = gunzipSync(await bytesOf(period, `reports-${period}.csv.gz`)).toString()
      expect(csv.split('\r\n')).toHaveLength(reports + 3)
      const readMe = (await bytesOf(period, 'README.md')).toString()
      for (const said of ['CC BY 4.0', 'BPBD Contoh', period, 'Edition 1 of', 'checked by nobody'])
        expect(readMe).toContain(said)
      expect((await bytesOf(period, 'README.id.md')).toString()).toContain('Lisensi')
      const dictionary = JSON.parse((await bytesOf(period, 'dictionary.json')).toString())
      expect(dictionary.columns.map(({ name }: { name: string }) => name)).toEqual(
        expect.arrayContaining([...columns.map(({ name }) => name), 'lng', 'lat']),
      )
      if (!hasGdal) continue
      const { stdout } = await run('ogrinfo', [
        '-so',
        '-al',
        join(world.settings.DATA_DIR ?? '', 'snapshots', period, `reports-${period}.fgb`),
      ])
      expect(stdout).toContain(`Feature Count: ${reports}`)
    }
    expect(await (await fetch(`${world.url}/snapshots`)).text()).toContain(`reports-${months[0]}.csv.gz`)
    // Nothing has changed: nothing is made again.
    await world.lookAtSnapshots()
    expect((await listed()).map(({ edition }) => edition)).toEqual(months.map(() => 1))
  })

  test('what was taken back leaves the files, and the next edition says so', async () => {
    const [month = ''] = months
    const [gone, hidden] = (await linesOf(month)).map(({ id }) => id)
    const sari = await signIn(world)
    expect((await decide(world, sari, gone, 'dismiss', { reason: 'false' })).status).toBe(200)
    expect((await decide(world, sari, hidden, 'secret', { secret: true, version: 1 })).status).toBe(200)
    await world.lookAtSnapshots()
    const now = await linesOf(month)
    expect(now.map(({ id }) => id)).not.toContain(gone)
    expect(now.find(({ id }) => id === hidden)?.properties.words).toBe('')
    expect((await listed()).find(({ period }) => period === month)?.edition).toBe(2)
  })

  test('the operator makes any other one, here or elsewhere, and a stopped one leaves nothing behind', async () => {
    const year = String(new Date().getUTCFullYear())
    const typed = await perform(world.db, 'snapshot', { year, out: folder })
    expect(typed).toMatchObject({ code: 0, err: '' })
    expect(typed.out).toContain(`reports-${year}.fgb`)
    expect(readdirSync(folder)).toEqual([year])
    expect(JSON.parse(readFileSync(join(folder, year, 'manifest.json'), 'utf8'))).toMatchObject({
      edition: 1,
    })
    const stopped = await perform(
      world.db,
      'snapshot',
      { year: String(Number(year) - 1), out: folder },
      { stop: AbortSignal.abort() },
    )
    expect(stopped.code).toBe(130)
    expect(readdirSync(folder)).toEqual([year])
    expect((await perform(world.db, 'snapshot', { month: '2026-13' })).code).toBe(1)
  })

  test('no other file of the machine can be reached', async () => {
    for (const path of ['..%2F..%2Fetc/passwd', `${months[0]}/..%2F..%2Fsecret-key`, '2026/.making', 'x/y'])
      expect((await fetch(`${world.url}/snapshots/${path}`)).status).toBe(404)
  })
})
