// A citizen on Telegram while things fail: Kentongan is killed between any two messages, and the database is away.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, test } from 'vitest'
import { openDatabase } from '../db/connect.ts'
import { openBotApi } from './bot-api.ts'
import { hasPostgres, postgresServer } from './database.ts'
import { reportsIn, story } from './telegram-story.ts'
import { freshSettings, openWorld } from './world.ts'

/** Kentongan in a process of its own, to be killed. */
function startProcess(settings: NodeJS.ProcessEnv): ChildProcess {
  return spawn(process.execPath, ['--import', 'tsx', 'server/start.ts'], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...settings },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGKILL')
  await once(child, 'exit')
}

test('killed with -9 between any two messages, nothing is lost and nothing is asked twice', {
  timeout: 180_000,
}, async () => {
  const api = await openBotApi()
  const phone = api.phone()
  const { settings, drop } = await freshSettings(hasPostgres ? 'postgres' : 'embedded')
  const env = { ...settings, TELEGRAM_BOT_TOKEN: api.token, TELEGRAM_API_ROOT: api.url }
  let child = startProcess(env)
  try {
    for (const [index, [say, hear]] of story.entries()) {
      // Every other message is written while nobody is there to read it.
      const asleep = index % 2 === 1
      if (asleep) await say(phone)
      if (index > 0) child = startProcess(env)
      if (!asleep) await say(phone)
      await phone.reads(hear, 60_000)
      await kill(child)
    }
    child = startProcess(env)
    await phone.says('/status')
    await phone.reads('Belum diverifikasi', 60_000)
    const texts = phone.told().map(({ text }) => text)
    expect(texts.filter((text, index) => texts.indexOf(text) !== index)).toEqual([])
    expect(phone.sent).toBe(story.length + 1)
    await kill(child)
    const db = await openDatabase({ url: settings.DATABASE_URL, directory: settings.DATA_DIR ?? null })
    const reports = await reportsIn(db)
    await db.close()
    expect(reports).toHaveLength(1)
    expect(reports[0]).toMatchObject({
      depth: 50,
      words: 'air naik terus',
      photos: [expect.stringMatching(/jpg$/)],
    })
  } finally {
    await kill(child)
    await api.close()
    await drop()
  }
})

test.runIf(hasPostgres)(
  'what citizens write while the database is away is delivered again, and none of it is lost',
  { timeout: 120_000 },
  async () => {
    const api = await openBotApi()
    const server = await postgresServer()
    const world = await openWorld(
      'embedded',
      {},
      {
        DATABASE_URL: server.url,
        TELEGRAM_BOT_TOKEN: api.token,
        TELEGRAM_API_ROOT: api.url,
      },
    )
    try {
      await api.called('setChatMenuButton')
      const phones = Array.from({ length: 5 }, () => api.phone())
      for (const phone of phones) await phone.says('banjir')
      await Promise.all(phones.map(phone => phone.reads('Di mana')))
      await server.stop()
      for (const phone of phones) await phone.shares({ lng: 106.8166, lat: -6.2607 })
      for (const phone of phones) await phone.says('80 cm')
      await new Promise(resolve => setTimeout(resolve, 1_500))
      expect(api.waiting).toBe(10)
      await server.start()
      await Promise.all(phones.map(phone => phone.reads('Kirim satu foto', 30_000)))
      await expect.poll(() => api.waiting, { timeout: 10_000 }).toBe(0)
      for (const phone of phones) {
        await phone.says('lewati')
        await phone.reads('80 cm, sepinggang')
        await phone.says('ya')
        await phone.reads('sudah kami terima')
      }
      expect(await reportsIn(world.db)).toHaveLength(5)
    } finally {
      await world.close()
      await server.remove()
      await api.close()
    }
  },
)
