// The real server killed with -9 while it tells a crowd: everybody hears of the flood, and only a call that was under way may be made again.
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { openDatabase } from '../db/connect.ts'
import { openBotApi } from './bot-api.ts'
import { floodThere, gatherCrowd, toldTo } from './crowd.ts'
import { hasPostgres } from './database.ts'
import { startProcess } from './server-process.ts'
import { freshSettings } from './world.ts'

const CROWD = 250
const KILLS = [60, 150]

test.skipIf(!hasPostgres)(
  `${KILLS.length} kills in the middle of ${CROWD} alerts lose nobody, and repeat nothing but calls under way`,
  { timeout: 180_000 },
  async () => {
    const { settings, drop } = await freshSettings('postgres')
    const db = await openDatabase({ url: settings.DATABASE_URL, directory: null })
    await gatherCrowd(db, CROWD)
    const telegram = await openBotApi()
    const bot = {
      ...settings,
      TELEGRAM_BOT_TOKEN: telegram.token,
      TELEGRAM_API_ROOT: telegram.url,
      TELEGRAM_RATE: '100',
    }
    let server = await startProcess(bot)
    await floodThere(server)
    /** Addresses of which the database does not know whether their call was answered. */
    const sending = async () => {
      const { rows } = await db.query<{ address: string }>(
        `select address from outbox join citizens on citizens.id = citizen where status = 'sending'`,
      )
      return rows.map(({ address }) => Number(address))
    }
    const uncertain = new Set<number>()
    for (const enough of KILLS) {
      while (toldTo(telegram).times.size < enough) await sleep(2)
      await server.end('SIGKILL')
      for (const address of await sending()) uncertain.add(address)
      server = await startProcess(bot)
    }
    while (toldTo(telegram).times.size < CROWD) await sleep(20)
    await expect
      .poll(async () => (await db.query(`select from outbox where status = 'waiting'`)).rows.length, {
        timeout: 20_000,
      })
      .toBe(0)
    // The last call is answered before that is written down.
    await expect
      .poll(async () => (await sending()).filter(address => !uncertain.has(address)), { timeout: 20_000 })
      .toEqual([])
    const left = await sending()
    const { rows: letters } = await db.query(
      `select citizen from outbox where priority = 2 group by citizen having count(*) > 1`,
    )
    await server.end('SIGTERM')
    await db.close()
    await telegram.close()
    await drop()
    const { times, twice } = toldTo(telegram)
    console.log(
      `${KILLS.length} kills: ${times.size} told, ${twice.length} twice so far, ${uncertain.size} calls under way at the kills, ${left.length} of them still to be repeated`,
    )
    expect(times.size).toBe(CROWD)
    expect(letters).toEqual([])
    expect(twice.filter(chat => !uncertain.has(chat))).toEqual([])
  },
)
