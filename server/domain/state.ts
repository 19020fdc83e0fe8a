// What becomes of a report.

/**
 * Unverified → verified or dismissed by an officer; resolved when the danger is over; withdrawn by who sent it. `held`: unlikely, and
 * seen by officers alone until one lets it out or dismisses it. Age is no state: see `expiresAt`.
 */
export const states = ['unverified', 'verified', 'dismissed', 'resolved', 'withdrawn', 'held'] as const

export type State = (typeof states)[number]

/** Whether anyone but officers and who sent it may know of it. */
export const isPublic = ({ state }: { state: State }) =>
  state === 'unverified' || state === 'verified' || state === 'resolved'
