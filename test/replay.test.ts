// Archives in the incumbent's format: taken whole, once, by a reader whose memory stays flat; odd rows named, none dropped.

import { once } from 'node:events'
import { createWriteStream, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, test } from 'vitest'
import { fromRow, type ReportRow, reportColumns } from '../db/reports.ts'
import { hazardOf } from '../server/domain/hazards/index.ts'
import { readFeatures } from '../server/feature-file.ts'
import { engines, type FreshDatabase, freshDatabase } from './database.ts'
import { collection, fileOf, perform } from './operators.ts'

/** Real reports, where the machine has them. */
const archive = new URL('../../shared/data/reports-2020.geojson', import.meta.url).pathname
const hasArchive = existsSync(archive)
if (!hasArchive) console.warn('The archive of 2020 is not on this machine: ITS REPLAY IS SKIPPED.')

let fresh: FreshDatabase | undefined
afterEach(async () => {
  await fresh?.drop()
  fresh = undefined
})

const row = (properties: object = {}, coordinates: unknown = [106.83, -6.2]) => ({
  type: 'Feature',
  geometry: { type: 'Point', coordinates },
  properties: {
    pkey: '101',
    created_at: '2020-02-25T01:02:03Z',
    source: 'grasp',
    disaster_type: 'flood',
    report_data: { report_type: 'flood', flood_depth: 40 },
    tags: { district_id: null, local_area_id: '9', instance_region_code: 'jbd' },
    title: null,
    text: 'Banjir',
    ...properties,
  },
})

async function countOf(drill: boolean): Promise<number> {
  const counted = await fresh?.db.query<{ count: number }>('select count(*) from reports where drill = $1', [
    drill,
  ])
  return counted?.rows[0]?.count ?? 0
}

const rowNumber = (line: string) => Number(/\d+/.exec(line)?.[0])

/** Rows are taken several at a time, so they are named in nearly their order. */
const rowsNamedIn = (out: string) =>
  out
    .split('\n')
    .filter(line => line.startsWith('Row '))
    .sort((a, b) => rowNumber(a) - rowNumber(b))

async function startWith(engine: (typeof engines)[number]) {
  fresh = await freshDatabase(engine)
  return fresh.db
}

