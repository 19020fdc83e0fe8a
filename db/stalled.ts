// Finds connections that died without a word: the network swallowed the question or the answer, and TCP would wait for a quarter of an hour. A query that
// has waited for some seconds is asked about over another connection; where the server does not know of it any more, its line is cut.
import type pg from 'pg'
import { hangUp, socketOf } from './hosts.ts'

/** How long a query waits before anybody looks, ms, and how often that is. */
const PATIENCE_MS = 4_000
const LOOK_MS = 1_000
/** A server that does not answer so simple a question by then does not answer anything, ms. */
const ANSWER_MS = 4_000

type Asked = { since: number; suspected: boolean }

export function watchStalled(open: (more: pg.ClientConfig) => Promise<pg.Client>) {
  const asked = new Map<pg.ClientBase, Asked>()
  let isLooking = false

  async function look(): Promise<void> {
    const late = [...asked].filter(([, { since }]) => performance.now() - since > PATIENCE_MS)
    if (isLooking || late.length === 0) return
    isLooking = true
    const working = await workingAmong(late.map(([client]) => processOf(client)))
    isLooking = false
    for (const [client, one] of late) {
      if (asked.get(client) !== one || working?.has(processOf(client))) continue
      // An answer may be on its way in this very moment: whoever is looked at twice is not.
      if (working && !one.suspected) one.suspected = true
      else socketOf(client)?.destroy()
    }
  }

  /** Undefined where nobody answers. One that has no room for us lives, and so do its queries. */
  async function workingAmong(
    processes: (number | undefined)[],
  ): Promise<Set<number | undefined> | undefined> {
    const client = await open({ connectionTimeoutMillis: ANSWER_MS, query_timeout: ANSWER_MS }).catch(
      fault => (fault?.code?.startsWith?.('53') ? ('full' as const) : undefined),
    )
    if (client === 'full') return new Set(processes)
    if (!client) return undefined
    try {
      const { rows } = await client.query<{ pid: number }>(
        `select pid from pg_stat_activity where pid = any($1) and state <> 'idle' and state not like 'idle in%'`,
        [processes],
      )
      return new Set(rows.map(({ pid }) => pid))
    } catch {
      return undefined
    } finally {
      await hangUp(client)
    }
  }

  const ticking = setInterval(() => void look(), LOOK_MS).unref()
  return {
    async during<T>(client: pg.ClientBase, work: Promise<T>): Promise<T> {
      const one = { since: performance.now(), suspected: false }
      asked.set(client, one)
      try {
        return await work
      } finally {
        if (asked.get(client) === one) asked.delete(client)
      }
    },
    close: () => clearInterval(ticking),
  }
}

/** Its process at the server. */
const processOf = (client: object): number | undefined =>
  'processID' in client && typeof client.processID === 'number' ? client.processID : undefined
