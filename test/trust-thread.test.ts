// The judge of reports in a thread of its own: it judges as it does here, and no report is lost where it ends, hangs or cannot be started.
import { Worker } from 'node:worker_threads'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type AcceptedReport, accept, type Report } from '../server/domain/report.ts'
import { createLifecycle } from '../server/lifecycle.ts'
import { onDemand } from '../server/made-once.ts'
import { addressBlock } from '../server/surge/limits.ts'
import { openProgram } from '../server/thread.ts'
import { createDoubts } from '../server/trust/doubts.ts'
import { createJudging, type Judging, judgeHere } from '../server/trust/judging.ts'
import { createTrust } from '../server/trust/trust.ts'
import { openTrustThread } from '../server/trust/trust-thread.ts'
import { engines } from './database.ts'
import { attack, type Sent } from './spam.ts'
import { aKey, aReport, decide, openWorld, postReport, signIn, type World } from './world.ts'

const BEGIN = Date.parse('2026-02-24T01:00:00Z')
const LINE = '203.0.113.7'
const engine = engines.at(-1) ?? 'embedded'

let world: World
beforeAll(async () => {
  world = await openWorld(engine, { threads: true })
})
afterAll(() => world.close())

test('it judges as it does here, in the order in which it is asked and told', async () => {
  const kinds = ['a template filled in', 'no words, anywhere'] as const
  const all = attack({ kinds: [...kinds], hostile: 240, real: 60, seed: 7 })
  const standingOf = async ({ browser = '' }) => ({ right: browser.endsWith('7') ? 3 : 0, wrong: 0 })
  const logFault = (fault: unknown) => expect.unreachable(String(fault))
  const thread = createJudging({ standingOf, logFault, openHome: openTrustThread })
  const here = createJudging({ standingOf, logFault, openHome: () => judgeHere(createTrust()) })
  try {
    const answers = await askAll(thread)
    expect(answers).toEqual(await askAll(here))
    const [told, last] = [JSON.stringify(answers), answers.at(-1)]
    expect(told.split('"crowd"').length).toBeGreaterThan(50)
    expect(last).toMatchObject({ pause: expect.any(Number) })
  } finally {
    await thread.close()
  }

  /** Many at a time: of each turn there is one message. */
  async function askAll(judging: Judging): Promise<unknown[]> {
    const answers: unknown[] = []
    for (let at = 0; at < all.length; at += 20) {
      const together = all.slice(at, at + 20).flatMap((sent, index) => tell(judging, sent, at + index))
      answers.push(...(await Promise.all(together)))
    }
    const restless = acceptedOf(all[0], all.length)
    const again = Array.from({ length: 61 }, (_, step) =>
      judging.judge(
        { ...restless, id: `again ${step}` },
        { browser: 'restless' },
        { channel: 'web', door: 'form' },
      ),
    )
    return [...answers, ...(await Promise.all(again))]
  }

  function tell(judging: Judging, sent: Sent, index: number): Promise<unknown>[] {
    const report = acceptedOf(sent, index)
    const heed = (changes: Partial<Report>) => {
      const body = { ...report, number: index, version: 1, area: null, ...changes }
      return judging.heed([{ kind: 'report', subject: body.id, cursor: '1.1', at: report.receivedAt, body }])
    }
    const line = addressBlock(sent.address)
    return [
      judging.judge(report, { browser: sent.body.device }, { channel: 'web', door: 'open', line }),
      ...(index % 9 === 0 ? [heed({ id: `other ${index}` })] : []),
      ...(index % 5 === 0 ? [heed({ version: 2, state: index % 2 ? 'verified' : 'dismissed' })] : []),
      ...(index % 7 === 0 ? [judging.pictured(report.id)] : []),
    ]
  }
})

const far = (step: number) => ({ lng: 106.7 + step * 0.03, lat: -6.2 })
const send = async (changes: object) => {
  const draft = aReport({ device: `device-of-a-thread-${aKey()}`, ...changes })
  return (await postReport(world, draft, aKey(), LINE)).body.report.properties
}
const isOnMap = async (id: string) => (await fetch(`${world.url}/api/reports/${id}`)).status === 200

test('through the doors of a server whose judge has a thread, doubts come and go as they should', async () => {
  const officer = await signIn(world)
  const known = { device: 'device-of-one-who-was-right' }
  const earlier = await send({ ...known, words: 'selokan meluap ke jalan kampung' })
  expect((await decide(world, officer, earlier.id, 'verify')).status).toBe(200)
  await Promise.all(Array.from({ length: 40 }, (_, step) => send({ words: '', place: far(step / 2) })))
  const lonely = { lng: 106.9, lat: -6.4 }
  const waiting = await send({ words: '', place: lonely, answers: { depth: 50 } })
  expect(waiting.state).toBe('held')
  expect((await send({ ...known, words: '', place: far(21) })).state).toBe('unverified')
  await send({ words: 'warung bu tini kemasukan air kali', place: { lng: 106.9005, lat: -6.4 } })
  await send({ words: 'jembatan bambu sebelah pabrik tahu terendam', place: { lng: 106.8995, lat: -6.4 } })
  await world.caughtUp()
  expect(await isOnMap(waiting.id)).toBe(true)
})

