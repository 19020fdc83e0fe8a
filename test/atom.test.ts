// Atom with GeoRSS: what feed readers and GDAL get of reports and incidents.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { XMLParser } from 'fast-xml-parser'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parses } from './cap-schema.ts'
import { engines } from './database.ts'
import { aReport, decide, openWorld, postReport, signIn, type World } from './world.ts'

const ogrinfo = '/usr/bin/ogrinfo'
const gdal = existsSync(ogrinfo)
if (!gdal && process.env.CI === 'true') throw new Error('The tests need ogrinfo where CI=true.')
if (!gdal) console.warn('\nogrinfo is not here: GDAL DOES NOT READ THE FEEDS IN THIS RUN.\n')

type Entry = {
  id: string
  title: string
  updated: string
  summary: string
  'georss:point'?: string
  'georss:polygon'?: string
  category: { '@_term': string; '@_scheme': string }[]
}

const [once] = engines.slice(-1)

describe.each(engines)('the feeds on %s', engine => {
  let world: World
  const sent: string[] = []
  beforeAll(async () => {
    world = await openWorld(engine)
    for (let each = 0; each < 4; each++)
      sent.push(
        (await postReport(world, aReport({ words: `Banjir <${each}> & arus` }))).body.report.properties.id,
      )
    sent.push(
      (
        await postReport(
          world,
          aReport({ hazard: 'wind', answers: { impact: 2 }, place: { lng: 110.42, lat: -6.99 } }),
        )
      ).body.report.properties.id,
    )
    await postReport(world, aReport({ drill: true }))
    await world.caughtUp()
  })
  afterAll(() => world.close())

  async function read(path: string, headers = {}) {
    const response = await fetch(`${world.url}/feeds/${path}`, { headers })
    const text = await response.text()
    if (!response.ok)
      return { status: response.status, text, entries: [] as Entry[], etag: response.headers.get('ETag') }
    parses(text)
    const { feed } = new XMLParser({ ignoreAttributes: false, parseTagValue: false }).parse(text)
    const entries: Entry[] = feed.entry === undefined ? [] : [feed.entry].flat()
    return { status: response.status, text, entries, etag: response.headers.get('ETag') }
  }

  test('each report is an entry under its own id, its point latitude first', async () => {
    const { entries } = await read('reports.atom?lang=en')
    expect(entries.map(({ id }) => id).toSorted()).toEqual(sent.map(id => `urn:uuid:${id}`).toSorted())
    expect(entries.at(-1)).toMatchObject({
      title: 'Flood in Jakarta',
      'georss:point': '-6.2607 106.8166',
    })
  })

  test.each([
    ['hazard=wind', 1],
    ['region=ID-JK', 4],
    ['level=2', 1],
    ['verified=true', 0],
    ['limit=2', 2],
    ['training=true', 1],
  ])('the filter %s leaves %i', async (filter, count) => {
    expect((await read(`reports.atom?${filter}`)).entries).toHaveLength(count)
  })

  test.runIf(engine === once).each(['foo=1', 'hazard=rain', 'limit=0', 'region=XX'])(
    '%s is refused',
    async filter => {
      expect((await read(`reports.atom?${filter}`)).status).toBe(400)
    },
  )

  test('an incident is an entry with its outline, and its time moves with its state', async () => {
    const [before] = (await read('incidents.atom?lang=en')).entries
    expect(before).toMatchObject({
      title: 'Flood in Jakarta: 4 reports',
      summary: '4 reports, 0 of them verified.',
    })
    expect(before?.['georss:polygon']).toMatch(/^-6\.2\d+ 106\.8\d+ /)
    const { etag } = await read('reports.atom')
    const held = await fetch(`${world.url}/feeds/reports.atom`, { headers: { 'If-None-Match': etag ?? '' } })
    expect(held.status).toBe(304)
    // A cache that keeps it packed and unpacked is told so here, too.
    expect(held.headers.get('Vary')).toContain('Accept-Encoding')
    expect((await read('reports.atom', { 'If-None-Match': '*' })).status).toBe(304)
    await decide(world, await signIn(world, `Sari ${engine}`), sent[0] ?? '', 'verify')
    await world.caughtUp()
    expect((await read('reports.atom')).etag).not.toBe(etag)
    const [after] = (await read('incidents.atom?verified=true&lang=en')).entries
    expect(after?.id).toBe(before?.id)
    expect(String(after?.updated) > String(before?.updated)).toBe(true)
    const verified = (await read('reports.atom?verified=true')).entries
    expect(verified.map(({ id }) => id)).toEqual([`urn:uuid:${sent[0]}`])
  })

  test.runIf(gdal && engine === once)('GDAL reads points and outlines where they are', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'atom-'))
    try {
      for (const [name, kind, count] of [
        ['reports', 'Point', 5],
        ['incidents', 'Polygon', 1],
      ] as const) {
        const file = join(folder, `${name}.xml`)
        writeFileSync(file, (await read(`${name}.atom`)).text)
        const told = execFileSync(ogrinfo, ['-ro', '-al', '-so', file], { encoding: 'utf8' })
        expect(told).toContain("driver `GeoRSS'")
        expect(told).toContain(`Geometry: ${kind}`)
        expect(told).toContain(`Feature Count: ${count}`)
        expect(told).toMatch(/Extent: \(106\.\d+, -6\.\d+\)/)
      }
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
})
