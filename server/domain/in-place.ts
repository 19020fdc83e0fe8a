// An answer that comes to where the button was tapped, where the channel can do that.
import type { Reply } from './reply.ts'

type Answered = { replies: Reply[] }

export const inPlaceOf = <Outcome extends Answered>(
  message: string | undefined,
  outcome: Outcome,
): Outcome =>
  message === undefined
    ? outcome
    : { ...outcome, replies: outcome.replies.map(reply => ({ ...reply, edit: message })) }

/** The next question takes the place of the tapped one, or, where it needs a message of its own, the tapped label does. */
export function takingPlaceOf<Outcome extends Answered>(
  message: string | undefined,
  choice: string,
  outcome: Outcome,
  tapped: Reply,
): Outcome {
  if (message === undefined) return outcome
  if (!outcome.replies.some(reply => reply.askLocation)) return inPlaceOf(message, outcome)
  const label = tapped.buttons?.flat().find(button => button.choice === choice)?.label ?? '✓'
  return { ...outcome, replies: [{ text: label, question: true, edit: message }, ...outcome.replies] }
}
