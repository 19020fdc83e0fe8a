// The public map with 100,000 live reports, in Chromium: how soon it can be used, and how long the page is busy while it is panned.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { openDatabase } from '../../db/connect.ts'
import { migrate } from '../../db/migrate.ts'
import { desktop, hasBrowser, openBrowser } from '../browser.ts'
import type { Canvas } from '../map-page.ts'
import { startProcess } from '../server-process.ts'
import { type Result, rounded } from './measure.ts'

const REPORTS = 100_000
const PANS = 20

export async function benchMap(): Promise<Result[]> {
  if (!hasBrowser) return []
  const folder = mkdtempSync(join(tmpdir(), 'kentongan-bench-'))
  await seed(folder)
  const server = await startProcess({ DATA_DIR: folder })
  const browser = await openBrowser()
  try {
    const page = await (await browser.newContext(desktop)).newPage()
    await page.addInitScript(() => {
      const tasks: [start: number, length: number][] = []
      Object.assign(window, { tasks })
      new PerformanceObserver(list => {
        for (const { startTime, duration } of list.getEntries()) tasks.push([startTime, duration])
      }).observe({ type: 'longtask', buffered: true })
    })
    const began = Date.now()
    await page.goto(`${server.url}/#map=11/-6.25/106.85`)
    await page.waitForFunction(
      () => {
        const canvas: Canvas | null = document.querySelector('.map-canvas')
        const { map } = canvas ?? {}
        return (
          document.querySelector('.panel [data-report]') &&
          map?.getSource('reports') &&
          map.queryRenderedFeatures({ layers: ['bubbles'] }).length > 0
        )
      },
      undefined,
      { polling: 50, timeout: 120_000 },
    )
    const first = Date.now() - began
    await page.waitForFunction(
      wanted => document.querySelector('.count strong')?.textContent?.replace(/\D/g, '') === String(wanted),
      REPORTS,
      { polling: 50, timeout: 120_000 },
    )
    const whole = Date.now() - began
    await page.waitForFunction(
      wanted => {
        const canvas: Canvas | null = document.querySelector('.map-canvas')
        const counts = canvas?.map
          ?.querySourceFeatures('reports', { filter: ['has', 'point_count'] })
          .map(({ properties }) => Number(properties.point_count))
        return (counts ?? []).reduce((sum, count) => sum + count, 0) > wanted / 4
      },
      REPORTS,
      { polling: 200, timeout: 120_000 },
    )
    const drawn = Date.now() - began
    await sleep(5_000)
    const loading = await page.evaluate(() => (window as unknown as { tasks: number[][] }).tasks.splice(0))
    await page.mouse.move(900, 450)
    for (let pan = 0; pan < PANS; pan++) {
      await page.mouse.down()
      const way = pan % 2 ? 260 : -260
      for (let at = 1; at <= 15; at++) await page.mouse.move(900 + (way * at) / 15, 450 + (pan % 3) * 8 * at)
      await page.mouse.up()
      await sleep(400)
      await page.mouse.move(900, 450)
    }
    const panning = await page.evaluate(() => (window as unknown as { tasks: number[][] }).tasks.splice(0))
    const most = (tasks: number[][]) => Math.max(0, ...tasks.map(([, length = 0]) => length))
    if (process.env.DEBUG) console.log({ loading, panning })
    return [
      {
        name: `the map with ${REPORTS} reports in view`,
        figures: {
          'usable after, s': rounded(first / 1_000),
          'every report counted after, s': rounded(whole / 1_000),
          'every report drawn after, s': rounded(drawn / 1_000),
          'longest task while loading, ms': rounded(most(loading)),
          'longest task while panning, ms': rounded(most(panning)),
          'tasks over 50 ms while panning': panning.length,
        },
      },
    ]
  } finally {
    await browser.close()
    await server.end('SIGTERM')
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Written straight into the table, as if they had all come in the last hours: 100,000 posts would take longer than all the rest. */
async function seed(directory: string): Promise<void> {
  const db = await openDatabase({ directory: join(directory) })
  await migrate(db)
  for (let from = 0; from < REPORTS; from += 10_000)
    await db.query(
      `insert into reports (id, number, version, key, hazard, answers, level, at, received_at, expires_at, place, placed_by, region,
         words, photos, source, state, drill)
       select gen_random_uuid(), 1000000 + n, 1, decode(md5(n::text), 'hex'),
         case when n % 10 = 0 then 'fire' else 'flood' end,
         case when n % 10 = 0 then '{}'::jsonb else jsonb_build_object('depth', n * 7 % 200) end,
         case when n % 100 = 0 then 3 when n % 5 = 0 then 2 else 1 end,
         now() - n * interval '0.1 s', now() - n * interval '0.1 s', now() - n * interval '0.1 s' + interval '12 h',
         ST_MakePoint(106.6 + (n * 7919 % 100003) / 100003.0 * 0.5, -6.45 + (n * 104729 % 100019) / 100019.0 * 0.4)::geography,
         'location', 'ID-JK', 'Banjir di gang ' || n || ', air masuk rumah dan masih naik.', '{}', 'grasp',
         case when n % 4 = 0 then 'verified' else 'unverified' end, false
       from generate_series($1::bigint, $2::bigint) as n`,
      [from, Math.min(from + 10_000, REPORTS) - 1],
    )
  await db.close()
}
