// kentongan status: which database this is, how much it holds, and how far its readers lie behind.
import { z } from 'zod'
import { readStatus } from '../../db/status.ts'
import { command, counted, DONE } from './command.ts'

export const status = command({
  name: 'status',
  args: z.object({}),
  describe: program =>
    void program.summary('the database, what it holds, and how far its readers lie behind'),
  async run({ db, now }, _args, out) {
    const found = await readStatus(db, now())
    out.line(
      `Database   ${db.kind === 'embedded' ? 'embedded' : 'PostgreSQL'} ${found.version}, PostGIS ${found.postgis}, ${megabytes(found.bytes)}`,
    )
    for (const [label, drill] of [
      ['Real', false],
      ['Drill', true],
    ] as const) {
      const { reports, alive, verified, incidents } = found.counts[drill ? 'drill' : 'real']
      out.line(
        `${label.padEnd(10)} ${counted(reports, 'report')}, ${alive} alive, ${verified} of them verified; ${counted(incidents, 'incident')} standing`,
      )
    }
    out.line(`Areas      ${found.areas.toLocaleString('en')}`)
    out.line(`Officers   ${found.officers}`)
    out.line(`Outbox     ${counted(found.outbox, 'message')} waiting`)
    out.line(
      `Log        ${counted(found.entries, 'entry', 'entries')}, newest ${found.newest?.toISOString() ?? 'none'}`,
    )
    out.line(
      `Held back  ${found.heldSince ? `for ${seconds(now(), found.heldSince)} by an open transaction` : 'nothing'}`,
    )
    for (const { name, behind } of found.followers)
      out.line(`Follower   ${name}: ${behind === 0 ? 'up to date' : `${counted(behind, 'report')} behind`}`)
    return DONE
  },
})

const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(0)} MB`
const seconds = (now: Date, since: Date) =>
  `${Math.max(0, (now.getTime() - since.getTime()) / 1_000).toFixed(1)} s`
