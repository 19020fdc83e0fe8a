// A citizen on Telegram and the real server, with a Bot API of our own between them: the whole report, repeated deliveries,
// the webhook, and the way back from an officer's desk.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readConfig } from '../server/config.ts'
import { startServer } from '../server/main.ts'
import { type BotApi, openBotApi } from './bot-api.ts'
import { engines } from './database.ts'
import { aPhoto, reportsIn, story, tell } from './telegram-story.ts'
import { decide, openWorld, signIn, type World } from './world.ts'

describe.each(engines)('a citizen on Telegram, on %s', engine => {
  let api: BotApi
  let world: World
  beforeAll(async () => {
    api = await openBotApi()
    world = await openWorld(engine, {}, { TELEGRAM_BOT_TOKEN: api.token, TELEGRAM_API_ROOT: api.url })
    await api.called('setChatMenuButton')
  }, 180_000)
  afterAll(async () => {
    await world.close()
    await api.close()
  })

  test('sends a whole report with a typed place and a photo in at most seven messages, and hears when it is verified', async () => {
    const phone = api.phone()
    await tell(phone, story)
    expect(phone.sent).toBeLessThanOrEqual(7)
    const [report] = await reportsIn(world.db)
    expect(report).toMatchObject({ hazard: 'flood', depth: 50, words: 'air naik terus', placed_by: 'name' })
    expect(report?.photos).toEqual([expect.stringMatching(/\.jpg$/)])
    const receipt = await phone.reads(`Laporan ${report?.number}`)
    expect(receipt).toContain(`/?report=${report?.id}`)
    expect(receipt).toContain('Jauhi kabel')
    expect(receipt).toContain('112')

    await decide(world, await signIn(world), report?.id ?? '', 'verify')
    expect(await phone.reads(new RegExp(`${report?.number}.*(verifikasi|petugas)`, 'is'))).not.toContain(
      'receipt',
    )
    await phone.says('/status')
    expect(await phone.reads('Terverifikasi')).toContain(String(report?.number))
  })

  test('hears in English when the phone speaks English, also from the desk', async () => {
    const phone = api.phone({ language: 'en' })
    await phone.says('flood')
    await phone.reads('Where is it?')
    await phone.shares({ lng: 106.8166, lat: -6.2607 })
    await phone.reads('How deep')
    await phone.says('1.2 m')
    await phone.reads('Send one photo')
    await phone.taps('Skip')
    await phone.reads('Is this right?')
    await phone.taps('Send')
    await phone.reads('Thank you')
    const report = (await reportsIn(world.db)).at(-1)
    await decide(world, await signIn(world, 'Budi'), report?.id ?? '', 'verify')
    await phone.reads(new RegExp(`${report?.number}.*(verified|officer)`, 'is'))
  })

  test('a tap that comes twice moves on once, and the question is said once', async () => {
    const phone = api.phone()
    await phone.says('banjir')
    await phone.reads('Di mana')
    await phone.shares({ lng: 107.6, lat: -6.9 })
    await phone.reads('Seberapa dalam')
    const depth = phone.screen().at(-1)
    await Promise.all([phone.taps('sedada'), phone.taps('sedada')])
    await phone.reads('Kirim satu foto')
    await phone.says('tolong')
    await phone.reads('115 cm')
    expect(phone.screen().filter(({ text }) => text.includes('Kirim satu foto'))).toHaveLength(1)
    expect(phone.screen().find(({ id }) => id === depth?.id)?.text).toContain('Kirim satu foto')
  })

  test('who asks to be forgotten is erased, the report stays without anybody behind it, and writing again begins anew', async () => {
    const phone = api.phone()
    await tell(phone, story)
    const report = (await reportsIn(world.db)).at(-1)
    const known = async () => {
      const { rows } = await world.db.query<{ count: number }>(
        'select count(*)::int from citizens where id in (select citizen from reporters where report = $1) or address = $2',
        [report?.id, String(phone.chat)],
      )
      return rows[0]?.count
    }
    expect(await known()).toBe(1)
    await phone.says('/hapus')
    await phone.reads('Hapus?')
    await phone.taps('Jangan')
    await phone.reads('tidak ada yang dihapus')
    await phone.says('/hapus')
    await phone.taps('Ya, hapus')
    await phone.reads('pesan terakhir')
    await expect.poll(known).toBe(0)
    const told = phone.told().length
    await decide(world, await signIn(world), report?.id ?? '', 'verify')
    expect((await reportsIn(world.db)).some(({ id }) => id === report?.id)).toBe(true)
    await phone.says('/status')
    await phone.reads('belum pernah melapor')
    expect(phone.told().length).toBe(told + 1)
  })

  test('an album is one report with its first four photos, asked about once, and what does not fit is told once', async () => {
    const phone = api.phone()
    await tell(phone, story.slice(0, 4))
    for (const caption of ['air naik terus', '', '', '', '', ''])
      await phone.photographs(aPhoto, caption, 'album-1')
    await phone.reads('sudah punya 4 foto')
    expect(phone.screen().filter(({ text }) => text.includes('Sudah benar?'))).toHaveLength(1)
    await phone.taps('Kirim')
    await phone.reads('sudah kami terima')
    const report = (await reportsIn(world.db)).at(-1)
    expect(report?.words).toContain('air naik terus')
    expect(new Set(report?.photos).size).toBe(4)
    for (const name of report?.photos ?? [])
      expect((await fetch(`${world.url}/photos/${name}`)).status).toBe(200)
    expect(phone.told().filter(({ fields }) => String(fields.text).includes('4 foto'))).toHaveLength(1)
  })

  test('a photo that cannot be fetched is told, and the report goes without it', async () => {
    const phone = api.phone()
    await tell(phone, story.slice(0, 4))
    api.fail('getFile', { error_code: 400, description: 'Bad Request: file is temporarily unavailable' })
    await phone.photographs(aPhoto)
    await phone.reads('belum berhasil kami ambil')
    await phone.taps('Kirim')
    await phone.reads('sudah kami terima')
    expect((await reportsIn(world.db)).at(-1)).toMatchObject({ photos: [] })
  })

  test('Telegram asks for patience: the message comes after the pause, and once', async () => {
    const phone = api.phone()
    api.fail('sendMessage', {
      error_code: 429,
      description: 'Too Many Requests',
      parameters: { retry_after: 1 },
    })
    const at = Date.now()
    await phone.says('/bantuan')
    await phone.reads('/lapor')
    await expect.poll(() => phone.screen().length, { timeout: 10_000 }).toBe(1)
    expect(Date.now() - at).toBeGreaterThanOrEqual(950)
  })

  test.each([
    [401, 'Unauthorized'],
    [404, 'Not Found'],
  ])('a message waits while the token is answered by %i', async (error_code, description) => {
    const phone = api.phone()
    api.fail('sendMessage', { error_code, description })
    await phone.says('/bantuan')
    const letter = async () =>
      (
        await world.db.query<{ status: string; error: string }>(
          'select status, error from outbox join citizens on citizens.id = citizen where address = $1',
          [String(phone.chat)],
        )
      ).rows[0]
    await expect.poll(async () => (await letter())?.error, { timeout: 10_000 }).toContain(description)
    expect((await letter())?.status).toBe('waiting')
  })

  test('who has blocked the bot is left alone until writing again', async () => {
    const phone = api.phone()
    const unreachable = async () =>
      (
        await world.db.query<{ unreachable: boolean }>(
          'select unreachable from citizens where address = $1',
          [String(phone.chat)],
        )
      ).rows[0]?.unreachable
    api.fail('sendMessage', { error_code: 403, description: 'Forbidden: bot was blocked by the user' })
    await phone.says('/bantuan')
    await expect.poll(unreachable, { timeout: 10_000 }).toBe(true)
    expect(phone.screen()).toHaveLength(0)
    await phone.says('/bantuan')
    await phone.reads('/lapor')
    expect(await unreachable()).toBe(false)
  })

  test('the card that /lapor offers brings a report from the form, and its receipt to the chat', async () => {
    const phone = api.phone()
    await phone.says('/lapor')
    const [, card] = /\/card\/([\w-]+)/.exec(await phone.reads('/card/')) ?? []
    const sent = await fetch(`${world.url}/cards/${card}`, {
      method: 'PUT',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({
        disaster_type: 'flood',
        card_data: { report_type: 'flood', flood_depth: 80 },
        text: 'dari formulir',
        created_at: new Date().toISOString(),
        location: { lat: -6.2607, lng: 106.8166 },
      }),
    })
    expect(sent.status).toBe(200)
    await phone.reads('sudah kami terima')
    await phone.says('/status')
    await phone.reads('80 cm, sepinggang')
    const { rows } = await world.db.query<{ row: string }>('select outbox::text as row from outbox')
    expect(rows.length).toBeGreaterThan(2)
    expect(rows.filter(({ row }) => row.includes(String(card)) || row.includes('/laporan/'))).toEqual([])
  })

  test('the pages are told the name of the bot', async () => {
    const about = await fetch(`${world.url}/api/config`).then(answer => answer.json())
    expect(about.bot).toEqual({ username: 'KentonganBot' })
  })

  test('the menu lists every command in both languages, and in Indonesian to all others', () => {
    const listed = api.calls
      .filter(({ method }) => method === 'setMyCommands')
      .map(({ fields }) => ({
        language: fields.language_code,
        names: (fields.commands as { command: string }[]).map(({ command }) => command),
      }))
    const indonesian = ['lapor', 'status', 'dekat', 'waspada', 'bahasa', 'hapus', 'bantuan', 'batal']
    const english = ['report', 'status', 'near', 'alerts', 'language', 'forget', 'help', 'cancel']
    expect(listed.slice(0, 3)).toEqual([
      { language: undefined, names: indonesian },
      { language: 'id', names: indonesian },
      { language: 'en', names: english },
    ])
  })

  test('neither the token nor an address with it is logged', () => {
    expect(world.lines.length).toBeGreaterThan(0)
    expect(world.lines.join('\n')).not.toContain(api.token.split(':')[1])
  })
})

