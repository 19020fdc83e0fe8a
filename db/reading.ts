// Where the past is read: at a replica where the operator has named one (DATABASE_READ_URL), so that files, statistics and maps of the past cost the
// primary nothing. While the replica is away, or lies too far behind, everything is read at the primary. How far it lies behind is measured by what
// it has replayed of the primary's own log, and not by its clock.
import { setTimeout as sleep } from 'node:timers/promises'
import { isAway, isReadOnly } from './away.ts'
import type { Warn } from './processes.ts'
import type { Queryable } from './queryable.ts'

export type Reading = Queryable & {
  /** Whether there is a replica with everything that stands at the primary now; who may miss nothing else asks the primary. */
  hasAll(): Promise<boolean>
  /** Seconds that the replica lies behind; undefined where there is none, or it is away. */
  lag(): number | undefined
  /** Whether there is one, and it is read now. */
  replica(): 'none' | 'read' | 'left out'
}

export const readingAt = (primary: Queryable): Reading => ({
  query: primary.query,
  hasAll: async () => false,
  lag: () => undefined,
  replica: () => 'none',
})

const LOOK_MS = 1_000
/** Marks that are kept: a replica that lies further behind is not read anyway. */
const MOST_MARKS = 600
/** How long who may miss nothing waits for the replica. */
const PATIENCE_MS = 1_000
const POLL_MS = 20

/** How far the primary's log reached at a moment of this process' own clock. */
type Mark = { at: number; reached: bigint }

type Given = { primary: Queryable; replica: Queryable; mostLag: number; warn: Warn }

export function openReading({ primary, replica, mostLag, warn }: Given) {
  let marks: Mark[] = []
  let behind: number | undefined
  let isGood = false
  let isLooking = false

  async function look(): Promise<void> {
    if (isLooking) return
    isLooking = true
    try {
      const mark = await markAt(primary)
      if (mark) marks = [...marks, mark].slice(-MOST_MARKS)
      behind = await lagOf(marks)
      judge(behind <= mostLag ? undefined : `lies ${Math.round(behind)} s behind`)
    } catch (fault) {
      behind = undefined
      judge(`is away (${fault instanceof Error ? fault.message : fault})`)
    } finally {
      isLooking = false
    }
  }

  /** What is wrong with the replica. */
  function judge(wrong: string | undefined): void {
    if (wrong === undefined && !isGood) warn('The past is read at the replica.')
    if (wrong !== undefined && isGood) warn(`The replica ${wrong}: the past is read at the primary.`)
    isGood = wrong === undefined
  }

  async function replayed(): Promise<bigint | undefined> {
    const { rows } = await replica.query<{ reached: string | null }>(
      'select pg_last_wal_replay_lsn()::text as reached where pg_is_in_recovery()',
    )
    const reached = rows[0]?.reached
    return reached ? positionOf(reached) : undefined
  }

  async function lagOf(marks: Mark[]): Promise<number> {
    const reached = await replayed()
    const [newest] = marks.slice(-1)
    // One that writes itself is no replica, and behind nobody.
    if (reached === undefined || !newest) return 0
    const covered = marks.findLast(mark => mark.reached <= reached)
    if (covered) marks.splice(0, marks.indexOf(covered))
    if (covered === newest) return 0
    return (newest.at - (covered ?? marks[0] ?? newest).at) / 1_000
  }

  async function hasCaughtUp(): Promise<boolean> {
    const mark = await markAt(primary)
    // The replica is all that is left.
    if (!mark) return true
    for (const until = Date.now() + PATIENCE_MS; Date.now() < until; await sleep(POLL_MS)) {
      const reached = await replayed()
      if (reached === undefined || reached >= mark.reached) return true
    }
    return false
  }

  const query: Queryable['query'] = async (text, values) => {
    if (!isGood) return primary.query(text, values)
    try {
      return await replica.query(text, values)
    } catch (fault) {
      if (!isAway(fault) || isItsOwn(fault)) throw fault
      if (!isInTheWay(fault)) judge('is away')
      return primary.query(text, values)
    }
  }

  const ticking = setInterval(() => void look(), LOOK_MS).unref()
  void look()
  return {
    query,
    hasAll: async () => isGood && (await hasCaughtUp().catch(() => false)),
    lag: () => behind,
    replica: (): 'read' | 'left out' => (isGood ? 'read' : 'left out'),
    close: () => clearInterval(ticking),
  }
}

/** Undefined while the primary is away. */
async function markAt(primary: Queryable): Promise<Mark | undefined> {
  const at = performance.now()
  try {
    const { rows } = await primary.query<{ reached: string }>('select pg_current_wal_lsn()::text as reached')
    return rows[0] && { at, reached: positionOf(rows[0].reached) }
  } catch (fault) {
    if (isAway(fault)) return undefined
    throw fault
  }
}

/** What would fare no better elsewhere: it took too long, or wanted to write. */
const isItsOwn = (fault: unknown): boolean =>
  fault instanceof Error && 'code' in fault && (fault.code === '57014' || isReadOnly(fault))

/** What the replica had to replay was in the way of what was asked: nobody is away. */
const isInTheWay = (fault: unknown): boolean =>
  fault instanceof Error && 'code' in fault && fault.code === '40001'

/** As PostgreSQL writes it, "16/B374D848". */
const positionOf = (text: string): bigint => {
  const [high = '0', low = '0'] = text.split('/')
  return (BigInt(`0x${high}`) << 32n) + BigInt(`0x${low}`)
}
