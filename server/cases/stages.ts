// The table of states and deadlines, as an administrator changes it: one transaction with its line in the audit, and nobody is overwritten unseen.
import { isDeepStrictEqual } from 'node:util'
import { writeAudit } from '../../db/audit.ts'
import type { Database } from '../../db/connect.ts'
import { changeStage, lockStage, readStages } from '../../db/stages.ts'
import { isOrdered, type StageRule } from '../domain/case.ts'
import type { Refusal } from '../domain/refusal.ts'

/** `seen`: the rule as the administrator saw it. What is overdue by the new table is told within two seconds. */
export async function changeRule(
  { db, now }: { db: Database; now: () => Date },
  rule: StageRule,
  seen: StageRule | undefined,
  by: string,
): Promise<{ stages: StageRule[] } | Refusal> {
  if (!isOrdered(rule)) return { refused: 'deadlines-order' }
  const outcome = await db.transaction(async client => {
    const before = await lockStage(client, rule.stage)
    if (!before) return { refused: 'stages-wrong' } satisfies Refusal
    if (seen && !isDeepStrictEqual(before, seen)) return { refused: 'stages-changed' } satisfies Refusal
    await changeStage(client, rule)
    await writeAudit(client, {
      at: now(),
      officer: by,
      action: 'stage-changed',
      kind: 'stage',
      subject: rule.stage,
      before: JSON.stringify(before),
      after: JSON.stringify(rule),
    })
    return undefined
  })
  return outcome ?? { stages: await readStages(db) }
}
