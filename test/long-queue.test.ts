// The desk's queue by the page, through its door: the server tells each officer exactly the queue that the desk would make of the live picture, and its
// tiles show no more than the officer may see.
import { VectorTile } from '@mapbox/vector-tile'
import { PbfReader } from 'pbf'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { compareCursors } from '../server/domain/cursor.ts'
import { noFilters } from '../server/domain/filters.ts'
import { isInPart, isListed, itemsOf, type Part, tabCountsOf, tabs } from '../server/domain/queue.ts'
import type { QueuePart } from '../server/domain/told.ts'
import { bySeverity } from '../web/map/ranked.ts'
import { emptyPicture, see } from '../web/picture.ts'
import { aReport, askDesk, openSocket, openWorld, postReport, signIn, type World } from './world.ts'

const JAKARTA = { lng: 106.8123, lat: -6.2345 }
const SEMARANG = { lng: 110.4123, lat: -6.9876 }
const patience = { timeout: 10_000, interval: 100 }

type Officer = { Cookie: string }

describe('A queue that the server tells', () => {
  let world: World
  let sari: Officer
  let wayan: Officer
  const ids: Record<string, string> = {}
  beforeAll(async () => {
    world = await openWorld('embedded')
    const post = async (name: string, changes: Record<string, unknown>) => {
      const { body } = await postReport(world, aReport({ device: crypto.randomUUID(), ...changes }))
      ids[name] = body.report.properties.id
    }
    for (let at = 0; at < 5; at++)
      await post(`crowd ${at}`, {
        place: { lng: 106.7 + at * 0.0005, lat: -6.3 },
        answers: { depth: 40 + at },
      })
    for (let at = 0; at < 6; at++)
      await post(`alone ${at}`, { place: { lng: 106.75 + at * 0.02, lat: -6.15 }, words: `Gang ${at}` })
    await post('call', {
      place: SEMARANG,
      words: 'Tolong, kami terjebak di atap, butuh perahu',
      secret: true,
    })
    await post('secret', { place: JAKARTA, words: 'Rahasia sekali', secret: true })
    await post('held', { place: JAKARTA, words: 'Slot gacor', website: 'https://judi.example' })
    sari = await signIn(world, 'Sari')
    wayan = await signIn(world, 'Wayan', { role: 'verifier', regions: ['ID-JK'] })
    await askDesk(world, sari, '/cases/claim', { on: { report: ids['alone 3'] }, version: 0 })
    await askDesk(world, sari, `/reports/${ids['alone 1']}/verify`, { version: 1 })
    await world.caughtUp()
  }, 120_000)
  afterAll(() => world.close())

  const told = async (officer: Officer, query = ''): Promise<QueuePart> =>
    (await askDesk(world, officer, `/queue${query}`)).body
  const keysOf = ({ lines }: QueuePart) => lines.map(({ key }) => key)

  /** What the desk makes of the picture that the socket tells the same officer. */
  async function made(officer: Officer, me: string) {
    const socket = await openSocket(world, officer)
    const seen = await socket.watch()
    socket.close()
    if ('refused' in seen) throw new Error(seen.refused)
    const picture = see(emptyPicture, seen)
    const { stages } = (await askDesk(world, officer, '/stages')).body
    const items = itemsOf({
      reports: [...picture.reports.values()].sort(bySeverity),
      cases: picture.cases.values(),
      citizensOf: id => picture.incidents.get(id)?.properties.citizens ?? 0,
      rules: stages,
      now: Date.now(),
    })
    const under = (change: Partial<Part>) => {
      const part: Part = { tab: 'all', filters: noFilters, agency: null, me, ...change }
      return items
        .filter(isInPart(part))
        .filter(isListed(part, Date.now(), () => true))
        .map(({ key }) => key)
    }
    return { under, counts: tabCountsOf(items, me) }
  }

  test('is the very queue that the desk makes of its live picture, in every part and under filters, for officers of all regions and of one', async () => {
    for (const [officer, me] of [
      [sari, 'Sari'],
      [wayan, 'Wayan'],
    ] as const) {
      const { under, counts } = await made(officer, me)
      await expect.poll(async () => keysOf(await told(officer)), patience).toEqual(under({}))
      expect((await told(officer)).tabs).toEqual(counts)
      for (const tab of tabs) expect(keysOf(await told(officer, `?tab=${tab}`)), tab).toEqual(under({ tab }))
      const filters = { ...noFilters, levels: [1 as const], states: ['verified' as const] }
      expect(keysOf(await told(officer, '?level=1&state=verified'))).toEqual(under({ filters }))
    }
    const [first] = (await told(sari)).lines
    expect(first).toMatchObject({ key: ids.call, rescue: true, place: 0 })
    expect(keysOf(await told(sari, '?tab=mine'))).toHaveLength(1)
  })

  test('comes by the page, and tells lines by name wherever they stand', async () => {
    const all = keysOf(await told(sari))
    const page = await told(sari, `?from=3&limit=2&names=${ids['crowd 2']},${ids.held}`)
    expect(keysOf(page)).toEqual(all.slice(3, 5))
    expect(page.total).toBe(all.length)
    const [crowd, held] = page.named
    expect(crowd).toMatchObject({ count: 5, depth: 44, place: all.indexOf(crowd?.key ?? '') })
    expect(crowd?.reports).toHaveLength(5)
    expect(held).toMatchObject({ key: ids.held, place: -1 })
    for (const wrong of ['limit=1000', 'tab=none', 'names=x', 'state=gone'])
      expect((await askDesk(world, sari, `/queue?${wrong}`)).status, wrong).toBe(400)
  })

  test('shows what is held and what is secret to who may look there, and to nobody else, in the list as in the tiles', async () => {
    const words = async (officer: Officer, query: string) => keysOf(await told(officer, query))
    expect(await words(sari, '?tab=held')).toEqual([ids.held])
    expect(await words(wayan, '?tab=held')).toEqual([ids.held])
    const [call] = (await told(wayan, `?names=${ids.call}&limit=0`)).named
    expect(call?.rescue).toBe(false)
    expect(call?.reports[0]?.properties.words).toBe('')
    expect(call?.reports[0]?.geometry.coordinates).toEqual([110.41, -6.99])
    expect(await words(wayan, '?words=terjebak')).toEqual([])
    expect(await words(sari, '?words=terjebak')).toEqual([ids.call])
    expect(await drawn(sari, JAKARTA)).toEqual([ids.secret])
    expect(await drawn(wayan, JAKARTA)).toEqual([ids.secret])
    expect(await drawn(sari, SEMARANG)).toEqual([ids.call])
    expect(await drawn(wayan, SEMARANG)).toEqual([])
    expect(await drawn(wayan, { lng: 110.41, lat: -6.99 })).toEqual([ids.call])
  })

  test('goes on after every act, and its tiles are cut anew only where what they show has changed', async () => {
    const before = await told(sari)
    await askDesk(world, sari, '/cases/claim', { on: { report: ids['alone 4'] }, version: 0 })
    const claimed = () => told(sari, `?names=${ids['alone 4']}&limit=0`)
    await expect
      .poll(async () => (await claimed()).named[0]?.case, patience)
      .toMatchObject({ claimedBy: 'Sari' })
    const since = await claimed()
    expect(compareCursors(since.cursor, before.cursor)).toBeGreaterThan(0)
    expect(since).toMatchObject({ generation: before.generation, drawn: since.cursor })
    await askDesk(world, sari, `/reports/${ids['alone 5']}/dismiss`, { version: 1, reason: 'Ganda' })
    await expect.poll(async () => (await told(sari)).total, patience).toBe(before.total - 1)
    const after = await told(sari)
    expect(after.drawn).toBe(after.cursor)
    expect(after.generation).not.toBe(before.generation)
    // Back on the map for who comes after.
    await askDesk(world, sari, `/reports/${ids['alone 5']}/reopen`, { version: 2 })
    await expect.poll(async () => (await told(sari)).total, patience).toBe(before.total)
  })

  /** Reports on a tile within some twenty metres of a place. */
  async function drawn(officer: Officer, { lng, lat }: { lng: number; lat: number }): Promise<unknown[]> {
    const radians = (lat * Math.PI) / 180
    const size = 2 ** 14
    const x = ((lng + 180) / 360) * size
    const y = ((1 - Math.log(Math.tan(radians) + 1 / Math.cos(radians)) / Math.PI) / 2) * size
    const [left, top] = [Math.floor(x), Math.floor(y)]
    const path = `${world.url}/api/desk/queue/tiles/14/${left}/${top}.mvt`
    const response = await fetch(path, { headers: officer })
    expect(response.headers.get('Cache-Control')).toBe('private, no-store')
    const layer = new VectorTile(new PbfReader(await response.arrayBuffer())).layers.reports
    return Array.from({ length: layer?.length ?? 0 }, (_, at) => layer?.feature(at)).flatMap(feature => {
      const [point] = feature?.loadGeometry().flat() ?? []
      const isThere = point && Math.hypot(left + point.x / 4_096 - x, top + point.y / 4_096 - y) * 2_400 < 20
      return isThere ? [feature?.properties.id] : []
    })
  }
})
