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
})
afterAll(() => world.close())

const often = async (path: string, headers: Record<string, string> = {}) => {
  const answers = []
  for (let count = 0; count < 40; count++) {
    const response = await fetch(world.url + path, { headers })
    answers.push({ response, body: await response.text() })
  }
  return answers
}
const said = ({ headers }: Response) =>
  Object.fromEntries([...headers].filter(([name]) => !['date', 'keep-alive', 'connection'].includes(name)))

test.each(['/api/live?limit=10', '/tiles/reports/5/25/16.mvt', '/lapor', '/embed'])(
  '%s says in a rush what it says to one alone, with all its headers',
  async path => {
    const all = await often(path, { Accept: 'text/html,*/*' })
    const [first, last] = [all[0], all.at(-1)]
    expect(first?.response.status).toBe(200)
    expect(last?.response.status).toBe(200)
    expect(said(last?.response as Response)).toEqual(said(first?.response as Response))
    expect(last?.body).toBe(first?.body)
  },
)

test('whoever has it already is told so, in a rush as well', async () => {
  const ETag = (await often('/api/live?limit=30')).at(-1)?.response.headers.get('ETag') ?? ''
  const answers = await often('/api/live?limit=30', { 'If-None-Match': ETag })
  expect(new Set(answers.map(({ response }) => response.status))).toEqual(new Set([304]))
})

test('a new report is in the list within a second, however many ask for it meanwhile', async () => {
  await often('/api/live?limit=20')
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
