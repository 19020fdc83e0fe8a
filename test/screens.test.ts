// Every screen (test/screens-table.ts) on a phone, at a desk and on a screen of 3840×2160, in light and in dark: no barrier that axe finds, nothing
// that runs over the edge, nothing lost on the smallest phone or in large text, targets for a thumb, nothing that the page's own policy forbids, no other complaint of the browser. SCREENSHOTS=folder keeps a picture of each.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { desktop, hasBrowser, openBrowser, phone, watchPolicy } from './browser.ts'
import { signedIn } from './desk-page.ts'
import { type LivelyWorld, openLivelyWorld } from './lively-world.ts'
import { buildPages } from './map-page.ts'
import { type Screen, screens, sizes } from './screens-table.ts'

const folder = process.env.SCREENSHOTS
if (folder) mkdirSync(folder, { recursive: true })

const themes = ['light', 'dark'] as const
type Theme = (typeof themes)[number]
type Size = keyof typeof sizes

/** A machine that tests everything has less time: there each screen is looked at where it is at home, and not at 3840×2160. */
const isHurried = process.env.CI === 'true'

/** Apple's and Android's measure for a thumb, and WCAG's of level AAA, CSS px. */
const THUMB = 44
/** How much of the largest screen's width a page that is no reading has to use. */
const USED = 0.9

describe.skipIf(!hasBrowser)('every screen', () => {
  let world: LivelyWorld
  let browser: Browser
  beforeAll(async () => {
    buildPages()
    ;[world, browser] = await Promise.all([openLivelyWorld(), openBrowser()])
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    await world?.close()
  })

  async function open(screen: Screen, device: object): Promise<{ page: Page; complaints: string[] }> {
    const options = {
      ...device,
      reducedMotion: 'reduce' as const,
      geolocation: { latitude: -6.2607, longitude: 106.8166, accuracy: 12 },
      permissions: ['geolocation', 'notifications'],
    }
    const context: BrowserContext = screen.isDesk
      ? await signedIn(browser, world, world.officer, options)
      : await browser.newContext(options)
    const page = await context.newPage()
    const complaints: string[] = []
    const path = typeof screen.path === 'string' ? screen.path : screen.path(world)
    page.on('console', message => {
      // A page that is not there and a door that is closed say so themselves.
      const { url } = message.location()
      const isOwnAnswer = url === world.url + path || url.endsWith('/api/desk/session')
      if (message.type() === 'error' && !isOwnAnswer) complaints.push(message.text())
    })
    await watchPolicy(page, complaints)
    page.on('pageerror', error => complaints.push(String(error)))
    page.setDefaultTimeout(60_000)
    await page.goto(world.url + path)
    await screen.first?.(page)
    await page.getByText(screen.shows).locator('visible=true').first().waitFor()
    return { page, complaints }
  }

  test.each(screens)('$name', async screen => {
    const found: string[] = []
    const devices = isHurried ? [screen.isDesk ? desktop : phone] : [phone, desktop]
    for (const device of devices) {
      const { page, complaints } = await open(screen, device)
      const shown: Size[] = device === phone ? ['phone'] : isHurried ? ['desk'] : ['desk', 'wall']
      for (const size of shown) {
        if (size === 'wall') await page.setViewportSize(sizes.wall)
        for (const theme of size === 'wall' && !folder ? (['light'] as const) : themes) {
          await page.emulateMedia({ colorScheme: theme })
          const faults = await faultsOf(page, size, theme, screen)
          found.push(...faults.map(fault => `${size}, ${theme}: ${fault}`))
          if (folder) await keep(page, screen.name, size, theme)
        }
      }
      found.push(...complaints)
      await page.context().close()
    }
    expect(found).toEqual([])
  })
})

async function faultsOf(
  page: Page,
  size: Size,
  theme: Theme,
  { isReading, isForeign, isDesk, first }: Screen,
): Promise<string[]> {
  const faults = size === 'wall' || isForeign ? [] : await barriers(page, theme === 'dark')
  if (theme === 'dark') return faults
  const { over, used } = await page.evaluate(() => {
    const boxes = [...document.querySelectorAll('body *')].map(each => each.getBoundingClientRect())
    const left = Math.min(...boxes.map(({ left }) => left))
    const right = Math.max(...boxes.map(({ right }) => right))
    return { over: document.documentElement.scrollWidth - innerWidth, used: (right - left) / innerWidth }
  })
  if (over > 0) faults.push(`runs over the edge by ${over} px`)
  if (size === 'wall' && !isReading && used < USED) faults.push(`uses ${used} of the width`)
  if (size === 'phone' && !isForeign)
    faults.push(...(await tooSmall(page)).map(target => `too small for a thumb: ${target}`))
  if (size === 'phone' && !isForeign) faults.push(...(await unseenChoices(page)))
  if (size === 'phone' && !isForeign && !isDesk) faults.push(...(await narrowFaults(page)))
  // Each room once: what is pressed in it changes nothing of the bar.
  if (isDesk && size === 'desk' && !first) faults.push(...(await brokenBars(page)))
  return faults
}

