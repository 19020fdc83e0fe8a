// kentongan snapshot: the reports of a month or a year as files for research, as everybody may see them.
import { resolve } from 'node:path'
import { z } from 'zod'
import { lastPeriods, type Period, periodOf } from '../domain/period.ts'
import { writeSnapshot } from '../snapshots/write.ts'
import { command, counted, DONE, FAILED, progressOf, STOPPED } from './command.ts'

export const snapshot = command({
  name: 'snapshot',
  args: z.object({ year: z.string().optional(), month: z.string().optional(), out: z.string().optional() }),
  describe: program =>
    void program
      .summary('the reports of a month or a year as files for research')
      .option('--month <Y-M>', 'a month such as 2026-10; the last one unless told')
      .option('--year <Y>', 'a whole year')
      .option('--out <dir>', 'where to; unless told, where /snapshots/ serves them from')
      .addHelpText(
        'after',
        '\nWhat was made before is made again, as its next edition. Months and years are those of UTC.',
      ),
  async run({ db, now, publicUrl, snapshots, cwd, stop }, { year, month, out: to }, out) {
    const { directory, ...about } = snapshots
    const period = periodFor(year, month, now())
    if (!period || period.from > now()) {
      out.error('Name a month as 2026-10 or a year as 2026, one of them, that has begun.')
      return FAILED
    }
    let reports = 0
    const told = progressOf(out, () => `${period.name}: ${counted(reports, 'report')}`)
    const manifest = await writeSnapshot({
      period,
      db,
      publicUrl,
      about,
      now: now(),
      stop,
      directory: to === undefined ? directory : resolve(cwd, to),
      tell(count) {
        reports = count
        told()
      },
    })
    if (!manifest) return STOPPED
    out.line(`${period.name}: ${counted(manifest.reports, 'report')}, edition ${manifest.edition}`)
    for (const { name, bytes, sha256 } of manifest.files)
      out.line(`${sha256}  ${name}  ${bytes.toLocaleString('en')} bytes`)
    return DONE
  },
})

function periodFor(year: string | undefined, month: string | undefined, now: Date): Period | undefined {
  if (year !== undefined && month !== undefined) return undefined
  if (year !== undefined) return /^\d{4}$/.test(year) ? periodOf(year) : undefined
  if (month !== undefined) return month.includes('-') ? periodOf(month) : undefined
  return lastPeriods(now)[0]
}