describe.each(engines)('an archive on %s', engine => {
  test.runIf(hasArchive)(
    'of 2020 is taken whole, and a second run adds none',
    { timeout: 180_000 },
    async () => {
      const db = await startWith(engine)
      const before = process.memoryUsage().rss
      const began = performance.now()
      const first = await perform(db, 'replay', { file: archive, real: true })
      const seconds = (performance.now() - began) / 1_000
      const grown = (process.memoryUsage().rss - before) / 1e6
      console.log(`2,582 rows in ${seconds.toFixed(1)} s, ${grown.toFixed(0)} MB more memory`)
      expect(first.out).toContain('2,578 taken, 0 known already, 4 the same again, 0 odd.')
      expect(first.code).toBe(0)
      const second = await perform(db, 'replay', { file: archive, real: true })
      expect(second.out).toContain('0 taken, 2,582 known already, 0 the same again, 0 odd.')
      expect(second.code).toBe(0)
      expect(await countOf(false)).toBe(2_578)

      const { rows } = await db.query<ReportRow>(`select ${reportColumns} from reports`)
      const stored = new Map(rows.map(row => [row.number, fromRow(row)]))
      for (const { geometry, properties } of JSON.parse(readFileSync(archive, 'utf8')).features) {
        const report = stored.get(Number(properties.pkey))
        const { points, flag, ...data } = properties.report_data ?? {}
        expect(report).toMatchObject({
          at: new Date(properties.created_at).toISOString(),
          place: { lng: geometry.coordinates[0], lat: geometry.coordinates[1] },
          words: properties.text,
          title: properties.title,
          source: properties.source,
          tags: properties.tags,
          points: points ?? null,
          flag: flag ?? null,
          drill: false,
        })
        const said = report && hazardOf(report.hazard).wire.toReportData(report.answers)
        expect(JSON.parse(JSON.stringify(said ?? {}))).toEqual(data)
      }
    },
  )

  test('accounts for every row, and names the odd ones', async () => {
    const db = await startWith(engine)
    const file = fileOf(
      collection([
        row(),
        row(),
        row({ text: 'Another text' }),
        row({ pkey: '102', report_data: null }),
        row({ pkey: '103', report_data: { points: 3 } }),
        row({ pkey: '104', tags: null, disaster_type: null }),
        row({ pkey: '105' }, [2.35, 48.85]),
        row({ pkey: '106', disaster_type: 'meteor' }),
        row({ pkey: '107', created_at: 'yesterday' }),
        row({ pkey: '1e9' }),
        row({ pkey: '108', report_data: { report_type: 'flood', flood_depth: 999 } }),
        row({ pkey: undefined, text: 'Nobody numbered me' }),
        row({ pkey: undefined, text: 'Nobody numbered me' }),
        row({ pkey: '109', report_data: { report_type: 'prep', drain: 2 } }),
        null,
        7,
        { type: 'Feature', geometry: null, properties: {} },
      ]),
    )
    const { out, code } = await perform(db, 'replay', { file })
    expect(code).toBe(1)
    expect(rowsNamedIn(out)).toEqual([
      'Row 2, pkey 101: the same report again.',
      'Row 3, pkey 101: this pkey came before with another text; the first one stands; not taken.',
      'Row 7, pkey 105: refused as place-outside lat 48.85, lng 2.35; not taken.',
      'Row 8, pkey 106: disaster_type is meteor, which Kentongan does not know; not taken.',
      'Row 9, pkey 107: created_at is yesterday, which is no time; not taken.',
      'Row 10, pkey 1e9: pkey is 1e9, not a number of at most ten digits; not taken.',
      'Row 11, pkey 108: refused as answers-wrong field depth; not taken.',
      'Row 13: the same report again.',
      'Row 14, pkey 109: taken without report_type, drain.',
      'Row 15: this is no GeoJSON feature; not taken.',
      'Row 16: this is no GeoJSON feature; not taken.',
      'Row 17: geometry: Invalid input: expected object, received null; not taken.',
    ])
    expect(out).toContain('6 taken, 0 known already, 2 the same again, 9 odd, 1 taken not whole.')
    expect(await countOf(true)).toBe(6)
    expect(await countOf(false)).toBe(0)
  })

  test('keeps drills, real history and shifted runs apart', async () => {
    const db = await startWith(engine)
    const file = fileOf(collection([row(), row({ pkey: '2000005', created_at: '2020-02-25T03:02:03Z' })]))
    await perform(db, 'replay', { file })
    await perform(db, 'replay', { file, real: true })
    expect([await countOf(true), await countOf(false)]).toEqual([2, 2])
    const now = new Date('2026-03-01T12:00:00Z')
    await perform(db, 'replay', { file, shiftToNow: true }, { now: () => now })
    const { rows } = await db.query<{ at: Date; number: number }>(
      `select at, number from reports where drill and at > '2026-01-01' order by at`,
    )
    expect(rows.map(({ at }) => at.toISOString())).toEqual([
      '2026-03-01T10:00:00.000Z',
      '2026-03-01T12:00:00.000Z',
    ])
    // Own numbers go on above the highest that an archive brought.
    expect(rows.every(({ number }) => number > 2_000_005)).toBe(true)
    await expect(perform(db, 'replay', { file, shiftToNow: true, real: true })).rejects.toThrow('leave out')
  })

  test('plays in the order of time at a given speed, newest first as it may stand in the file', async () => {
    const db = await startWith(engine)
    const times = ['2020-02-25T01:00:30Z', '2020-02-25T01:00:20Z', '2020-02-25T01:00:00Z']
    const file = fileOf(
      collection(times.map((created_at, index) => row({ pkey: `${index + 1}`, created_at }))),
    )
    const began = performance.now()
    const { code } = await perform(db, 'replay', { file, speed: '60', shiftToNow: true })
    expect(code).toBe(0)
    expect(performance.now() - began).toBeGreaterThan(499)
    const { rows } = await db.query<{ at: Date; received_at: Date }>(
      'select at, received_at from reports order by id',
    )
    expect(rows.map(({ at }) => at.getTime())).toEqual(rows.map(({ at }) => at.getTime()).sort())
    for (const { at, received_at } of rows) expect(received_at.getTime()).toBeGreaterThanOrEqual(at.getTime())
  })

  test('stops at a row when asked, and goes on in the next run', async () => {
    const db = await startWith(engine)
    const rows = Array.from({ length: 400 }, (_, index) => row({ pkey: `${index + 1}` }))
    const file = fileOf(rows.map(feature => JSON.stringify(feature)).join('\n'))
    const stop = new AbortController()
    const stopped = perform(db, 'replay', { file }, { stop: stop.signal })
    while ((await countOf(true)) < 5) await sleep(5)
    stop.abort()
    expect((await stopped).code).toBe(130)
    const taken = await countOf(true)
    expect(taken).toBeLessThan(400)
    expect((await perform(db, 'replay', { file })).out).toContain(
      `${400 - taken} taken, ${taken} known already`,
    )
  })
})

