// Bulk files: every format holds the same reports, GDAL reads each, nothing in them harms a spreadsheet or tells what is not open, and a file that
// was cut goes on without a loss or a repeat.
import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { columns } from '../server/domain/columns.ts'
import { streamTo } from '../server/wire/streamed.ts'
import { engines } from './database.ts'
import { writeHistory } from './history.ts'
import { aReport, decide, openWorld, postReport, signIn, type World } from './world.ts'

const run = promisify(execFile)
const hasGdal = existsSync('/usr/bin/ogr2ogr')
if (!hasGdal) {
  if (process.env.CI === 'true') throw new Error('gdal is missing, and the tests need it where CI=true')
  console.warn('gdal is missing: ITS TESTS OF BULK FILES ARE SKIPPED.')
}

const HISTORY = 5_000
const SEEN = ['=cmd|calc', '+1', '-2+3', '@SUM(A1)', '\tx', 'a "b", c\r\nd\u2028 🌊 é', 'Banjir; {"a":1}']
/** As the door takes them. */
const HOSTILE = SEEN.map(words => `${words} di depan pasar`)

type Feature = {
  id: string
  geometry: { coordinates: [number, number] }
  properties: Record<string, string | number | null>
}

describe.each(engines)('bulk files on %s', engine => {
  let world: World
  let folder: string
  const ids: Record<string, string> = {}
  beforeAll(async () => {
    world = await openWorld(engine)
    folder = mkdtempSync(join(tmpdir(), 'kentongan-exports-'))
    await writeHistory(world.db, HISTORY)
    for (const words of HOSTILE) await postReport(world, aReport({ words }))
    const named = {
      home: aReport({ words: 'Air masuk rumah saya, telepon 0812 3456 7890' }),
      between: aReport({ words: 'Air di antara dua tanda', answers: { depth: 50.6 } }),
      hidden: aReport({ words: 'Rahasia', secret: true }),
      gone: aReport({ words: 'Keliru' }),
      drill: aReport({ drill: true, words: 'Gladi' }),
    }
    for (const [name, draft] of Object.entries(named))
      ids[name] = (await postReport(world, draft)).body.report.properties.id
    const sari = await signIn(world)
    await decide(world, sari, ids.gone ?? '', 'dismiss', { reason: 'false' })
    await world.caughtUp()
  }, 120_000)
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true })
    await world.close()
  })

  const ask = (name: string, query = '', headers: Record<string, string> = {}) =>
    fetch(`${world.url}/exports/reports.${name}${query && `?${query}`}`, { headers })
  const featuresOf = async (query = ''): Promise<Feature[]> => {
    const response = await ask('ndjson', query)
    expect(response.status).toBe(200)
    const text = await response.text()
    return text
      .split('\n')
      .filter(Boolean)
      .map(line => JSON.parse(line))
  }

  test('all formats hold the same reports, in the order in which they came in', async () => {
    const features = await featuresOf()
    expect(features).toHaveLength(HISTORY + HOSTILE.length + 3)
    const order = features.map(({ id }) => id)
    expect(order).toEqual(order.toSorted())
    expect(Object.keys(features[0]?.properties ?? {})).toEqual(columns.map(({ name }) => name))

    const collection = await (await ask('geojson')).json()
    expect(collection).toEqual({ type: 'FeatureCollection', features })

    const [heading, tags, ...rows] = linesOf(await (await ask('csv')).text())
    expect(heading?.slice(0, 4)).toEqual(['id', 'lng', 'lat', 'number'])
    expect(tags?.slice(0, 4)).toEqual(['#meta+id', '#geo+lon', '#geo+lat', '#meta+id+number'])
    const at = (name: string) => heading?.indexOf(name) ?? -1
    expect(rows.map(row => row[0])).toEqual(order)
    expect(rows.map(row => [Number(row[1]), Number(row[2])])).toEqual(
      features.map(({ geometry }) => geometry.coordinates),
    )
    expect(features.find(({ id }) => id === ids.between)?.properties.depth_cm).toBe(51)
    for (const name of ['state', 'at', 'hazard', 'level'])
      expect(rows.map(row => row[at(name)])).toEqual(
        features.map(({ properties }) => String(properties[name])),
      )
    const said = rows.map(row => row[at('words')])
    for (const { properties } of features.slice(-HOSTILE.length - 3)) {
      const words = String(properties.words)
      expect(said).toContain(/^[=+\-@\t\r]/.test(words) ? `'${words}` : words)
    }
    expect(rows.flat().filter(cell => /^[=+@\t\r]/.test(cell) || /^-(?!\d+(\.\d+)?$)/.test(cell))).toEqual([])
    expect(linesOf(await (await ask('csv', 'hxl=false')).text())).toHaveLength(rows.length + 1)
  })

  test('what is not open is not in them: homes, contacts, secrets, dismissed ones, drills', async () => {
    const features = await featuresOf()
    const one = (name: string) => features.find(({ id }) => id === ids[name])
    expect(one('home')?.geometry.coordinates).toEqual([106.817, -6.261])
    expect(one('home')?.properties.words).toBe('Air masuk rumah saya, telepon •••')
    expect(one('hidden')).toMatchObject({
      geometry: { coordinates: [106.82, -6.26] },
      properties: { words: '', answers: '{}' },
    })
    expect(one('gone') ?? one('drill')).toBeUndefined()
    expect((await featuresOf('training=true')).map(({ id }) => id)).toEqual([ids.drill])
    // A small box around where it truly is tells no more than the report itself.
    const box = 'bbox=106.8161,-6.2612,106.8171,-6.2602'
    const inside = (await featuresOf(box)).map(({ id }) => id)
    expect(inside).not.toContain(ids.hidden)
    expect(await featuresOf('bbox=106.815,-6.27,106.825,-6.255').then(f => f.map(({ id }) => id))).toContain(
      ids.hidden,
    )
  })

  test.skipIf(!hasGdal)('GDAL reads each of them', async () => {
    for (const [name, driver] of [
      ['ndjson', 'GeoJSONSeq'],
      ['geojson', 'GeoJSON'],
      ['csv', 'CSV'],
      ['fgb', 'FlatGeobuf'],
      ['gpkg', 'GPKG'],
    ] as const) {
      const file = join(folder, `reports.${name}`)
      writeFileSync(file, Buffer.from(await (await ask(name, 'hxl=false')).arrayBuffer()))
      const points = name === 'csv' ? ['-oo', 'X_POSSIBLE_NAMES=lng', '-oo', 'Y_POSSIBLE_NAMES=lat'] : []
      const lines = join(folder, `${name}.json`)
      const { stdout } = await run('ogrinfo', ['-so', '-al', ...points, file])
      expect(stdout).toContain(`using driver \`${driver}'`)
      await run(
        'ogr2ogr',
        ['-f', 'GeoJSON', '-lco', 'RFC7946=YES', '-where', 'CAST(level AS integer) = 3', lines, file].concat(
          points,
        ),
      )
      const { features } = await import(lines, { with: { type: 'json' } }).then(({ default: read }) => read)
      const wanted = (await featuresOf('level=3')).map(feature => [
        feature.properties.id,
        feature.properties.at,
        ...feature.geometry.coordinates.map(degrees => Number(degrees).toFixed(5)),
      ])
      expect(
        features.map(({ id, properties, geometry }: Feature) => [
          id ?? properties.id,
          new Date(String(properties.at)).toISOString(),
          ...geometry.coordinates.map(degrees => degrees.toFixed(5)),
        ]),
        name,
      ).toEqual(wanted)
    }
  })

  test('filters, each of them alone and together', async () => {
    const all = await featuresOf()
    const history = all.filter(({ properties }) => Number(properties.number) < 3_000_000)
    const middle = String(history[HISTORY / 2]?.properties.at)
    const cases: [string, (feature: Feature) => boolean][] = [
      ['hazard=fire', ({ properties }) => properties.hazard === 'fire'],
      ['level=2', ({ properties }) => Number(properties.level) >= 2],
      ['state=verified', ({ properties }) => properties.state === 'verified'],
      ['region=ID-JB', ({ properties }) => properties.region === 'ID-JB'],
      [`start=${middle}`, ({ properties }) => String(properties.at) >= middle],
      [`end=${middle}`, ({ properties }) => String(properties.at) <= middle],
      ['area=rw-9', () => false],
      [
        `hazard=fire&state=unverified&region=ID-JK&end=${middle}`,
        ({ properties }) =>
          properties.hazard === 'fire' &&
          properties.state === 'unverified' &&
          properties.region === 'ID-JK' &&
          String(properties.at) <= middle,
      ],
    ]
    for (const [query, fits] of cases)
      expect(
        (await featuresOf(query)).map(({ id }) => id),
        query,
      ).toEqual(all.filter(fits).map(({ id }) => id))
    for (const wrong of [
      'nonsense=1',
      'level=4',
      'state=dismissed',
      'bbox=1,2,3',
      'start=yesterday',
      'after=7',
      'as_of=2999-01-01',
      'received_until=2999-01-01',
      'region=XX',
      'start=2026-02-01&end=2026-01-01',
      'hazard=flood&hazard=fire',
    ]) {
      const response = await ask('csv', `${wrong}&lang=en`)
      expect([wrong, response.status]).toEqual([wrong, 400])
      expect(await response.json()).toMatchObject({ code: expect.stringMatching(/^parameter-/) })
    }
  })

  test('a file that is cut goes on behind the last whole line, while others arrive', async () => {
    const before = await featuresOf()
    const { text, link } = await cut(`${world.url}/exports/reports.ndjson`, 700_000)
    const whole = text
      .slice(0, text.lastIndexOf('\n'))
      .split('\n')
      .map(line => JSON.parse(line) as Feature)
    expect(whole.length).toBeLessThan(before.length)
    await postReport(world, aReport({ words: 'Sesudah itu' }))
    const rest = await fetch(
      `${new URL(link).href.replace(/^http:\/\/[^/]+/, world.url)}&after=${whole.at(-1)?.id}`,
    )
    const more = (await rest.text())
      .split('\n')
      .filter(Boolean)
      .map(line => JSON.parse(line) as Feature)
    expect([...whole, ...more]).toEqual(before)
  })

  test('it is gzip where that is asked, and only then; HEAD tells the same without a body', async () => {
    // A report that another test has sent finds its incident a moment later.
    await world.caughtUp()
    const plain = await raw(`${world.url}/exports/reports.csv`, {})
    const squeezed = await raw(`${world.url}/exports/reports.csv`, { 'Accept-Encoding': 'gzip' })
    expect(squeezed.headers['content-encoding']).toBe('gzip')
    expect(plain.headers['content-encoding']).toBeUndefined()
    expect(gunzipSync(squeezed.body).equals(plain.body)).toBe(true)
    expect(squeezed.body.length).toBeLessThan(plain.body.length / 4)
    const head = await fetch(`${world.url}/exports/reports.csv`, { method: 'HEAD' })
    expect(head.headers.get('Content-Type')).toBe('text/csv; charset=utf-8')
    expect(head.headers.get('Access-Control-Allow-Origin')).toBe('*')
    // A page elsewhere may read the file's name.
    expect(head.headers.get('Access-Control-Expose-Headers')).toContain('Content-Disposition')
  })
})

