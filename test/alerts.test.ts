// Alerts through the front door: citizens follow places in a chat, others report, an officer decides, and each follower hears of it once.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type BotApi, openBotApi, type Phone } from './bot-api.ts'
import { engines } from './database.ts'
import { collection, fileOf, perform } from './operators.ts'
import {
  aReport,
  aSquare,
  askDesk,
  aWarning,
  decide,
  openWorld,
  postReport,
  signIn,
  type World,
  warn,
} from './world.ts'

/** 10.00 in Jakarta. */
const MORNING = Date.parse('2026-01-05T03:00:00Z')
const MINUTE = 60_000
const HOUR = 60 * MINUTE

describe.each(engines)('alerts on %s', engine => {
  let telegram: BotApi
  let world: World
  let clock: number
  /** Each test has a town of its own, so that its citizens hear of nothing else. */
  let town: { lng: number; lat: number }
  let towns = 0
  beforeAll(async () => {
    clock = MORNING
    telegram = await openBotApi()
    world = await openWorld(
      engine,
      { now: () => new Date(clock) },
      { TELEGRAM_BOT_TOKEN: telegram.token, TELEGRAM_API_ROOT: telegram.url },
    )
  })
  afterAll(async () => {
    await world.close()
    await telegram.close()
  })
  beforeEach(() => {
    clock = MORNING
    town = { lng: 110 + towns++ * 0.2, lat: -7.4 }
  })

  const later = (ms: number) => {
    clock += ms
    world.db.wake()
  }

  async function follows(phone: Phone, reach = '3 km', place = town): Promise<void> {
    await phone.says('/waspada')
    await phone.reads('Tempat mana')
    await phone.shares(place)
    await phone.reads('Sampai seberapa jauh')
    await phone.taps(reach)
    await phone.reads('Siap. Kami kabari')
  }

  let devices = 0
  /** So many citizens of the town report, each from a phone of their own. */
  async function report(count: number, changes: object = {}): Promise<string[]> {
    const ids: string[] = []
    for (let one = 0; one < count; one++) {
      const place = { lng: town.lng + (ids.length % 5) * 0.0004, lat: town.lat }
      const device = `device-of-a-test-${devices++}`
      const { body } = await postReport(world, aReport({ place, device, ...changes }))
      ids.push(body.report.properties.id)
    }
    await world.caughtUp()
    return ids
  }

  const alertsOn = (phone: Phone) =>
    phone
      .told()
      .map(({ text }) => text)
      .filter(text => text.includes('/waspada') && !text.includes('/lapor'))
  /** What was told so far, once everything that was news has arrived. */
  async function told(phone: Phone): Promise<string[]> {
    await world.caughtUp()
    await expect
      .poll(
        async () => {
          const { rows } = await world.db.query(
            `select from outbox where status = 'sending' or (status = 'waiting' and due <= $1) limit 1`,
            [new Date(clock)],
          )
          return rows.length
        },
        { timeout: 10_000, interval: 20 },
      )
      .toBe(0)
    return alertsOn(phone)
  }

  test('who follows a place is told when citizens confirm a flood there, when it gets worse, and when it ends', async () => {
    const near = telegram.phone()
    const far = telegram.phone()
    await follows(near)
    await follows(far, '3 km', { lng: town.lng, lat: town.lat + 0.1 })

    await report(2)
    expect(await told(near)).toEqual([])
    await report(1)
    expect(await told(near)).toEqual([
      expect.stringMatching(/🟨 Banjir di sekitar lokasi Anda[\s\S]*3 warga/),
    ])
    expect((await told(near))[0]).toContain('/?incident=')

    // One more is no news; twice as many are.
    await report(1)
    later(16 * MINUTE)
    await report(3)
    expect(await told(near)).toHaveLength(2)
    expect((await told(near)).at(-1)).toMatch(/memburuk[\s\S]*[67] warga/)

    // Nobody reports any more: the clock alone ends it.
    later(20 * HOUR)
    expect((await told(near)).at(-1)).toMatch(/tidak ada laporan baru[\s\S]*belum tentu aman/)
    expect(await told(near)).toHaveLength(3)
    expect(await told(far)).toEqual([])
  })

  test('around a regency or a city only distances that reach its ends are offered', async () => {
    const phone = telegram.phone()
    for (const [place, least] of [
      ['kabupaten bogor', '15 km'],
      ['kota bekasi', '5 km'],
      ['kemang jakarta', '1 km'],
    ] as const) {
      await phone.says('/waspada')
      await phone.reads('Tempat mana')
      await phone.says(place)
      await phone.reads('Sampai seberapa jauh')
      expect(phone.screen().at(-1)?.buttons[0]?.text).toBe(least)
    }
  })

  test('an area that was imported is followed whole: what lies in it is told, what lies beside it is not', async () => {
    const [w, e, s, n] = [town.lng - 0.01, town.lng + 0.01, town.lat - 0.01, town.lat + 0.01]
    const ring = [w, e, e, w, w].map((lng, corner) => [lng, [s, s, n, n, s][corner] ?? s])
    const name = `Kelurahan Ngadirejo Lor`
    const outline = { type: 'Polygon', coordinates: [ring] }
    const area = { type: 'Feature', properties: { id: 'ngadirejo', name, parent: 'Bulu' }, geometry: outline }
    expect((await perform(world.db, 'areas import', { file: fileOf(collection([area])) })).code).toBe(0)

    const phone = telegram.phone()
    await phone.says('/waspada')
    await phone.reads('Tempat mana')
    await phone.says('ngadirejo lor')
    await phone.reads('Sampai seberapa jauh')
    await phone.taps(`Seluruh ${name}`)
    await phone.reads(`${name}, Bulu (seluruh wilayahnya)`)

    const inside = { ...town }
    town = { lng: inside.lng + 0.03, lat: inside.lat }
    await report(3)
    expect(await told(phone)).toEqual([])
    town = inside
    await report(3)
    expect(await told(phone)).toEqual([
      expect.stringMatching(/^🟨 Banjir di sekitar Kelurahan Ngadirejo Lor/),
    ])
  })

  test('an officer confirms alone, and declares it over', async () => {
    const phone = telegram.phone({ language: 'en' })
    await phone.says('/alerts')
    await phone.reads('Which place')
    await phone.says('zzqqxx')
    await phone.reads('We cannot find that place')
    await phone.shares(town)
    await phone.reads('How far')
    await phone.says('2 km')
    await phone.reads('Done. We tell you')

    const officer = await signIn(world, `Sari ${engine} 1`)
    const ids = await report(2, {})
    const third = await postReport(world, aReport({ place: town }))
    ids.push(third.body.report.properties.id)
    await world.caughtUp()
    const before = (await expectAlerts(phone, /Flood near your location/)).length
    for (const id of ids) await decide(world, officer, id, 'resolve')
    later(16 * MINUTE)
    await phone.reads('officers have declared it over')
    expect(before).toBe(1)
  })

  async function expectAlerts(phone: Phone, pattern: RegExp): Promise<string[]> {
    await world.caughtUp()
    await phone.reads(pattern)
    return phone
      .told()
      .map(({ text }) => text)
      .filter(text => pattern.test(text))
  }

  test('two subscriptions of one citizen bring one message, and what comes close together is one digest', async () => {
    const phone = telegram.phone()
    await follows(phone)
    await phone.says('/waspada')
    await phone.reads('Tempat yang Anda ikuti')
    await phone.taps('Tambah tempat')
    await phone.reads('Tempat mana')
    await phone.shares({ lng: town.lng + 0.005, lat: town.lat })
    await phone.reads('Sampai seberapa jauh')
    await phone.taps('10 km')
    await phone.reads('Siap. Kami kabari')

    await report(3)
    expect(await told(phone)).toHaveLength(1)
    // Within a quarter of an hour a fire and haze nearby: they wait for each other.
    await report(3, { hazard: 'fire', answers: {} })
    await report(3, { hazard: 'haze', answers: {} })
    expect(await told(phone)).toHaveLength(1)
    later(16 * MINUTE)
    const alerts = await told(phone)
    expect(alerts).toHaveLength(2)
    expect(alerts[1]).toMatch(/Kabar dari tempat yang Anda ikuti[\s\S]*Kebakaran[\s\S]*Kabut asap/)
  })

  test('in quiet hours only danger to life comes through; the rest is told in the morning, as it is then', async () => {
    clock = MORNING + 13 * HOUR
    const phone = telegram.phone()
    await follows(phone)
    await report(3, { answers: { depth: 30 } })
    expect(await told(phone)).toEqual([])
    later(20 * MINUTE)
    await report(12, { answers: { depth: 200 } })
    // A machine under load sees the crowd come in two waves, and tells of each.
    const night = await told(phone)
    expect(night).toEqual(night.map(() => expect.stringMatching(/🟥 Banjir[\s\S]*112/)))
    expect(night.length).toBeGreaterThan(0)
    await report(3, { hazard: 'fire', answers: {} })
    expect(await told(phone)).toHaveLength(night.length)
    clock = MORNING + 19 * HOUR + 5 * MINUTE
    world.db.wake()
    await phone.reads('Kebakaran')
    expect(await told(phone)).toHaveLength(night.length + 1)
  })

  test('a drill alerts nobody, and neither does a hazard or a level that was not asked for', async () => {
    const phone = telegram.phone()
    await follows(phone)
    await phone.taps('Jenis bencana')
    await phone.reads('Bencana apa saja')
    await phone.taps('Kebakaran')
    await phone.reads('Bencana apa saja')
    await phone.taps('Selesai')
    await phone.reads('Kebakaran · mulai Waspada')
    await phone.taps('Tingkat')
    await phone.reads('Mulai tingkat mana')
    await phone.taps('Siaga ke atas')
    await phone.reads('Tersimpan')
    await report(4, { drill: true })
    await report(4)
    expect(await told(phone)).toEqual([])
  })

  test('a place that is no longer followed is silent, and can be had again', async () => {
    const phone = telegram.phone()
    await follows(phone)
    await phone.taps('Berhenti')
    await phone.reads('tidak lagi dikabari')
    await report(3)
    expect(await told(phone)).toEqual([])
    await phone.taps('Urungkan')
    await phone.reads('Tersimpan')
    later(20 * MINUTE)
    await report(4)
    expect(await told(phone)).toEqual([expect.stringContaining('memburuk')])
  })

  test('two incidents that grow together tell the same people nothing twice', async () => {
    const phone = telegram.phone()
    await follows(phone, '10 km')
    const west = { lng: town.lng - 0.0035, lat: town.lat }
    await report(3, { place: west })
    later(16 * MINUTE)
    await report(3, { place: { lng: town.lng + 0.0035, lat: town.lat } })
    expect(await told(phone)).toHaveLength(2)
    later(16 * MINUTE)
    for (const step of [1, 2]) await report(1, { place: { lng: west.lng + step * 0.0024, lat: town.lat } })
    const { rows } = await world.db.query(`select from incidents where gone_into <> id`)
    expect(rows.length).toBeGreaterThan(0)
    later(16 * MINUTE)
    expect(await told(phone)).toHaveLength(2)
  })

  test('an open report is not lost by it, and a call for help in the middle is heard', async () => {
    const phone = telegram.phone()
    await phone.says('/lapor')
    await phone.reads('Bencana apa')
    await phone.taps('Banjir')
    await phone.reads(/[Dd]i mana/)
    await phone.says('/waspada')
    await phone.reads('Tempat mana')
    await phone.shares(town)
    await phone.reads('Sampai seberapa jauh')
    await phone.taps('5 km')
    await phone.reads('Siap. Kami kabari')
    await phone.reads(/[Dd]i mana/)
    await phone.says('/waspada')
    await phone.reads('Tempat yang Anda ikuti')
    await phone.taps('Tambah')
    await phone.reads('Tempat mana')
    await phone.says('tolong, kami terjebak banjir sedada')
    await phone.reads('112')
  })

  test('an agency warns in its own words: followers and reporters there are told, and told when it is lifted', async () => {
    const follower = telegram.phone()
    await follows(follower)
    const reporter = telegram.phone()
    await reporter.says('banjir selutut')
    await reporter.reads(/[Dd]i mana/)
    await reporter.shares(town)
    await reporter.reads('Sudah benar')
    await reporter.taps('Kirim')
    await reporter.reads(/1000\d{3}/)

    const two = [await signIn(world, `Sari ${engine} 2`), await signIn(world, `Ketut ${engine} 2`)] as [
      { Cookie: string },
      { Cookie: string },
    ]
    const [officer] = two
    const ring = aSquare(town, 0.01)
    const warning = aWarning(clock, { outline: { type: 'Polygon', coordinates: [ring] } })
    expect((await askDesk(world, { Cookie: '' }, '/warnings', warning)).status).toBe(401)
    const bow = [ring[0], ring[2], ring[1], ring[3], ring[0]]
    const crossed = { ...warning, outline: { type: 'Polygon', coordinates: [bow] } }
    expect((await askDesk(world, officer, '/warnings', crossed)).status).toBe(422)
    const id = await warn(world, two, warning)
    for (const phone of [follower, reporter])
      expect(await phone.reads('Peringatan Siaga: Banjir')).toMatch(/Jauhi bantaran kali[\s\S]*16.00 WIB/)
    expect((await told(follower)).length).toBe(1)

    expect((await askDesk(world, officer, `/warnings/${id}/end`, { reason: 'Air surut' })).status).toBe(200)
    later(16 * MINUTE)
    for (const phone of [follower, reporter]) await phone.reads('dicabut')
    const { rows } = await world.db.query(
      `select action, officer, reason from audit where warning = $1 and action in ('warned', 'warning-ended') order by seq`,
      [id],
    )
    expect(rows).toEqual([
      { action: 'warned', officer: `Ketut ${engine} 2`, reason: null },
      { action: 'warning-ended', officer: `Sari ${engine} 2`, reason: 'Air surut' },
    ])
  })

  test('who asks to be forgotten is told nothing more, and nothing is kept', async () => {
    const phone = telegram.phone()
    await follows(phone)
    await phone.says('/hapus')
    await phone.reads('Hapus')
    await phone.taps('Ya')
    await phone.reads('pesan terakhir')
    await report(3)
    expect(await told(phone)).toEqual([])
    const { rows } = await world.db.query(
      `select from subscriptions where ST_DWithin(place, ST_MakePoint($1, $2)::geography, 100)`,
      [town.lng, town.lat],
    )
    expect(rows).toEqual([])
  })
})
