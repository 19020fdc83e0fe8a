// Two processes on one PostgreSQL: what is posted at one is seen at the other, and when one dies the other goes on with its work.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type BotApi, openBotApi } from './bot-api.ts'
import { hasPostgres } from './database.ts'
import { type ServerProcess, startProcess } from './server-process.ts'
import { aReport, freshSettings, openSocket, postReport } from './world.ts'

describe.skipIf(!hasPostgres)('two processes on one PostgreSQL', () => {
  let telegram: BotApi
  let one: ServerProcess
  let other: ServerProcess
  let drop: () => Promise<void>

  beforeAll(async () => {
    const fresh = await freshSettings('postgres')
    telegram = await openBotApi()
    const settings = {
      ...fresh.settings,
      TELEGRAM_BOT_TOKEN: telegram.token,
      TELEGRAM_API_ROOT: telegram.url,
    }
    drop = fresh.drop
    // One after the other, so that the first is the one that leads.
    one = await startProcess(settings)
    await telegram.called('getUpdates')
    other = await startProcess(settings)
  }, 120_000)
  afterAll(async () => {
    await other.end('SIGKILL')
    await telegram.close()
    await drop()
  })

  test('a report posted at one stands within a second on a map that watches the other', async () => {
    const map = await openSocket(other)
    await map.watch()
    await postReport(one)
    const began = Date.now()
    const { body } = await postReport(one)
    await map.until(
      change => change.what === 'report' && change.feature.properties.id === body.report.properties.id,
      1_000,
    )
    expect(Date.now() - began).toBeLessThan(1_000)
    map.close()
  })

  test('when the one that leads is killed, incidents and bot go on in the other within ten seconds', async () => {
    const map = await openSocket(other)
    await map.watch()
    const phone = telegram.phone()
    await phone.says('/lapor')
    await phone.reads('Bencana apa')
    const here = (step: number) => aReport({ place: { lng: 110.42 + step * 0.0005, lat: -6.98 } })
    for (const step of [0, 1, 2]) await postReport(one, here(step))
    await map.until(change => change.what === 'incident' && change.feature.properties.count === 3, 10_000)

    await one.end('SIGKILL')
    await Promise.all([
      postReport(other, here(3)).then(() =>
        map.until(change => change.what === 'incident' && change.feature.properties.count === 4, 10_000),
      ),
      phone.taps('Banjir').then(() => phone.reads(/[Dd]i mana/, 10_000)),
    ])
    map.close()
  })
})