describe('a thread that', () => {
  /** A lifecycle of its own on the world's database, with a judge that stands in such threads. */
  function withThreads(open: () => Worker, patience?: { ms: number; looks: number }) {
    const faults: unknown[] = []
    const logFault = (fault: unknown) => faults.push(fault)
    const { db } = world
    const standingOf = async () => ({ right: 0, wrong: 0 })
    const openHome: Parameters<typeof createJudging>[0]['openHome'] = told =>
      openTrustThread({ ...told, open, patience })
    const doubts = createDoubts({
      db,
      now: () => new Date(),
      loadJudging: onDemand(async () => createJudging({ openHome, standingOf, logFault })),
      logFault,
    })
    const lifecycle = createLifecycle({
      db,
      now: () => new Date(),
      newId: () => crypto.randomUUID(),
      regionAt: () => ({ code: 'ID-JK' }),
      doubts,
    })
    const submit = async (words: string, step = 0) => {
      const key = aKey()
      const stored = await lifecycle.submit(
        { ...aReport({ words, place: far(step) }), placedBy: 'pin' },
        { key, channel: 'web', browser: key, from: { channel: 'web', door: 'open', line: LINE } },
      )
      if ('refused' in stored) throw new Error(`It was refused: ${stored.refused}`)
      return stored
    }
    return { submit, faults, close: doubts.close }
  }

  const program = (text: string) => () =>
    new Worker(`const { parentPort } = require('node:worker_threads')\n${text}`, { eval: true })

  test('is ended under load is started again: every report is stored, and each is judged', async () => {
    const threads: Worker[] = []
    let ended = 0
    const { submit, faults, close } = withThreads(() => {
      const made = openProgram('./trust/trust-worker.ts')
      threads.push(made)
      // At its first answer, after it has said that it is ready: others are under way.
      if (threads.length <= 2)
        made.once('message', () => made.once('message', () => made.terminate().then(() => ended++)))
      return made
    })
    const stored: string[] = []
    const side = async (of: number) => {
      for (let step = of, more = 4; ended < 2 || more > 0; step += 8) {
        if (ended >= 2) more--
        const isAdvert = step % 4 === 0
        const { report, created } = await submit(isAdvert ? 'Slot gacor' : inOwnWords(step), step)
        expect([created, report.state]).toEqual([true, isAdvert ? 'held' : 'unverified'])
        stored.push(report.id)
      }
    }
    await Promise.all(Array.from({ length: 8 }, (_, index) => side(index)))
    await close()
    const { rows } = await world.db.query('select 1 from reports where id = any($1)', [stored])
    expect([threads.length, faults.length, rows.length]).toEqual([3, 2, stored.length])
  })

  test.each([
    ['ends at', `parentPort.on('message', () => process.exit(7))\nparentPort.postMessage('ready')`],
    [
      'hangs at',
      `parentPort.on('message', () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0))\nparentPort.postMessage('ready')`,
    ],
    [
      'fails at',
      `parentPort.on('message', all => parentPort.postMessage(all.map(() => ({ fault: { message: 'no' } }))))`,
    ],
  ])('%s a report leaves it to an officer', async (_, text) => {
    const { submit, faults, close } = withThreads(program(text), { ms: 100, looks: 10 })
    const { report, created } = await submit('jembatan bambu dekat sekolah terendam sedada')
    expect([created, report.state]).toEqual([true, 'held'])
    const { rows } = await world.db.query('select reason from audit where subject = $1', [report.id])
    expect(rows).toEqual([{ reason: 'crowd' }])
    expect(faults.length).toBeGreaterThanOrEqual(1)
    await close()
  })

  test('cannot be started is done without', async () => {
    const { submit, faults, close } = withThreads(program(`throw new Error('There is no memory.')`))
    const sent = await Promise.all(['Slot gacor', 'warung bu tini kemasukan air'].map(words => submit(words)))
    expect(sent.map(({ report }) => report.state)).toEqual(['held', 'unverified'])
    expect((await submit('pasar ikan kemasukan rob semata kaki')).report.state).toBe('unverified')
    expect(faults.length).toBe(3)
    await close()
  })
})

function acceptedOf(sent: Sent | undefined, index: number): AcceptedReport {
  if (!sent) throw new Error('Nothing was sent.')
  const { hazard, answers, place, words } = sent.body
  const now = new Date(BEGIN + index * 1_000)
  const report = accept(
    { hazard, answers, place, words, placedBy: 'pin' },
    { id: String(index), now, regionAt: () => ({ code: 'ID-JK' }) },
  )
  if ('refused' in report) throw new Error(`A report was refused: ${report.refused}`)
  return report
}

/** Of two names that nobody else has said. */
function inOwnWords(index: number): string {
  const syllables = ['ba', 'ke', 'si', 'to', 'ru', 'ma', 'le', 'di', 'po', 'nu']
  const name = [1, 10, 100].map(place => syllables[Math.floor(index / place) % 10]).join('')
  return `warung ${name}n kemasukan air sampai dapur ${name}k`
}
