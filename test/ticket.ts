// Tickets as the form earns them, and as a test may have them for nothing: signed with the server's own secret, and solved at the first tries.
import { type Challenge, solveChallenge } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2'
import type { Database } from '../db/connect.ts'
import { createTickets } from '../server/trust/tickets.ts'

/** The work that a task asks for, done. */
export async function solved(challenge: Challenge): Promise<string> {
  const solution = await solveChallenge({ challenge, deriveKey })
  return Buffer.from(JSON.stringify({ challenge, solution })).toString('base64url')
}

/** What the form asks for, from this address. */
export async function taskFor(url: string, key: string, address?: string): Promise<Challenge> {
  const headers = { 'Idempotency-Key': key, ...(address && { 'X-Forwarded-For': address }) }
  return (await fetch(`${url}/api/tickets`, { method: 'POST', headers })).json()
}

/** One that was earned at that time, without the work. */
export const freeTicket = async (db: Database, key: string, at = new Date()): Promise<string> =>
  solved(await createTickets({ db, now: () => at }).task(key, 1))