/** Where the system gives the colours, what is chosen still looks unlike what is not. */
async function unseenChoices(page: Page): Promise<string[]> {
  await page.emulateMedia({ forcedColors: 'active' })
  const unseen = await page.evaluate(() =>
    [...document.querySelectorAll('[aria-pressed="true"]')].flatMap(chosen => {
      const other = chosen.parentElement?.querySelector(':scope > [aria-pressed="false"]')
      const isAlike =
        other && getComputedStyle(other).backgroundColor === getComputedStyle(chosen).backgroundColor
      return isAlike ? [`cannot be told from the others: ${chosen.outerHTML.slice(0, 120)}`] : []
    }),
  )
  await page.emulateMedia({ forcedColors: 'none' })
  return unseen
}

/** The bar of all rooms is one line on every screen that officers sit at. */
async function brokenBars(page: Page): Promise<string[]> {
  const faults: string[] = []
  for (const width of [1440, 1920, 2560]) {
    await page.setViewportSize({ width, height: sizes.desk.height })
    const lines = await page.evaluate(() => {
      const middles = [...document.querySelectorAll('.bar > :not(h1)')]
        .map(each => each.getBoundingClientRect())
        .filter(box => box.height > 0)
        .map(({ top, height }) => top + height / 2)
      return middles.length > 0 && Math.max(...middles) - Math.min(...middles) > 20
    })
    if (lines) faults.push(`its bar is broken into lines at ${width} px`)
  }
  await page.setViewportSize(sizes.desk)
  return faults
}

/** What is lost on the smallest phone, and where the reader's text is twice as large. */
async function narrowFaults(page: Page): Promise<string[]> {
  const faults: string[] = []
  for (const [width, text] of [
    [320, '100%'],
    [390, '200%'],
  ] as const) {
    await page.setViewportSize({ width, height: sizes.phone.height })
    const lost = await page.evaluate(textSize => {
      document.documentElement.style.fontSize = textSize
      const over = document.documentElement.scrollWidth - innerWidth
      const scrolls = (element: Element | null): boolean =>
        element !== null &&
        (/auto|scroll/.test(getComputedStyle(element).overflowX) || scrolls(element.parentElement))
      const outside = [...document.querySelectorAll('a[href], button, summary, h1, h2')]
        .filter(each => each.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
        .filter(each => !scrolls(each.parentElement) && !each.closest('.unseen'))
        .filter(
          each => each.getBoundingClientRect().left < 0 || each.getBoundingClientRect().right > innerWidth,
        )
        .map(each => each.outerHTML.slice(0, 160))
      document.documentElement.style.fontSize = ''
      return over > 0 ? [`the page, by ${over} px`, ...outside] : outside
    }, text)
    faults.push(...lost.map(what => `beyond the edge at ${width} px and ${text} text: ${what}`))
  }
  await page.setViewportSize(sizes.phone)
  return faults
}

/** In the other theme only the colours can differ. */
async function barriers(page: Page, onlyColours: boolean): Promise<string[]> {
  const axe = new AxeBuilder({ page }).setLegacyMode()
  if (onlyColours) axe.withRules('color-contrast')
  else axe.options({ rules: { 'target-size': { enabled: true } } })
  const { violations } = await axe.analyze()
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`))
}

/** Whatever can be tapped, apart from links within a sentence; a target may reach beyond what is drawn of it. */
const tooSmall = (page: Page): Promise<string[]> =>
  page.evaluate(thumb => {
    const reachOf = (element: Element) => {
      const label = element.closest('label') ?? element
      const { height } = label.getBoundingClientRect()
      const beyond = getComputedStyle(label, '::after')
      const isBeyond = beyond.content !== 'none' && beyond.position === 'absolute'
      return isBeyond ? Math.max(height, Number.parseFloat(beyond.height) || 0) : height
    }
    return [...document.querySelectorAll('a[href], button, input, select, textarea, summary')]
      .filter(each => each.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
      .filter(each => getComputedStyle(each).display !== 'inline')
      .filter(each => reachOf(each) < thumb - 0.5)
      .map(each => each.outerHTML.slice(0, 160))
  }, THUMB)

async function keep(page: Page, name: string, size: Size, theme: Theme): Promise<void> {
  const file = `${name.replace(/\W+/g, '-')}-${size}-${theme}.png`
  await page.waitForTimeout(size === 'wall' ? 1_500 : 700)
  await page.screenshot({ path: join(folder ?? '', file) })
}
