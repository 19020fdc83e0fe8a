// kentongan second-factors forget: for who has lost the key that second factors are sealed with.
import { z } from 'zod'
import { writeAudit } from '../../db/audit.ts'
import { dropAllTotp } from '../../db/officers.ts'
import { forgetProof } from '../sealing.ts'
import { command, counted, DONE, OPERATOR } from './command.ts'

export const secondFactorsForget = command({
  name: 'second-factors forget',
  audit: 'itself',
  args: z.object({}),
  describe: program =>
    void program.summary(
      'take every second factor away, where the key that sealed them is lost; then start anew',
    ),
  async run({ db, now }, _args, out) {
    const gone = await db.transaction(async client => {
      const gone = await dropAllTotp(client)
      await forgetProof(client)
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
    out.line(`${counted(gone, 'second factor')} gone. Restart the server: officers set theirs up anew.`)
    return DONE
  },
})
