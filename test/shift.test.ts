// A shift at the desk: 200 reports of 24 February 2020 arrive at speed, two officers triage them by keyboard alone, join, split, assign, ask, warn and
// resolve, also both at once on the same line; a citizen answers on the page of the private link. Nothing is lost, nothing is overwritten, and
// the audit tells all of it.
import { existsSync, readFileSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addAgency } from '../db/agencies.ts'
import { verifyAudit } from '../db/audit.ts'
import { desktop, hasBrowser, openBrowser, phone } from './browser.ts'
import { hasPostgres } from './database.ts'
import { buildPages } from './map-page.ts'
import { attack } from './spam.ts'
import { openWorld, postReport, signIn, type World } from './world.ts'

const COUNT = 200
/** Sent at once. */
const CROWD = 20

const archive = new URL('../../shared/data/reports-2020.geojson', import.meta.url)

/** Those of the day where the archive is at hand, else told for the purpose. */
function reportsOfTheDay(): object[] {
  if (!existsSync(archive)) {
    console.warn('The archive of 2020 is not here: the shift is worked on reports that were made up.')
    return attack({ kinds: [], hostile: 0, real: COUNT, seed: 2020 }).map(({ body }) => body)
  }
  type Row = {
    properties: { created_at: string; text: string | null; report_data: { flood_depth?: number } | null }
    geometry: { coordinates: [number, number] }
  }
  const { features }: { features: Row[] } = JSON.parse(readFileSync(archive, 'utf8'))
  return features
    .filter(({ properties }) => properties.created_at.startsWith('2020-02-24'))
    .slice(0, COUNT)
    .map(({ properties: { text, report_data }, geometry: { coordinates } }) => ({
      hazard: 'flood',
      answers: { depth: report_data?.flood_depth ?? 50 },
      place: { lng: coordinates[0], lat: coordinates[1] },
      words: text ?? '',
    }))
}

