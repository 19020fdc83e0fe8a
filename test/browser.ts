// A real Chromium for the tests that look at the pages as people see them. Where none is installed those tests say so and are skipped.
import { existsSync } from 'node:fs'
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core'

/** Where the systems that people develop on put a browser. */
const installed = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:/Program Files/Google/Chrome/Application/chrome.exe',
].find(existsSync)

export const hasBrowser = installed !== undefined
if (!hasBrowser) console.warn('No Chromium or Chrome was found: the tests of the pages are skipped.')

const launch = {
  executablePath: installed,
  args: [
    '--no-sandbox',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
}

export const openBrowser = (): Promise<Browser> => chromium.launch(launch)

/** A browser whose memory outlives it: closed and opened again in the same directory it is the same person's. */
export const openProfile = (directory: string, options: BrowserContextOptions): Promise<BrowserContext> =>
  chromium.launchPersistentContext(directory, { ...launch, ...options })

/** Collects what a page's own policy forbade it: nothing at all, if each page keeps to it. */
export async function watchPolicy(page: Page, forbidden: string[]): Promise<void> {
  await page.exposeFunction('tellForbidden', (what: string) => forbidden.push(what))
  await page.addInitScript(() =>
    addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sourceFile, sample }) => {
      const { tellForbidden } = globalThis as { tellForbidden?: (what: string) => void }
      tellForbidden?.(`policy: ${effectiveDirective} of ${blockedURI} in ${sourceFile}: ${sample}`)
    }),
  )
}

/** What citizens hold in their hands, and what officers sit at. */
export const phone = {
  viewport: { width: 390, height: 844 },
  hasTouch: true,
  locale: 'id-ID',
  timezoneId: 'Asia/Jakarta',
} satisfies BrowserContextOptions
export const desktop = {
  viewport: { width: 1440, height: 900 },
  locale: 'id-ID',
  timezoneId: 'Asia/Jakarta',
} satisfies BrowserContextOptions

/** What a citizen does with the form: taps a button by its name, and waits for the screen with a heading. */
export const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).tap()
export const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name }).waitFor()
