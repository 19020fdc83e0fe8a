// The public map in a browser, for the tests: opens it, and asks what it has drawn and what its list says.
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { GeoJSONSource, Map as MapLibre } from 'maplibre-gl'
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { desktop } from './browser.ts'

/** The map hangs on its element. */
export type Canvas = Element & { map?: MapLibre; drawnAt?: Map<string, number> }

/** Small enough to be drawn quickly without a graphics card. */
export const desk = { ...desktop, viewport: { width: 1100, height: 700 } }

export function buildPages(): void {
  execFileSync(process.execPath, ['server/ready.mjs'], { cwd: fileURLToPath(new URL('..', import.meta.url)) })
}

export async function openPage(
  browser: Browser,
  address: string,
  options: BrowserContextOptions = {},
): Promise<Page> {
  const context = await browser.newContext({ ...desk, ...options })
  const page = await context.newPage()
  await page.goto(address)
  return page
}

/** Notes when each report first stands among the rendered features. */
export async function watchDrawing(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const canvas: Canvas | null = document.querySelector('.map-canvas')
    return canvas?.map?.isStyleLoaded() && canvas.map.getSource('reports')
  })
  await page.evaluate(() => {
    const canvas: Canvas | null = document.querySelector('.map-canvas')
    const { map } = canvas ?? {}
    if (!canvas || !map) return
    const drawnAt = new Map<string, number>()
    canvas.drawnAt = drawnAt
    map.on('render', () => {
      for (const { properties } of map.queryRenderedFeatures({ layers: ['pins'] }))
        if (!drawnAt.has(properties.id)) drawnAt.set(properties.id, Date.now())
    })
  })
}

export async function drawnAt(page: Page, id: string): Promise<number> {
  const drawn = await page.waitForFunction(
    wanted => {
      const canvas: Canvas | null = document.querySelector('.map-canvas')
      return canvas?.drawnAt?.get(wanted)
    },
    id,
    { polling: 10 },
  )
  return Number(await drawn.jsonValue())
}

/** Every report on the map, those in bubbles included. */
const onMap = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const canvas: Canvas | null = document.querySelector('.map-canvas')
    const map = canvas?.map
    if (!map) return []
    if (!map.loaded()) await map.once('idle')
    const ids = new Set<string>()
    for (const { properties } of map.queryRenderedFeatures({ layers: ['pins', 'bubbles'] })) {
      if (!properties.cluster) ids.add(properties.id)
      else
        for (const leaf of (await map
          .getSource<GeoJSONSource>('reports')
          ?.getClusterLeaves(properties.cluster_id, 1_000, 0)) ?? [])
          ids.add(leaf.properties?.id)
    }
    return [...ids].sort()
  })

export const inList = (page: Page): Promise<string[]> =>
  page
    .locator('.panel [data-report]')
    .evaluateAll(rows => rows.map(row => row.getAttribute('data-report') ?? '').sort())

/** Waits until map and list show exactly these. */
export async function expectShown(page: Page, ids: string[]): Promise<void> {
  const wanted = [...ids].sort()
  await expect.poll(() => inList(page), { timeout: 10_000 }).toEqual(wanted)
  await expect.poll(() => onMap(page), { timeout: 10_000 }).toEqual(wanted)
}

/** As it is laid out, a line a row. */
// biome-ignore lint/performance/useDomNodeTextContent: what is hidden does not count
export const textOf = (part: Locator) => part.innerText()
