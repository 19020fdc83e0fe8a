// The ticket that the form earns: what it costs, what it is good for, and that nobody in need is refused or held for want of one.
import fc from 'fast-check'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { doorAfter, TICKET, triesAfter } from '../server/domain/trust/door.ts'
import { createTickets } from '../server/trust/tickets.ts'
import { hasBrowser, heading, openBrowser, phone, press } from './browser.ts'
import { engines } from './database.ts'
import { buildPages } from './map-page.ts'
import { freeTicket, solved, taskFor } from './ticket.ts'
import { aKey, aReport, openWorld, postReport, type World } from './world.ts'

const LINE = '203.0.113.7'
const HOUR = 3_600_000
let devices = 0
const far = (step: number) => ({ lng: 106.7 + step * 0.03, lat: -6.2 })

/** Somebody on a line that a provider shares among many, who says nothing. */
const mute = (changes: object = {}) =>
  aReport({ device: `device-of-a-ticket-test-${devices++}`, words: '', ...changes })

/** Programs that post straight to the open door. */
async function flood(world: World): Promise<void> {
  for (let step = 0; step < 45; step++) await postReport(world, mute({ place: far(step / 2) }), aKey(), LINE)
}

describe('a ticket', () => {
  test('never gets cheaper for a line that takes more, and stays payable for everybody else on it', () => {
    fc.assert(
      fc.property(fc.nat(100_000), fc.nat(100_000), (taken, more) => {
        expect(triesAfter(taken + more)).toBeGreaterThanOrEqual(triesAfter(taken))
        expect(triesAfter(taken)).toBeGreaterThanOrEqual(TICKET.tries)
        expect(triesAfter(taken)).toBeLessThanOrEqual(TICKET.tries * TICKET.most)
      }),
    )
  })

  test('never gets better with age', () => {
    const worth = { form: 2, late: 1, open: 0, chat: Number.NaN }
    fc.assert(
      fc.property(fc.nat(72 * HOUR), fc.nat(72 * HOUR), (age, more) => {
        expect(worth[doorAfter(age + more)]).toBeLessThanOrEqual(worth[doorAfter(age)])
      }),
    )
    expect([0, 2 * HOUR, 72 * HOUR, -1].map(doorAfter)).toEqual(['form', 'late', 'open', 'open'])
  })
})

describe.each(engines)('on %s', engine => {
  let world: World
  beforeEach(async () => {
    world = await openWorld(engine)
  })
  afterEach(() => world.close())

  const post = async (draft: object, key: string, ticket?: string) =>
    (await postReport(world, draft, key, LINE, ticket)).body.report.properties

  test('is earned by work, and good for its own report in any process', async () => {
    const key = aKey()
    const ticket = await solved(await taskFor(world.url, key, LINE))
    const other = createTickets({ db: world.db, now: () => new Date() })
    expect(await other.doorFor(ticket, key)).toBe('form')
    expect(await other.doorFor(ticket, aKey())).toBe('open')
    expect(await other.doorFor(undefined, key)).toBe('open')
  })

  test('is not taken when it is forged, unsolved or no ticket at all', async () => {
    const tickets = createTickets({ db: world.db, now: () => new Date() })
    const key = aKey()
    const ticket = await freeTicket(world.db, key)
    const told = JSON.parse(Buffer.from(ticket, 'base64url').toString())
    const again = (change: (ticket: typeof told) => void) => {
      const copy = structuredClone(told)
      change(copy)
      return Buffer.from(JSON.stringify(copy)).toString('base64url')
    }
    const bad = [
      '',
      'banjir',
      'x'.repeat(5_000),
      again(copy => (copy.challenge.parameters.data.at -= 1)),
      again(copy => (copy.challenge.signature = '00'.repeat(32))),
      again(copy => (copy.solution.derivedKey = `${told.challenge.parameters.keyPrefix}${'00'.repeat(16)}`)),
      again(copy => (copy.solution.derivedKey = 'zz')),
      again(copy => delete copy.challenge.parameters.keySignature),
    ]
    expect(await Promise.all(bad.map(each => tickets.doorFor(each, key)))).toEqual(bad.map(() => 'open'))
    expect(await tickets.doorFor(ticket, key)).toBe('form')
    const taken = await postReport(world, mute(), key, LINE, 'banjir')
    expect(taken.status).toBe(201)
  })

  test('costs a line that takes many more work, and another line no more', async () => {
    const tries = async (address: string) => {
      const task = await taskFor(world.url, aKey(), address)
      const { solution } = JSON.parse(Buffer.from(await solved(task), 'base64url').toString())
      return solution.counter
    }
    for (let taken = 0; taken < 70; taken++) await taskFor(world.url, aKey(), LINE)
    expect(await tries(LINE)).toBeGreaterThan(TICKET.tries * 4)
    expect(await tries('198.51.100.1')).toBeLessThan(TICKET.tries * 1.3)
  })

  test('keeps who has one out of a flood of programs that have none', async () => {
    await flood(world)
    const key = aKey()
    expect((await post(mute({ place: far(30) }), aKey())).state).toBe('held')
    expect((await post(mute({ place: far(31) }), key, await freeTicket(world.db, key))).state).toBe(
      'unverified',
    )
  })

  test('gives its owner’s words back: programs neither use them up nor make them copies', async () => {
    const words = 'air masuk pasar lama dari arah jembatan besi sejak sore'
    const key = aKey()
    const own = await post(mute({ words, place: far(1) }), key, await freeTicket(world.db, key))
    for (let step = 2; step < 12; step++) await post(mute({ words, place: far(step) }), aKey())
    await world.caughtUp()
    expect(world.board.reports.has(own.id)).toBe(true)
    expect(world.board.reports.size).toBe(1)
  })

  test('that was hoarded counts among those that were', async () => {
    const old = new Date(Date.now() - 5 * HOUR)
    for (let step = 0; step < 45; step++) {
      const key = aKey()
      await post(mute({ place: far(step / 2) }), key, await freeTicket(world.db, key, old))
    }
    const [late, fresh] = [aKey(), aKey()]
    expect((await post(mute({ place: far(30) }), late, await freeTicket(world.db, late, old))).state).toBe(
      'held',
    )
    expect((await post(mute({ place: far(31) }), fresh, await freeTicket(world.db, fresh))).state).toBe(
      'unverified',
    )
  })
})

