// Drills through the front door: who asks to be told of them, in a chat or a browser, is told when an Exercise covers their place, and nobody
// else; each message says first that it is a drill, and none stands in one letter with what is real.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type BotApi, openBotApi, type Phone } from './bot-api.ts'
import { engines } from './database.ts'
import { openPushService } from './push-service.ts'
import { aSquare, askDesk, aWarning, openWorld, signIn, type World, warn } from './world.ts'

/** 10.00 in Jakarta. */
const MORNING = Date.parse('2026-01-05T03:00:00Z')
const HOUR = 3_600_000
const soon = { timeout: 20_000, interval: 20 }
type Spot = { lng: number; lat: number }

describe.each(engines)('drills on %s', engine => {
  let telegram: BotApi
  let service: Awaited<ReturnType<typeof openPushService>>
  let world: World
  let clock = MORNING
  let two: [{ Cookie: string }, { Cookie: string }]
  let town: Spot
  let towns = 0
  beforeAll(async () => {
    ;[telegram, service] = await Promise.all([openBotApi(), openPushService()])
    world = await openWorld(
      engine,
      { now: () => new Date(clock) },
      { TELEGRAM_BOT_TOKEN: telegram.token, TELEGRAM_API_ROOT: telegram.url, PUSH_SERVICES: service.url },
    )
  })
  afterAll(async () => {
    await world.close()
    await Promise.all([telegram.close(), service.close()])
  })
  beforeEach(async () => {
    clock = MORNING
    town = { lng: 110 + towns++ * 0.3, lat: -7.4 }
    await onDuty()
  })

  /** Sessions end as the clock goes on. */
  async function onDuty(): Promise<void> {
    two = [await signIn(world, `Sari ${towns} ${clock}`), await signIn(world, `Ketut ${towns} ${clock}`)]
  }

  async function follows(phone: Phone, place = town): Promise<void> {
    await phone.says('/waspada')
    await phone.reads('Tempat mana')
    await phone.shares(place)
    await phone.reads('Sampai seberapa jauh')
    await phone.taps('3 km')
    await phone.reads('Siap. Kami kabari')
  }
  async function takesPart(phone: Phone): Promise<void> {
    await phone.taps('Ikut latihan juga')
    await phone.reads('termasuk latihan')
  }
  const drill = (changes: object = {}) =>
    aWarning(clock, {
      outline: { type: 'Polygon', coordinates: [aSquare(town, 0.01)] },
      drill: true,
      ...changes,
    })
  /** The alerts on a phone, once all that is news has arrived. */
  async function told(phone: Phone): Promise<string[]> {
    await world.caughtUp()
    const sending = async () => {
      const { rows } = await world.db.query(
        `select from outbox where status = 'sending' or (status = 'waiting' and due <= $1) limit 1`,
        [new Date(clock)],
      )
      return rows.length
    }
    await expect.poll(sending, soon).toBe(0)
    return phone
      .told()
      .map(({ text }) => text)
      .filter(text => text.includes('Atur atau berhenti: /waspada'))
  }

  test('an exercise reaches exactly those inside who asked for drills, and says first that it is one', async () => {
    const [inside, asked, outside, gone] = [
      telegram.phone(),
      telegram.phone(),
      telegram.phone(),
      telegram.phone(),
    ]
    await follows(inside)
    await follows(asked)
    await takesPart(asked)
    await follows(outside, { lng: town.lng + 0.05, lat: town.lat })
    await takesPart(outside)
    await follows(gone)
    await takesPart(gone)
    await gone.taps('Berhenti ikut latihan')
    await gone.reads('Tersimpan')
    const id = await warn(world, two, drill({ severity: 'Severe' }))
    expect(await told(asked)).toEqual([
      expect.stringMatching(/^LATIHAN: ini bukan kejadian nyata\n\n📢 Peringatan Awas: Banjir/),
    ])
    // Nobody has to be called: there is no danger to life.
    expect((await told(asked))[0]).not.toContain('112')
    for (const phone of [inside, outside, gone]) expect(await told(phone)).toEqual([])
    expect((await askDesk(world, two[0], `/warnings/${id}/end`, {})).status).toBe(200)
    await expect.poll(async () => (await told(asked)).length, soon).toBe(2)
    expect((await told(asked))[1]).toMatch(/^LATIHAN: ini bukan kejadian nyata\n\n✅ Peringatan Banjir/)
    for (const phone of [inside, outside, gone]) expect(await told(phone)).toEqual([])
  })

  test('a drill waits for the morning, and never goes in one letter with what is real', async () => {
    // 23.00: quiet hours, in which danger to life comes through.
    clock = MORNING + 13 * HOUR
    await onDuty()
    const phone = telegram.phone()
    await follows(phone)
    await takesPart(phone)
    await warn(world, two, drill({ severity: 'Severe' }))
    expect(await told(phone)).toEqual([])
    await warn(world, two, drill({ severity: 'Severe', drill: false }))
    expect(await told(phone)).toEqual([expect.stringMatching(/^📢 Peringatan Awas/)])
    await warn(world, two, drill({ severity: 'Minor', drill: false, hazard: 'fire' }))
    expect(await told(phone)).toHaveLength(1)
    clock = MORNING + 19 * HOUR + 60_000
    world.db.wake()
    await expect.poll(async () => (await told(phone)).length, soon).toBe(3)
    const morning = (await told(phone)).slice(1)
    expect(morning.filter(text => text.startsWith('LATIHAN'))).toHaveLength(1)
    expect(morning.filter(text => text.startsWith('📢') && !text.includes('LATIHAN'))).toHaveLength(1)
  })

  test('a browser asks for drills, is told in its own language, and stops', async () => {
    const browsers = [service.browser(), service.browser()] as const
    const wishes = { metres: 3_000, hazards: null, level: 1, quiet: null }
    const follow = async (push: object, changes: object) => {
      const response = await fetch(`${world.url}/api/alerts?lang=en`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ push, name: 'Home', place: town, ...wishes, ...changes }),
      })
      expect(response.status).toBe(201)
      return (await response.json()) as { token: string; subscriptions: { id: string; drills: boolean }[] }
    }
    const plain = await follow(browsers[0].push, {})
    expect(plain.subscriptions[0]?.drills).toBe(false)
    const asked = await follow(browsers[1].push, { drills: true })
    expect(asked.subscriptions[0]?.drills).toBe(true)
    await warn(world, two, drill())
    await expect.poll(() => browsers[1].pushed.length, soon).toBe(1)
    expect(browsers[1].shown()[0]?.title).toBe('DRILL: this is not a real event')
    expect(browsers[1].shown()[0]?.body).toMatch(/^📢 Moderate warning: Flood/)

    const change = (body: object) =>
      fetch(`${world.url}/api/alerts/${asked.subscriptions[0]?.id}`, {
        method: 'PUT',
        headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${asked.token}` },
        body: JSON.stringify({ hazards: null, level: 1, quiet: null, removed: false, ...body }),
      }).then(response => response.json())
    // A program that knows nothing of drills changes nothing about them.
    expect((await change({})).subscriptions[0].drills).toBe(true)
    expect((await change({ drills: false })).subscriptions[0].drills).toBe(false)
    await warn(world, two, drill({ severity: 'Minor' }))
    await warn(world, two, drill({ severity: 'Minor', drill: false }))
    await expect.poll(() => browsers[1].pushed.length, soon).toBe(2)
    expect(browsers[1].shown()[1]?.title).toMatch(/^📢 Minor warning/)
    await expect.poll(() => browsers[0].pushed.length, soon).toBe(1)
  })
})
