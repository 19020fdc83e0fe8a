// Two processes on one PostgreSQL: what is posted at one is seen at the other, and when one dies the other goes on with its work.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasPostgres } from './database.ts'
import { aReport, freshSettings, openSocket, postReport } from './world.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

type Server = { child: ChildProcess; url: string }

/** The real server as a process of its own, as `npm start` runs it. */
async function startProcess(settings: NodeJS.ProcessEnv): Promise<Server> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'server/start.ts'], {
    cwd: root,
    env: { ...process.env, ...settings },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  for await (const piece of child.stdout) {
    said += piece
    const url = said.match(/http:\/\/localhost:\d+/)?.[0]
    if (url) {
      child.stdout.on('data', () => undefined).resume()
      return { child, url }
    }
  }
  throw new Error(`The server did not start: ${said}`)
}

describe.skipIf(!hasPostgres)('two processes on one PostgreSQL', () => {
  let settings: NodeJS.ProcessEnv
  let drop: () => Promise<void>
  const servers: Server[] = []

  beforeAll(async () => {
    ;({ settings, drop } = await freshSettings('postgres'))
    servers.push(await startProcess(settings), await startProcess(settings))
  })
  afterAll(async () => {
    for (const { child } of servers)
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGKILL')
        await once(child, 'exit')
      }
    await drop()
  })

  test('a report posted at one stands within a second on a map that watches the other', async () => {
    const [one, other] = servers
    if (!one || !other) throw new Error('two servers were expected')
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

  test('when the one that builds incidents is killed, the other goes on within ten seconds', async () => {
    const [one, other] = servers
    if (!one || !other) throw new Error('two servers were expected')
    const map = await openSocket(other)
    await map.watch()
    const here = (step: number) => aReport({ place: { lng: 110.42 + step * 0.0005, lat: -6.98 } })
    for (const step of [0, 1, 2]) await postReport(one, here(step))
    await map.until(change => change.what === 'incident' && change.feature.properties.count === 3, 10_000)
    one.child.kill('SIGKILL')
    await once(one.child, 'exit')
    await postReport(other, here(3))
    await map.until(change => change.what === 'incident' && change.feature.properties.count === 4, 10_000)
    map.close()
  })
})