describe.skipIf(!hasBrowser)('The form', () => {
  let world: World
  let browser: Browser

  beforeAll(async () => {
    buildPages()
    ;[world, browser] = await Promise.all([openWorld('embedded'), openBrowser()])
    await flood(world)
  }, 120_000)
  afterAll(async () => {
    await browser.close()
    await world.close()
  })
  afterEach(async () => {
    await Promise.all(browser.contexts().map(context => context.close()))
  })

  /** Each stands where nobody else does, south of Jakarta. */
  let phones = 0
  async function open(prepare?: (page: Page) => Promise<unknown>): Promise<Page> {
    const context = await browser.newContext({
      ...phone,
      geolocation: { latitude: -6.5 - phones++ / 50, longitude: 106.8, accuracy: 12 },
      permissions: ['geolocation'],
      extraHTTPHeaders: { 'X-Forwarded-For': LINE },
      serviceWorkers: 'block',
    })
    const page = await context.newPage()
    await prepare?.(page)
    await page.goto(`${world.url}/lapor`)
    return page
  }

  /** Somebody in a hurry; answers the state of the report and the ticket that came with it. */
  async function report(page: Page) {
    const sending = page.waitForRequest(
      request => request.url().endsWith('/api/reports') && request.method() === 'POST',
      { timeout: 60_000 },
    )
    await press(page, 'Banjir')
    await press(page, 'Pakai lokasi saya')
    await press(page, 'Lanjut')
    await press(page, 'Lewati, saya tidak tahu')
    await press(page, 'Lanjut')
    await press(page, 'Kirim laporan')
    const request = await sending
    const answer = await request.response()
    if (!answer) throw new Error('The report was not answered')
    const { report } = await answer.json()
    await heading(page, 'Laporan Anda diterima')
    return { state: report.properties.state, ticket: await request.headerValue('Report-Ticket') }
  }

  test('earns its ticket while it is filled in, and whoever sends it says nothing and is seen', async () => {
    const page = await open()
    const { state, ticket } = await report(page)
    expect(ticket).not.toBeNull()
    expect(state).toBe('unverified')
  }, 90_000)

  test('sends its report without one where the browser cannot, or where none is to be had', async () => {
    const old = await open(page =>
      page.addInitScript(() => Object.defineProperty(globalThis.crypto, 'subtle', { value: undefined })),
    )
    expect((await report(old)).ticket).toBeNull()
    const cut = await open(page => page.route('**/api/tickets', route => route.abort()))
    expect((await report(cut)).ticket).toBeNull()
  }, 90_000)
})
