// Cases joined and split by hand, and every step taken back: what moved goes home again, wherever the incident builder has not moved it since.

import { incidentMembers } from '../../db/case-reports.ts'
import {
  type Before,
  caseIdOf,
  insertCase,
  isFollowed,
  lastStep,
  lockCases,
  type Move,
  markUndone,
  moveMembers,
  rowsOf,
} from '../../db/cases.ts'
import type { Queryable } from '../../db/connect.ts'
import { lockReport } from '../../db/reports.ts'
import type { Case, Thing } from '../domain/case.ts'
import { may, type Officer } from '../domain/permissions.ts'
import { isRefusal, type Refusal } from '../domain/refusal.ts'
import { states } from '../domain/state.ts'
import type { CasesGiven } from './cases.ts'
import { changedCase, createHolding, NOT_ALLOWED, type Seen } from './holding.ts'

export type Grouping = ReturnType<typeof createGrouping>

export function createGrouping(given: CasesGiven) {
  const { newId, lifecycle } = given
  const { inOne, hold, write } = createHolding(given)

  /** Holds all in the order of their ids, so that two officers who join the same ones never wait for each other. */
  async function holdAll(client: Queryable, seen: Seen[], by: Officer) {
    const known: string[] = []
    for (const { on } of seen) {
      const id = await caseIdOf(client, on)
      if (id) known.push(id)
    }
    await lockCases(client, known)
    const held: { one: Case; moves: Move[] }[] = []
    for (const one of seen) {
      const next = await hold(client, one, by)
      if (isRefusal(next)) return next
      if (!may(by, 'organise', next.one.region)) return NOT_ALLOWED
      if (!held.some(({ one: { id } }) => id === next.one.id)) held.push(next)
    }
    return held
  }

  return {
    /** Everything of the others goes into the first. */
    merge: (into: Seen, from: Seen[], by: Officer): Promise<Case | Refusal> =>
      inOne(async client => {
        const held = await holdAll(client, [into, ...from], by)
        if (isRefusal(held)) return held
        const [first, ...others] = held
        if (!first || others.length === 0) return { refused: 'merge-alone' } satisfies Refusal
        if (others.some(({ one }) => one.drill !== first.one.drill))
          return { refused: 'merge-drill' } satisfies Refusal
        const step = newId()
        const moves = await moveMembers(
          client,
          others.flatMap(({ one, moves }) => movesOf(withMoved(one, moves), first.one.id)),
        )
        const numbers = others.map(({ one }) => `#${one.number}`).join(', ')
        for (const { one } of others)
          await write(client, one, { ...one, closed: first.one.id, claimedBy: null }, by, {
            what: 'merge',
            told: `→ #${first.one.number}`,
            step,
          })
        return write(client, first.one, first.one, by, {
          what: 'merge',
          told: numbers,
          step,
          moves: [...held.flatMap(({ moves: opened }) => opened), ...moves],
        })
      }),

    /** The chosen incidents and reports go into a case of their own, or into another one. */
    split: (
      from: Seen,
      chosen: { reports: string[]; incidents: string[] },
      into: Seen | undefined,
      by: Officer,
    ): Promise<{ from: Case; to: Case } | Refusal> =>
      inOne(async client => {
        const held = await holdAll(client, into ? [from, into] : [from], by)
        if (isRefusal(held)) return held
        const [source, target] = held
        if (!source || (into && !target)) return { refused: 'split-nothing' } satisfies Refusal
        const own = withMoved(source.one, source.moves)
        const moving = await membersChosen(client, own, chosen)
        if (moving.length === 0) return { refused: 'split-nothing' } satisfies Refusal
        const to = target?.one ?? (await insertCase(client, { ...source.one, id: newId(), question: null }))
        const step = newId()
        const moves = await moveMembers(
          client,
          moving.map(move => ({ ...move, to: to.id })),
        )
        const written = await write(client, to, to, by, {
          what: 'split',
          told: `← #${source.one.number}`,
          step,
          moves: target?.moves ?? [],
        })
        const rest = await write(client, source.one, source.one, by, {
          what: 'split',
          told: `→ #${to.number}`,
          step,
          moves: [...source.moves, ...moves],
        })
        return { from: rest, to: written }
      }),

    /** Takes back the last step of a case that can be taken back, on every case that it concerned. */
    undo: (on: Thing & { case: string }, version: number, by: Officer): Promise<Case | Refusal> =>
      inOne(async client => {
        const steps = await lastStep(client, on.case)
        if (steps.length === 0) return { refused: 'nothing-to-undo' } satisfies Refusal
        const held = await lockCases(
          client,
          steps.map(one => one.case),
        )
        const one = held.get(on.case)
        if (!one) return { refused: 'case-unknown' } satisfies Refusal
        if ([...held.values()].some(({ region }) => !may(by, 'decide', region))) return NOT_ALLOWED
        // The step may be another one by now.
        if ((await lastStep(client, on.case))[0]?.step !== steps[0]?.step || one.version !== version)
          return changedCase(client, one)
        if (await isFollowed(client, steps)) return { refused: 'undo-followed' } satisfies Refusal
        for (const { before } of steps) {
          await moveMembers(client, before.moves.toReversed().map(reversed))
          await restoreReports(client, before.decided, by)
        }
        const [first] = steps
        if (first) await markUndone(client, first.step)
        let result = one
        for (const { case: id, before } of steps) {
          const now = held.get(id)
          if (!now) continue
          const { stage, since, due, escalated, claimedBy, agency, words, question, closed } = before.case
          const isOpened = before.case.version === 0
          const restored = { stage, since, due, escalated, claimedBy, agency, words, question }
          const after = { ...now, ...restored, closed: isOpened ? id : closed }
          const written = await write(client, now, after, by, {
            what: 'undo',
            told: first?.what ?? null,
            isFinal: true,
          })
          if (id === on.case) result = written
        }
        return result
      }),
  }

  async function restoreReports(client: Queryable, decided: Before['decided'], by: Officer): Promise<void> {
    for (const { id, before, after } of decided) {
      const report = await lockReport(client, id)
      const state = states.find(each => each === before)
      if (report?.state === after && state)
        await lifecycle.decideIn(client, report, state, undefined, { officer: by.name })
    }
  }
}