/** As the log tells it: on both engines, with a clock that can be set forward. */
test.each(engines)('as of a time each report stands as it stood then, on %s', async engine => {
  let ahead = 0
  const world = await openWorld(engine, { now: () => new Date(Date.now() + ahead) })
  try {
    const sari = await signIn(world)
    const sent: Record<string, string> = {}
    for (const name of ['same', 'verified', 'dismissed', 'hidden'])
      sent[name] = (
        await postReport(world, aReport({ words: `Banjir ${name} di pasar` }))
      ).body.report.properties.id
    const asOf = new Date(Date.now() + 5).toISOString()
    await new Promise(resolve => setTimeout(resolve, 20))
    const ask = async (query: string) => {
      const text = await (await fetch(`${world.url}/exports/reports.ndjson?${query}`)).text()
      return text.split('\n').filter(Boolean)
    }
    expect((await fetch(`${world.url}/exports/reports.csv?as_of=${asOf}`)).status).toBe(400)
    ahead = 120_000
    const first = await ask(`as_of=${asOf}`)
    expect(first).toHaveLength(4)
    await decide(world, sari, sent.verified ?? '', 'verify')
    await postReport(world, aReport({ words: 'Terlambat di pasar' }))
    // Whatever an officer finds to be right changes nothing of what was asked about that time.
    expect(await ask(`as_of=${asOf}`)).toEqual(first)
    expect(await ask(`as_of=${asOf}&state=verified`)).toEqual([])
    expect(await ask('state=verified')).toHaveLength(1)
    await decide(world, sari, sent.dismissed ?? '', 'dismiss', { reason: 'false' })
    await decide(world, sari, sent.hidden ?? '', 'secret', { secret: true, version: 1 })
    const later: Feature[] = (await ask(`as_of=${asOf}`)).map(line => JSON.parse(line))
    expect(later.map(({ id }) => id)).toEqual([sent.same, sent.verified, sent.hidden])
    expect(later.map(({ properties }) => properties.state)).toEqual([
      'unverified',
      'unverified',
      'unverified',
    ])
    expect(later[2]?.properties.words).toBe('')
  } finally {
    await world.close()
  }
})

