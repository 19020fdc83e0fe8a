// The public map with 100,000 live reports, in Chromium: how soon it can be used, and how long the page is busy while it is panned.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Browser } from 'playwright-core'
import { openDatabase } from '../../db/connect.ts'
import { migrate } from '../../db/migrate.ts'
import { desktop, hasBrowser, openBrowser } from '../browser.ts'
import { writeReports } from '../many-reports.ts'
import type { Canvas } from '../map-page.ts'
import { startProcess } from '../server-process.ts'
import { type Result, rounded } from './measure.ts'

const REPORTS = 100_000
const PANS = 20

type Tasks = [start: number, length: number][]

export async function benchMap(): Promise<Result[]> {
  if (!hasBrowser) return []
  const browser = await openBrowser()
  try {
    const without = await look(browser, 0)
    const all = await look(browser, REPORTS)
    const most = (tasks: Tasks) => rounded(Math.max(0, ...tasks.map(([, length]) => length)))
    const sum = (tasks: Tasks) => tasks.reduce((total, [, length]) => total + length, 0)
    if (process.env.DEBUG) console.log(JSON.stringify({ without, all }))
    return [
      {
        name: `the map with ${REPORTS} reports in view, and the same map without any in the same run`,
        figures: {
          'usable after, s': rounded(all.usable / 1_000),
          'without any, s': rounded(without.usable / 1_000),
          'every report counted after, s': rounded(all.counted / 1_000),
          'every report drawn after, s': rounded(all.drawn / 1_000),
          'longest task while loading, ms': most(all.loading),
          'longest task while loading without any, ms': most(without.loading),
          'longest task while panning, ms': most(all.panning),
          'longest task while panning without any, ms': most(without.panning),
          'tasks over 50 ms while panning': all.panning.length,
          'tasks over 50 ms while panning without any': without.panning.length,
          'busy in tasks over 50 ms while panning, with / without': rounded(
            sum(all.panning) / Math.max(1, sum(without.panning)),
          ),
        },
      },
    ]
  } finally {
    await browser.close()
  }
}

/** Opens a map that looks at so many reports, waits until all of them stand, and pans it. */
async function look(browser: Browser, reports: number) {
  const folder = mkdtempSync(join(tmpdir(), 'kentongan-bench-'))
  await seed(folder, reports)
  const server = await startProcess({ DATA_DIR: folder })
  const context = await browser.newContext(desktop)
  try {
    // The server has been there for a while when somebody comes.
    await sleep(5_000)
    const page = await context.newPage()
    await page.addInitScript(() => {
      const tasks: [start: number, length: number][] = []
      Object.assign(window, { tasks })
      new PerformanceObserver(list => {
        for (const { startTime, duration } of list.getEntries()) tasks.push([startTime, duration])
      }).observe({ type: 'longtask', buffered: true })
    })
    const tasks = () => page.evaluate((): Tasks => (window as unknown as { tasks: Tasks }).tasks.splice(0))
    const began = Date.now()
    await page.goto(`${server.url}/#map=11/-6.25/106.85`)
    await page.waitForFunction(
      isSome => {
        const canvas: Canvas | null = document.querySelector('.map-canvas')
        const map = canvas?.map
        if (!map?.isStyleLoaded()) return false
        if (!isSome) return map.areTilesLoaded()
        const layers = ['bubbles', 'tile-bubbles'].filter(layer => map.getLayer(layer))
        return (
          document.querySelector('.panel [data-report]') && map.queryRenderedFeatures({ layers }).length > 0
        )
      },
      reports > 0,
      { polling: 50, timeout: 120_000 },
    )
    const usable = Date.now() - began
    await page.waitForFunction(
      wanted =>
        !wanted ||
        document.querySelector('.count strong')?.textContent?.replace(/\D/g, '') === String(wanted),
      reports,
      { polling: 50, timeout: 120_000 },
    )
    const counted = Date.now() - began
    await page.waitForFunction(
      wanted => {
        const canvas: Canvas | null = document.querySelector('.map-canvas')
        const map = canvas?.map
        if (!map) return false
        let sum = 0
        for (const source of ['reports', 'report-tiles'])
          if (map.getSource(source))
            for (const { properties } of map.querySourceFeatures(source, {
              sourceLayer: 'reports',
              filter: ['has', 'point_count'],
            }))
              sum += Number(properties.point_count)
        return sum >= wanted / 4
      },
      reports,
      { polling: 200, timeout: 120_000 },
    )
    const drawn = Date.now() - began
    await sleep(5_000)
    const loading = await tasks()
    await page.mouse.move(900, 450)
    for (let pan = 0; pan < PANS; pan++) {
      await page.mouse.down()
      const way = pan % 2 ? 260 : -260
      for (let at = 1; at <= 15; at++) await page.mouse.move(900 + (way * at) / 15, 450 + (pan % 3) * 8 * at)
      await page.mouse.up()
      await sleep(400)
      await page.mouse.move(900, 450)
    }
    return { usable, counted, drawn, loading, panning: await tasks() }
  } finally {
    await context.close()
    await server.end('SIGTERM')
    rmSync(folder, { recursive: true, force: true })
  }
}

async function seed(directory: string, reports: number): Promise<void> {
  const db = await openDatabase({ directory })
  await migrate(db)
  await writeReports(db, reports)
  await db.close()
}
