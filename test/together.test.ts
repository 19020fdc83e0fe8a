// In a rush the changes of a moment come as one message: whoever takes them so is told the same, in the same order, as who hears each by itself.
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Change } from '../server/domain/contract.ts'
import { SLICES, tellTogether } from '../server/live/together.ts'
import { openLive } from '../web/live.ts'
import { aReport, openSocket, openWorld, postReport, type World } from './world.ts'

type Told = [Change, string]
const unpacked = (text: string): Told[] =>
  JSON.parse(text.startsWith('[') ? text : gunzipSync(Buffer.from(text, 'base64')).toString())

/** What one slice hears; the others are told, too. */
const ofOneSlice = (hear: () => void) => (slice: number) => {
  if (slice === 7) hear()
}

test('one change goes as it is, several go as one text, packed when it is long, and nothing is told twice', () => {
  const ones: Told[] = []
  const texts: string[] = []
  const { add, settle, finish } = tellTogether({
    tellOne: (_, told) => ofOneSlice(() => ones.push(told)),
    tellSeveral: (_, text) => ofOneSlice(() => texts.push(text)),
  })
  const told = (id: string): Told => [{ what: 'gone', kind: 'report', id }, '1.1']
  add('all', told('alone'))
  settle()
  expect([ones, texts]).toEqual([[told('alone')], []])
  for (const count of [2, 200]) {
    const all = Array.from({ length: count }, (_, index) => told(`report-${index}`))
    for (const one of all) add('all', one)
    finish()
    const text = texts.pop() ?? ''
    expect([text.startsWith('['), unpacked(text)]).toEqual([count === 2, all])
  }
  finish()
  expect([ones.length, texts.length]).toEqual([1, 0])
})

test('a crowd is told slice by slice, each in the same order, and others come between', async () => {
  const heard = Array.from({ length: SLICES }, (): string[] => [])
  const order: number[] = []
  const slowly = (what: string) => (slice: number) => {
    const began = performance.now()
    while (performance.now() - began < 2);
    heard[slice]?.push(what)
    order.push(slice)
  }
  const { add, settle, tellAfter } = tellTogether({
    tellOne: (_, [, cursor]) => slowly(cursor),
    tellSeveral: (_, text) =>
      slowly(
        unpacked(text)
          .map(([, cursor]) => cursor)
          .join(),
      ),
  })
  const told = (cursor: string): Told => [{ what: 'gone', kind: 'report', id: cursor }, cursor]
  add('all', told('1.1'))
  settle()
  const inFirstTurn = order.length
  for (const cursor of ['1.2', '1.3']) add('all', told(cursor))
  settle()
  tellAfter(slowly('pulse'))
  let turns = 0
  while (order.length < 3 * SLICES) {
    turns++
    await new Promise(setImmediate)
  }
  expect(inFirstTurn).toBeLessThan(SLICES / 2)
  expect(turns).toBeGreaterThan(5)
  for (const each of heard) expect(each).toEqual(['1.1', '1.2,1.3', 'pulse'])
})

let world: World
beforeAll(async () => {
  world = await openWorld('embedded')
})
afterAll(() => world.close())

test('many reports at once: sockets that take them together, one by one and as the pages do hold the same', async () => {
  const [one, together] = [await openSocket(world), await openSocket(world)]
  const heard: Told[] = []
  let messages = 0
  together.socket.on('change', (...told) => heard.push(told))
  together.socket.on('changes', text => {
    messages++
    heard.push(...unpacked(text))
  })
  await one.watch()
  await together.watch({ together: true })
  const page = openLive({}, { url: world.url })
  await expect.poll(() => page.isKnown.value).toBe(true)
  const count = 60
  await Promise.all(
    Array.from({ length: count }, (_, index) =>
      postReport(
        world,
        aReport({ place: { lng: 106.7 + index / 400, lat: -6.3 }, words: `Banjir ${index}` }),
      ),
    ),
  )
  await world.caughtUp()
  const reportsOf = (told: Told[]) =>
    told.flatMap(([change]) => (change.what === 'report' ? [change.feature.properties.id] : []))
  await expect.poll(() => [reportsOf(one.changes).length, reportsOf(heard).length]).toEqual([count, count])
  await expect.poll(() => heard.length).toBe(one.changes.length)
  expect(heard.map(([, cursor]) => cursor)).toEqual(one.changes.map(([, cursor]) => cursor))
  expect(heard.map(([change]) => change)).toEqual(one.changes.map(([change]) => change))
  expect(messages).toBeGreaterThan(0)
  await expect.poll(() => page.picture.value.reports.size).toBe(count)
  const fresh = openLive({}, { url: world.url })
  await expect.poll(() => fresh.isKnown.value).toBe(true)
  await expect.poll(() => page.picture.value).toEqual(fresh.picture.value)
  for (const socket of [one, together, page, fresh]) socket.close()
})
