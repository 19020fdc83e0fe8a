// The faults that a day may bring, each as what happens and how long it lasts. What ends by itself in the world (a cable that is mended, a supervisor that
// starts a database again) ends here too; what Kentongan has to heal is left to it.

import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { Phone } from '../bot-api.ts'
import type { World } from './fault-world.ts'

export type Fault = {
  name: string
  /** Resolves when the cause is gone: from then on the recovery is timed. */
  happen(world: World, random: () => number): Promise<Aftermath> | Promise<void>
}
export type Aftermath = {
  /** Belongs to the recovery as well; answers how many were lost or doubled. */
  heals?: Promise<{ lost: number; doubled: number }>
  /** To be done before the next fault. */
  next?: () => Promise<void>
}

const between = (random: () => number, least: number, most: number) => least + random() * (most - least)
const one = ({ processes }: World, random: () => number) => {
  const chosen = processes[Math.floor(random() * processes.length)]
  if (!chosen) throw new Error('there is no process')
  return chosen
}
/** One process, or both. */
const some = (world: World, random: () => number) => (random() < 0.5 ? [one(world, random)] : world.processes)

export const faults: Fault[] = [
  {
    name: 'process killed',
    async happen(world, random) {
      one(world, random).signal('SIGKILL')
    },
  },
  {
    name: 'process stopped, 4 to 12 s',
    async happen(world, random) {
      const process = one(world, random)
      process.signal('SIGSTOP')
      await sleep(between(random, 4_000, 12_000))
      process.signal('SIGCONT')
    },
  },
  {
    name: 'process out of memory',
    async happen(world, random) {
      const process = one(world, random)
      const before = process.starts()
      process.hurt('eat')
      while (process.starts() === before) await sleep(50)
    },
  },
  {
    name: 'event loop blocked, 3 to 8 s',
    async happen(world, random) {
      const ms = between(random, 3_000, 8_000)
      one(world, random).hurt('block', ms)
      await sleep(ms)
    },
  },
  {
    name: 'rolling upgrade (SIGTERM)',
    async happen(world, random) {
      const process = one(world, random)
      const before = process.starts()
      process.signal('SIGTERM')
      while (process.starts() === before) await sleep(50)
    },
  },
  {
    name: 'database killed, back after 2 to 6 s',
    async happen({ primary }, random) {
      await primary.kill()
      await sleep(between(random, 2_000, 6_000))
      await primary.start()
    },
  },
  {
    name: 'database stopped, back after 2 to 6 s',
    async happen({ primary }, random) {
      await primary.stop()
      await sleep(between(random, 2_000, 6_000))
      await primary.start()
    },
  },
  {
    name: 'database hangs, 5 to 10 s',
    async happen({ primary }, random) {
      primary.signal('SIGSTOP')
      await sleep(between(random, 5_000, 10_000))
      primary.signal('SIGCONT')
    },
  },
  {
    name: 'queries wait behind a lock, 4 to 8 s',
    async happen({ primary }, random) {
      const client = new pg.Client({ connectionString: primary.url('postgres') })
      await client.connect()
      await client.query('begin; lock table reports, log in access exclusive mode')
      await sleep(between(random, 4_000, 8_000))
      await client.query('rollback')
      await client.end()
    },
  },
  {
    name: 'database out of connections, 4 to 6 s',
    async happen({ primary, onPrimary }, random) {
      const taken: pg.Client[] = []
      const take = async () => {
        const client = new pg.Client({ connectionString: primary.url('postgres') })
        client.on('error', () => undefined)
        await client.connect()
        taken.push(client)
      }
      const cut = `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'kentongan'`
      await onPrimary(cut)
      for (let full = false; !full; ) await take().catch(() => (full = true))
      await taken[0]?.query(cut)
      for (let full = false; !full; ) await take().catch(() => (full = true))
      await sleep(between(random, 4_000, 6_000))
      await Promise.all(taken.map(client => client.end()))
    },
  },
  {
    name: 'failover to the standby',
    async happen(world) {
      await world.failOver()
      return { next: world.rebuildStandby }
    },
  },
  {
    name: 'disk of the database full, 4 to 6 s',
    async happen({ disk, primary, standby }, random) {
      if (disk === undefined) return
      const filler = join(disk, 'filler')
      execFileSync('sh', ['-c', `dd if=/dev/zero of=${filler} bs=1M 2>/dev/null; exit 0`])
      await sleep(between(random, 4_000, 6_000))
      rmSync(filler)
      // A server that gave up for want of room is started again by whoever watches over it.
      await primary.start()
      await standby.start()
    },
  },
  {
    name: 'network to the database cut, 3 to 6 s',
    async happen(world, random) {
      const lines = some(world, random).flatMap(({ lines }) => lines)
      for (const line of lines) line.turn('cut')
      await sleep(between(random, 3_000, 6_000))
      for (const line of lines) line.turn('good')
    },
  },
  {
    name: 'network to the database slow (0.5 s), 5 s',
    async happen(world, random) {
      const lines = some(world, random).flatMap(({ lines }) => lines)
      for (const line of lines) line.turn('slow')
      await sleep(5_000)
      for (const line of lines) line.turn('good')
    },
  },
  {
    name: 'connections to the database half-open',
    async happen(world, random) {
      for (const { lines } of some(world, random)) for (const line of lines) line.forget()
    },
  },
  {
    name: 'network to the database silent, 4 to 8 s',
    async happen(world, random) {
      const lines = some(world, random).flatMap(({ lines }) => lines)
      for (const line of lines) line.turn('silent')
      await sleep(between(random, 4_000, 8_000))
      for (const line of lines) line.turn('good')
    },
  },
  {
    name: 'connections of browsers half-open',
    async happen({ balancer }) {
      balancer.forget()
    },
  },
  {
    name: 'network of browsers cut, 3 to 6 s',
    async happen({ balancer }, random) {
      balancer.turn('cut')
      await sleep(between(random, 3_000, 6_000))
      balancer.turn('good')
    },
  },
  {
    name: 'clock jumps by an hour, and back after 4 s',
    async happen(world, random) {
      const process = one(world, random)
      process.hurt('clock', random() < 0.5 ? 3_600_000 : -3_600_000)
      await sleep(4_000)
      process.hurt('clock', 0)
    },
  },
  {
    name: 'an entry of the log that can never be taken',
    async happen({ onPrimary }) {
      await onPrimary(
        `insert into log (kind, subject, body) values ('report', gen_random_uuid(), '{"id": "nobody", "placedBy": "pin", "version": 1}')`,
        `insert into log (kind, subject, body) values ('incident', gen_random_uuid(), '{"incident": null, "joined": null}')`,
      )
    },
  },
  {
    name: 'Telegram away, 4 to 6 s',
    async happen({ telegram, telegramLine }, random) {
      const phone = telegram.phone()
      telegramLine.turn('cut')
      const said = phone.says('/lapor')
      await sleep(between(random, 4_000, 6_000))
      telegramLine.turn('good')
      return { heals: said.then(() => answered([phone])) }
    },
  },
  {
    name: 'Telegram flooding (429), 100 chats at once, 4 to 6 s',
    async happen({ telegram }, random) {
      telegram.allow(5)
      const phones = Array.from({ length: 100 }, () => telegram.phone())
      await Promise.all(phones.map(phone => phone.says('/lapor')))
      await sleep(between(random, 4_000, 6_000))
      telegram.allow(Number.POSITIVE_INFINITY)
      return { heals: answered(phones) }
    },
  },
  {
    name: 'S3 away, 4 to 6 s',
    async happen({ load, s3Line }, random) {
      s3Line.turn(random() < 0.5 ? 'cut' : 'silent')
      const photos = Array.from({ length: 3 }, load.photograph)
      await sleep(between(random, 4_000, 6_000))
      s3Line.turn('good')
      return { heals: Promise.all(photos).then(() => ({ lost: 0, doubled: 0 })) }
    },
  },
]

const ANSWER = 'Bencana apa'
/** Each has asked once, and is to be answered once. */
async function answered(phones: Phone[]): Promise<{ lost: number; doubled: number }> {
  const read = await Promise.all(
    phones.map(phone =>
      phone.reads(ANSWER, 60_000).then(
        () => true,
        () => false,
      ),
    ),
  )
  const times = phones.map(phone => phone.told().filter(({ text }) => text.includes(ANSWER)).length)
  return { lost: read.filter(is => !is).length, doubled: times.filter(count => count > 1).length }
}
