// The same stories through Telegram, WhatsApp and SMS, each with a program of our own that speaks the vendor's protocol: the
// same reports, what is forged or wrong refused, what is repeated taken once, and the way back in the citizen's own channel.
import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readConfig } from '../server/config.ts'
import { type BotApi, openBotApi } from './bot-api.ts'
import { chooses, cilincing, kemang, says, stories, telegramPhone, whole } from './channel-stories.ts'
import { hasPostgres, postgresServer } from './database.ts'
import { type Handset, heardAfter, hears, report } from './handset.ts'
import { openSmsGateway } from './sms-gateway.ts'
import { openWhatsAppApi, type WhatsAppApi } from './whatsapp-api.ts'
import { decide, openWorld, signIn, type World } from './world.ts'

let telegram: BotApi
let whatsapp: WhatsAppApi
let sms: Awaited<ReturnType<typeof openSmsGateway>>
let world: World
let ahead = 0

beforeAll(async () => {
  telegram = await openBotApi()
  whatsapp = await openWhatsAppApi()
  sms = await openSmsGateway()
  world = await openWorld(
    'embedded',
    { now: () => new Date(Date.now() + ahead) },
    {
      ...{ TELEGRAM_BOT_TOKEN: telegram.token, TELEGRAM_API_ROOT: telegram.url },
      ...whatsapp.settings,
      ...sms.settings,
      PUBLIC_URL: 'https://kentongan.example',
    },
  )
  for (const vendor of [telegram, whatsapp, sms]) vendor.leadTo(world.url)
  await telegram.called('setWebhook')
}, 180_000)
afterAll(async () => {
  await world.close()
  await Promise.all([telegram.close(), whatsapp.close(), sms.close()])
})

const channels: [name: string, open: () => Handset][] = [
  ['telegram', () => telegramPhone(telegram)],
  ['whatsapp', () => whatsapp.phone()],
  ['sms', () => sms.phone()],
]

async function reportsOf(handset: Handset) {
  const { rows } = await world.db.query<{ id: string; number: number }>(
    `select reports.id, number, photos, words, hazard, (answers->>'depth')::int as depth, placed_by
     from reports join reporters on report = reports.id join citizens on citizens.id = citizen
     where address = $1 order by number`,
    [handset.address],
  )
  return rows
}

const isUnreachable = async ({ address }: Handset) =>
  (
    await world.db.query<{ unreachable: boolean }>('select unreachable from citizens where address = $1', [
      address,
    ])
  ).rows[0]?.unreachable

describe.concurrent.each(channels)('%s', (name, open) => {
  test.each(stories)('$name', async ({ first, answers, is, hears: heard, needs }) => {
    const handset = open()
    if (needs && !handset[needs]) return expect(name).toBe('sms')
    const said = await report(handset, first, answers)
    const reports = await reportsOf(handset)
    expect(reports).toHaveLength(1)
    expect(reports[0]).toMatchObject(is)
    if (heard) expect(said).toMatch(heard)
    expect(said).toContain(`/?report=${reports[0]?.id}`)
  })

  test("the officer's verdict comes back, and /status shows it", async () => {
    const handset = open()
    await report(handset, says('lapor'), whole)
    const [sent] = await reportsOf(handset)
    await decide(world, await signIn(world, `Sari ${name}`), sent?.id ?? '', 'verify')
    await hears(handset, new RegExp(`verifikasi laporan Anda nomor ${sent?.number}`))
    await handset.says('status')
    await hears(handset, /Laporan Anda yang terakhir/)
  })

  test('the last message five times at once is one report and one receipt', async () => {
    const handset = open()
    let last: object = {}
    await report(handset, says('lapor'), {
      ...whole,
      confirm: [
        async one => {
          last = await one.chooses('Kirim')
          await Promise.all([1, 2, 3, 4, 5].map(async () => expect(await one.again(last)).toBe(200)))
        },
      ],
    })
    await handset.again(last)
    await handset.says('status')
    await hears(handset, /Laporan Anda yang terakhir/)
    expect(await reportsOf(handset)).toHaveLength(1)
    expect(handset.lines().filter(({ text }) => text.includes('sudah kami terima'))).toHaveLength(1)
  })
})

