// The desk in a browser, for the tests: through its door with name and password, or with a session that was opened beside it.
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { desktop } from './browser.ts'
import { password } from './world.ts'

type Place = { url: string }

/** Writes name and password at the door, and goes in. */
export async function enterAs(page: Page, name: string): Promise<void> {
  await page.getByLabel('Nama').fill(name)
  await page.getByLabel('Kata sandi').fill(password)
  await page.keyboard.press('Enter')
}

/** A browser that is signed in already: what `signIn` of test/world.ts answers. */
export async function signedIn(
  browser: Browser,
  { url }: Place,
  officer: { Cookie: string },
  options: BrowserContextOptions = {},
): Promise<BrowserContext> {
  const context = await browser.newContext({ ...desktop, ...options })
  const [name = '', value = ''] = officer.Cookie.split('=')
  await context.addCookies([{ name, value, url }])
  return context
}
