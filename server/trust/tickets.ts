// Tickets that the form earns by a little work before it sends a report. The task and its solution carry our own signature and the report's
// key, so nothing is stored: any process takes a ticket, and it is good for the one report that it was earned for.
import { randomBytes, randomInt } from 'node:crypto'
import { createChallenge, verifySolution } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2'
import { z } from 'zod'
import type { Queryable } from '../../db/connect.ts'
import { secretNamed } from '../../db/secrets.ts'
import { type Door, doorAfter, TICKET, triesAfter } from '../domain/trust/door.ts'
import { onDemand } from '../made-once.ts'
import { countLately } from '../surge/limits.ts'

type Task = Awaited<ReturnType<typeof createChallenge>>

const ticketShape = z.object({
  challenge: z.object({
    parameters: z.looseObject({
      algorithm: z.string(),
      nonce: z.string(),
      salt: z.string(),
      cost: z.number(),
      keyLength: z.number(),
      keyPrefix: z.string(),
      keySignature: z.string(),
      data: z.object({ key: z.string(), at: z.number() }),
    }),
    signature: z.string(),
  }),
  solution: z.object({ counter: z.number(), derivedKey: z.string() }),
})

/** Longer is none of ours. */
const LONGEST = 2_000

export type Tickets = ReturnType<typeof createTickets>

type Given = { db: Queryable; now: () => Date }

export function createTickets({ db, now }: Given) {
  const taken = countLately(TICKET.ms)
  const own = onDemand(async () => {
    const secret = await secretNamed(db, 'tickets', () => randomBytes(32).toString('base64url'))
    return { hmacSignatureSecret: `task ${secret}`, hmacKeySignatureSecret: `solution ${secret}` }
  })

  /** A task whose solution is the ticket of the report under this key. */
  async function task(key: string, tries: number): Promise<Task> {
    return createChallenge({
      algorithm: 'PBKDF2/SHA-256',
      cost: TICKET.iterations,
      // Nobody knows where it lies, and nobody has to search much longer than others.
      counter: randomInt(Math.ceil(tries * 0.75), Math.ceil(tries * 1.25) + 1),
      data: { key, at: now().getTime() },
      deriveKey,
      ...(await own()),
    })
  }

  return {
    task,
    /** The more this line takes, the more they cost it. */
    taskFor: (key: string, line: string | undefined): Promise<Task> =>
      task(key, triesAfter(line === undefined ? 0 : taken(line, now().getTime()))),

    /** The door by which a report under this key comes in with such a ticket. */
    async doorFor(ticket: string | undefined, key: string): Promise<Door> {
      const read = ticket === undefined ? undefined : readTicket(ticket)
      if (read?.challenge.parameters.data.key !== key) return 'open'
      const { verified } = await verifySolution({ ...read, deriveKey, ...(await own()) })
      return verified ? doorAfter(now().getTime() - read.challenge.parameters.data.at) : 'open'
    },
  }
}

function readTicket(text: string): z.output<typeof ticketShape> | undefined {
  if (text.length > LONGEST) return undefined
  try {
    return ticketShape.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString())).data
  } catch {
    return undefined
  }
}
