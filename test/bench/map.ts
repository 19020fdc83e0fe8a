// The public map and the desk with 100,000 live reports, in Chromium: how soon each can be used, and how long it is busy while it is panned. Without a
// graphics card the map's own painting takes longer than anything else, with reports or without: what is ours beside it is told apart.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Browser, Page } from 'playwright-core'
import { openDatabase } from '../../db/connect.ts'
import { migrate } from '../../db/migrate.ts'
import { addOfficer } from '../../db/officers.ts'
import { hashPassword } from '../../server/sign-in/passwords.ts'
import { desktop, hasBrowser, openBrowser } from '../browser.ts'
import { writeReports } from '../many-reports.ts'
import type { Canvas } from '../map-page.ts'
import { startProcess } from '../server-process.ts'
import { type Result, type Row, rounded } from './measure.ts'

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
/** What kept the page busy: whole tasks, and of its scripts what was not the map's painting. */
type Busy = { tasks: Tasks; own: number[] }
/** `usable`: a line of the list and the map with its reports are there; `keyed`: and the first key has been answered. */
type Looked = {
  usable: number
  keyed: number
  counted: number
  drawn: number
  loading: Busy
  panning: Busy
}

const most = ({ tasks }: Busy) => rounded(Math.max(0, ...tasks.map(([, length]) => length)))
const mostOwn = ({ own }: Busy) => Math.round(Math.max(0, ...own))
const sum = ({ tasks }: Busy) => tasks.reduce((total, [, length]) => total + length, 0)

/** `map 20000 4`: fewer reports, and fewer pans. */
export async function benchMap(reports = 100_000, pans = 20): Promise<Result[]> {
  if (!hasBrowser) return []
  const browser = await openBrowser()
  try {
    const without = await lookAtBoth(browser, 0, pans)
    const all = await lookAtBoth(browser, reports, pans)
    if (process.env.DEBUG) console.log(JSON.stringify({ without, all }))
    return (['map', 'desk'] as const).map(name => resultOf(name, reports, all[name], without[name]))
  } finally {
    await browser.close()
  }
}

function resultOf(name: Name, reports: number, all: Looked, without: Looked): Result {
  const screen = screens[name]
  const count = reports.toLocaleString('en')
  const seconds = (ms: number) => rounded(ms / 1_000)
  const row: Row = {
    what: `${screen.name} with ${count} reports in view: usable after; longest task while panning, and of it our own beside the map’s painting`,
    ours: `${seconds(all.usable)} s; ${most(all.panning)} ms, ${mostOwn(all.panning)} ms`,
    beside: `the same without any: ${seconds(without.usable)} s; ${most(without.panning)} ms, ${mostOwn(without.panning)} ms`,
    ratio: rounded(all.usable / without.usable),
    aim: '3 s, 100 ms',
  }
  return {
    name: `${screen.name} with ${count} reports in view, and the same without any in the same run`,
    figures: {
      'usable after, s': seconds(all.usable),
      'without any, s': seconds(without.usable),
      ...(name === 'desk' && { 'first key answered after, s': seconds(all.keyed) }),
      'every report counted after, s': seconds(all.counted),
      'every report drawn after, s': seconds(all.drawn),
      'longest task while loading, ms': most(all.loading),
      'longest task while loading without any, ms': most(without.loading),
      'longest task while panning, ms': most(all.panning),
      'longest task while panning without any, ms': most(without.panning),
      'longest own script while panning, ms': mostOwn(all.panning),
      'longest own script while panning without any, ms': mostOwn(without.panning),
      'longest own script while loading, ms': mostOwn(all.loading),
      'longest own script while loading without any, ms': mostOwn(without.loading),
      'tasks over 50 ms while panning': all.panning.tasks.length,
      'tasks over 50 ms while panning without any': without.panning.tasks.length,
      'busy in tasks over 50 ms while panning, with / without': rounded(
        sum(all.panning) / Math.max(1, sum(without.panning)),
      ),
    },
    row,
  }
}

/** Opens both screens on a server with so many reports, each in a browser that has never been there. */
async function lookAtBoth(browser: Browser, reports: number, pans: number): Promise<Record<Name, Looked>> {
  const folder = mkdtempSync(join(tmpdir(), 'kentongan-bench-'))
  await seed(folder, reports)
  const server = await startProcess({ DATA_DIR: folder })
  try {
    // The server has been there for a while when somebody comes.
    await sleep(5_000)
    const look = (screen: Screen) => lookAt(browser, server.url, screen, { reports, pans })
    return { map: await look(screens.map), desk: await look(screens.desk) }
  } finally {
    await server.end('SIGTERM')
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Waits until all reports stand, and pans the map. */
async function lookAt(
  browser: Browser,
  url: string,
  screen: Screen,
  { reports, pans }: { reports: number; pans: number },
): Promise<Looked> {
  const context = await browser.newContext(desktop)
  try {
    if (screen === screens.desk)
      await context.request.post(`${url}/api/desk/session`, { data: { name: OFFICER, password } })
    const page = await context.newPage()
    // tsx writes functions with a helper that pages do not have.
    await page.addInitScript('globalThis.__name ??= made => made')
    await page.addInitScript(watchTasks)
    const busy = () =>
      page.evaluate((): Busy => {
        const { busy } = window as unknown as { busy: Busy }
        return { tasks: busy.tasks.splice(0), own: busy.own.splice(0) }
      })
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
    if (screen === screens.desk) {
      await page.keyboard.press('?')
      await page.locator('.key-sheet').waitFor()
    }
    const keyed = since()
    if (screen === screens.desk) await page.keyboard.press('Escape')
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
    const loading = await busy()
    await pan(page, pans)
    return { usable, keyed, counted, drawn, loading, panning: await busy() }
  } finally {
    await context.close()
  }
}

/** In the page, before anything else: notes long tasks, and how long its scripts took in slow frames when the map did not paint. */
function watchTasks(): void {
  type Script = { startTime: number; duration: number }
  const busy: { tasks: [number, number][]; own: number[] } = { tasks: [], own: [] }
  const painted: [from: number, to: number][] = []
  const follow = (type: string, take: (entry: PerformanceEntry) => void) =>
    new PerformanceObserver(list => list.getEntries().forEach(take)).observe({ type, buffered: true })
  follow('longtask', ({ startTime, duration }) => busy.tasks.push([startTime, duration]))
  follow('long-animation-frame', frame => {
    for (const { startTime, duration } of (frame as unknown as { scripts: Script[] }).scripts) {
      const overlap = ([from, to]: [number, number]) =>
        Math.max(0, Math.min(to, startTime + duration) - Math.max(from, startTime))
      busy.own.push(duration - painted.reduce((sum, one) => sum + overlap(one), 0))
    }
  })
  Object.assign(window, { busy })
  // The map paints by this method of its own, and tells of no painting otherwise.
  const finding = setInterval(() => {
    const map = (document.querySelector('.map-canvas') as { map?: { _render(at: number): unknown } } | null)
      ?.map
    if (!map) return
    clearInterval(finding)
    const paint = map._render
    map._render = function (at) {
      const from = performance.now()
      const answer = paint.call(this, at)
      painted.push([from, performance.now()])
      return answer
    }
  }, 5)
}

async function pan(page: Page, pans: number): Promise<void> {
  await page.mouse.move(900, 450)
  for (let pan = 0; pan < pans; pan++) {
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
