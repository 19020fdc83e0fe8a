// When very many ask for the same in the same moment, what was given an instant ago is given again: the same to the letter, and never old.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { givenAgain } from '../server/surge/rush.ts'
import { give, readyAnswer } from '../server/wire/ready.ts'
import { aReport, openWorld, postReport, type World } from './world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld('embedded')
  const { app } = world
  const handle = Reflect.get(app, 'handle')
  Reflect.set(app, 'handle', (...given: unknown[]) => {
    asked++
    return Reflect.apply(handle, app, given)
  })
})
afterAll(() => world.close())

/** How often the application itself was asked, behind everything that stands before it. */
let asked = 0

/** Asks by the forty until the application was asked less often than the server: all answers, the first of them before the rush. */
async function inARush(path: string, headers: Record<string, string> = {}) {
  const ask = async () => {
    const response = await fetch(world.url + path, { headers })
    return { response, body: await response.text() }
  }
  const answers = [await ask()]
  for (let before = asked; asked - before >= answers.length - 1; )
    answers.push(...(await Promise.all(Array.from({ length: 40 }, ask))))
  return answers
}
const said = ({ headers }: Response) =>
  Object.fromEntries([...headers].filter(([name]) => !['date', 'keep-alive', 'connection'].includes(name)))

test.each(['/api/live?limit=10', '/tiles/reports/5/25/16.mvt', '/lapor', '/embed'])(
  '%s says in a rush what it says to one alone, with all its headers',
  async path => {
    const [alone, ...others] = await inARush(path, { Accept: 'text/html,*/*' })
    expect(alone?.response.status).toBe(200)
    for (const { response, body } of others) {
      expect(response.status).toBe(200)
      expect(said(response)).toEqual(said(alone?.response as Response))
      expect(body).toBe(alone?.body)
    }
  },
)

test('whoever has it already is told so, in a rush as well', async () => {
  const ETag = (await fetch(`${world.url}/api/live?limit=30`)).headers.get('ETag') ?? ''
  const answers = await inARush('/api/live?limit=30', { 'If-None-Match': ETag })
  expect(new Set(answers.map(({ response }) => response.status))).toEqual(new Set([304]))
})

test('a new report is in the list within a second, however many ask for it meanwhile', async () => {
  await inARush('/api/live?limit=20')
  const { body } = await postReport(world, aReport({ words: 'Air naik di gang ini' }))
  const { id } = body.report.properties
  const until = Date.now() + 1_000
  let text = ''
  while (!text.includes(id) && Date.now() < until)
    text = await (await fetch(`${world.url}/api/live?limit=20`)).text()
  expect(text).toContain(id)
})

test('the application is asked again as soon as the instant is over, and always for what is somebody’s own', async () => {
  let [asked, at] = [0, 10_000]
  const server = createServer(
    givenAgain(
      (request, response) => {
        asked++
        void give(request, response, readyAnswer(`answer ${asked}`))
      },
      () => at,
    ),
  )
  await new Promise<void>(resolve => server.listen(0, resolve))
  const ask = async (path: string, headers: Record<string, string> = {}) =>
    (await fetch(`http://localhost:${(server.address() as AddressInfo).port}${path}`, { headers })).text()
  for (let count = 1; count <= 20; count++) expect(await ask('/api/live')).toBe(`answer ${count}`)
  expect([await ask('/api/live'), await ask('/api/live')]).toEqual(['answer 20', 'answer 20'])
  expect(await ask('/api/live', { Authorization: 'Bearer x' })).toBe('answer 21')
  expect(await ask('/api/reports/1')).toBe('answer 22')
  at += 200
  expect(await ask('/api/live')).toBe('answer 23')
  expect(await ask('/api/live')).toBe('answer 23')
  at += 5_000
  expect([await ask('/api/live'), await ask('/api/live')]).toEqual(['answer 24', 'answer 25'])
  server.close()
  server.closeAllConnections()
})
