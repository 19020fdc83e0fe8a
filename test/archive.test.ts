// The archive: a year of real reports comes back as it went in; without a database the live list stands alone.
import { existsSync, readFileSync } from 'node:fs'
import type { Feature, FeatureCollection, Point } from 'geojson'
import { feature as fromTopology } from 'topojson-client'
import type { GeometryCollection, Topology } from 'topojson-specification'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { readArchiveRow } from '../server/domain/archive-row.ts'
import { isRefusal } from '../server/domain/refusal.ts'
import { answers } from '../server/wire/answers.ts'
import type { WireProperties } from '../server/wire/petabencana.ts'
import { engines, hasPostgres, postgresServer } from './database.ts'
import { openSocket, openWorld, postReport, type World } from './world.ts'

type Reports = { statusCode: number; result: FeatureCollection<Point, WireProperties> }

const archive = new URL('../../shared/data/reports-2020.geojson', import.meta.url)
const present = existsSync(archive)
if (!present) console.warn('SKIPPED: the archive of real reports is not beside this checkout.')

describe.each(engines)('the archive on %s', engine => {
  let world: World
  beforeAll(async () => {
    world = await openWorld(engine)
  })
  afterAll(() => world.close())

  const ask = async (path: string) => ({ body: (await (await fetch(world.url + path)).json()) as Reports })

  test('a long title is cut at its five hundredth letter, and never within a character', async () => {
    const draft = {
      hazard: 'flood',
      answers: { depth: 40 },
      place: { lng: 106.82, lat: -6.2 },
      words: 'Banjir',
    }
    const outcome = await world.lifecycle.submit(
      { ...draft, title: `${'b'.repeat(499)}🌊` },
      { key: 'a long title', channel: 'archive', history: true },
    )
    expect(outcome).toMatchObject({ created: true, report: { title: 'b'.repeat(499) } })
  })

  test.skipIf(!present)(
    'a year of real reports comes back equal field by field, streamed',
    async () => {
      type Row = Feature<Point, WireProperties>
      const { features: rows }: FeatureCollection<Point, WireProperties> = JSON.parse(
        readFileSync(archive, 'utf8'),
      )
      const known = new Map<string, Row>(rows.map(row => [row.properties.pkey, row]))
      for (let from = 0; from < rows.length; from += 100)
        await Promise.all(
          rows.slice(from, from + 100).map(async row => {
            const read = readArchiveRow(row)
            if ('odd' in read) throw new Error(read.odd)
            const { key, draft, number } = read
            const outcome = await world.lifecycle.submit(draft, {
              key,
              channel: 'archive',
              history: true,
              number: number ?? undefined,
            })
            if (isRefusal(outcome)) throw new Error(`${row.properties.pkey}: ${outcome.refused}`)
          }),
        )
      const year = 'start=2020-01-01T00:00:00%2B0000&end=2021-01-01T00:00:00%2B0000'
      const reply = await ask(`/reports/archive?${year}&geoformat=geojson`)
      const features = reply.body.result.features
      expect(features).toHaveLength(known.size)
      const asTold = ({ geometry, properties: p }: Row) => ({
        pkey: p.pkey,
        created_at: new Date(p.created_at).getTime(),
        source: p.source,
        status: p.status,
        disaster_type: p.disaster_type,
        report_data: p.report_data,
        tags: [p.tags.district_id, p.tags.local_area_id, p.tags.instance_region_code],
        title: p.title,
        text: p.text,
        coordinates: geometry.coordinates,
      })
      const told = features.map(asTold)
      const given = told.map(({ pkey }) => {
        const row = known.get(pkey)
        return row ? asTold(row) : pkey
      })
      expect(told).toEqual(given)
      const times = features.map(feature => feature.properties.created_at)
      expect(times).toEqual([...times].sort().reverse())
      const { result } = (await ask(`/reports/archive?${year}`)).body as unknown as {
        result: Topology<{ output: GeometryCollection }>
      }
      expect(fromTopology(result, result.objects.output)).toEqual(reply.body.result)
      const hours = (await ask(`/reports/timeseries?${year}`)).body.result as unknown as { count: string }[]
      expect(hours).toHaveLength(366 * 24 + 1)
      expect(hours.reduce((sum, { count }) => sum + Number(count), 0)).toBe(known.size)
      expect(answers.reports.parse(reply.body)).toEqual(reply.body)
    },
    180_000,
  )
})

test.skipIf(!hasPostgres)(
  'the live list stands while the database is away, and what needs it says so',
  async () => {
    const server = await postgresServer()
    const world = await openWorld('embedded', {}, { DATABASE_URL: server.url })
    try {
      const { body } = await postReport(world)
      await world.caughtUp()
      await server.stop()
      const live = await fetch(`${world.url}/reports?geoformat=geojson&timeperiod=3600`)
      const { result }: Reports = await live.json()
      expect(result.features[0]?.properties.pkey).toBe(String(body.report.properties.number))
      for (const path of [
        '/reports/1000001',
        '/reports/archive?start=2026-01-01T00:00:00Z&end=2026-01-02T00:00:00Z',
      ]) {
        const away = await fetch(world.url + path)
        expect(away.status).toBe(503)
        expect(away.headers.get('Retry-After')).toBe('5')
      }
      // Ten seconds without it make the picture old, also for who opens it now.
      const answers = () => fetch(`${world.url}/reports?timeperiod=3600`)
      await vi.waitFor(async () => expect((await answers()).headers.get('Data-As-Of')).not.toBeNull(), 20_000)
      const asOf = Date.parse((await answers()).headers.get('Data-As-Of') ?? '')
      expect(Date.now() - asOf).toBeGreaterThan(9_000)
      const map = await openSocket(world)
      const told = new Promise<{ lag: number }>(resolve => map.socket.once('pulse', resolve))
      await map.watch()
      expect((await told).lag).toBeGreaterThan(10)
      map.close()
    } finally {
      await world.close()
      await server.remove()
    }
  },
)
