// Water gauges of the Ciliwung as an operator's file brings them, with the thresholds of Jakarta's agency.
import { collection, fileOf, perform } from './operators.ts'
import type { World } from './world.ts'

export const manggarai = { lng: 106.8484, lat: -6.2077 }
const depok = { lng: 106.8317, lat: -6.4005 }

export async function importGauges(world: World): Promise<void> {
  const file = fileOf(gauges())
  const { code, out } = await perform(world.db, 'places import', {
    file,
    kind: 'gauge',
    source: 'pos-duga-air',
  })
  if (code !== 0) throw new Error(out)
  await world.caughtUp()
}

const gauges = () =>
  collection([
    gauge('TMA1', 'Pintu Air Manggarai', manggarai, { siaga_3: 750, siaga_2: 850, siaga_1: '950' }),
    gauge('TMA2', 'Pos Depok', depok, { 'Siaga 3': '200', 'Siaga 2': '270', 'Siaga 1': '350' }),
    gauge('TMA3', 'Pos Tanpa Batas', { lng: 106.9, lat: -6.3 }, {}),
  ])

const gauge = (id: string, name: string, { lng, lat }: { lng: number; lat: number }, limits: object) => ({
  type: 'Feature',
  id,
  geometry: { type: 'Point', coordinates: [lng, lat] },
  properties: { name, ...limits },
})

/** Readings of Manggarai, each so many minutes before a time: the water rises by 60 cm an hour. */
export const risingBefore = (now: Date, depth = 870) =>
  [120, 90, 60, 30, 0].map(minutes => ({
    at: new Date(now.getTime() - minutes * 60_000).toISOString(),
    depth: depth - minutes,
  }))
