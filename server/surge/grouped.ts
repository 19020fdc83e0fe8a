// Group commit, and the same for reading: what comes while a write is under way is written together by the next one. One at a time it costs nothing, in a crowd it
// saves a statement, a commit and a disk's flush for each that is not alone.

import { isAway } from '../../db/away.ts'

type Waiting<T, R> = { item: T; resolve: (result: R) => void; reject: (fault: unknown) => void }

type Limits = {
  /** Most items in one write. */
  most: number
  /** How long an item waits for the write that is under way, ms: one that hangs does not hold up the rest. */
  patience: number
  /** Faults that are of no single item: who was in the group hears of it at once. */
  isCommon?: (fault: unknown) => boolean
}

/** What asks the database. */
const STATEMENTS: Limits = { most: 100, patience: 50, isCommon: isAway }

/** `write` answers one result for each item, in their order. When it fails for a group, each item is written alone: one's fault is no other's. */
export function grouped<T, R>(
  write: (items: T[]) => Promise<R[]>,
  { most, patience, isCommon = () => false }: Limits = STATEMENTS,
) {
  let waiting: Waiting<T, R>[] = []
  let underWay = 0
  let timer: NodeJS.Timeout | undefined

  function start(): void {
    clearTimeout(timer)
    timer = undefined
    const group = waiting.slice(0, most)
    waiting = waiting.slice(most)
    if (group.length === 0) return
    underWay++
    writeGroup(group).finally(() => {
      underWay--
      if (underWay === 0) start()
    })
    if (waiting.length > 0) timer = setTimeout(start, patience)
  }

  async function writeGroup(group: Waiting<T, R>[]): Promise<void> {
    try {
      const results = await write(group.map(({ item }) => item))
      for (const [i, { resolve }] of group.entries()) resolve(results[i] as R)
    } catch (fault) {
      const [only, ...others] = group
      if (others.length === 0) only?.reject(fault)
      else if (isCommon(fault)) for (const { reject } of group) reject(fault)
      else await Promise.all(group.map(one => writeGroup([one])))
    }
  }

  return (item: T): Promise<R> =>
    new Promise<R>((resolve, reject) => {
      waiting.push({ item, resolve, reject })
      if (underWay === 0) start()
      else timer ??= setTimeout(start, patience)
    })
}