describe.each(engines)('the webhook, on %s', engine => {
  let api: BotApi
  let world: World
  beforeAll(async () => {
    api = await openBotApi()
    world = await openWorld(
      engine,
      {},
      {
        TELEGRAM_BOT_TOKEN: api.token,
        TELEGRAM_API_ROOT: api.url,
        PUBLIC_URL: 'https://kentongan.example',
      },
    )
    api.leadTo(world.url)
    await api.called('setWebhook')
  }, 180_000)
  afterAll(async () => {
    await world.close()
    await api.close()
  })

  test('takes a whole report, and the same update five times at once is one report and one answer', async () => {
    const phone = api.phone()
    await tell(phone, story.slice(0, -1))
    const form = api.calls.find(({ fields }) => JSON.stringify(fields).includes('web_app'))
    expect(JSON.stringify(form?.fields.reply_markup)).toContain('https://kentongan.example/card/')
    const confirm = phone
      .screen()
      .findLast(({ buttons }) => buttons.some(({ text }) => text.includes('Kirim')))
    const data = confirm?.buttons.find(({ text }) => text.includes('Kirim'))?.callback_data
    const update = {
      update_id: 900_000_001,
      callback_query: {
        id: '1',
        chat_instance: '1',
        data,
        from: { id: phone.chat, is_bot: false, first_name: 'Citizen', language_code: 'id' },
        message: { message_id: confirm?.id, date: 1, chat: { id: phone.chat, type: 'private' } },
      },
    }
    const secret = api.webhook?.secret_token
    // Where two processes can share a database, the repetitions come to both of them.
    const other =
      engine === 'postgres' ? await startServer(readConfig(world.settings), { log: () => undefined }) : world
    const doors = [world, other, world, other, world].map(({ url }) => `${url}/telegram`)
    const answers = await Promise.all(doors.map(door => api.bring(update, secret, door)))
    if (other !== world) await other.stop()
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200])
    await phone.reads('sudah kami terima')
    await api.bring(update, secret)
    await phone.says('/status')
    await phone.reads('Belum diverifikasi')
    expect(await reportsIn(world.db)).toHaveLength(1)
    expect(phone.told().filter(({ text }) => text.includes('sudah kami terima'))).toHaveLength(1)
    expect(phone.told().filter(({ text }) => text.includes('milik laporan yang sudah selesai'))).toHaveLength(
      0,
    )
  })

  test('refuses a wrong secret and none, and what is no update', async () => {
    const update = {
      update_id: 900_000_002,
      message: {
        message_id: 1,
        date: 1,
        text: '/lapor',
        chat: { id: 5, type: 'private' },
        from: { id: 5, is_bot: false, first_name: 'X' },
      },
    }
    for (const secret of [undefined, 'wrong', 'x'.repeat(64)])
      expect((await api.bring(update, secret)).status).toBe(401)
    expect((await api.bring({ nothing: true }, api.webhook?.secret_token)).status).toBe(400)
    const { rowCount } = await world.db.query(`select from citizens where address = '5'`)
    expect(rowCount).toBe(0)
  })
})
