// How long the incumbent's clients wait for a week of the archive and a month of the time series, with a million reports stored.
import { median, type Result, rounded } from './measure.ts'
import { databaseWith, MILLION, withServer } from './million.ts'

const TRIES = 21
const DAY_MS = 86_400_000

export async function benchArchive(): Promise<Result[]> {
  const url = await databaseWith(MILLION)
  if (!url) return []
  return withServer(url, async server => {
    const figures: Record<string, number> = {}
    for (const [name, path, days] of [
      ['archive of a week', '/reports/archive', 7],
      ['time series of a month', '/reports/timeseries', 30],
    ] as const) {
      const times: number[] = []
      let bytes = 0
      for (let index = -1; index < TRIES; index++) {
        // Another span each time: nothing is remembered.
        const start = new Date(Date.now() - (40 + index * 30) * DAY_MS)
        const end = new Date(start.getTime() + days * DAY_MS)
        const span = new URLSearchParams({ start: zoned(start), end: zoned(end), geoformat: 'geojson' })
        if (path.endsWith('timeseries')) span.delete('geoformat')
        const begun = performance.now()
        const response = await fetch(`${server.url}${path}?${span}`, {
          headers: { 'Accept-Encoding': 'identity' },
        })
        const body = await response.arrayBuffer()
        if (!response.ok) throw new Error(`${path} answered ${response.status}`)
        if (index >= 0) times.push(performance.now() - begun)
        bytes = body.byteLength
      }
      figures[`${name}, median ms`] = rounded(median(times))
      figures[`${name}, kB`] = Math.round(bytes / 1_000)
    }
    return [
      {
        name: `the past: ${MILLION.toLocaleString('en')} reports, PostgreSQL`,
        figures,
        row: {
          what: 'A week of the archive, a month of the time series, 1,000,000 stored',
          ours: `${figures['archive of a week, median ms']} and ${figures['time series of a month, median ms']} ms`,
          aim: '200 ms',
        },
      },
    ]
  })
}

const zoned = (time: Date) => `${time.toISOString().slice(0, 19)}Z`
