// Reports go first: however many stand in line, a report waits for the few that are being served, and nobody in line is forgotten.
import { AsyncLocalStorage } from 'node:async_hooks'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { openLine } from '../server/surge/line.ts'

let http: Server | undefined
afterEach(() => http?.close())

/** Asks for all of these, and hands them to the listener together, in their order, once all have come in. */
async function askTogether(
  asked: string[],
  listener: RequestListener,
): Promise<PromiseSettledResult<Response>[]> {
  const come = new Map<string, () => void>()
  const server = createServer((request, response) => {
    come.set(`${request.method} ${request.url}`, () => listener(request, response))
    if (come.size === asked.length) for (const each of asked) come.get(each)?.()
  })
  http = server
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return Promise.allSettled(
    asked.map(each => {
      const [method, path] = each.split(' ')
      return fetch(url + path, { method })
    }),
  )
}

/** Every look at it is ten milliseconds later: one is served in each turn. */
function slowClock(): () => number {
  let now = 0
  return () => {
    now += 10
    return now
  }
}

test('a report is served before all who stand in line, and all of them are served', async () => {
  const served: string[] = []
  const line = openLine(slowClock())
  const reads = Array.from({ length: 20 }, (_, index) => `GET /api/statistics?${index}`)
  const before = line.before((request, response) => {
    served.push(`${request.method} ${request.url}`)
    response.end()
  })
  const outcomes = await askTogether([...reads, 'POST /api/reports'], before)
  expect(outcomes.map(({ status }) => status)).not.toContain('rejected')
  expect(served).toEqual(['POST /api/reports', ...reads])
})

test('the higher class comes first, within a class who came first; how long the first has waited is known', async () => {
  const served: string[] = []
  const waits: number[] = []
  const line = openLine(slowClock())
  const before = line.before(({ url = '' }, response) => {
    served.push(url)
    waits.push(line.waits().export)
    response.end()
  })
  await askTogether(
    ['/exports/reports.csv', '/api/statistics?1', '/api/live', '/api/statistics?2', '/lapor'].map(
      path => `GET ${path}`,
    ),
    before,
  )
  expect(served).toEqual([
    '/lapor',
    '/api/live',
    '/api/statistics?1',
    '/api/statistics?2',
    '/exports/reports.csv',
  ])
  expect(waits).toEqual(
    waits
      .slice(0, -1)
      .toSorted((a, b) => a - b)
      .concat(0),
  )
})

test('each is served in its own context, and who has gone away is not served', async () => {
  const own = new AsyncLocalStorage<string>()
  const seen: (string | undefined)[] = []
  const line = openLine(slowClock())
  let leave: (() => void) | undefined
  const before = line.before(({ url = '' }, response) => {
    leave?.()
    expect(own.getStore()).toBe(url)
    seen.push(own.getStore())
    setTimeout(() => response.end(), 20)
  })
  const paths = Array.from({ length: 9 }, (_, index) => `/api/statistics?${index}`)
  const outcomes = await askTogether(
    paths.map(path => `GET ${path}`),
    (request, response) => {
      if (request.url === paths.at(-1)) leave = () => response.destroy()
      own.run(request.url ?? '', () => before(request, response))
    },
  )
  expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(1)
  expect(seen).toEqual(paths.slice(0, -1))
})
