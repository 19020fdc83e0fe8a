// Takes the rows of an archive in, through the one door of all reports, several at a time. Every row is accounted for:
// taken, known, the same again, or odd and named.
import type { Database } from '../db/connect.ts'
import { giveNumbersAbove } from '../db/numbers.ts'
import { type ArchiveRow, differenceOf, readArchiveRow } from './domain/archive-row.ts'
import { isRefusal } from './domain/refusal.ts'
import type { Row } from './feature-file.ts'
import type { Lifecycle } from './lifecycle.ts'

export type Tally = {
  rows: number
  taken: number
  /** Stored by an earlier run. */
  known: number
  /** A row of this very file again, word for word. */
  repeats: number
  /** Named, and not taken. */
  odd: number
  /** Taken, and named for what had to be left behind. */
  lossy: number
  /** The earliest and the latest that was taken, ms since 1970. */
  from: number
  to: number
}

type Given = {
  db: Database
  lifecycle: Lifecycle
  /** Real history, or a drill. */
  real: boolean
  /** Rows of one run are other reports than the same rows of another run, unless it is undefined. */
  run?: string
  /** The time at which a row counts as made, ms since 1970. */
  timeOf(row: ArchiveRow): number
  /** When this run began: a report that is older was there before. */
  began: Date
  name(text: string): void
}

/** Rows under way at a time: enough to keep a server busy, few enough that citizens' reports get in between. */
const IN_FLIGHT = { postgres: 6, embedded: 2 }

export function takeArchive({ db, lifecycle, real, run, timeOf, began, name }: Given) {
  const tally: Tally = {
    rows: 0,
    taken: 0,
    known: 0,
    repeats: 0,
    odd: 0,
    lossy: 0,
    from: Number.POSITIVE_INFINITY,
    to: Number.NEGATIVE_INFINITY,
  }
  /** By key, so that rows of one key follow each other. */
  const flying = new Map<string, Promise<void>>()
  let fault: { error: unknown } | undefined
  let highestNumber = 0

  function odd(row: Row, why: string, pkey?: string | number | null): void {
    tally.odd++
    name(`${label(row, pkey)}: ${why}; not taken.`)
  }

  async function submit(row: Row, archived: ArchiveRow): Promise<void> {
    const { key, lost } = archived
    const number = run === undefined ? archived.number : null
    if (number !== null && number > highestNumber) {
      highestNumber = number
      if (real) await giveNumbersAbove(db, number)
    }
    const shifted = {
      ...archived,
      draft: { ...archived.draft, at: new Date(timeOf(archived)), drill: !real },
    }
    const outcome = await lifecycle.submit(shifted.draft, {
      key: run === undefined ? key : `${run} ${key}`,
      channel: real ? 'archive' : 'replay',
      history: true,
      number: number ?? undefined,
    })
    if (isRefusal(outcome)) {
      const details = Object.entries(outcome.details ?? {}).map(([what, value]) => ` ${what} ${value}`)
      return odd(row, `refused as ${outcome.refused}${details.join(',')}`, archived.number)
    }
    const { report, created } = outcome
    if (created) {
      tally.taken++
      tally.from = Math.min(tally.from, Date.parse(report.at))
      tally.to = Math.max(tally.to, Date.parse(report.at))
      const left = [
        ...lost,
        ...(number !== null && report.number !== number ? [`its pkey (taken as ${report.number})`] : []),
      ]
      if (left.length === 0) return
      tally.lossy++
      name(`${label(row, archived.number)}: taken without ${left.join(', ')}.`)
      return
    }
    const difference = differenceOf(shifted, report)
    if (difference)
      odd(row, `this pkey came before with another ${difference}; the first one stands`, archived.number)
    else if (Date.parse(report.receivedAt) < began.getTime()) tally.known++
    else {
      tally.repeats++
      name(`${label(row, archived.number)}: the same report again.`)
    }
  }

  /** Resolves when there is room for the next row; throws what made an earlier one fail. */
  async function take(row: Row): Promise<void> {
    tally.rows++
    if ('fault' in row) return odd(row, row.fault)
    const archived = readArchiveRow(row.feature)
    if ('odd' in archived) return odd(row, archived.odd, archived.pkey)
    while (flying.size >= IN_FLIGHT[db.kind]) await Promise.race(flying.values())
    await flying.get(archived.key)
    if (fault) throw fault.error
    const flight = submit(row, archived)
      .catch(error => {
        fault ??= { error }
      })
      .finally(() => flying.delete(archived.key))
    flying.set(archived.key, flight)
  }

  async function landed(): Promise<void> {
    await Promise.all(flying.values())
    if (fault) throw fault.error
  }

  return { tally, take, landed }
}

const label = ({ row }: Row, pkey?: string | number | null) =>
  `Row ${row}${pkey == null ? '' : `, pkey ${pkey}`}`
