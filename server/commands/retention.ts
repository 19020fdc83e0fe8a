// kentongan retention: what has been kept long enough goes, and a dry run only counts it.
import { z } from 'zod'
import { countOverdue, type Outcome } from '../../db/retention.ts'
import { forgetNow } from '../retention.ts'
import { command, counted, DONE, FAILED, OPERATOR, STOPPED } from './command.ts'

export const retention = command({
  name: 'retention',
  audit: 'itself',
  args: z.object({ dryRun: z.boolean().optional() }),
  describe: program =>
    void program
      .summary('take away what has been kept long enough; a running server does it by itself every day')
      .option('--dry-run', 'only count it')
      .addHelpText(
        'after',
        '\nWhat is kept how long and why stands in db/retention.ts; RETENTION changes the days. Reports and the public past stay for ever.',
      ),
  async run({ db, now, retention, stop }, { dryRun = false }, out) {
    const outcomes = dryRun
      ? await countOverdue(db, now(), retention)
      : await forgetNow({ db, now: now(), kept: retention, officer: OPERATOR, stop })
    const width = Math.max(...outcomes.map(({ rule }) => rule.name.length))
    for (const { rule, days, rows } of outcomes)
      out.line(
        `${rule.name.padEnd(width)}  ${rows.toLocaleString('en').padStart(9)}  ${keptFor(days).padEnd(8)}  ${rule.why}`,
      )
    const rows = outcomes.reduce((sum, one) => sum + one.rows, 0)
    out.line(
      dryRun ? `${counted(rows, 'row')} would go; nothing was changed.` : `${counted(rows, 'row')} gone.`,
    )
    const failed = outcomes.filter(({ fault }) => fault !== undefined)
    for (const { rule, fault } of failed)
      out.line(`${rule.name} went no further: ${fault instanceof Error ? fault.message : fault}`)
    if (stop.aborted) return STOPPED
    return failed.length > 0 ? FAILED : DONE
  },
})

const keptFor = (days: Outcome['days']) => (days === null ? 'for ever' : `${days} d`)