describe('a file of features', () => {
  async function read(content: string) {
    const rows = []
    for await (const found of readFeatures(fileOf(content)))
      rows.push('feature' in found ? found.feature : found.fault)
    return rows
  }
  const a = { type: 'Feature', properties: { text: 'a "quoted\\" } ] text", \\\\', features: [1, [2]] } }
  const text = JSON.stringify(a)

  test('may be a collection, an array, one feature, one a line, or an answer of the API', async () => {
    expect(await read(JSON.stringify(collection([a, a])))).toEqual([a, a])
    expect(
      await read(JSON.stringify({ features: [a], type: 'FeatureCollection', crs: { features: [1] } })),
    ).toEqual([a])
    expect(await read(JSON.stringify({ statusCode: 200, result: collection([a, a]) }, null, 2))).toEqual([
      a,
      a,
    ])
    expect(await read(JSON.stringify([a, a, a]))).toEqual([a, a, a])
    expect(await read(JSON.stringify(a, null, 2))).toEqual([a])
    expect(await read(`\uFEFF${text}\n${text}\r\n\n${text}`)).toEqual([a, a, a])
    expect(await read(`\u001e${text}\n\u001e${text}\n`)).toEqual([a, a])
    expect(await read(JSON.stringify(collection([])))).toEqual([])
  })

  test('has broken rows that harm no others', async () => {
    expect(await read(`${text}\n{"type":"Feat\n${text}\n`)).toEqual([a, 'this is not JSON', a])
    expect(await read(`{"features":[${text}, {"a" 1}, null, ${text}]}`)).toEqual([
      a,
      'this is not JSON',
      null,
      a,
    ])
  })

  test('that is none is said to be none, and one that was cut off is said to be cut off', async () => {
    await expect(read('pkey,text\n1,Banjir')).rejects.toThrow('no GeoJSON')
    await expect(read('')).rejects.toThrow('no feature in it')
    await expect(read(`{"features":[${text},${text.slice(0, 20)}`)).rejects.toThrow('cut off')
    await expect(read(`{"features":[${text}`)).rejects.toThrow('cut off')
  })

  test('of 100 MB is read with the memory of one row', { timeout: 60_000 }, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'kentongan-file-'))
    const path = join(folder, 'large.geojson')
    const file = createWriteStream(path)
    const part = Array.from({ length: 1_000 }, () => JSON.stringify(row({ text: 'x'.repeat(700) }))).join(',')
    file.write(`{"type":"FeatureCollection","features":[${part}`)
    for (let written = part.length; written < 100e6; written += part.length)
      if (!file.write(`,${part}`)) await once(file, 'drain')
    file.end(']}')
    await once(file, 'finish')
    let rows = 0
    let highest = 0
    const before = process.memoryUsage().rss
    for await (const found of readFeatures(path))
      if ('feature' in found && ++rows % 1_000 === 0) highest = Math.max(highest, process.memoryUsage().rss)
    rmSync(folder, { recursive: true })
    expect(rows % 1_000).toBe(0)
    expect(rows).toBeGreaterThan(80_000)
    expect((highest - before) / 1e6).toBeLessThan(100)
  })
})