test('whoever leaves before the last part is no fault of ours; what breaks off at our end is one', async () => {
  async function* parts(last?: Error) {
    for (let part = 0; part < 300; part++) yield 'x'.repeat(100_000)
    if (last) throw last
  }
  const outcome = (ask: (address: string) => Promise<unknown>, last?: Error) =>
    new Promise((resolve, reject) => {
      const server = createServer((_request, response) => {
        const told = streamTo(response, parts(last))
        told.then(resolve, resolve).finally(() => server.close())
      }).listen(0, () => {
        const { port } = server.address() as AddressInfo
        ask(`http://127.0.0.1:${port}`).catch(fault => last ?? reject(fault))
      })
    })
  expect(await outcome(address => cut(address, 1_000))).toBeUndefined()
  const broken = new Error('the database went away')
  expect(await outcome(async address => (await fetch(address)).arrayBuffer(), broken)).toBe(broken)
})

/** Reads so many bytes and breaks the connection off. */
function cut(address: string, bytes: number): Promise<{ text: string; link: string }> {
  return new Promise((resolve, reject) => {
    const asked = request(address, response => {
      const chunks: Buffer[] = []
      let length = 0
      const link = /<([^>]+)>; rel="canonical"/.exec(String(response.headers.link))?.[1] ?? ''
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk)
        length += chunk.length
        if (length < bytes) return
        asked.destroy()
        resolve({ text: Buffer.concat(chunks).toString(), link })
      })
      response.on('error', () => undefined)
    })
    asked.on('error', reject).end()
  })
}

function raw(address: string, headers: Record<string, string>) {
  return new Promise<{ body: Buffer; headers: Record<string, unknown> }>((resolve, reject) => {
    request(address, { headers }, response => {
      const chunks: Buffer[] = []
      response
        .on('data', chunk => chunks.push(chunk))
        .on('end', () => resolve({ body: Buffer.concat(chunks), headers: response.headers }))
        .on('error', reject)
    }).end()
  })
}

/** RFC 4180, read by the letter. */
function linesOf(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  for (const [, quoted, plain = '', end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    row.push(quoted?.replaceAll('""', '"') ?? plain)
    if (end !== '\r\n') continue
    rows.push(row)
    row = []
  }
  return rows
}
