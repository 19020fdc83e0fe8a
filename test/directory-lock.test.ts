// The lock on the data directory: one holder at a time, named to the others, and no waiting after a kill.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { lockDirectory, readHolder } from '../db/directory-lock.ts'

let directory: string
let rivals: ChildProcess[] = []

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'kentongan-lock-test-'))
})
afterEach(() => {
  for (const rival of rivals) rival.kill('SIGKILL')
  rivals = []
  rmSync(directory, { recursive: true, force: true })
})

/** A process that is ready to take the lock, and does so when it is told. */
async function rival() {
  const child = spawn(process.execPath, ['--import', 'tsx', 'test/rival.ts', 'lock', directory], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  rivals.push(child)
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]()
  expect((await lines.next()).value).toBe('ready')
  return {
    pid: child.pid,
    async lock(): Promise<string> {
      child.stdin.write('go\n')
      return (await lines.next()).value
    },
    async kill(): Promise<void> {
      child.kill('SIGKILL')
      await once(child, 'exit')
    },
  }
}

/** A lock as another process would have left it. */
function leaveLock(holder: object, ageSeconds = 0): void {
  const path = join(directory, 'kentongan-lock.7')
  writeFileSync(path, JSON.stringify({ startedAt: '2026-01-05T06:07:08.000Z', note: null, ...holder }))
  const then = new Date(Date.now() - ageSeconds * 1000)
  utimesSync(path, then, then)
}

test.skipIf(process.platform !== 'linux')(
  'a killed holder that its parent has not asked after holds nothing',
  async () => {
    const parent = spawn('sh', ['-c', 'sleep 0.1 & echo $!; exec sleep 60'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    rivals.push(parent)
    const lines = createInterface(parent.stdout)[Symbol.asyncIterator]()
    const pid = Number((await lines.next()).value)
    const stat = () => readFileSync(`/proc/${pid}/stat`, 'utf8').split(' ')
    await expect.poll(() => stat()[2]).toBe('Z')
    leaveLock({ pid, host: hostname(), processStart: stat()[21] })
    await (await lockDirectory(directory)).release()
  },
)

test('a second holder is refused and told who the first is, until that one lets go', async () => {
  const first = await rival()
  expect(await first.lock()).toBe('locked')
  await expect(lockDirectory(directory)).rejects.toThrow(
    new RegExp(
      `${directory} is used by process ${first.pid} on host ${hostname()} since .+; stop it or set DATA_DIR`,
    ),
  )
  expect(await readHolder(directory)).toMatchObject({ pid: first.pid, host: hostname() })
  await first.kill()
  expect(await readHolder(directory)).toBeNull()
  const own = await lockDirectory(directory)
  await expect(lockDirectory(directory)).rejects.toThrow(`process ${process.pid}`)
  await own.release()
  expect(await readHolder(directory)).toBeNull()
  await (await lockDirectory(directory)).release()
})

test('of many processes that race for the lock of a killed one, exactly one wins', async () => {
  const killed = await rival()
  const racers = await Promise.all([rival(), rival(), rival(), rival()])
  expect(await killed.lock()).toBe('locked')
  await killed.kill()
  const outcomes = await Promise.all(racers.map(racer => racer.lock()))
  expect(outcomes.filter(outcome => outcome === 'locked')).toHaveLength(1)
  expect(outcomes.filter(outcome => outcome.startsWith('refused'))).toHaveLength(3)
})

test('many takers within one process are one winner, too, time after time', async () => {
  for (let round = 0; round < 20; round++) {
    const takers = await Promise.allSettled(Array.from({ length: 8 }, () => lockDirectory(directory)))
    const winners = takers.flatMap(taker => (taker.status === 'fulfilled' ? [taker.value] : []))
    expect(winners).toHaveLength(1)
    await winners[0]?.release()
  }
  expect(readdirSync(directory)).toHaveLength(1)
})

test('a live process with the same number that started at another time is not the holder', async () => {
  leaveLock({ pid: process.pid, host: hostname(), processStart: '12' })
  expect(await readHolder(directory)).toBeNull()
  await (await lockDirectory(directory)).release()
})

test('a holder on another host counts for as long as it touches its lock', async () => {
  leaveLock({ pid: 1, host: 'elsewhere', processStart: '12' }, 5)
  await expect(lockDirectory(directory)).rejects.toThrow('process 1 on host elsewhere since 2026-01-05')
  leaveLock({ pid: 1, host: 'elsewhere', processStart: '12' }, 25)
  await (await lockDirectory(directory)).release()
})

test('a lock that a power cut left empty does not shut everyone out', async () => {
  writeFileSync(join(directory, 'kentongan-lock.3'), '')
  await (await lockDirectory(directory)).release()
})

test('the holder keeps a note for others in a file that only its owner may read', async () => {
  const lock = await lockDirectory(directory)
  await lock.note({ port: 4321, token: 'secret' })
  expect((await readHolder(directory))?.note).toEqual({ port: 4321, token: 'secret' })
  const [file = ''] = readdirSync(directory)
  expect(statSync(join(directory, file)).mode & 0o777).toBe(0o600)
  await lock.release()
})
