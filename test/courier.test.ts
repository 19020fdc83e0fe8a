// The courier alone: the order of letters, the pace of a channel, and what is uncertain after a crash.
import { randomBytes } from 'node:crypto'
import { v7 as newId } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Channel, Fate } from '../bots/channel.ts'
import { carryLetters } from '../bots/courier.ts'
import { createPace } from '../bots/pace.ts'
import * as citizens from '../db/citizens.ts'
import * as outbox from '../db/outbox.ts'
import { botStores } from '../server/bot-stores.ts'
import { openLetters } from '../server/secrets/letters.ts'
import { createSealing } from '../server/secrets/sealing.ts'
import { engines, type FreshDatabase, freshDatabase } from './database.ts'

const letters = openLetters(createSealing([randomBytes(32)]))
const stores = botStores(letters)
const soon = { timeout: 20_000, interval: 20 }
const uncertainAfter = { question: 60, news: 30 }

describe.each(engines)('the courier on %s', engine => {
  let fresh: FreshDatabase
  let clock: Date
  let sent: { address: string; text: string; at: number }[]
  let fates: Fate[]
  beforeAll(async () => {
    fresh = await freshDatabase(engine)
  })
  afterAll(() => fresh.drop())
  beforeEach(async () => {
    await fresh.db.query('delete from outbox')
    clock = new Date('2026-01-05T10:00:00Z')
    sent = []
    fates = []
  })

  /** A channel that can be told what becomes of the next messages. */
  const pigeon = (pace: Partial<Channel['pace']> = {}): Channel => ({
    name: 'pigeon',
    username: () => undefined,
    pace: { all: 1_000, chat: 1_000, chatAtOnce: 1, ...pace },
    async send(address, { text }) {
      const fate = fates.shift() ?? { is: 'sent' }
      if (fate.is === 'sent') sent.push({ address, text, at: performance.now() })
      return fate
    },
    fetchFile: () => Promise.reject(new Error('pigeons carry no photos')),
    lead: () => Promise.resolve(),
  })

  const meet = (address: string) =>
    citizens.greetCitizen(fresh.db, { id: newId(), channel: 'pigeon', address, language: 'id', at: clock })

  async function write(address: string, texts: string[], question = false): Promise<string> {
    const citizen = await meet(address)
    for (const text of texts)
      await letters.post(fresh.db, { id: newId(), citizen, reply: { text, question }, due: clock })
    return citizen
  }

  /** A process took the letters, and died before it could say whether they arrived. */
  async function crash(): Promise<number> {
    const room = new Map([['pigeon', 100]])
    const letters = await outbox.nextLetters(fresh.db, { now: clock, room, underway: [] })
    for (const { id } of letters) await outbox.takeLetter(fresh.db, { id, now: clock, uncertainAfter })
    return letters.length
  }

  async function whileCarrying(work: () => Promise<void>, channel = pigeon()): Promise<void> {
    const over = new AbortController()
    const given = { db: fresh.db, stores, now: () => clock, log: () => undefined, channels: [channel] }
    const carrying = carryLetters(given, over.signal)
    await work().finally(() => over.abort())
    await carrying
  }

  const later = (seconds: number) => {
    clock = new Date(clock.getTime() + seconds * 1_000)
    fresh.db.wake()
  }
  const texts = () => sent.map(({ text }) => text)
  const aMoment = () => new Promise(resolve => setTimeout(resolve, 250))

  test('keeps the order of each citizen, and lets nobody wait for another', async () => {
    for (const address of ['a', 'b', 'c']) await write(address, ['1', '2', '3', '4'])
    await whileCarrying(() => expect.poll(() => sent.length, soon).toBe(12))
    for (const address of ['a', 'b', 'c'])
      expect(sent.filter(one => one.address === address).map(({ text }) => text)).toEqual([
        '1',
        '2',
        '3',
        '4',
      ])
  })

  test('sends the first at once and smooths a burst to one chat', async () => {
    await write('a', ['1', '2', '3'])
    await write('b', ['1'])
    await whileCarrying(() => expect.poll(() => sent.length, soon).toBe(4), pigeon({ chat: 5 }))
    const times = sent.filter(({ address }) => address === 'a').map(({ at }) => at)
    expect((times[2] ?? 0) - (times[0] ?? 0)).toBeGreaterThan(380)
    expect(
      sent
        .slice(0, 2)
        .map(({ address }) => address)
        .sort(),
    ).toEqual(['a', 'b'])
  })

  test('after a crash news goes out again after half a minute, a question after a minute of silence', async () => {
    await write('a', ['news'])
    await write('b', ['question'], true)
    expect(await crash()).toBe(2)
    await whileCarrying(async () => {
      later(29)
      await aMoment()
      expect(texts()).toEqual([])
      later(2)
      await expect.poll(texts, soon).toEqual(['news'])
      later(30)
      await expect.poll(texts, soon).toEqual(['news', 'question'])
    })
  })

  test('after a crash a question is never repeated once the citizen has written again, and holds up nothing', async () => {
    const citizen = await write('a', ['question'], true)
    await crash()
    await outbox.dropQuestions(fresh.db, citizen)
    await write('a', ['next question'], true)
    await whileCarrying(async () => {
      await expect.poll(texts, soon).toEqual(['next question'])
      later(120)
      await aMoment()
      expect(texts()).toEqual(['next question'])
    })
  })

  test('nothing of a message can be read in the database; one whose key is lost is dropped, and holds up nobody', async () => {
    const lost = openLetters(createSealing([randomBytes(32)]))
    const citizen = await write('a', ['kartu'], true)
    expect(await letters.lastQuestion(fresh.db, citizen)).toEqual({ text: 'kartu', question: true })
    expect(await lost.lastQuestion(fresh.db, citizen)).toBeUndefined()
    await lost.post(fresh.db, { id: newId(), citizen, reply: { text: 'kartu', question: false }, due: clock })
    await write('a', ['terima kasih'])
    const { rows } = await fresh.db.query<{ row: string }>('select outbox::text as row from outbox')
    expect(rows.filter(({ row }) => /kartu|terima/.test(row))).toEqual([])
    await whileCarrying(() => expect.poll(texts, soon).toEqual(['kartu', 'terima kasih']))
    const { rows: dropped } = await fresh.db.query(`select error from outbox where status = 'dropped'`)
    expect(dropped).toEqual([{ error: expect.stringMatching(/The key \S+ is missing/) }])
  })

  test('a fault of a channel is told by its name alone: its words may carry an address', async () => {
    await write('0812', ['1'])
    const send = () => Promise.reject(new TypeError('fetch failed: https://pigeons.test/0812'))
    const errors = () => fresh.db.query('select error from outbox').then(({ rows }) => rows)
    await whileCarrying(() => expect.poll(errors, soon).toEqual([{ error: 'TypeError' }]), {
      ...pigeon(),
      send,
    })
  })

  test('a message that did not get through is tried again, later each time, before those behind it', async () => {
    fates = [
      { is: 'delayed', why: 'ECONNRESET' },
      { is: 'delayed', why: 'ECONNRESET' },
    ]
    await write('a', ['1', '2'])
    await whileCarrying(async () => {
      await expect.poll(() => fates.length, soon).toBe(1)
      await aMoment()
      expect(fates).toHaveLength(1)
      later(2)
      await expect.poll(() => fates.length, soon).toBe(0)
      later(4)
      await expect.poll(texts, soon).toEqual(['1', '2'])
    })
  })

  test('a message that the vendor refuses is let go, and the next one sent', async () => {
    fates = [{ is: 'refused', why: '400' }]
    await write('a', ['1', '2'])
    await whileCarrying(() => expect.poll(texts, soon).toEqual(['2']))
    const { rows } = await fresh.db.query('select status, error from outbox order by id')
    expect(rows).toEqual([
      { status: 'dropped', error: '400' },
      { status: 'sent', error: null },
    ])
  })
})

test('a pace hands out a few at once, then one an interval, and forgets after a pause', () => {
  const pace = createPace(1, 3)
  expect([0, 0, 0, 0, 0].map(at => pace.wait(at))).toEqual([0, 0, 0, 1_000, 2_000])
  expect(pace.isIdle(4_000)).toBe(false)
  expect(pace.isIdle(5_000)).toBe(true)
  expect([10_000, 10_000, 10_000, 10_000].map(at => pace.wait(at))).toEqual([0, 0, 0, 1_000])
})
