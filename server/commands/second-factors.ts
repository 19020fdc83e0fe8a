// kentongan second-factors forget: for who has lost the key that second factors are sealed with.
import { z } from 'zod'
import { writeAudit } from '../../db/audit.ts'
import { dropAllTotp } from '../../db/officers.ts'
import { forgetSealed } from '../secrets/sealing.ts'
import { command, counted, DONE, OPERATOR } from './command.ts'

export const secondFactorsForget = command({
  name: 'second-factors forget',
  audit: 'itself',
  args: z.object({}),
  describe: program =>
    void program.summary(
      'where the key is lost that sealed them: take every second factor away, and end all private links and push alerts; then start anew',
    ),
  async run({ db, now }, _args, out) {
    const gone = await db.transaction(async client => {
      const gone = await dropAllTotp(client)
      await forgetSealed(client)
      await writeAudit(client, {
        at: now(),
        officer: OPERATOR,
        action: 'second-factors-forgotten',
        kind: 'officer',
        subject: 'all',
        after: String(gone),
      })
      return gone
    })
    db.wake()
    out.line(
      `${counted(gone, 'second factor')} gone. Restart the server: officers set theirs up anew. Private links and push alerts of before do not hold any more.`,
    )
    return DONE
  },
})
