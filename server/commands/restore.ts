// kentongan restore: a backup goes into an empty database, on either engine.
import { resolve } from 'node:path'
import { z } from 'zod'
import { restoreBackup } from '../backup/restore.ts'
import { command, counted, countingOf, DONE, FAILED, OPERATOR, STOPPED, unlessStopped } from './command.ts'

export const restore = command({
  name: 'restore',
  audit: 'itself',
  migrates: true,
  args: z.object({ file: z.string() }),
  describe: program =>
    void program
      .summary('a backup into an empty database: embedded or PostgreSQL, whichever it came from')
      .argument('<file>', 'as "backup" wrote it')
      .addHelpText(
        'after',
        '\nStop the servers first, and name a new database (DATABASE_URL) or a new directory (DATA_DIR). An older backup is brought up to date.',
      ),
  async run({ db, directory, hasPhotoStore, hasKeyFile, now, cwd, stop }, { file }, out) {
    const path = resolve(cwd, file)
    const restored = await unlessStopped(
      stop,
      restoreBackup({
        ...{ db, path, directory, stop },
        audit: {
          at: now(),
          officer: OPERATOR,
          action: 'restored',
          kind: 'command',
          subject: 'restore',
          after: JSON.stringify({ file }),
        },
        tell: countingOf(out),
      }),
    )
    if (!restored) {
      out.error('Stopped; the database is as empty as it was.')
      return STOPPED
    }
    if ('refused' in restored) {
      out.error(`Not restored (${restored.refused}): ${restored.why}.`)
      return FAILED
    }
    const { tables, photos, made, engine, secretKey } = restored
    const rows = tables.reduce((sum, table) => sum + table.rows, 0)
    out.line(
      `Restored as it was on ${made} (${engine}): ${counted(rows, 'row')} of ${counted(tables.length, 'table')}, each compared${photos ? `; ${counted(photos.files, 'file')} of photos` : ''}.`,
    )
    if (photos && photos.files > 0 && hasPhotoStore)
      out.line(`The photos are in ${directory}/photos: copy that folder into the bucket, as photos/.`)
    if (!secretKey)
      out.line(
        `${hasKeyFile ? `Put the key of its second factors into ${directory}/secret-key` : 'SECRET_KEY has to be the key of its second factors'} before the server starts. If it is lost: "second-factors forget".`,
      )
    return DONE
  },
})
