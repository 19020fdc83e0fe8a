// The tables that the bots and the courier use, as one.
import * as citizens from '../db/citizens.ts'
import * as conversations from '../db/conversations.ts'
import * as deliveries from '../db/deliveries.ts'
import * as outbox from '../db/outbox.ts'
import * as stillQuestions from '../db/still-questions.ts'
import * as subscriptions from '../db/subscriptions.ts'
import type { Letters } from './secrets/letters.ts'

export function botStores({ post, lastQuestion, nextLetters }: Letters) {
  const tables = {
    ...citizens,
    ...conversations,
    ...deliveries,
    ...outbox,
    ...stillQuestions,
    ...subscriptions,
  }
  return { ...tables, post, lastQuestion, nextLetters }
}
