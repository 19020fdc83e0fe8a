// A question of the officers to the citizen: it finds who sent the report, in the chat or on the private page, and the answer comes back.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type BotApi, openBotApi } from './bot-api.ts'
import { act, look, type Officer, there } from './case-acts.ts'
import { engines } from './database.ts'
import { openWorld, postReport, signIn, type World } from './world.ts'

describe.each(engines)('a question to the citizen on %s', engine => {
  let telegram: BotApi
  let world: World
  let sari: Officer
  beforeAll(async () => {
    telegram = await openBotApi()
    const bot = { TELEGRAM_BOT_TOKEN: telegram.token, TELEGRAM_API_ROOT: telegram.url }
    world = await openWorld(engine, {}, bot)
    sari = await signIn(world)
  }, 60_000)
  afterAll(async () => {
    await world.close()
    await telegram.close()
  })

  test('goes to the chat, and the next words are the answer', async () => {
    const ibuDewi = telegram.phone()
    await ibuDewi.says('Banjir selutut di Kemang, air naik terus')
    await ibuDewi.reads('Sudah benar')
    await ibuDewi.taps('Kirim')
    await ibuDewi.reads(/1000\d{3}/)
    await world.caughtUp()
    const report = [...world.board.reports.values()].find(({ words }) => words.includes('air naik terus'))
    const asked = await act(
      world,
      sari,
      'ask',
      { on: { report: report?.id ?? '' }, version: 0 },
      { words: 'Apakah ada lansia di rumah?' },
    )
    expect(asked.body).toMatchObject({ question: 'open' })
    await ibuDewi.reads('Apakah ada lansia di rumah?')
    await ibuDewi.says('Ada, nenek di lantai dua')
    await ibuDewi.reads('sudah diteruskan ke petugas')
    const { case: one, questions, steps } = await look(world, sari, asked.body.id)
    expect(one.question).toBe('answered')
    expect(questions).toMatchObject([
      { words: 'Apakah ada lansia di rumah?', answer: 'Ada, nenek di lantai dua' },
    ])
    expect(steps.at(-1)).toMatchObject({ what: 'answer', told: 'Ada, nenek di lantai dua' })
    // Only the first words are: what follows is a conversation again.
    await ibuDewi.says('Banjir')
    await ibuDewi.reads(/[Dd]i mana/)
  })

  test('stands on the private page of who sent it from a browser, and is answered there', async () => {
    const { body } = await postReport(world, there(0))
    const asked = await act(
      world,
      sari,
      'ask',
      { on: { report: body.report.properties.id }, version: 0 },
      { words: 'Berapa orang di sana?' },
    )
    const token = new URL(body.link, world.url).pathname.split('/').at(-1)
    const mine = await (await fetch(`${world.url}/api/mine/${token}`)).json()
    expect(mine.questions).toMatchObject([{ words: 'Berapa orang di sana?', answer: null }])
    const answered = await fetch(`${world.url}/api/mine/${token}/answer`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ question: mine.questions[0].id, words: 'Empat orang' }),
    })
    expect((await answered.json()).questions).toMatchObject([{ answer: 'Empat orang' }])
    expect((await look(world, sari, asked.body.id)).case.question).toBe('answered')
  })
})
