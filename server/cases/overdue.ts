// Work that waits too long stands out and is told higher up, once each time: first to whom the table of stages names, then to the administrators.
// One elected process looks at its board and at the cases; what nobody has touched yet gets its case here.
import { setImmediate, setTimeout as sleep } from 'node:timers/promises'
import { caseIdOf, dueCases, lockCases, writeCase, writeStep } from '../../db/cases.ts'
import type { Database } from '../../db/connect.ts'
import { readStages, ruleOf } from '../../db/stages.ts'
import { hoursOf, type StageRule } from '../domain/case.ts'
import type { Level } from '../domain/hazards/hazard.ts'
import { isRefusal } from '../domain/refusal.ts'
import { isAlive, isHeld, type Report } from '../domain/report.ts'
import { PLATFORM } from '../domain/trust/doubts.ts'
import { callsForRescue } from '../domain/understanding/situation.ts'
import type { Board } from '../live/board.ts'
import { enterStage } from './case-stage.ts'
import type { Cases } from './cases.ts'

const TICK_MS = 2_000
/** It rests so many times as long as it took: where tens of thousands wait too long the others' work goes on. */
const REST = 4
/** Cases that are opened in one round: the worst come first. */
const AT_ONCE = 50
const HOUR_MS = 3_600_000
/** Among a hundred thousand live reports nobody else has to wait for this look. */
const IN_A_TURN = 2_000

type Given = {
  db: Database
  board: Pick<Board, 'reports' | 'held' | 'caseOf' | 'incidentOf'>
  cases: Pick<Cases, 'openUnasked'>
  now: () => Date
  newId: () => string
  logFault: (fault: unknown) => void
}

export function watchDeadlines(given: Given) {
  const { db, logFault } = given
  const election = db.elect('deadlines', async over => {
    while (!over.aborted) {
      const began = performance.now()
      await escalateOnce(given).catch(logFault)
      const rest = Math.max(TICK_MS, REST * (performance.now() - began))
      await sleep(rest, undefined, { signal: over }).catch(ended)
    }
  })
  return {
    /** One look, by whoever asks: each deadline is told once all the same. */
    look: () => escalateOnce(given),
    stop: () => election.stop(),
  }
}

/** The lead is over: so is the pause. */
const ended = () => undefined

async function escalateOnce(given: Given): Promise<void> {
  const { db, now, newId } = given
  const rules = await readStages(db)
  await openForgotten(given, ruleOf(rules, 'new'))
  for (const id of await dueCases(db, now())) {
    await db.transaction(async client => {
      const one = (await lockCases(client, [id])).get(id)
      if (!one?.due || one.closed || one.escalated === 2 || Date.parse(one.due) > now().getTime()) return
      const rule = ruleOf(rules, one.stage)
      const higher = rule?.higherHours ?? null
      const isFirst = one.escalated === 0
      if (!isFirst && (higher === null || Date.parse(one.due) + higher * HOUR_MS > now().getTime())) return
      await writeCase(client, { ...one, escalated: isFirst ? 1 : 2 })
      await writeStep(client, {
        step: newId(),
        case: id,
        at: now(),
        officer: PLATFORM,
        what: 'escalate',
        told: isFirst ? (rule?.told ?? 'duty-officer') : 'administrator',
        before: null,
      })
    })
    db.wake()
  }
}

/** Reports that nobody has decided in time, and that no open case waits for. */
async function openForgotten(
  { db, board, cases, now, newId }: Given,
  rule: StageRule | undefined,
): Promise<void> {
  const time = now().getTime()
  const isLate = lateAt(rule, new Date(time))
  const late = new Map<string, Report>()
  let looked = 0
  for (const shelf of [board.reports, board.held])
    for (const report of shelf.values()) {
      if (++looked % IN_A_TURN === 0) await setImmediate()
      if (report.state !== 'unverified' && report.state !== 'held') continue
      const standing = board.caseOf(report.id)
      if (standing && standing.stage !== 'resolved' && standing.stage !== 'checked') continue
      if (isLate(report)) late.set(standing?.id ?? board.incidentOf(report.id) ?? report.id, report)
    }
  const worst = [...late.values()].sort((a, b) => b.level - a.level || Date.parse(a.at) - Date.parse(b.at))
  for (const report of worst.slice(0, AT_ONCE)) {
    const known = await caseIdOf(db, { report: report.id })
    if (known === undefined) {
      const opened = await cases.openUnasked({ report: report.id }, report.receivedAt)
      if (!isRefusal(opened)) continue
    } else
      await db.transaction(async client => {
        const one = (await lockCases(client, [known])).get(known)
        if (one?.stage !== 'resolved' && one?.stage !== 'checked') return
        const entered = await enterStage(client, one, 'new', { at: new Date(time), unasked: true })
        if (isRefusal(entered)) return
        await writeCase(client, { ...one, ...entered })
        const told = 'new'
        await writeStep(client, {
          step: newId(),
          case: known,
          at: now(),
          officer: PLATFORM,
          what: 'decided',
          told,
          before: null,
        })
      })
    db.wake()
  }
}

/** Whether a report has waited too long. Of most it is known by the letters of their time, which are in order. */
function lateAt(rule: StageRule | undefined, now: Date): (report: Report) => boolean {
  const lastOf = (level: Level) => {
    const hours = hoursOf(rule, { level, rescue: false })
    return hours === null ? '' : new Date(now.getTime() - hours * HOUR_MS).toISOString()
  }
  const last = ([0, 1, 2, 3] as const).map(lastOf)
  const lastCall = lastOf(3)
  return report =>
    (report.receivedAt <= (last[report.level] ?? '') ||
      (report.receivedAt <= lastCall && callsForRescue(report))) &&
    (isAlive(report, now) || isHeld(report, now))
}