describe.skipIf(!hasBrowser)('A shift', () => {
  let browser: Browser
  let world: World
  beforeAll(async () => {
    buildPages()
    ;[world, browser] = await Promise.all([openWorld(hasPostgres ? 'postgres' : 'embedded'), openBrowser()])
    await addAgency(world.db, { key: 'bpbd-dki', name: 'BPBD DKI Jakarta', contact: null, at: new Date() })
  }, 180_000)
  afterAll(async () => {
    await browser.close()
    await world.close()
  })

  async function openDesk(name: string): Promise<Page> {
    const { Cookie } = await signIn(world, name)
    const [cookie = '', value = ''] = Cookie.split('=')
    const context = await browser.newContext(desktop)
    await context.addCookies([{ name: cookie, value, url: world.url }])
    const page = await context.newPage()
    await page.goto(`${world.url}/desk`)
    await page.getByRole('region', { name: 'Antrean laporan' }).waitFor()
    return page
  }

  const said = (page: Page) => page.locator('.actions .notice')
  const openLine = (page: Page) => page.locator('.queue .line[aria-current]')
  async function press(page: Page, ...keys: string[]): Promise<void> {
    for (const key of keys) await page.keyboard.press(key)
  }
  async function write(page: Page, key: string, words: string): Promise<void> {
    await page.keyboard.press(key)
    await page.locator('.dismissal input:focus, .dismissal select:focus').waitFor()
    await page.keyboard.type(words)
    await page.keyboard.press('Enter')
    await page.locator('.dismissal').waitFor({ state: 'detached' })
  }
  const keyOf = (page: Page) =>
    openLine(page).evaluate(line => line.getAttribute('data-case') ?? line.getAttribute('data-report') ?? '')

  test('of a flood is worked by two officers and a citizen, by keyboard alone', async () => {
    const [sari, wayan] = await Promise.all([openDesk('Sari'), openDesk('Wayan')])
    const citizen = await postReport(world, {
      hazard: 'flood',
      answers: { depth: 120 },
      place: { lng: 106.99, lat: -6.36 },
      words: 'Tolong, nenek terjebak di lantai dua, butuh perahu',
      device: crypto.randomUUID(),
    })
    expect(citizen.status).toBe(201)

    // They arrive at speed, and stand on both desks.
    const drafts = reportsOfTheDay()
    const began = Date.now()
    for (let index = 0; index < drafts.length; index += CROWD)
      await Promise.all(drafts.slice(index, index + CROWD).map(draft => postReport(world, draft)))
    const arrived = Date.now() - began
    const stored = await world.db.query<{ id: string }>('select id from reports order by id')
    expect(stored.rows).toHaveLength(drafts.length + 1)
    await world.caughtUp()
    for (const page of [sari, wayan])
      await expect
        .poll(() => page.locator('.queue-filters button', { hasText: /^Belum diverifikasi/ }).textContent(), {
          timeout: 20_000,
        })
        .toContain(String(drafts.length + 1))
    console.log(`${drafts.length} reports arrived in ${arrived} ms.`)

    // The call for rescue is the first line of both; each sees that the other has it open.
    for (const page of [sari, wayan]) {
      await press(page, 'j')
      expect(await openLine(page).locator('.call').count()).toBe(1)
    }
    await sari.getByText('Wayan juga membukanya').first().waitFor()
    // Both claim at once: one has it, the other is told who.
    await Promise.all([press(sari, 'c'), press(wayan, 'c')])
    const holder = sari.getByText(/^Dipegang (Sari|Wayan)$/).first()
    await holder.waitFor()
    const isSaris = (await holder.textContent())?.endsWith('Sari') ?? false
    const [mine, other] = isSaris ? [sari, wayan] : [wayan, sari]
    await said(other).waitFor()

    // The holder asks; the citizen answers on the private page; both desks read it.
    await write(mine, 'q', 'Berapa orang di rumah?')
    const context = await browser.newContext(phone)
    const page = await context.newPage()
    await page.goto(world.url + new URL(citizen.body.link).pathname)
    await page.getByText('Berapa orang di rumah?').waitFor()
    await page.getByLabel('Jawaban Anda').fill('Tiga, satu sakit')
    await page.getByRole('button', { name: 'Kirim jawaban' }).tap()
    await mine.locator('.questions .answer', { hasText: 'Tiga, satu sakit' }).waitFor()
    await other.locator('.questions .answer', { hasText: 'Tiga, satu sakit' }).waitFor()

    // Verified, assigned to the agency with the table's deadline, resolved in public words: the citizen reads them.
    await press(mine, 'v')
    await expect.poll(() => openLine(mine).getAttribute('data-state')).toBe('verified')
    await press(mine, 'a')
    await mine.locator('.dismissal select:focus').waitFor()
    await expect.poll(() => mine.locator('.dismissal option').count()).toBe(2)
    await press(mine, 'ArrowDown', 'Tab', 'Tab')
    await mine
      .locator('.dismissal input:not([type]):focus, .dismissal input[maxlength]:focus')
      .waitFor({ timeout: 500 })
      .catch(async () => {
        // The field of date and time has several parts.
        for (let part = 0; part < 8; part++) {
          if (await mine.locator('.dismissal input[maxlength]:focus').count()) break
          await press(mine, 'Tab')
        }
      })
    await mine.keyboard.type('Perahu karet')
    await press(mine, 'Enter')
    await mine.locator('.work-facts', { hasText: 'di bpbd-dki' }).waitFor()
    await other.locator('.work-facts', { hasText: 'di bpbd-dki' }).waitFor()
    await write(mine, 'r', 'Semua sudah dievakuasi')
    await page.reload()
    await page.getByText('Semua sudah dievakuasi').first().waitFor()

    // Both decide about the same line in the same moment: one decision stands, the other is told and offered to act anew.
    await press(sari, 'Escape', 'Escape')
    await press(wayan, 'Escape', 'Escape')
    await press(sari, 'j', 'j')
    await press(wayan, 'j', 'j')
    await expect.poll(async () => (await keyOf(sari)) === (await keyOf(wayan))).toBe(true)
    await Promise.all([write(sari, 'n', 'Dilihat Sari'), press(wayan, 'n')])
    await wayan.locator('.dismissal input:focus').waitFor()
    await wayan.keyboard.type('Dilihat Wayan')
    await press(wayan, 'Enter')
    await expect
      .poll(async () => {
        if ((await said(wayan).textContent())?.includes('Tetap lakukan')) {
          await press(wayan, 'Escape', 'y')
          return false
        }
        const { rows } = await world.db.query<{ told: string }>(
          `select told from case_steps where what = 'note' order by told`,
        )
        return rows.map(({ told }) => told).join()
      })
      .toBe('Dilihat Sari,Dilihat Wayan')

    // Joined and split, each on lines of their own, and taken back and done again.
    await press(sari, 'Escape', 'Escape', 'Escape', '3')
    await press(sari, 'j', 'j', 'j')
    await press(sari, 'Shift+ArrowDown', 'Shift+ArrowDown')
    expect(await sari.locator('.line.is-picked').count()).toBe(3)
    const together = (await world.db.query('select from cases where closed is null')).rows.length
    await press(sari, 'm')
    await expect.poll(() => said(sari).textContent()).toContain('menggabung')
    const merged = await keyOf(sari)
    const members = async (id: string) =>
      (
        await world.db.query<{ count: number }>(
          `select count(*) from reports left join case_members own on own.member = reports.id
             left join case_members theirs on theirs.member = reports.incident
           where coalesce(own."case", theirs."case") = $1`,
          [id],
        )
      ).rows[0]?.count ?? 0
    const whole = await members(merged)
    expect(whole).toBeGreaterThanOrEqual(3)
    await press(sari, 'z')
    await expect.poll(() => members(merged)).toBeLessThan(whole)
    expect((await world.db.query('select from cases where closed is null')).rows.length).toBe(together)
    // What was chosen is chosen again, and joined again.
    await world.caughtUp()
    await press(sari, 'Escape', 'Escape', 'Escape', 'j', 'j', 'j', 'Shift+ArrowDown', 'Shift+ArrowDown', 'm')
    await expect
      .poll(async () => {
        const told = await said(sari).textContent()
        // Where her own undoing has not reached her screen yet, the desk asks again.
        if (told?.includes('Tetap lakukan')) await press(sari, 'y')
        return told
      })
      .toContain('menggabung')
    const again = await keyOf(sari)
    const joined = await members(again)
    await press(sari, 'ArrowRight', 'j', 'p')
    await expect.poll(() => said(sari).textContent()).toContain('memisahkan')
    expect(await members(again)).toBe(joined - 1)

    // A place for the warning: written, approved and issued in its own room (test/warning*.test.ts).

    // The rest, in part: Sari takes the lines from above, Wayan dismisses and verifies from below, both at once, many at a time.
    await press(wayan, 'Escape', 'Escape', 'Escape', '3')
    const undecided = async () =>
      (await world.db.query(`select from reports where state in ('unverified', 'held')`)).rows.length
    const work = async (desk: Page, next: 'j' | 'k', on: 'Shift+ArrowDown' | 'Shift+ArrowUp') => {
      for (let round = 0; round < 5 && (await undecided()) > 0; round++) {
        // Every third round what is one's own: the free lines are not all.
        await press(desk, 'Escape', 'Escape', 'Escape', round % 3 === 2 ? '2' : '3', next)
        for (let step = 0; step < 9; step++) await press(desk, on)
        await press(desk, 'v')
        await desk.waitForTimeout(100)
      }
    }
    await Promise.all([work(sari, 'j', 'Shift+ArrowDown'), work(wayan, 'k', 'Shift+ArrowUp')])
    await expect.poll(undecided, { timeout: 10_000 }).toBeLessThan(COUNT - 40)

    // Nothing is lost: every report is there, decided, and its decision stands in the audit.
    const after = await world.db.query<{ id: string; state: string; version: number; acts: number }>(
      `select id, state, version, (select count(*) from audit where report = reports.id) as acts from reports order by id`,
    )
    expect(after.rows.map(({ id }) => id)).toEqual(stored.rows.map(({ id }) => id))
    for (const { state, version, acts } of after.rows) {
      expect(['unverified', 'verified', 'resolved']).toContain(state)
      // Nothing is overwritten: each version is one act.
      expect(acts).toBe(version - 1)
    }
    const steps = await world.db.query<{ steps: number; versions: number }>(
      `select (select count(*) from case_steps) as steps, (select sum(version) from cases) as versions`,
    )
    expect(steps.rows[0]?.versions).toBe(steps.rows[0]?.steps)

    // The audit is one chain, and a row that somebody changes behind its back is found out.
    expect(await verifyAudit(world.db)).toMatchObject({ whole: true })
    await world.db.query('alter table audit disable trigger user')
    await world.db.query(
      `update audit set officer = 'Bukan saya' where seq = (select min(seq) + 7 from audit)`,
    )
    expect(await verifyAudit(world.db)).toMatchObject({ whole: false, why: 'changed' })
  }, 240_000)
})
