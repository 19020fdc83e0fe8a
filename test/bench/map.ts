// The public map and the desk with 100,000 live reports, in Chromium: how soon each can be used, and how long it is busy while it is panned.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Browser, Page } from 'playwright-core'
import { openDatabase } from '../../db/connect.ts'
import { migrate } from '../../db/migrate.ts'
import { addOfficer } from '../../db/officers.ts'
import { hashPassword } from '../../server/passwords.ts'
import { desktop, hasBrowser, openBrowser } from '../browser.ts'
import { writeReports } from '../many-reports.ts'
import type { Canvas } from '../map-page.ts'
import { startProcess } from '../server-process.ts'
import { type Result, type Row, rounded } from './measure.ts'

const REPORTS = 100_000
const PANS = 20
const OFFICER = 'Sari'
const password = 'kentongan berbunyi tiga kali'
const VIEW = '#map=11/-6.25/106.85'

/** `line`: of its list; `count`: where it says how many there are. */
type Screen = { name: string; path: string; line: string; count: string }
const screens = {
  map: {
    name: 'The public map',
    path: '/',
    line: '.panel [data-report]',
    count: '.count strong',
  },
  desk: { name: 'The desk', path: '/desk', line: '.lines .line', count: '.tabs .chip' },
} satisfies Record<string, Screen>
type Name = keyof typeof screens

type Tasks = [start: number, length: number][]
type Looked = { usable: number; counted: number; drawn: number; loading: Tasks; panning: Tasks }

const most = (tasks: Tasks) => rounded(Math.max(0, ...tasks.map(([, length]) => length)))
const sum = (tasks: Tasks) => tasks.reduce((total, [, length]) => total + length, 0)

export async function benchMap(): Promise<Result[]> {
  if (!hasBrowser) return []
  const browser = await openBrowser()
  try {
    const without = await lookAtBoth(browser, 0)
    const all = await lookAtBoth(browser, REPORTS)
    if (process.env.DEBUG) console.log(JSON.stringify({ without, all }))
    return (['map', 'desk'] as const).map(name => resultOf(name, all[name], without[name]))
  } finally {
    await browser.close()
  }
}

function resultOf(name: Name, all: Looked, without: Looked): Result {
  const screen = screens[name]
  const count = REPORTS.toLocaleString('en')
  const seconds = (ms: number) => rounded(ms / 1_000)
  const row: Row = {
    what: `${screen.name} with ${count} reports in view: usable after, longest task while panning`,
    ours: `${seconds(all.usable)} s, ${most(all.panning)} ms`,
    beside: `the same without any: ${seconds(without.usable)} s, ${most(without.panning)} ms`,
    ratio: rounded(all.usable / without.usable),
    aim: '3 s, 100 ms',
  }
  return {
    name: `${screen.name} with ${count} reports in view, and the same without any in the same run`,
    figures: {
      'usable after, s': seconds(all.usable),
      'without any, s': seconds(without.usable),
      'every report counted after, s': seconds(all.counted),
      'every report drawn after, s': seconds(all.drawn),
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
    row,
  }
}

/** Opens both screens on a server with so many reports, each in a browser that has never been there. */
async function lookAtBoth(browser: Browser, reports: number): Promise<Record<Name, Looked>> {
  const folder = mkdtempSync(join(tmpdir(), 'kentongan-bench-'))
  await seed(folder, reports)
  const server = await startProcess({ DATA_DIR: folder })
  try {
    // The server has been there for a while when somebody comes.
    await sleep(5_000)
    const look = (screen: Screen) => lookAt(browser, server.url, screen, reports)
    return { map: await look(screens.map), desk: await look(screens.desk) }
  } finally {
    await server.end('SIGTERM')
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Waits until all reports stand, and pans the map. */
async function lookAt(browser: Browser, url: string, screen: Screen, reports: number): Promise<Looked> {
  const context = await browser.newContext(desktop)
  try {
    if (screen === screens.desk)
      await context.request.post(`${url}/api/desk/session`, { data: { name: OFFICER, password } })
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
    const since = () => Date.now() - began
    await page.goto(url + screen.path + VIEW)
    await page.waitForFunction(
      ({ isSome, line }) => {
        const canvas: Canvas | null = document.querySelector('.map-canvas')
        const map = canvas?.map
        if (!map?.isStyleLoaded()) return false
        if (!isSome) return map.areTilesLoaded()
        const layers = ['bubbles', 'tile-bubbles'].filter(layer => map.getLayer(layer))
        return document.querySelector(line) && map.queryRenderedFeatures({ layers }).length > 0
      },
      { isSome: reports > 0, line: screen.line },
      { polling: 50, timeout: 120_000 },
    )
    const usable = since()
    if (process.env.DEBUG) console.log(await timesOf(page))
    await page.waitForFunction(
      ({ reports, count }) =>
        !reports || Number(document.querySelector(count)?.textContent?.replace(/\D/g, '')) >= reports,
      { reports, count: screen.count },
      { polling: 50, timeout: 120_000 },
    )
    const counted = since()
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
    const drawn = since()
    await sleep(5_000)
    const loading = await tasks()
    await pan(page)
    return { usable, counted, drawn, loading, panning: await tasks() }
  } finally {
    await context.close()
  }
}

async function pan(page: Page): Promise<void> {
  await page.mouse.move(900, 450)
  for (let pan = 0; pan < PANS; pan++) {
    await page.mouse.down()
    const way = pan % 2 ? 260 : -260
    for (let at = 1; at <= 15; at++) await page.mouse.move(900 + (way * at) / 15, 450 + (pan % 3) * 8 * at)
    await page.mouse.up()
    await sleep(400)
    await page.mouse.move(900, 450)
  }
}

/** What the page has fetched until now, and when, ms. */
const timesOf = (page: Page) =>
  page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .map(entry => entry as PerformanceResourceTiming)
      .map(
        ({ name, startTime, responseStart, responseEnd }) =>
          `${[startTime, responseStart, responseEnd].map(Math.round).join(' ')} ${name.slice(0, 120)}`,
      )
      .join('\n'),
  )

async function seed(directory: string, reports: number): Promise<void> {
  const db = await openDatabase({ directory })
  await migrate(db)
  await writeReports(db, reports)
  await addOfficer(db, {
    id: crypto.randomUUID(),
    name: OFFICER,
    password: await hashPassword(password),
    at: new Date(),
    role: 'administrator',
  })
  await db.close()
}
