// Letters to citizens lie sealed in the outbox (db/outbox.ts): what somebody was told in a talk, and the links that are good for whoever has them, are
// nothing for a reader of the database or of a backup. Alerts lie open: thousands get the same, and its links are public.
import type { Queryable } from '../../db/connect.ts'
import * as outbox from '../../db/outbox.ts'
import type { Reply } from '../domain/reply.ts'
import { letterOf, type Sealing } from './sealing.ts'

export type Letters = ReturnType<typeof openLetters>

type Posting = Parameters<typeof outbox.post>[1] & { reply: Reply }
type Letter = Omit<outbox.Letter, 'message'> & { reply: Reply }

export function openLetters(sealing: Pick<Sealing, 'seal' | 'open'>) {
  const opened = ({ id, message }: Pick<outbox.Letter, 'id' | 'message'>): Reply =>
    'sealed' in message ? JSON.parse(sealing.open(message.sealed, letterOf(id))) : message

  return {
    post: (client: Queryable, { reply, ...posting }: Posting): Promise<void> =>
      outbox.post(client, {
        ...posting,
        reply: {
          sealed: sealing.seal(JSON.stringify(reply), letterOf(posting.id)),
          question: reply.question,
        },
      }),

    /** Undefined, too, where the key is lost: what the citizen writes then counts as words. */
    async lastQuestion(db: Queryable, citizen: string): Promise<Reply | undefined> {
      const last = await outbox.lastQuestion(db, citizen)
      try {
        return last && opened(last)
      } catch {
        return undefined
      }
    },

    /** One that does not open, because its key is lost, is dropped, and holds up nobody. */
    async nextLetters(db: Queryable, looking: Parameters<typeof outbox.nextLetters>[1]): Promise<Letter[]> {
      const letters: Letter[] = []
      for (const { message, ...letter } of await outbox.nextLetters(db, looking)) {
        try {
          letters.push({ ...letter, reply: opened({ ...letter, message }) })
        } catch (fault) {
          await outbox.dropLetter(db, letter.id, String(fault))
        }
      }
      return letters
    },
  }
}
