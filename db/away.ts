// When a fault means that the database is not there, or has no room or no time just now: what was asked may be asked again later, and nobody's
// words are to blame. Everything else is a fault of ours.

/**
 * Node's codes of lines that do not stand, and PostgreSQL's: connections (08), too many or a full disk (53), ended or too slow (57), a standby (25006), a
 * transaction that was left open (25P03), locks (40, 55P03), files that cannot be read (58).
 */
const AWAY =
  /^(ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ENETDOWN|08|53|57|58|40|25006|25P03|55P03)/

export function isAway(fault: unknown): boolean {
  return AWAY.test(codeOf(fault))
}

/** The driver tells of lines that broke or never stood in words alone: those get a code. What the server or our own types said stays as it is. */
export function named(fault: unknown): unknown {
  if (!(fault instanceof Error) || fault.constructor !== Error || codeOf(fault) !== '') return fault
  return Object.assign(new Error(`the database is away: ${fault.message}`, { cause: fault }), {
    code: 'ECONNRESET',
  })
}

/** Such a connection is of no use any more, though it still answers: the server only reads. */
export const isReadOnly = (fault: unknown): boolean => codeOf(fault) === '25006'

/** The server ended it because it took longer than a statement may. */
export const isTooSlow = (fault: unknown): boolean => codeOf(fault) === '57014'

/** Two transactions waited for each other and this one was ended: it may be begun anew at once. */
export const isDeadlock = (fault: unknown): boolean => codeOf(fault) === '40P01'

const codeOf = (fault: unknown): string =>
  fault instanceof Error && 'code' in fault ? String(fault.code) : ''
