// The real server killed with -9 again and again: whatever it acknowledged while reports come in is there, once, and nobody is asked twice.
import { Agent, request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { openDatabase } from '../db/connect.ts'
import { openBotApi } from './bot-api.ts'
import { engines } from './database.ts'
import { startProcess } from './server-process.ts'
import { aReport, freshSettings } from './world.ts'

/** A machine that tests everything has less time. */
const KILLS = process.env.CI === 'true' ? 6 : 30
const CLIENTS = 4

/** Numbers from 0 to below 1 by a seed, so that a run can be had again. */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
    return state / 0x80000000
  }
}

/** The status of the answer; undefined when the server went away before it came. */
function post(url: string, agent: Agent, key: string): Promise<number | undefined> {
  return new Promise(resolve => {
    const sent = request(
      `${url}/api/reports`,
      { method: 'POST', agent, headers: { 'Content-Type': 'application/json', 'Idempotency-Key': key } },
      response => {
        response.resume()
        response.on('end', () => resolve(response.statusCode))
        response.on('error', () => resolve(undefined))
      },
    )
    sent.on('error', () => resolve(undefined))
    sent.end(JSON.stringify(aReport({ words: key })))
  })
}

test.each(engines)(
  `on %s ${KILLS} kills in mid-intake lose and double nothing that was acknowledged`,
  { timeout: 600_000 },
  async engine => {
    const { settings, drop } = await freshSettings(engine)
    const random = randomFrom(8)
    const acknowledged = new Set<string>()
    /** Sent, but the server died before it answered: to be sent again, as a phone would. */
    const unanswered: string[] = []
    let keys = 0

    for (let kill = 0; kill < KILLS; kill++) {
      const server = await startProcess(settings)
      const agent = new Agent({ keepAlive: true })
      let alive = true
      let answers = 0
      const wrong: number[] = []
      const clients = Array.from({ length: CLIENTS }, async () => {
        while (alive) {
          const key = unanswered.pop() ?? `kill-${engine}-${keys++}`
          const status = await post(server.url, agent, key)
          if (status === 201 || status === 200) {
            acknowledged.add(key)
            answers++
          } else if (status === undefined) {
            unanswered.push(key)
            break
          } else wrong.push(status)
        }
      })
      // At any point of the work, however slow the machine: after some answers, and then somewhere within the next ones.
      const enough = Math.floor(random() * 30)
      while (answers < enough) await sleep(1)
      await sleep(random() * 30)
      await server.end('SIGKILL')
      alive = false
      await Promise.all(clients)
      agent.destroy()
      expect(wrong).toEqual([])
    }

    const db = await openDatabase({ url: settings.DATABASE_URL, directory: settings.DATA_DIR ?? null })
    const { rows } = await db.query<{ words: string; count: number }>(
      'select words, count(*) from reports group by words',
    )
    const { rows: logged } = await db.query<{ count: number }>(
      `select count(*) from (select subject from log where kind = 'report' group by subject having count(*) > 1) as twice`,
    )
    await db.close()
    await drop()
    const stored = new Map(rows.map(({ words, count }) => [words, count]))
    console.log(
      `${KILLS} kills on ${engine}: ${acknowledged.size} acknowledged, ${unanswered.length} unanswered at the end`,
    )
    expect(acknowledged.size).toBeGreaterThan(KILLS)
    expect([...acknowledged].filter(key => stored.get(key) !== 1)).toEqual([])
    expect(
      [...stored].filter(
        ([key, count]) => count !== 1 || !(acknowledged.has(key) || unanswered.includes(key)),
      ),
    ).toEqual([])
    expect(logged[0]?.count).toBe(0)
  },
)

test('killed with -9 as soon as it has asked, and started again, it does not ask again', {
  timeout: 120_000,
}, async () => {
  const api = await openBotApi()
  const { settings, drop } = await freshSettings('embedded')
  const env = { ...settings, TELEGRAM_BOT_TOKEN: api.token, TELEGRAM_API_ROOT: api.url }
  const phone = api.phone()
  let server = await startProcess(env)
  try {
    await phone.says('banjir selutut')
    await phone.reads('Di mana')
    await phone.shares({ lng: 106.8166, lat: -6.2607 })
    await phone.reads('Sudah benar?')
    await phone.taps('Kirim')
    await phone.reads('sudah kami terima')
    await server.end('SIGKILL')
    // Eleven hours and three quarters pass.
    const db = await openDatabase({ directory: settings.DATA_DIR ?? null })
    await db.query(`update reports set expires_at = now() + interval '15 minutes'`)
    await db.close()
    server = await startProcess(env)
    await phone.reads('Masih banjir', 60_000)
    await server.end('SIGKILL')
    server = await startProcess(env)
    await phone.says('/status')
    await phone.reads('Laporan Anda yang terakhir', 60_000)
    await new Promise(resolve => setTimeout(resolve, 2_500))
    expect(phone.told().filter(({ text }) => text.includes('Masih banjir'))).toHaveLength(1)
    await phone.taps('Sama saja')
    await phone.reads('sudah kami catat')
  } finally {
    await server.end('SIGKILL')
    await api.close()
    await drop()
  }
})
