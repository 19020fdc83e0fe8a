// An officer's hands on the desk's keyboard, for the tests that work a shift: every way through the queue is by keys, and reading is all that is
// done beside them.
import type { Browser, Page } from 'playwright-core'
import { desktop } from './browser.ts'
import { signIn, type World } from './world.ts'

export type Hands = ReturnType<typeof handsOn>
/** What was decided by them, by word. */
type Tally = { verified: number; dismissed: number; late: number }

const undecided = ['unverified', 'held', 'new', 'returned', 'working', 'assigned']

export async function sitDown(
  browser: Browser,
  world: Pick<World, 'db' | 'url'>,
  name: string,
): Promise<Hands> {
  const { Cookie } = await signIn(world, name)
  const [cookie = '', value = ''] = Cookie.split('=')
  const context = await browser.newContext(desktop)
  await context.addCookies([{ name: cookie, value, url: world.url }])
  const page = await context.newPage()
  await page.goto(`${world.url}/desk`)
  await page.getByRole('region', { name: 'Antrean laporan' }).waitFor()
  return handsOn(page)
}

function handsOn(page: Page) {
  const said = page.locator('.actions .notice')
  const openLine = page.locator('.queue .line[aria-current]')
  const form = page.locator('.dismissal')

  async function press(...keys: string[]): Promise<void> {
    for (const key of keys) await page.keyboard.press(key)
  }

  /** Opens a form by its key, writes, and sends it. */
  async function write(key: string, words: string): Promise<void> {
    await page.keyboard.press(key)
    await page.locator('.dismissal input:focus, .dismissal select:focus').waitFor()
    await page.keyboard.type(words)
    await page.keyboard.press('Enter')
    await form.waitFor({ state: 'detached' })
  }

  const keyOf = () =>
    openLine.evaluate(line => line.getAttribute('data-case') ?? line.getAttribute('data-report') ?? '')

  /** The open line, where there is one in the queue. */
  const lookAt = () =>
    page.evaluate(() => {
      const line = document.querySelector<HTMLElement>('.queue .line[aria-current]')
      const { case: group, report, state = '' } = line?.dataset ?? {}
      return line ? { key: group ?? report ?? '', state } : null
    })

  /** What stands under the actions once something does. */
  async function answer(patience = 30_000): Promise<string> {
    const told = await page.waitForFunction(
      () => document.querySelector('.actions .notice')?.textContent,
      null,
      { timeout: patience, polling: 50 },
    )
    return String(await told.jsonValue())
  }

  /** From wherever one is to the queue's own part, with nothing open. */
  const enter = (part: 'all' | 'mine' | 'free' | 'held') =>
    press('Escape', 'Escape', 'Escape', { all: '1', mine: '2', free: '3', held: '4' }[part])

  /** Decides line after line of a part, from above or from below, until its end; every so many are dismissed with a reason. */
  async function triage(
    part: 'all' | 'mine' | 'free' | 'held',
    next: 'j' | 'k',
    everyDismissed: number,
  ): Promise<Tally> {
    const tally: Tally = { verified: 0, dismissed: 0, late: 0 }
    await enter(part)
    let before = ''
    for (;;) {
      await press(next)
      const open = await lookAt()
      // The last line opens again and again; none is left, or the other has just taken it away.
      if (open === null || open.key === before) {
        if ((await page.locator('.queue .line').count()) <= 1 || open !== null) return tally
        continue
      }
      before = open.key
      if (!undecided.includes(open.state)) continue
      const isDismissed = (tally.verified + tally.dismissed) % everyDismissed === everyDismissed - 1
      if (isDismissed) {
        await press('d')
        await page.locator('.dismissal input:focus').waitFor()
        await page.keyboard.type('Sudah dilaporkan')
        await press('Enter')
      } else await press('v')
      let told = await answer(15_000).catch(async fault => {
        // The other has taken the line away in this very moment: then there is nothing to answer for.
        const now = await lookAt()
        if (isDismissed || now?.key === open.key) throw fault
        return undefined
      })
      if (told === undefined) continue
      for (let turn = 0; turn < 5 && told.includes('Tetap lakukan'); turn++) {
        // The other was quicker: it is said, and this one looks again.
        tally.late++
        await press('y')
        await page.waitForTimeout(100)
        told = await answer()
      }
      if (isDismissed) {
        if (await form.count()) await press('Escape')
        tally.dismissed++
      } else tally.verified++
    }
  }

  return { page, press, write, said, openLine, keyOf, answer, enter, triage }
}
