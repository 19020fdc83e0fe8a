// kentongan audit …: proves that nobody has touched the record of who did what, and takes it out.
import { z } from 'zod'
import { sealedAfter, verifyAudit, writeAudit } from '../../db/audit.ts'
import { command, counted, DONE, FAILED, OPERATOR, STOPPED } from './command.ts'

const PAGE = 1_000

export const auditVerify = command({
  name: 'audit verify',
  args: z.object({
    anchor: z
      .string()
      .regex(/^\d+:[0-9a-f]{64}$/, 'an anchor is PLACE:HASH, as an earlier "audit verify" printed it')
      .optional(),
  }),
  describe: program =>
    void program
      .summary('whether every row of the audit is as it was written, and in its place')
      .option(
        '--anchor <place:hash>',
        'the head that was noted earlier: finds out what was cut off at the end',
      ),
  async run({ db }, { anchor }, out) {
    const [place, hash = ''] = anchor?.split(':') ?? []
    const verdict = await verifyAudit(db, place === undefined ? undefined : { place: Number(place), hash })
    if (verdict.whole) {
      out.line(`The audit is whole: ${counted(verdict.rows, 'row')}.`)
      if (verdict.head)
        out.line(`Keep its head elsewhere, for "audit verify --anchor": ${verdict.rows}:${verdict.head}`)
      return DONE
    }
    const row = verdict.seq === null ? '' : ` (row ${verdict.seq})`
    out.error(`The audit is broken at place ${verdict.place}${row}: ${WHY[verdict.why]}.`)
    return FAILED
  },
})

const WHY = {
  changed: 'it is not as it was sealed; it was changed, or put in another’s place',
  missing: 'it is missing',
  unsealed: 'it was written without a seal',
}

export const auditExport = command({
  name: 'audit export',
  audit: 'itself',
  args: z.object({ after: z.coerce.number().int().min(0).default(0) }),
  describe: program =>
    void program
      .summary('the whole audit as NDJSON: a row a line, with its place in the chain and its seal')
      .option('--after <place>', 'only what comes after this place'),
  async run({ db, now, stop }, { after }, out) {
    await writeAudit(db, {
      at: now(),
      officer: OPERATOR,
      action: 'exported',
      kind: 'export',
      subject: 'audit',
      after: String(after),
    })
    let place = after
    for (;;) {
      if (stop.aborted) return STOPPED
      const rows = await sealedAfter(db, place, PAGE)
      for (const row of rows) out.line(JSON.stringify(row))
      place = rows.at(-1)?.place ?? place
      if (rows.length < PAGE) return DONE
    }
  },
})