describe('the door of WhatsApp', () => {
  const isKnown = async (address: string) =>
    (await world.db.query('select from citizens where address = $1', [address])).rowCount === 1

  test('is opened for Meta by the verify token alone', async () => {
    const ask = (token: string) =>
      fetch(`${world.url}/whatsapp?hub.mode=subscribe&hub.verify_token=${token}&hub.challenge=1158201444`)
    const right = await ask(whatsapp.settings.WHATSAPP_VERIFY_TOKEN)
    expect([right.status, await right.text()]).toEqual([200, '1158201444'])
    expect((await ask('wrong')).status).toBe(403)
  })

  test('takes nothing that is signed wrongly, unsigned, too large or no event', async () => {
    const event = whatsapp.messageOf('62899', { type: 'text', text: { body: 'lapor' } })
    expect((await whatsapp.bring(event, 'wrong')).status).toBe(401)
    const unsigned = await fetch(`${world.url}/whatsapp`, { method: 'POST', body: JSON.stringify(event) })
    expect(unsigned.status).toBe(401)
    expect((await whatsapp.bring({ nothing: 'x' })).status).toBe(400)
    const large = await whatsapp.bring({ nothing: 'x'.repeat(3_100_000) }).catch(() => ({ status: 413 }))
    expect(large.status).toBe(413)
    expect(await isKnown('62899')).toBe(false)
  })

  test('leaves out events of another number of the account', async () => {
    const metadata = { phone_number_id: '999' }
    const messages = [{ from: '62898', id: 'wamid.other', type: 'text', text: { body: 'lapor' } }]
    expect((await whatsapp.bring(whatsapp.eventOf({ metadata, messages }))).status).toBe(200)
    expect(await isKnown('62898')).toBe(false)
  })
})

test.each(channels)(
  '%s asks whether it is still so before a report ends, and takes the answer',
  async (_, open) => {
    const handset = open()
    await report(handset, says('lapor'), whole)
    try {
      ahead = 11.75 * 3_600_000
      await hears(handset, 'Masih banjir')
      await handset.chooses('Mulai surut')
      await hears(handset, 'sudah kami catat')
      await handset.chooses('sebetis')
      await hears(handset, '30 cm')
    } finally {
      ahead = 0
    }
    expect(await reportsOf(handset)).toMatchObject([{ depth: 50 }, { depth: 30 }])
  },
)

test('every message to WhatsApp was of a shape that Meta takes', () => {
  expect(whatsapp.unfit).toEqual([])
})

test('what WhatsApp cannot bring is declined with what to do instead', async () => {
  const handset = whatsapp.phone()
  await heardAfter(handset, () => handset.says('banjir'))
  await whatsapp.bring(whatsapp.messageOf(handset.address, { type: 'audio', audio: { id: 'x' } }))
  expect(await hears(handset, 'Pesan suara')).toContain('Tulis')
})

test('who has not written for a day is sent the template', async () => {
  const handset = whatsapp.phone()
  await report(handset, says('lapor'), whole)
  const [sent] = await reportsOf(handset)
  try {
    ahead = 25 * 3_600_000
    await decide(world, await signIn(world, 'Dewi'), sent?.id ?? '', 'verify', {})
    await hears(handset, 'verifikasi')
  } finally {
    ahead = 0
  }
  expect(whatsapp.sent.findLast(({ to }) => to === handset.address)).toMatchObject({
    type: 'template',
    template: { name: 'kabar_laporan', language: { code: 'id' } },
  })
})

test('WhatsApp asks for patience, and closes its window early: the message comes all the same', async () => {
  const handset = whatsapp.phone()
  whatsapp.fail(
    { status: 429, code: 130_429, headers: { 'Retry-After': '1' } },
    { status: 400, code: 131_047 },
  )
  const at = Date.now()
  await handset.says('bantuan')
  await hears(handset, '/lapor')
  expect(Date.now() - at).toBeGreaterThanOrEqual(950)
  expect(whatsapp.sent.findLast(({ to }) => to === handset.address)?.type).toBe('template')
})

test('whom nothing reaches is left alone until writing again', async () => {
  const handset = whatsapp.phone()
  await heardAfter(handset, () => handset.says('banjir'))
  const failed = {
    id: 'wamid.gone',
    status: 'failed',
    recipient_id: handset.address,
    errors: [{ code: 131_026 }],
  }
  expect((await whatsapp.bring(whatsapp.eventOf({ statuses: [failed] }))).status).toBe(200)
  expect(await isUnreachable(handset)).toBe(true)
  await handset.says('halo')
  expect(await isUnreachable(handset)).toBe(false)
})

