// 10,000 subscribers of one place are told of a flood within Telegram's 30 messages a second, with a kill -9 in the middle, while a citizen
// talks to the bot. `TELEGRAM_RATE` may be raised to see how fast the courier itself is.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { openDatabase } from '../../db/connect.ts'
import { migrate } from '../../db/migrate.ts'
import { openBotApi, type Phone } from '../bot-api.ts'
import { createCluster, findInstallation } from '../cluster.ts'
import { floodThere, gatherCrowd, toldTo } from '../crowd.ts'
import { startProcess } from '../server-process.ts'
import { median, type Result, rounded } from './measure.ts'

const SUBSCRIBERS = 10_000
const A_SECOND = 30
/** Long enough for letters of which nothing was heard to be sent again. */
const AFTERWARDS_MS = 40_000
const TALK_EVERY_MS = 2_000

export async function benchAlerts(): Promise<Result[]> {
  const installation = findInstallation()
  if (!installation) {
    console.warn('There is no PostgreSQL with PostGIS on this machine: alerts are not measured.')
    return []
  }
  const cluster = await createCluster(installation)
  const url = cluster.url('postgres')
  const db = await openDatabase({ url, directory: null })
  await migrate(db)
  await gatherCrowd(db, SUBSCRIBERS)
  await db.query('analyze')
  const telegram = await openBotApi({ perSecond: A_SECOND })
  const directory = mkdtempSync(join(tmpdir(), 'kentongan-bench-'))
  const settings = {
    DATABASE_URL: url,
    DATA_DIR: directory,
    TELEGRAM_BOT_TOKEN: telegram.token,
    TELEGRAM_API_ROOT: telegram.url,
  }
  let server = await startProcess(settings)
  try {
    await telegram.called('getUpdates')
    await floodThere(server)
    const began = performance.now()
    const talk = talking(telegram.phone())
    const reached = () => toldTo(telegram).times.size
    while (reached() < SUBSCRIBERS / 2) await sleep(100)
    const killed = Date.now()
    talk.pause()
    await server.end('SIGKILL')
    server = await startProcess(settings)
    await telegram.called('getUpdates')
    const backAfter = Date.now() - killed
    talk.goOn()
    await finished(reached)
    const seconds = (performance.now() - began) / 1_000
    await talk.stop()
    await sleep(AFTERWARDS_MS)
    const { times, calls, twice } = toldTo(telegram)
    const last = Math.max(...calls.map(({ at }) => at))
    return [
      {
        name: `alerts: ${SUBSCRIBERS} subscribers of one place, ${A_SECOND} messages a second, a kill in the middle`,
        figures: {
          told: times.size,
          'told twice': twice.length,
          lost: SUBSCRIBERS - times.size,
          'messages in the busiest second': busiest(
            telegram.calls.map(({ at, method }) => (method === 'sendMessage' ? at : 0)),
          ),
          'answered with 429': telegram.refusedAsTooFast,
          'seconds in all': rounded(Math.max(seconds, (last - killed) / 1_000)),
          'seconds until the server was back': rounded(backAfter / 1_000),
          "a citizen's conversation meanwhile, answers": talk.delays.length,
          'its median delay, ms': rounded(median(talk.delays)),
          'its longest delay, ms': rounded(Math.max(...talk.delays)),
        },
        row: {
          what: `${SUBSCRIBERS.toLocaleString('en')} subscribers told at ${A_SECOND} messages/s, a kill in the middle`,
          ours: `${times.size.toLocaleString('en')} told, ${twice.length} twice, in ${rounded(Math.max(seconds, (last - killed) / 1_000))} s`,
          beside: `the channel's own limit: ${rounded(SUBSCRIBERS / A_SECOND)} s`,
          aim: 'none lost, none twice',
        },
      },
    ]
  } finally {
    await server.end('SIGTERM')
    await telegram.close()
    await db.close()
    await cluster.remove()
    rmSync(directory, { recursive: true, force: true })
  }
}

/** Until everybody is told, or nobody was for a minute. */
async function finished(reached: () => number): Promise<void> {
  let [known, since] = [reached(), Date.now()]
  while (known < SUBSCRIBERS && Date.now() - since < 60_000) {
    await sleep(250)
    if (reached() > known) [known, since] = [reached(), Date.now()]
  }
}

/** A citizen asks for help again and again, and waits for each answer. */
function talking(phone: Phone) {
  const delays: number[] = []
  let isOver = false
  let isPaused = false
  async function talk(): Promise<void> {
    while (!isOver) {
      await sleep(TALK_EVERY_MS)
      if (isPaused || isOver) continue
      const before = phone.screen().length
      const at = performance.now()
      await phone.says('/bantuan')
      while (phone.screen().length === before && !isOver && !isPaused) await sleep(2)
      if (!isPaused && !isOver) delays.push(performance.now() - at)
    }
  }
  const done = talk()
  return {
    delays,
    pause: () => {
      isPaused = true
    },
    goOn: () => {
      isPaused = false
    },
    stop: () => {
      isOver = true
      return done
    },
  }
}

/** The most within any second. */
function busiest(times: number[]): number {
  const sorted = times.filter(Boolean).sort((a, b) => a - b)
  let [most, from] = [0, 0]
  for (const [index, time] of sorted.entries()) {
    while (time - (sorted[from] ?? 0) >= 1_000) from++
    most = Math.max(most, index - from + 1)
  }
  return most
}
