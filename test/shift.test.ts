// A shift at the desk: the reports of 24 February 2020 arrive at speed, two officers triage them by keyboard alone, join, split, assign, ask, warn and
// resolve, also both at once on the same line; a citizen answers on the page of the private link. Nothing is lost, nothing is overwritten, and
// the audit tells all of it.
import type { Browser } from 'playwright-core'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { addAgency } from '../db/agencies.ts'
import { verifyAudit } from '../db/audit.ts'
import { type BotApi, openBotApi } from './bot-api.ts'
import { hasBrowser, openBrowser, phone } from './browser.ts'
import { hasPostgres } from './database.ts'
import { reportsOfTheDay } from './flood-day.ts'
import { buildPages } from './map-page.ts'
import { type Hands, sitDown } from './officer-hands.ts'
import { openWorld, postReport, type World } from './world.ts'

/** A machine that tests everything else beside it sees half of them. */
const COUNT = process.env.CI === 'true' ? 100 : 200
/** Sent at once. */
const CROWD = 20
const QUARTER_MS = 16 * 60_000
/** Where the citizen calls from, and where the warning lies: Cikarang. */
const there = { lng: 106.99, lat: -6.36 }

describe.skipIf(!hasBrowser)('A shift', () => {
  let browser: Browser
  let world: World
  let telegram: BotApi
  /** How far the world's clock is ahead of ours, ms. */
  let ahead = 0
  beforeEach(async () => {
    ahead = 0
    buildPages()
    telegram = await openBotApi()
    const bot = { TELEGRAM_BOT_TOKEN: telegram.token, TELEGRAM_API_ROOT: telegram.url }
    ;[world, browser] = await Promise.all([
      openWorld(hasPostgres ? 'postgres' : 'embedded', { now: () => new Date(Date.now() + ahead) }, bot),
      openBrowser(),
    ])
    await addAgency(world.db, { key: 'bpbd-dki', name: 'BPBD DKI Jakarta', contact: null, at: new Date() })
  }, 180_000)
  afterEach(async () => {
    await browser.close()
    await world.close()
    await telegram.close()
  })

  test('of a flood is worked by two officers and a citizen, by keyboard alone', async () => {
    const [sari, wayan] = await Promise.all([
      sitDown(browser, world, 'Sari'),
      sitDown(browser, world, 'Wayan'),
    ])
    const neighbour = telegram.phone()
    await neighbour.says('/waspada')
    await neighbour.reads('Tempat mana')
    await neighbour.shares(there)
    await neighbour.reads('Sampai seberapa jauh')
    await neighbour.taps('3 km')
    await neighbour.reads('Siap. Kami kabari')
    // Whatever the hour of this test is, it is not the neighbour's night.
    await world.db.query('update subscriptions set quiet_from = null')

    const citizen = await postReport(world, {
      hazard: 'flood',
      answers: { depth: 120 },
      place: there,
      words: 'Tolong, nenek terjebak di lantai dua, butuh perahu',
      device: crypto.randomUUID(),
    })
    expect(citizen.status).toBe(201)
    const drafts = reportsOfTheDay(COUNT)
    const began = Date.now()
    for (let index = 0; index < drafts.length; index += CROWD)
      await Promise.all(drafts.slice(index, index + CROWD).map(draft => postReport(world, draft)))
    const arrived = Date.now() - began
    const stored = await world.db.query<{ id: string }>('select id from reports order by id')
    expect(stored.rows).toHaveLength(drafts.length + 1)
    await world.caughtUp()
    for (const { page } of [sari, wayan])
      await expect
        .poll(() => page.locator('.queue-filters button', { hasText: /^Belum diverifikasi/ }).textContent(), {
          timeout: 20_000,
        })
        .toContain(String(drafts.length + 1))

    const step = stopwatch()
    await rescue(sari, wayan, new URL(citizen.body.link).pathname)
    step('the call for rescue')
    await bothAtOnce(sari, wayan)
    step('both at once')
    await joinAndSplit(sari)
    step('joined and split')
    await warnOfIt(sari, wayan, neighbour)
    step('warned and lifted')

    // All the rest: Sari from above, Wayan from below, until nothing is left; then each looks after what is nobody's.
    const work = await Promise.all([sari.triage('free', 'j', 7), wayan.triage('free', 'k', 9)])
    step('the free lines')
    work.push(await wayan.triage('held', 'j', 9), await sari.triage('all', 'j', 7))
    step('what was left')
    const left = await world.db.query(`select from reports where state in ('unverified', 'held')`)
    expect(left.rows).toHaveLength(0)
    const sum = (of: 'verified' | 'dismissed' | 'late') => work.reduce((all, tally) => all + tally[of], 0)
    expect(sum('dismissed')).toBeGreaterThan(3)
    console.log(
      `${drafts.length} reports arrived in ${arrived} ms; lines verified ${sum('verified')}, dismissed ${sum('dismissed')}, ` +
        `the other was quicker ${sum('late')} times; ${step.told()}.`,
    )
    await expectAllAccountedFor(stored.rows.map(({ id }) => id))
  }, 600_000)

  /** The call for rescue is the first line of both; one has it, asks, the citizen answers, boats are sent, and it is resolved in public words. */
  async function rescue(sari: Hands, wayan: Hands, link: string): Promise<void> {
    for (const { press, openLine } of [sari, wayan]) {
      await press('j')
      expect(await openLine.locator('.call').count()).toBe(1)
    }
    await sari.page.getByText('Wayan juga membukanya').first().waitFor()
    // Both claim at once: one has it, the other is told who.
    await Promise.all([sari.press('c'), wayan.press('c')])
    const holder = sari.page.getByText(/^Dipegang (Sari|Wayan)$/).first()
    await holder.waitFor()
    const isSaris = (await holder.textContent())?.endsWith('Sari') ?? false
    const [mine, other] = isSaris ? [sari, wayan] : [wayan, sari]
    await other.said.waitFor()

    // The holder asks; the citizen answers on the private page; both desks read it.
    await mine.write('q', 'Berapa orang di rumah?')
    const context = await browser.newContext(phone)
    const page = await context.newPage()
    await page.goto(world.url + link)
    await page.getByText('Berapa orang di rumah?').waitFor()
    await page.getByLabel('Jawaban Anda').fill('Tiga, satu sakit')
    await page.getByRole('button', { name: 'Kirim jawaban' }).tap()
    for (const desk of [mine, other])
      await desk.page.locator('.questions .answer', { hasText: 'Tiga, satu sakit' }).waitFor()

    // Verified, assigned to the agency with the table's deadline, resolved in public words: the citizen reads them.
    await mine.press('v')
    await expect.poll(() => mine.openLine.getAttribute('data-state')).toBe('verified')
    await mine.press('a')
    await mine.page.locator('.dismissal select:focus').waitFor()
    await expect.poll(() => mine.page.locator('.dismissal option').count()).toBe(2)
    await mine.press('ArrowDown', 'Tab')
    // The field of date and time has several parts.
    for (let part = 0; part < 12; part++) {
      if (await mine.page.locator('.dismissal input[maxlength]:focus').count()) break
      await mine.press('Tab')
    }
    await mine.page.keyboard.type('Perahu karet')
    await mine.press('Enter')
    for (const desk of [mine, other])
      await desk.page.locator('.work-facts', { hasText: 'di bpbd-dki' }).waitFor()
    await mine.write('r', 'Semua sudah dievakuasi')
    await page.reload()
    await page.getByText('Semua sudah dievakuasi').first().waitFor()
    await context.close()
  }

  /** Both write about the same line in the same moment: one is told and offered to act anew, and both notes stand. */
  async function bothAtOnce(sari: Hands, wayan: Hands): Promise<void> {
    await Promise.all([sari.enter('all'), wayan.enter('all')])
    // Whoever has just resolved a line still sees it on top, so that the same line is one press further down for one of them.
    await sari.press('j', 'j')
    const wanted = await sari.keyOf()
    await wayan.press('j')
    for (let presses = 1; presses < 3 && (await wayan.keyOf()) !== wanted; presses++) await wayan.press('j')
    expect(await wayan.keyOf()).toBe(wanted)
    await Promise.all([sari.write('n', 'Dilihat Sari'), wayan.press('n')])
    await wayan.page.locator('.dismissal input:focus').waitFor()
    await wayan.page.keyboard.type('Dilihat Wayan')
    await wayan.press('Enter')
    await expect
      .poll(
        async () => {
          if ((await wayan.said.textContent())?.includes('Tetap lakukan')) {
            await wayan.press('Escape', 'y')
            return false
          }
          const { rows } = await world.db.query<{ told: string }>(
            `select told from case_steps where what = 'note' order by told`,
          )
          return rows.map(({ told }) => told).join()
        },
        { timeout: 10_000 },
      )
      .toBe('Dilihat Sari,Dilihat Wayan')
  }

  const membersOf = async (id: string) =>
    (
      await world.db.query<{ count: number }>(
        `select count(*) from reports left join case_members own on own.member = reports.id
           left join case_members theirs on theirs.member = reports.incident
         where coalesce(own."case", theirs."case") = $1`,
        [id],
      )
    ).rows[0]?.count ?? 0

  /** Three lines become one, are taken apart by undo, joined again, and one report is split off. */
  async function joinAndSplit({ page, press, openLine, said, keyOf, enter }: Hands): Promise<void> {
    const cases = async () => (await world.db.query('select from cases where closed is null')).rows.length
    await enter('free')
    await press('j', 'j', 'j', 'Shift+ArrowDown', 'Shift+ArrowDown')
    expect(await page.locator('.line.is-picked').count()).toBe(3)
    const together = await cases()
    await press('m')
    await expect.poll(() => said.textContent()).toContain('menggabung')
    const merged = await keyOf()
    const whole = await membersOf(merged)
    expect(whole).toBeGreaterThanOrEqual(3)
    await press('z')
    await expect.poll(() => membersOf(merged)).toBeLessThan(whole)
    expect(await cases()).toBe(together)
    // What was chosen is chosen again, and joined again.
    await world.caughtUp()
    const chooseAndJoin = async () => {
      await enter('free')
      await press('j', 'j', 'j', 'Shift+ArrowDown', 'Shift+ArrowDown', 'm')
    }
    await chooseAndJoin()
    await expect
      .poll(
        async () => {
          const told = await said.textContent()
          // Her undoing reached her screen in the middle, and took away the line that she stood on: she chooses again.
          if (told?.includes('Pilih dua baris')) await chooseAndJoin()
          // Where her own undoing has not reached her screen yet, the desk asks again.
          if (told?.includes('Tetap lakukan')) await press('y')
          return told
        },
        { timeout: 20_000 },
      )
      .toContain('menggabung')
    await openLine.waitFor()
    const again = await keyOf()
    const joined = await membersOf(again)
    await press('ArrowRight', 'j', 'p')
    await expect.poll(() => said.textContent()).toContain('memisahkan')
    expect(await membersOf(again)).toBe(joined - 1)
  }

  /** Sari writes a warning, Wayan approves it with two presses; the public map and the neighbour's chat have it, and then the all-clear. */
  async function warnOfIt(sari: Hands, wayan: Hands, neighbour: ReturnType<BotApi['phone']>): Promise<void> {
    const roomOf = async ({ page, press }: Hands) => {
      await press('Escape', 'Escape', 'Escape')
      await page.getByRole('button', { name: 'Peringatan', exact: true }).press('Enter')
      await page.getByRole('region', { name: 'Daftar peringatan' }).waitFor()
      return page.getByRole('complementary', { name: 'Rincian' })
    }
    const written = await roomOf(sari)
    await sari.press('n')
    await written.getByRole('button', { name: 'Lingkaran' }).press('Enter')
    await written.getByLabel('Tempat di tengah').pressSequentially(`${there.lat}, ${there.lng}`)
    await written.locator('.warning-picks button').first().press('Enter')
    await written.getByText(/km² · 1 orang akan dikabari/).waitFor()
    await written.getByRole('button', { name: '6 jam' }).press('Enter')
    await written.getByLabel('Tingkat').selectOption('Severe')
    for (const name of ['Bahasa Indonesia', 'English'])
      await written
        .getByRole('region', { name: new RegExp(name) })
        .getByLabel('Nama wilayah')
        .fill('Cikarang')
    await written.getByRole('button', { name: 'Ajukan' }).press('Enter')
    await written.getByRole('button', { name: /^Setujui/ }).waitFor()

    const read = await roomOf(wayan)
    await wayan.page.locator('[data-warning]').first().waitFor()
    await wayan.press('j')
    await read.getByText('Ditulis oleh Sari').waitFor()
    await wayan.press('a')
    await read.getByRole('button', { name: /Tekan sekali lagi/ }).waitFor()
    await wayan.press('a')
    await read.getByText('Wayan mengeluarkan peringatan').waitFor()

    const context = await browser.newContext(phone)
    const publicMap = await context.newPage()
    await publicMap.goto(world.url)
    const standing = publicMap.locator('.warning-list', { hasText: 'Awas: Banjir di Cikarang' })
    await standing.waitFor({ state: 'attached' })
    await neighbour.reads('Banjir di Cikarang')
    const told = neighbour.told().length

    // The water is gone later than the pause that citizens have between two messages.
    ahead = QUARTER_MS
    await read.getByRole('button', { name: 'Cabut' }).press('Enter')
    await read.locator('form').getByRole('button', { name: 'Cabut' }).press('Enter')
    await read.getByText('Wayan mencabut').waitFor()
    await standing.waitFor({ state: 'detached' })
    await expect.poll(() => neighbour.told().length, { timeout: 30_000 }).toBe(told + 1)
    expect(neighbour.told().at(-1)?.text).toMatch(/dicabut|berakhir/i)
    await context.close()
    for (const { page } of [sari, wayan]) {
      await page.getByRole('button', { name: 'Laporan', exact: true }).press('Enter')
      await page.getByRole('region', { name: 'Antrean laporan' }).waitFor()
    }
  }

  /** Nothing is lost, nothing is overwritten, and the audit tells all of it. */
  async function expectAllAccountedFor(ids: string[]): Promise<void> {
    const { rows } = await world.db.query<{ id: string; state: string; version: number; acts: number }>(
      `select id, state, version, (select count(*) from audit where report = reports.id) as acts from reports order by id`,
    )
    expect(rows.map(({ id }) => id)).toEqual(ids)
    for (const { state, version, acts } of rows) {
      expect(['verified', 'dismissed', 'resolved']).toContain(state)
      // Each version is one act.
      expect(acts).toBe(version - 1)
      expect(acts).toBeGreaterThan(0)
    }
    const steps = await world.db.query<{ steps: number; versions: number }>(
      `select (select count(*) from case_steps) as steps, (select sum(version) from cases) as versions`,
    )
    expect(steps.rows[0]?.versions).toBe(steps.rows[0]?.steps)
    // Whatever belongs to a case belongs to one that stands.
    const astray = await world.db.query(
      `select from case_members join cases on cases.id = case_members."case" where cases.closed is not null`,
    )
    expect(astray.rows).toHaveLength(0)

    // The audit is one chain, and a row that somebody changes behind its back is found out.
    expect(await verifyAudit(world.db)).toMatchObject({ whole: true })
    await world.db.query('alter table audit disable trigger user')
    await world.db.query(
      `update audit set officer = 'Bukan saya' where seq = (select min(seq) + 7 from audit)`,
    )
    expect(await verifyAudit(world.db)).toMatchObject({ whole: false, why: 'changed' })
  }
})

/** How long each part of the shift took, s. */
function stopwatch() {
  let last = performance.now()
  const parts: string[] = []
  const step = (name: string) => {
    const now = performance.now()
    parts.push(`${name} ${((now - last) / 1_000).toFixed(1)} s`)
    last = now
  }
  return Object.assign(step, { told: () => parts.join(', ') })
}
