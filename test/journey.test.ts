// The main job on one page: citizens' messages come in, stand on the live map as an incident, an officer verifies, the citizen hears back.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type BotApi, openBotApi } from './bot-api.ts'
import { engines } from './database.ts'
import { aReport, decide, openSocket, openWorld, postReport, signIn, type World } from './world.ts'

describe.each(engines)('the main job on %s', engine => {
  let telegram: BotApi
  let world: World
  beforeEach(async () => {
    telegram = await openBotApi()
    world = await openWorld(
      engine,
      {},
      { TELEGRAM_BOT_TOKEN: telegram.token, TELEGRAM_API_ROOT: telegram.url },
    )
  })
  afterEach(async () => {
    await world.close()
    await telegram.close()
  })

  test('from a citizen in the water to the map of the agency, and back', async () => {
    // An agency and a neighbour watch.
    const officer = await signIn(world)
    const map = await openSocket(world)
    await map.watch({ region: 'ID-JK' })

    // A citizen writes to the bot.
    const ibuDewi = telegram.phone()
    await ibuDewi.says('/lapor')
    await ibuDewi.reads('Bencana apa')
    await ibuDewi.taps('Banjir')
    await ibuDewi.reads(/[Dd]i mana/)
    await ibuDewi.shares({ lng: 106.8166, lat: -6.2607 })
    await ibuDewi.reads('Seberapa dalam')
    await ibuDewi.taps('lutut')
    await ibuDewi.reads(/foto/i)
    await ibuDewi.says('Air naik terus sejak subuh')
    await ibuDewi.reads('Sudah benar')
    await ibuDewi.taps('Kirim')
    const receipt = await ibuDewi.reads(/1000\d{3}/)
    expect(receipt).toContain('112')

    // It stands on the map, and with two more from next door it is an incident.
    await map.until(
      change => change.what === 'report' && change.feature.properties.words === 'Air naik terus sejak subuh',
    )
    for (const step of [1, 2])
      await postReport(world, aReport({ place: { lng: 106.8166 + step * 0.001, lat: -6.2607 } }))
    await map.until(change => change.what === 'incident' && change.feature.properties.count === 3)

    // An officer verifies it: the map says so, and the citizen hears of it in the chat.
    const report = [...world.board.reports.values()].find(one => one.words.startsWith('Air naik'))
    expect(report).toMatchObject({
      hazard: 'flood',
      answers: { depth: 50 },
      region: 'ID-JK',
      state: 'unverified',
      source: 'grasp',
    })
    const id = report?.id ?? ''
    expect(await decide(world, officer, id, 'verify', { version: report?.version })).toMatchObject({
      status: 200,
    })
    await map.until(
      change =>
        change.what === 'report' &&
        change.feature.properties.id === id &&
        change.feature.properties.state === 'verified',
    )
    await ibuDewi.reads('Petugas sudah memverifikasi laporan Anda')

    // Programs written for the incumbent read the same report, and nobody learns who sent it.
    const answer = await fetch(`${world.url}/reports?geoformat=geojson&admin=ID-JK`)
    const { result } = await answer.json()
    const found = result.features.find(
      (one: { properties: { pkey: string } }) => one.properties.pkey === String(report?.number),
    )
    expect(found).toMatchObject({
      geometry: { coordinates: [106.8166, -6.2607] },
      properties: { status: 'confirmed', report_data: { flood_depth: 50 } },
    })
    expect(JSON.stringify([map.changes, result])).not.toContain(String(ibuDewi.chat))
    map.close()
  })
})
