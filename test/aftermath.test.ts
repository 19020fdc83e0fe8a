// After the report: the private link, mending and taking back, "is it still so?", and "I see it too", through the doors that citizens use.
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { readConfig } from '../server/config.ts'
import type { Mine } from '../server/domain/aftermath.ts'
import type { Report } from '../server/domain/report.ts'
import { startServer } from '../server/main.ts'
import { type BotApi, openBotApi, type Phone } from './bot-api.ts'
import { engines } from './database.ts'
import { aReport, decide, openSocket, openWorld, postReport, signIn, type World } from './world.ts'

const HOUR = 3_600_000

describe.each(engines)('after the report, on %s', engine => {
  let api: BotApi
  let world: World
  let officer: { Cookie: string }
  let ahead = 0
  /** Each test is in a place of its own, some kilometres from the others. */
  let place = { lng: 106.6, lat: -6.6 }
  const now = () => new Date(Date.now() + ahead)

  beforeAll(async () => {
    api = await openBotApi()
    world = await openWorld(engine, { now }, { TELEGRAM_BOT_TOKEN: api.token, TELEGRAM_API_ROOT: api.url })
    await api.called('setChatMenuButton')
    officer = await signIn(world, 'Rini')
  }, 180_000)
  afterAll(async () => {
    await world.close()
    await api.close()
  })
  afterEach(() => {
    place = { lng: place.lng + 0.05, lat: place.lat }
  })

  const beside = (metres: number) => ({ lng: place.lng + metres / 111_195, lat: place.lat })

  const ask = async (link: string, method = 'GET', path = '', body?: object) => {
    const address = link.replace(/^.*\/laporan\//, `${world.url}/api/mine/`)
    const response = await fetch(address + path, {
      method,
      headers: { 'Content-Type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    })
    return { status: response.status, body: (await response.json()) as Mine & { code?: string } }
  }

  const send = async (changes: object = {}) => {
    const { body } = await postReport(world, aReport({ place, device: crypto.randomUUID(), ...changes }))
    return { id: body.report.properties.id, link: body.link }
  }

  const audit = async (report: string) =>
    (
      await world.db.query<{ officer: string; action: string; before: string; after: string }>(
        'select officer, action, before, after from audit where report = $1 order by seq',
        [report],
      )
    ).rows

  /** A knee-deep flood at this test's place, by chat. */
  async function reportsByChat(phone: Phone, at = place): Promise<Report> {
    await phone.says('banjir selutut')
    await phone.reads('Di mana')
    await phone.shares(at)
    await phone.reads('Sudah benar?')
    await phone.taps('Kirim')
    return reportIn(await phone.reads('sudah kami terima'))
  }

  async function reportIn(receipt: string): Promise<Report> {
    await world.caughtUp()
    const number = Number(/Laporan (\d+)/.exec(receipt)?.[1])
    const found = [...world.board.reports.values()].find(report => report.number === number)
    if (!found) throw new Error(`no report ${number} on the board`)
    return found
  }

  const latest = async () => {
    await world.caughtUp()
    return [...world.board.reports.values()].sort((a, b) => b.number - a.number)[0]
  }

  const questionsTo = (phone: Phone) => phone.told().filter(({ text }) => text.includes('Masih banjir'))

  describe('the private link', () => {
    test('shows the report and what became of it, with the agency’s words, and nobody guesses it', async () => {
      const { id, link } = await send({ words: 'Hubungi 0812 3456 7890' })
      expect(link).toMatch(/\/laporan\/[\w-]{43}$/)
      await decide(world, officer, id, 'dismiss', { reason: 'Keliru' })
      await decide(world, officer, id, 'reopen')
      await decide(world, officer, id, 'verify', { reason: 'Tim sudah di lokasi' })
      const { status, body } = await ask(link)
      expect(status).toBe(200)
      // What was undone is not told, and no officer is named.
      expect(body.story.map(({ what, words }) => [what, words])).toEqual([
        ['received', null],
        ['verified', 'Tim sudah di lokasi'],
      ])
      expect(JSON.stringify(body)).not.toContain('Rini')
      expect(body.report.properties.words).toContain('0812 3456 7890')
      expect(body.may).toEqual({ edit: true, photo: true, withdraw: true, restore: false, still: true })

      const other = await send()
      const token = link.slice(-43)
      const forged = [
        `${token.slice(0, 42)}${token.endsWith('A') ? 'E' : 'A'}`,
        `${token.slice(0, 42)}${String.fromCharCode(token.charCodeAt(42) + 1)}`,
        token.slice(0, 21) + other.link.slice(-22),
        token.slice(1),
        'x',
      ]
      for (const wrong of forged)
        for (const [method, path] of [
          ['GET', ''],
          ['PATCH', ''],
          ['POST', '/withdraw'],
          ['POST', '/still'],
          ['PUT', '/photo'],
        ] as const)
          expect(
            await ask(`/laporan/${wrong}`, method, path, method === 'GET' ? undefined : {}),
          ).toMatchObject({
            status: 404,
            body: { code: 'report-unknown' },
          })
    })

    test('mends answers and words: the map follows, officers see what it was, and a verified report is looked at again', async () => {
      const { id, link } = await send()
      await decide(world, officer, id, 'verify')
      const edit = { answers: { depth: 120 }, words: 'Naik sedada' }
      for (const again of [1, 2]) {
        const { status, body } = await ask(link, 'PATCH', '', edit)
        expect([again, status, body.report.properties]).toMatchObject([
          again,
          200,
          { answers: { depth: 120 }, words: 'Naik sedada', level: 2, state: 'unverified' },
        ])
      }
      await world.caughtUp()
      expect(world.board.reports.get(id)).toMatchObject({ answers: { depth: 120 }, level: 2 })
      const [, edited, ...more] = await audit(id)
      expect(more).toEqual([])
      expect(edited).toMatchObject({ officer: 'citizen', action: 'edited' })
      expect(JSON.parse(edited?.before ?? '')).toMatchObject({
        answers: { depth: 50 },
        words: 'Banjir di depan pasar',
      })
      expect(JSON.parse(edited?.after ?? '')).toMatchObject({ answers: { depth: 120 } })
      expect((await ask(link, 'PATCH', '', { answers: { depth: 'x' } })).body.code).toBe('answers-wrong')
      expect((await ask(link, 'PATCH', '', { words: 'x'.repeat(4_001) })).body.code).toBe('words-too-long')
    })

    test('takes the report back and brings it again: map, incident and API follow', async () => {
      const map = await openSocket(world)
      await map.watch()
      const { id, link } = await send()
      for (const metres of [50, 100]) await send({ place: beside(metres) })
      await map.until(
        change =>
          change.what === 'incident' && change.joined.includes(id) && change.feature.properties.count === 3,
      )
      for (const again of [1, 2])
        expect([again, (await ask(link, 'POST', '/withdraw')).body.report.properties.state]).toEqual([
          again,
          'withdrawn',
        ])
      await map.until(change => change.what === 'gone' && change.id === id)
      await world.caughtUp()
      expect((await fetch(`${world.url}/api/reports/${id}`)).status).toBe(404)
      expect(world.board.incidentOf(id)).toBeNull()
      expect((await ask(link, 'PATCH', '', { words: 'x' })).body.code).toBe('report-closed')
      expect(await decide(world, officer, id, 'verify')).toMatchObject({
        status: 409,
        body: { code: 'report-closed' },
      })
      const { body } = await ask(link, 'POST', '/restore')
      expect(body.report.properties.state).toBe('unverified')
      await world.caughtUp()
      expect(world.board.incidents.get(world.board.incidentOf(id) ?? '')?.count).toBe(3)
      expect((await audit(id)).map(({ action }) => action)).toEqual(['withdrawn', 'restored'])
      map.close()
    })

    test('is closed where an officer has decided', async () => {
      const { id, link } = await send()
      await decide(world, officer, id, 'resolve', { reason: 'Sudah surut' })
      for (const [method, path, body] of [
        ['PATCH', '', { words: 'x' }],
        ['POST', '/withdraw', {}],
        ['POST', '/restore', {}],
        ['POST', '/still', { now: 'same' }],
      ] as const)
        expect(await ask(link, method, path, body)).toMatchObject({
          status: 409,
          body: { code: 'report-closed' },
        })
    })

    test('ends when the citizen is forgotten: the report is nobody’s then', async () => {
      const phone = api.phone()
      const report = await reportsByChat(phone)
      await phone.says('/status')
      const link = /\S+\/laporan\/\S+/.exec(await phone.reads('Laporan Anda yang terakhir'))?.[0] ?? ''
      expect((await ask(link)).status).toBe(200)
      await phone.says('/hapus')
      await phone.reads('Hapus?')
      await phone.taps('Ya, hapus')
      await phone.reads('pesan terakhir')
      for (const [method, path] of [
        ['GET', ''],
        ['POST', '/withdraw'],
      ] as const)
        expect((await ask(link, method, path)).status).toBe(404)
      expect((await fetch(`${world.url}/api/reports/${report.id}`)).status).toBe(200)
    })
  })

  test('/status withdraws after a question, undoes it, and takes a photo', async () => {
    const phone = api.phone()
    const report = await reportsByChat(phone)
    await phone.says('/status')
    await phone.reads(String(report.number))
    await phone.taps('Tarik laporan')
    await phone.reads(/Tarik laporan \d+/)
    await phone.taps('Jangan')
    await phone.reads('tetap ada')
    await phone.says('/status')
    await phone.reads('Belum diverifikasi')
    await phone.taps('Tarik laporan')
    await phone.reads(/Tarik laporan \d+/)
    await phone.taps('Ya, tarik')
    await phone.reads('sudah ditarik')
    await world.caughtUp()
    expect(world.board.reports.has(report.id)).toBe(false)
    await phone.taps('Urungkan')
    await phone.reads('seperti semula')
    await world.caughtUp()
    expect(world.board.reports.has(report.id)).toBe(true)
    await phone.says('/status')
    await phone.reads('Belum diverifikasi')
    await phone.taps('Tambah foto')
    await phone.reads('Kirim foto')
    const { default: sharp } = await import('sharp')
    const photo = sharp({ create: { width: 64, height: 48, channels: 3, background: '#36c' } })
    await phone.photographs(await photo.jpeg().toBuffer(), 'dari lantai dua')
    await phone.reads('Foto sudah ada')
    await world.caughtUp()
    expect(world.board.reports.get(report.id)).toMatchObject({
      photos: [expect.stringMatching(/jpg$/)],
      words: expect.stringMatching(/dari lantai dua/),
    })
  })

  test('a photo that follows the receipt is for that report; with words of something else it begins another', async () => {
    const phone = api.phone()
    const report = await reportsByChat(phone)
    const { default: sharp } = await import('sharp')
    const photo = sharp({ create: { width: 64, height: 48, channels: 3, background: '#63c' } })
    await phone.photographs(await photo.jpeg().toBuffer())
    await phone.reads('Foto sudah ada')
    await world.caughtUp()
    expect(world.board.reports.get(report.id)?.photos).toHaveLength(1)
    await phone.photographs(await photo.png().toBuffer(), 'kebakaran di seberang')
    await phone.reads('Di mana')
  })

  describe('is it still so?', () => {
    afterEach(() => {
      ahead = 0
    })
    const nearlyOver = 11.75 * HOUR

    test('is asked once before the end, whoever asks; silence lets the report expire', async () => {
      const phone = api.phone()
      const report = await reportsByChat(phone)
      ahead = nearlyOver
      const isAlone = world.db.kind === 'embedded'
      const second = isAlone
        ? undefined
        : await startServer(readConfig(world.settings), { now, log: line => world.lines.push(line) })
      await phone.reads('Masih banjir')
      await second?.stop()
      await new Promise(resolve => setTimeout(resolve, 2_500))
      expect(questionsTo(phone)).toHaveLength(1)
      ahead = 12.1 * HOUR
      await expect.poll(() => world.board.reports.has(report.id)).toBe(false)
      expect((await ask(await linkOf(phone))).body.report.properties.state).toBe('unverified')
    })

    test('deeper is a new report that goes on from the former, with its depth where it is told', async () => {
      const phone = api.phone()
      const report = await reportsByChat(phone)
      ahead = nearlyOver
      await phone.reads('Masih banjir')
      await phone.taps('Lebih dalam')
      await phone.reads('Seberapa dalam')
      expect(await latest()).toMatchObject({
        about: report.id,
        place: report.place,
        answers: { depth: 50, trend: 'rising' },
      })
      await phone.taps('sedada')
      await phone.reads('115 cm')
      const next = await latest()
      expect(next).toMatchObject({ about: report.id, answers: { depth: 115, trend: 'rising' } })
      // The same citizen once more: two reports, one citizen, and nothing more is asked.
      const { rows } = await world.db.query<{ count: number }>(
        'select count(distinct citizen)::int as count from reporters where report = any($1)',
        [[report.id, next?.id]],
      )
      expect(rows[0]?.count).toBe(1)
      await new Promise(resolve => setTimeout(resolve, 2_500))
      expect(questionsTo(phone)).toHaveLength(1)
    })

    test('gone closes the report, and the incident when all of it is gone; a mistake is undone', async () => {
      const phones = [api.phone(), api.phone(), api.phone()]
      const reports: Report[] = []
      for (const [index, phone] of phones.entries())
        reports.push(await reportsByChat(phone, beside(250 * index)))
      const incident = world.board.incidentOf(reports[0]?.id ?? '') ?? ''
      expect(world.board.incidents.get(incident)).toMatchObject({ count: 3, citizens: 3 })
      ahead = nearlyOver
      for (const phone of phones) {
        await expect.poll(() => questionsTo(phone).length).toBe(1)
        await phone.taps('Sudah kering')
        await phone.reads('kami tutup sebagai selesai')
      }
      await world.caughtUp()
      expect(world.board.incidents.has(incident)).toBe(false)
      expect(await audit(reports[0]?.id ?? '')).toMatchObject([
        { officer: 'citizen', action: 'gone', before: 'unverified', after: 'resolved' },
      ])
      await phones[0]?.taps('Urungkan')
      await phones[0]?.reads('seperti semula')
      await world.caughtUp()
      expect(world.board.reports.has(reports[0]?.id ?? '')).toBe(true)
      expect(world.board.incidents.has(incident)).toBe(true)
    })

    test('the private page asks the same of who sent it by web: one answer, and later words close all of them', async () => {
      const { id, link } = await send()
      const first = await ask(link, 'POST', '/still', { now: 'lower', depth: 30 })
      const again = await ask(link, 'POST', '/still', { now: 'deeper' })
      expect(again.body.next).toBe(first.body.next)
      expect(first.body.may.still).toBe(false)
      const next = await ask(first.body.next ?? '')
      expect(next.body.report.properties).toMatchObject({
        about: id,
        answers: { depth: 30, trend: 'falling' },
      })
      const over = await ask(first.body.next ?? '', 'POST', '/still', { now: 'gone' })
      expect(over.body.report.properties.state).toBe('resolved')
      expect((await ask(link)).body.report.properties.state).toBe('resolved')
      expect((await ask(link, 'POST', '/still', { now: 'sideways' })).status).toBe(400)
    })

    const linkOf = async (phone: Phone) => {
      await phone.says('/status')
      return /\S+\/laporan\/\S+/.exec(await phone.reads('Laporan Anda yang terakhir'))?.[0] ?? ''
    }
  })

  describe('I see it too', () => {
    test('one tap confirms a report nearby, at the citizen’s own place; who sees something else goes on', async () => {
      const first = await reportsByChat(api.phone())
      const phone = api.phone()
      await phone.says('banjir')
      await phone.reads('Di mana')
      await phone.shares(beside(120))
      expect(await phone.reads('hal yang sama')).toMatch(/120 m dari sana, .*: 🟨 Banjir · 50 cm, selutut/)
      await phone.taps('saya melihatnya juga')
      const second = await reportIn(await phone.reads('sudah kami terima'))
      expect(phone.sent).toBe(3)
      expect(second).toMatchObject({ about: first.id, answers: { depth: 50 }, placedBy: 'location' })
      expect(second.place.lng).toBeCloseTo(beside(120).lng, 6)

      const third = api.phone()
      await third.says('banjir')
      await third.reads('Di mana')
      await third.shares(beside(60))
      await third.reads('hal yang sama')
      await third.taps('ini berbeda')
      await third.reads('Seberapa dalam')
      await third.taps('sedada')
      await third.reads('Kirim satu foto')
      await third.taps('Lewati')
      await third.reads('Sudah benar?')
      await third.taps('Ubah tempat')
      await third.shares(beside(70))
      await third.reads('Sudah benar?')
      await third.taps('Kirim')
      expect(await reportIn(await third.reads('sudah kami terima'))).toMatchObject({
        about: null,
        answers: { depth: 115 },
      })
    })

    test('is not offered for the citizen’s own, for another hazard, or from too far away', async () => {
      const phone = api.phone()
      await reportsByChat(phone)
      await reportsByChat(phone, beside(20))
      const other = api.phone()
      await other.says('kebakaran')
      await other.reads('Di mana')
      await other.shares(place)
      await other.reads('Seberapa dekat')
      await reportsByChat(api.phone(), beside(230))
      expect(phone.told().filter(({ text }) => text.includes('hal yang sama'))).toEqual([])
    })

    test('by web: what is near is told, and only a public report of the same hazard can be confirmed', async () => {
      const { id, link } = await send()
      await world.caughtUp()
      const near = async (metres: number, hazard = 'flood') => {
        const { lng, lat } = beside(metres)
        const answer = await fetch(`${world.url}/api/reports/near?lng=${lng}&lat=${lat}&hazard=${hazard}`)
        return ((await answer.json()) as { near: { id: string; metres: number }[] }).near
      }
      expect(await near(90)).toMatchObject([{ id, metres: expect.closeTo(90, -1), answers: { depth: 50 } }])
      expect(await near(260)).toEqual([])
      expect(await near(90, 'fire')).toEqual([])
      expect((await fetch(`${world.url}/api/reports/near?lng=x&hazard=flood`)).status).toBe(422)
      const aboutOf = async (changes: object) => {
        const { body } = await postReport(world, aReport({ place: beside(300), about: id, ...changes }))
        return body.report.properties.about
      }
      expect(await aboutOf({})).toBe(id)
      expect(await aboutOf({ hazard: 'fire', answers: {} })).toBeNull()
      expect(await aboutOf({ about: 'nonsense' })).toBeNull()
      expect(await aboutOf({ about: crypto.randomUUID() })).toBeNull()
      await ask(link, 'POST', '/withdraw')
      expect(await aboutOf({})).toBeNull()
    })

    test('the same browser again adds a report and no citizen', async () => {
      const device = crypto.randomUUID()
      const { id } = await send({ device })
      await send({ device, place: beside(20), about: id })
      await send({ place: beside(40), about: id })
      await world.caughtUp()
      expect(world.board.incidents.get(world.board.incidentOf(id) ?? '')).toMatchObject({
        count: 3,
        citizens: 2,
      })
    })
  })

  test('an officer’s verdict brings the private link along', async () => {
    const phone = api.phone()
    const report = await reportsByChat(phone)
    await decide(world, officer, report.id, 'resolve', { reason: 'Pompa sudah bekerja' })
    const told = await phone.reads('dinyatakan selesai')
    expect(told).toContain('Pompa sudah bekerja')
    expect(told).toMatch(/\/laporan\/[\w-]{43}/)
  })
})
