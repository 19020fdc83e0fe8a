// "What is around me?" in a conversation: a place is asked for, or comes along with the command; the answer is looked up by the caller.
import type { Given, Input, Outcome } from './exchange.ts'
import { say } from './messages/index.ts'
import type { Conversation } from './progress.ts'
import { isRefusal } from './refusal.ts'
import { acceptPlace, clean } from './report.ts'

/** After the command: asks for a place, or takes the one that came with it. */
export function lookAround(conversation: Conversation, words: string, given: Given): Outcome {
  const named = words === '' ? undefined : aroundNamed(conversation, words, given)
  if (named) return named
  const { language } = conversation
  const text = say(language, words === '' ? 'near.ask' : 'near.unknown')
  return {
    conversation: { ...conversation, around: true },
    replies: [{ text, askLocation: say(language, 'bot.share-place'), question: true }],
  }
}

/** Takes a place that was asked for here; undefined where the input is none: then the conversation goes on as ever. */
export function placeAround(conversation: Conversation, input: Input, given: Given): Outcome | undefined {
  const { language } = conversation
  const { around: _, ...rest } = conversation
  if (input.kind === 'place') {
    const accepted = acceptPlace(input.place, given.regionAt)
    if (!isRefusal(accepted)) return { conversation: rest, replies: [], around: { place: accepted.place } }
  }
  if (input.kind !== 'text') return undefined
  const named = aroundNamed(conversation, clean(input.text), given)
  return named ?? { conversation, replies: [{ text: say(language, 'near.unknown'), question: true }] }
}

function aroundNamed(conversation: Conversation, words: string, given: Given): Outcome | undefined {
  const { around: _, ...rest } = conversation
  const [best] = given.findPlaces(words, 1)
  if (!best) return undefined
  const name = [best.name, best.within.split(', ')[0]].filter(Boolean).join(', ')
  return { conversation: rest, replies: [], around: { place: best.place, name } }
}