/** A case that was opened just now has its first member only in its moves. */
const withMoved = (one: Case, moves: Move[]): Case => ({
  ...one,
  incidents: [
    ...one.incidents,
    ...moves.filter(({ kind }) => kind === 'incident').map(({ member }) => member),
  ],
  reports: [...one.reports, ...moves.filter(({ kind }) => kind === 'report').map(({ member }) => member)],
})

const movesOf = ({ id, incidents, reports }: Case, to: string): Move[] => [
  ...incidents.map((member): Move => ({ member, kind: 'incident', from: id, to })),
  ...reports.map((member): Move => ({ member, kind: 'report', from: id, to })),
]

const reversed = ({ from, to, ...move }: Move): Move => ({ ...move, from: to, to: from })

/** What of the chosen really is in the case. */
async function membersChosen(
  client: Queryable,
  own: Case,
  { reports, incidents }: { reports: string[]; incidents: string[] },
): Promise<Move[]> {
  const rows = await rowsOf(client, reports)
  const theirs = new Set(await incidentMembers(client, own.incidents, reports))
  const whole = incidents.filter(id => own.incidents.includes(id))
  return [
    ...whole.map((member): Move => ({ member, kind: 'incident', from: own.id, to: null })),
    ...reports.flatMap((member): Move[] => {
      const row = rows.get(member)
      if (row) return row.case === own.id ? [{ member, kind: 'report', from: own.id, to: null }] : []
      return theirs.has(member) ? [{ member, kind: 'report', from: null, to: null }] : []
    }),
  ]
}
