// What the processes on one database say to each other: that the log has grown (LISTEN and NOTIFY), and which of them
// leads (session advisory locks). Both hold a connection of their own, outside the pool and outside transactions,
// and make it again by themselves when it is lost.
import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { hangUp } from './hosts.ts'

export type Lead = (lost: AbortSignal) => Promise<void>
export type Election = { stop(): Promise<void> }
/** Makes a connection to the host that writes. */
type Open = (more?: pg.ClientConfig) => Promise<pg.Client>
export type Warn = (text: string) => void
export type WakeLine = { notify(): void; close(): Promise<void> }

const channel = 'kentongan_log'
const firstPauseMillis = 100
const longestPauseMillis = 5_000
/** How often a process that does not lead asks whether it may, and one that leads whether its connection lives. */
const electionMillis = 2_000
/** A server that does not answer a leader for so long may have given the lead to another. */
const answerMillis = 5_000
/** A leader that is stopped or blocked says nothing; the server then ends its connection, and another leads. */
const leaderSettings = '-c idle_session_timeout=10000'

/** Calls onWake for other processes' notifications, and after each connection for what may have been missed before. */
export function openWakeLine(open: Open, onWake: () => void, warn: Warn): WakeLine {
  const closing = new AbortController()
  let client: pg.Client | undefined
  let owed = false
  let sending: Promise<void> | undefined

  async function listen(): Promise<void> {
    const opened = await open({ query_timeout: answerMillis })
    const ended = endOf(opened)
    opened.on('notification', ({ processId }) => {
      if (processId !== processOf(opened)) onWake()
    })
    await opened.query(`listen ${channel}`)
    client = opened
    onWake()
    if (owed) notify()
    if (closing.signal.aborted) await end()
    void keepAsking(opened, ended)
    const reason = await ended
    client = undefined
    if (!closing.signal.aborted) throw new Error(reason)
  }

  async function keepListening(): Promise<void> {
    let pause = firstPauseMillis
    while (!closing.signal.aborted) {
      const began = performance.now()
      await listen().catch(error =>
        warn(`no wake-ups from the database (${error.message}); connecting again`),
      )
      pause =
        performance.now() - began > longestPauseMillis
          ? firstPauseMillis
          : Math.min(pause * 2, longestPauseMillis)
      await rest(pause, closing.signal)
    }
  }

  function notify(): void {
    owed = true
    sending ??= send().finally(() => {
      sending = undefined
    })
  }

  /** What cannot be sent now is owed until the line is there again. */
  async function send(): Promise<void> {
    while (owed && client) {
      owed = false
      const sent = await client.query(`notify ${channel}`).catch(() => null)
      if (!sent) {
        owed = true
        return
      }
    }
  }

  async function end(): Promise<void> {
    await sending
    if (client) await hangUp(client)
  }

  const done = keepListening()
  return {
    notify,
    async close() {
      closing.abort()
      await end()
      await done
    },
  }
}

/** Runs lead in one process at a time among all that call this with the same name. */
export function startElection(open: Open, name: string, lead: Lead, warn: Warn): Election {
  const stopping = new AbortController()

  async function campaign(): Promise<void> {
    const client = await open({ query_timeout: answerMillis, options: leaderSettings })
    const lost = new AbortController()
    const ended = endOf(client).then(() => lost.abort(new Error(`the lead of ${name} was lost`)))
    const over = AbortSignal.any([lost.signal, stopping.signal])
    try {
      while (!over.aborted && !(await tryLock(client, name))) await rest(electionMillis, over)
      if (over.aborted) return
      const leading = lead(over)
      await Promise.all([leading, watch(client, leading, lost)])
    } finally {
      await hangUp(client)
      await ended
    }
  }

  async function campaignAgainAndAgain(): Promise<void> {
    while (!stopping.signal.aborted) {
      await campaign().catch(error => warn(`${name}: ${error.message}`))
      await rest(electionMillis, stopping.signal)
    }
  }

  const done = campaignAgainAndAgain()
  return {
    async stop() {
      stopping.abort(new Error(`${name} is stopped`))
      await done
    },
  }
}

/** Runs lead again and again in this process alone, for a database that only one process has open. */
export function leadAlone(name: string, lead: Lead, warn: Warn): Election {
  const stopping = new AbortController()
  const done = (async () => {
    while (!stopping.signal.aborted) {
      await lead(stopping.signal).catch(error => warn(`${name}: ${error.message}`))
      await rest(electionMillis, stopping.signal)
    }
  })()
  return {
    async stop() {
      stopping.abort(new Error(`${name} is stopped`))
      await done
    },
  }
}

async function tryLock(client: pg.Client, name: string): Promise<boolean> {
  const { rows } = await client.query<{ locked: boolean }>(
    'select pg_try_advisory_lock(hashtextextended($1, 0)) as locked',
    [name],
  )
  return rows[0]?.locked === true
}

/** A connection can die without a word: the leader asks over it as long as it leads. */
async function watch(client: pg.Client, leading: Promise<void>, lost: AbortController): Promise<void> {
  const over = new AbortController()
  const end = () => over.abort()
  leading.then(end, end)
  lost.signal.addEventListener('abort', end)
  while (!over.signal.aborted) {
    await rest(electionMillis, over.signal)
    await client.query('select 1').catch(error => lost.abort(error))
  }
}

/** A line that only listens would never learn that it is dead. */
async function keepAsking(client: pg.Client, ended: Promise<unknown>): Promise<void> {
  const over = new AbortController()
  void ended.then(() => over.abort())
  while (!over.signal.aborted) {
    await rest(electionMillis, over.signal)
    if (!over.signal.aborted) await client.query('select 1').catch(() => hangUp(client))
  }
}

/** Resolves with the reason when the connection has ended, for whatever reason. */
function endOf(client: pg.Client): Promise<string> {
  return new Promise(resolve => {
    client.once('error', error => resolve(error.message))
    client.once('end', () => resolve('it was closed'))
  })
}

function processOf(client: pg.Client): unknown {
  return 'processID' in client ? client.processID : undefined
}

/** Ends early, without an error, when the signal aborts. */
async function rest(millis: number, signal: AbortSignal): Promise<void> {
  await sleep(millis, undefined, { signal }).catch(() => undefined)
}
