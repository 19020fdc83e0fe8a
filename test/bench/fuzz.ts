// `npm run bench -- fuzz [count] [seed]`: so many requests and socket events at random against a server of its own process, by strangers, officers of
// all roles and programs. What it finds is printed with seed and turn. Then every row is held to the rules, the memory to what it was before.
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { openDatabase } from '../../db/connect.ts'
import { everybody } from '../everybody.ts'
import { openFuzzer, SMS_SECRET, WHATSAPP_SECRET } from '../random-requests.ts'
import { diceOf } from '../random-values.ts'
import { brokenRules } from '../rules-of-rows.ts'
import { startProcess } from '../server-process.ts'
import { type Result, rounded } from './measure.ts'
import { databaseWith } from './million.ts'

const COUNT = 5_000
const HISTORY = 2_000
const AT_ONCE = 12
const MOST_PRINTED = 60
/** Heap is looked at so many times over the run. */
const LOOKS = 10
const METRICS_KEY = 'kunci ukuran'

export async function benchFuzz(count = COUNT, seed = Math.floor(Math.random() * 1e6)): Promise<Result[]> {
  console.log(`Seed ${seed}, ${count} turns.`)
  const vendor = createServer((request, response) => {
    request.resume()
    response.writeHead(200, { 'Content-Type': 'application/json' }).end('{"messages":[{"id":"x"}]}')
  })
  await new Promise<void>(resolve => vendor.listen(0, '127.0.0.1', resolve))
  const gateway = `http://127.0.0.1:${(vendor.address() as AddressInfo).port}`
  const directory = mkdtempSync(join(tmpdir(), 'kentongan-fuzz-'))
  const address = await databaseWith(HISTORY)
  if (!address) return []
  const server = await startProcess(
    {
      DATABASE_URL: address,
      DATA_DIR: directory,
      METRICS_KEY,
      WHATSAPP_TOKEN: 'x',
      WHATSAPP_PHONE_ID: '1',
      WHATSAPP_APP_SECRET: WHATSAPP_SECRET,
      WHATSAPP_VERIFY_TOKEN: 'x',
      WHATSAPP_TEMPLATE: 'kabar',
      WHATSAPP_API_ROOT: gateway,
      SMS_GATEWAY_URL: gateway,
      SMS_GATEWAY_TOKEN: 'x',
      SMS_WEBHOOK_SECRET: SMS_SECRET,
    },
    [
      '--expose-gc',
      '--import',
      `data:text/javascript,${encodeURIComponent("process.on('SIGUSR2', () => globalThis.gc())")}`,
    ],
  )
  const db = await openDatabase({ url: address, directory: null, pool: 4 })
  const people = await everybody({ db })
  const fuzzer = await openFuzzer({ url: server.url, people })
  console.log(`${fuzzer.routes} routes.`)

  async function heap(): Promise<number> {
    for (let time = 0; time < 3; time++) {
      process.kill(server.pid, 'SIGUSR2')
      await sleep(300)
    }
    const answer = await fetch(`${server.url}/metrics`, {
      headers: { Authorization: `Bearer ${METRICS_KEY}` },
    })
    return Number(/^nodejs_heap_size_used_bytes (\S+)/m.exec(await answer.text())?.[1]) / 1e6
  }
  const stored = async () =>
    Number((await db.query<{ count: string }>('select count(*) from reports')).rows[0]?.count)

  const wrong = new Map<string, number>()
  const heaps: number[] = []
  let turn = 0
  const began = performance.now()
  for (let look = 1; look <= LOOKS; look++) {
    const until = Math.floor((count * look) / LOOKS)
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        while (turn < until) {
          const mine = turn++
          const fault = await fuzzer.turn(diceOf(seed, mine))
          if (!fault) continue
          const kind = fault.replace(/[\da-f-]{36}|\d+/g, '#').slice(0, 70)
          wrong.set(kind, (wrong.get(kind) ?? 0) + 1)
          if (wrong.size <= MOST_PRINTED && wrong.get(kind) === 1)
            console.log(`seed ${seed}, turn ${mine}: ${fault}`)
        }
      }),
    )
    heaps.push(await heap())
    console.log(
      `${turn} turns, ${rounded(heaps.at(-1) ?? 0)} MB of heap, ${await stored()} reports, ${[...wrong.values()].reduce((a, b) => a + b, 0)} faults`,
    )
  }
  const seconds = (performance.now() - began) / 1_000
  fuzzer.close()
  await sleep(3_000)
  if (process.env.FUZZ_ANSWERS)
    for (const [kind, times] of [...fuzzer.answers].toSorted()) console.log(`${times} × ${kind}`)
  const taken = [...fuzzer.answers].filter(([kind]) => kind.endsWith(' 2xx'))
  const broken = await brokenRules(db)
  for (const one of broken) console.log(`BROKEN ${one}`)
  const faults = server.said().filter(line => /^\w*Error|could not be stored/.test(line))
  for (const line of faults.slice(0, 20)) console.log(`the server said: ${line.slice(0, 300)}`)
  const reports = await stored()
  await db.close()
  await server.end('SIGTERM')
  vendor.close()
  rmSync(directory, { recursive: true, force: true })
  const sum = [...wrong.values()].reduce((a, b) => a + b, 0)
  return [
    {
      name: `fuzz, seed ${seed}`,
      figures: {
        'requests and events': count,
        routes: fuzzer.routes,
        'a second': rounded(count / seconds),
        'taken (2xx)': taken.reduce((all, [, times]) => all + times, 0),
        'wrong answers': sum,
        'rules that rows break': broken.length,
        'faults in the log': faults.length,
        'reports stored': reports,
        'MB of heap after a tenth': rounded(heaps[0] ?? 0),
        'MB of heap at half': rounded(heaps[Math.floor(LOOKS / 2) - 1] ?? 0),
        'MB of heap at the end': rounded(heaps.at(-1) ?? 0),
      },
      row: {
        what: `${count.toLocaleString('en')} requests and events at random over ${fuzzer.routes} routes: faults, rows that break a rule`,
        ours: `${sum}, ${broken.length}`,
        aim: 'none',
      },
    },
  ]
}
