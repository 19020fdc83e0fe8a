// The door a report came in by: whoever has worked for a ticket, or writes from an account of a chat, is judged among those who did so too.
// A program that posts straight to the open door is taken like anybody, and only crowds those who came through it with him.

/** `form`: with a ticket. `late`: with one that was earned long before. `chat`: from an account. `open`: neither. */
export type Door = 'form' | 'late' | 'chat' | 'open'

const MINUTES = 60_000
const HOURS = 60 * MINUTES

export const TICKET = {
  /** Tries that the first ones of a line cost, and iterations of PBKDF2 a try: about a second on a cheap phone, an eighth of one on a server. */
  tries: 300,
  iterations: 1_000,
  /** So many within `ms` cost a line no more than that; who takes more works the square of it, up to `most` times as long. */
  cheap: 25,
  ms: 10 * MINUTES,
  most: 16,
  /** A ticket that was hoarded is no sign of a person who reports now, yet a report may have waited in a phone that had no network. */
  fresh: HOURS,
  good: 48 * HOURS,
}

/** How many tries the next ticket of a line costs that took so many lately. */
export function triesAfter(taken: number): number {
  const times = Math.min(TICKET.most, Math.max(1, (taken / TICKET.cheap) ** 2))
  return Math.round(TICKET.tries * times)
}

/** `age`: milliseconds since the ticket's task was set. */
export function doorAfter(age: number): Door {
  if (age < 0 || age > TICKET.good) return 'open'
  return age <= TICKET.fresh ? 'form' : 'late'
}
