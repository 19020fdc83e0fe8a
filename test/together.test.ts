// In a rush the changes of a moment come as one message: whoever takes them so is told the same, in the same order, as who hears each by itself.
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Change } from '../server/domain/contract.ts'
import { tellTogether } from '../server/together.ts'
import { openLive } from '../web/live.ts'
import { aReport, openSocket, openWorld, postReport, type World } from './world.ts'

type Told = [Change, string]
const unpacked = (text: string): Told[] =>
  JSON.parse(text.startsWith('[') ? text : gunzipSync(Buffer.from(text, 'base64')).toString())

test('one change goes as it is, several go as one text, packed when it is long, and nothing is told twice', () => {
  const ones: Told[] = []
  const texts: string[] = []
  const { add, settle, flush } = tellTogether({
    tellOne: (_, told) => ones.push(told),
    tellSeveral: (_, text) => texts.push(text),
  })
  const told = (id: string): Told => [{ what: 'gone', kind: 'report', id }, '1.1']
  add('all', told('alone'))
  settle()
  expect([ones, texts]).toEqual([[told('alone')], []])
  for (const count of [2, 200]) {
    const all = Array.from({ length: count }, (_, index) => told(`report-${index}`))
    for (const one of all) add('all', one)
    flush()
    const text = texts.pop() ?? ''
    expect([text.startsWith('['), unpacked(text)]).toEqual([count === 2, all])
  }
  flush()
  expect([ones.length, texts.length]).toEqual([1, 0])
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
