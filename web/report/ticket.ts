// The ticket of a report: a second's work of this phone, done while the report is filled in, by which the server tells it apart from a flood of
// programs. Nobody sees it, nobody waits for it long, and a report without one is taken, too.
import type { Challenge } from 'altcha-lib/types'
import { ask } from '../api.ts'

/** How long a finished report waits for its ticket, ms. */
const PATIENCE_MS = 3_000
/** After that a slow phone had better save its battery, ms. */
const LONGEST_MS = 60_000

const earning = new Map<string, Promise<string | undefined>>()

/** The ticket of the report under this key; undefined where there is none to be had. What failed is tried again when it is next asked for. */
export function earnTicket(key: string): Promise<string | undefined> {
  const known = earning.get(key)
  if (known) return known
  const ticket = earn(key).catch(error => {
    console.warn('This browser earns no ticket.', error)
    return undefined
  })
  earning.set(key, ticket)
  void ticket.then(found => found ?? earning.delete(key))
  return ticket
}

export const ticketInTime = (key: string): Promise<string | undefined> =>
  Promise.race([
    earnTicket(key),
    new Promise<undefined>(resolve => setTimeout(resolve, PATIENCE_MS, undefined)),
  ])

async function earn(key: string): Promise<string | undefined> {
  // Old browsers have none, and neither has a page that came over plain http.
  if (!globalThis.crypto?.subtle) return undefined
  const asked = await ask<Challenge>('/api/tickets', { method: 'POST', headers: { 'Idempotency-Key': key } })
  if (!('found' in asked)) return undefined
  const challenge = asked.found
  const [{ solveChallenge }, { deriveKey }] = await Promise.all([
    import('altcha-lib'),
    import('altcha-lib/algorithms/web/pbkdf2'),
  ])
  // The browser's own cryptography works beside the page: the form never stutters.
  const solution = await solveChallenge({ challenge, deriveKey, timeout: LONGEST_MS })
  return solution ? encoded({ challenge, solution }) : undefined
}

const encoded = (ticket: object): string =>
  btoa(JSON.stringify(ticket)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