describe('the door of SMS', () => {
  const message = { id: 'm1', from: '+62877001', text: 'lapor' }
  test('takes the secret or a signature, a form or JSON, and nothing else', async () => {
    expect((await sms.bring(message, {})).status).toBe(401)
    expect((await sms.bring(message, { 'X-Webhook-Secret': 'wrong' })).status).toBe(401)
    expect((await sms.bring({ ...message, id: '' })).status).toBe(400)
    expect((await sms.bring({ ...message, from: '' })).status).toBe(400)
    expect((await sms.bring({ ...message, id: 'm0', from: 'PROMO' })).status).toBe(200)
    const { rowCount } = await world.db.query('select from citizens where address = any($1)', [
      [message.from, 'PROMO'],
    ])
    expect(rowCount).toBe(0)
    const body = JSON.stringify(message)
    const signature = createHmac('sha256', sms.secret).update(body).digest('hex')
    const headers = { 'Content-Type': 'application/json', 'X-Signature-256': `sha256=${signature}` }
    expect((await fetch(sms.webhook, { method: 'POST', headers, body })).status).toBe(200)
  })

  test('every question was one SMS of plain characters', async () => {
    const { rows } = await world.db.query<{ message: { text: string; question: boolean } }>(
      `select message from outbox where channel = 'sms'`,
    )
    expect(rows.length).toBeGreaterThan(20)
    const isNews = (text: string) => /sudah kami terima|verifikasi laporan/.test(text)
    for (const { text } of sms.sent) {
      expect(text).toMatch(/^[\w \n@£$¥èéùìòÇØøÅåÄÖÑÜ§¿äöñüà!"#%&'()*+,\-./:;<=>?]+$/)
      expect(text.length, text).toBeLessThanOrEqual(isNews(text) ? 612 : 160)
      if (text.includes('Sudah benar?')) expect(text).toMatch(/Banjir - .*cm[\s\S]*1 Kirim/)
    }
  })

  test('the gateway asks for patience, and tells of a number that is gone', async () => {
    const handset = sms.phone()
    sms.fail({ status: 503, headers: { 'Retry-After': '1' } }, { status: 410 })
    await handset.says('bantuan')
    await expect.poll(() => isUnreachable(handset)).toBe(true)
    expect(handset.lines()).toEqual([])
  })
})

describe('Telegram in company', () => {
  const from = (id: number) => ({ id, is_bot: false, first_name: 'Citizen', language_code: 'id' })
  const group = { id: -500_100, type: 'supergroup', title: 'RT 05' }
  const inGroup = () =>
    telegram.calls.filter(
      ({ method, fields }) => method === 'sendMessage' && fields.chat_id === String(group.id),
    )
  let update = 910_000_000
  const bring = (content: object) =>
    telegram.bring({ update_id: update++, ...content }, telegram.webhook?.secret_token)
  const message = (content: object) => ({ message_id: update, date: 1, ...content })

  test('a group is answered when it calls the bot, with the way to a private chat', async () => {
    await bring({ message: message({ chat: group, from: from(71), text: 'banjir di mana-mana' }) })
    await bring({ message: message({ chat: group, from: from(71), text: '/lapor@OtherBot' }) })
    await bring({ message: message({ chat: group, from: from(71), text: '@KentonganBot banjir!' }) })
    await expect.poll(() => inGroup().length).toBe(1)
    expect(inGroup()[0]?.text).toContain('obrolan pribadi')
    expect(JSON.stringify(inGroup()[0]?.fields)).toContain('https://t.me/KentonganBot?start=lapor')
    await bring({ message: message({ chat: group, from: from(71), text: '/lapor' }) })
    await expect.poll(() => inGroup().length).toBe(2)
  })

  test('a live location counts by its first point, an edit of what was said long ago is explained, and neither makes a second report', async () => {
    const handset = telegramPhone(telegram)
    const chat = { id: Number(handset.address), type: 'private' }
    const common = { chat, from: from(chat.id) }
    await heardAfter(handset, () => handset.says('banjir'))
    const live = { longitude: cilincing.lng, latitude: cilincing.lat, live_period: 900 }
    expect(
      (await heardAfter(handset, () => bring({ message: message({ ...common, location: live }) }))).asks,
    ).toBe('depth')
    const said = handset.lines().length
    await bring({ edited_message: message({ ...common, location: { ...live, latitude: -6.3 } }) })
    await bring({ edited_message: message({ ...common, text: 'banjir bandang' }) })
    await hears(handset, 'pesan lama tidak kami baca')
    expect(handset.lines()).toHaveLength(said + 1)
    for (const [kind, words] of [
      ['voice', 'Pesan suara'],
      ['video', 'Video'],
      ['sticker', 'Stiker'],
      ['document', 'Berkas'],
    ] as const) {
      await bring({ message: message({ ...common, [kind]: { file_id: 'x', mime_type: 'x/y' } }) })
      await hears(handset, words)
    }
    await report(handset, chooses('selutut'), whole)
    const [sent, ...others] = await reportsOf(handset)
    expect(sent).toMatchObject({ depth: 50, placed_by: 'location' })
    expect(others).toEqual([])
  })

  test('an edit of the last message counts as if it had been said so', async () => {
    const handset = telegramPhone(telegram)
    const chat = { id: Number(handset.address), type: 'private' }
    const said = message({ chat, from: from(chat.id), text: 'banjir 50 cm' })
    await heardAfter(handset, () => bring({ message: said }))
    await bring({ edited_message: { ...said, text: 'banjir 80 cm' } })
    await hears(handset, 'Kami memakai tulisan Anda yang baru')
    await report(
      handset,
      () =>
        bring({
          message: message({
            chat,
            from: from(chat.id),
            location: { longitude: kemang.lng, latitude: kemang.lat },
          }),
        }),
      whole,
    )
    expect(await reportsOf(handset)).toMatchObject([{ hazard: 'flood', depth: 80, words: 'banjir 80 cm' }])
  })

  test('a forwarded report is taken like words of the citizen', async () => {
    const handset = telegramPhone(telegram)
    const chat = { id: Number(handset.address), type: 'private' }
    const forward_origin = { type: 'hidden_user', sender_user_name: 'Tetangga', date: 1 }
    const forwarded = message({ chat, from: from(chat.id), text: 'ada banjir di ujung gang', forward_origin })
    await report(handset, () => bring({ message: forwarded }), { ...whole, extras: [chooses('Lewati')] })
    expect(await reportsOf(handset)).toMatchObject([{ hazard: 'flood', depth: 50 }])
  })

  test('who blocks the bot is known at once as unreachable', async () => {
    const handset = telegramPhone(telegram)
    await heardAfter(handset, () => handset.says('banjir'))
    const chat = { id: Number(handset.address), type: 'private' }
    await bring({
      my_chat_member: { chat, from: from(chat.id), date: 1, new_chat_member: { status: 'kicked' } },
    })
    expect(await isUnreachable(handset)).toBe(true)
  })
})

test('a channel of which only some settings are given is told so', () => {
  expect(() => readConfig({ WHATSAPP_TOKEN: 'x' })).toThrow('WHATSAPP_PHONE_ID')
  expect(() => readConfig({ SMS_GATEWAY_URL: 'x', SMS_GATEWAY_TOKEN: 'y' })).toThrow('SMS_WEBHOOK_SECRET')
})

test.runIf(hasPostgres)(
  'what comes while the database is away is not acknowledged, and taken when it is brought again',
  async () => {
    const server = await postgresServer()
    const [api, gateway] = [await openWhatsAppApi(), await openSmsGateway()]
    const settings = { DATABASE_URL: server.url, ...api.settings, ...gateway.settings }
    const away = await openWorld('embedded', {}, settings)
    try {
      api.leadTo(away.url)
      gateway.leadTo(away.url)
      const event = api.messageOf('62877', { type: 'text', text: { body: 'lapor' } })
      const message = { id: 'm1', from: '+62878', text: 'lapor' }
      const statuses = async () => [(await api.bring(event)).status, (await gateway.bring(message)).status]
      await server.stop()
      expect(await statuses()).toEqual([500, 500])
      await server.start()
      await expect.poll(statuses, { timeout: 30_000, interval: 200 }).toEqual([200, 200])
      await expect.poll(() => [api.sent.length, gateway.sent.length]).toEqual([1, 1])
    } finally {
      await away.close()
      await server.remove()
      await Promise.all([api.close(), gateway.close()])
    }
  },
)
