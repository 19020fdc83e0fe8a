// Two processes on one PostgreSQL: what is posted at one is seen at the other, and when one dies the other goes on with its work.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Case } from '../server/domain/case.ts'
import { type BotApi, openBotApi } from './bot-api.ts'
import { act, ask, type Officer, type Opened, on, type Seen, there } from './case-acts.ts'
import { hasPostgres } from './database.ts'
import { type ServerProcess, startProcess } from './server-process.ts'
import { aReport, freshSettings, openSocket, openWorld, postReport, signIn, type World } from './world.ts'

describe.skipIf(!hasPostgres)('two processes on one PostgreSQL', () => {
  let telegram: BotApi
  let one: ServerProcess
  let other: ServerProcess
  let drop: () => Promise<void>

  beforeAll(async () => {
    const fresh = await freshSettings('postgres')
    telegram = await openBotApi()
    const settings = {
      ...fresh.settings,
      TELEGRAM_BOT_TOKEN: telegram.token,
      TELEGRAM_API_ROOT: telegram.url,
    }
    drop = fresh.drop
    // One after the other, so that the first is the one that leads.
    one = await startProcess(settings)
    await telegram.called('getUpdates')
    other = await startProcess(settings)
  }, 120_000)
  afterAll(async () => {
    await other.end('SIGKILL')
    await telegram.close()
    await drop()
  })

  test('a report posted at one stands within a second on a map that watches the other', async () => {
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

  test('when the one that leads is killed, incidents and bot go on in the other within ten seconds', async () => {
    const map = await openSocket(other)
    await map.watch()
    const phone = telegram.phone()
    await phone.says('/lapor')
    await phone.reads('Bencana apa')
    const here = (step: number) => aReport({ place: { lng: 110.42 + step * 0.0005, lat: -6.98 } })
    for (const step of [0, 1, 2]) await postReport(one, here(step))
    await map.until(change => change.what === 'incident' && change.feature.properties.count === 3, 10_000)

    await one.end('SIGKILL')
    await Promise.all([
      postReport(other, here(3)).then(() =>
        map.until(change => change.what === 'incident' && change.feature.properties.count === 4, 10_000),
      ),
      phone.taps('Banjir').then(() => phone.reads(/[Dd]i mana/, 10_000)),
    ])
    map.close()
  })
})

describe.skipIf(!hasPostgres)('two officers, each at another process', () => {
  let processes: ServerProcess[] = []
  let world: World
  let officers: Officer[] = []
  beforeAll(async () => {
    world = await openWorld('postgres')
    officers = [await signIn(world, 'Sari'), await signIn(world, 'Ketut')]
    processes = [await startProcess({ ...world.settings, PORT: '0' })]
  }, 120_000)
  afterAll(async () => {
    for (const one of processes) await one.end('SIGTERM')
    await world.close()
  })

  test('officers who act on the same at once, each at another process: nothing is lost, nothing is overwritten', async () => {
    const doors = [world, processes[0] ?? world]
    const reports: string[] = []
    for (let index = 0; index < 6; index++)
      reports.push((await postReport(world, there(index * 40))).body.report.properties.id)
    await world.caughtUp()
    let taken = 0
    let refused = 0
    async function work(who: number): Promise<void> {
      const by = officers[who] as Officer
      const door = doors[who] as { url: string }
      for (let round = 0; round < 40; round++) {
        const report = reports[(round * 5 + who * 3) % reports.length] ?? ''
        const { body } = await ask<{ cases: Case[] }>(door, by, 'cases')
        const known = body.cases.find(one => one.reports.includes(report))
        const seen: Seen = known ? on(known) : { on: { report }, version: 0 }
        const other = body.cases.find(one => one.id !== known?.id)
        const answer =
          round % 7 === 6 && other && known
            ? await ask<Case>(door, by, 'cases/merge', { into: seen, from: [on(other)] })
            : round % 7 === 3 && known
              ? await ask<Case>(door, by, 'cases/undo', { case: known.id, version: known.version })
              : await act(door, by, 'note', seen, { words: `${who}/${round}` })
        if (answer.status === 200) taken++
        else {
          refused++
          expect([409]).toContain(answer.status)
        }
      }
    }
    await Promise.all([work(0), work(1)])
    expect(taken).toBeGreaterThan(40)
    const { rows } = await world.db.query<{ steps: number; written: number }>(
      `select (select count(*) from case_steps) as steps, (select sum(version) from cases) as written`,
    )
    // Every act that was taken has written each case that it concerned exactly once.
    expect(rows[0]?.written).toBe(rows[0]?.steps)
    const members = await world.db.query<{ member: string }>('select member from case_members')
    expect(new Set(members.rows.map(({ member }) => member)).size).toBe(members.rows.length)
    const { rows: lost } = await world.db.query(
      `select from case_members join cases on cases.id = "case" where closed is not null`,
    )
    expect(lost).toHaveLength(0)
    await world.caughtUp()
    for (const one of world.board.cases.values()) {
      const { body } = await ask<Opened>(doors[1] as World, officers[0] as Officer, `cases/${one.id}`)
      expect(body.case).toEqual(one)
    }
    expect(taken + refused).toBe(80)
  }, 60_000)
})
