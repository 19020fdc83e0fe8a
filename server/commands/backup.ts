// kentongan backup: everything in one file, while the server goes on.
import { resolve } from 'node:path'
import { z } from 'zod'
import { makeBackup } from '../backup/make.ts'
import { command, counted, countingOf, DONE, FAILED, STOPPED, unlessStopped } from './command.ts'

export const backup = command({
  name: 'backup',
  audit: 'told',
  args: z.object({
    file: z.string(),
    withoutPhotos: z.boolean().optional(),
    withSecretKey: z.boolean().optional(),
  }),
  describe: program =>
    void program
      .summary('everything in one file: the database as it stands in one moment, and the photos')
      .argument('<file>', 'a new file; its text is compressed where the name ends with .gz')
      .option('--without-photos', 'the database alone')
      .option('--with-secret-key', 'the key of second factors, private links and webhooks’ secrets, too')
      .addHelpText(
        'after',
        `
The file holds what citizens have entrusted to us: only its owner can read it, and it belongs where nobody else is.
Snapshots of the open data are not in it. On the embedded database reports wait while it is written.`,
      ),
  async run(context, { file, withoutPhotos = false, withSecretKey = false }, out) {
    const { db, directory, hasPhotoStore, hasKeyFile, now, cwd, stop } = context
    if (withSecretKey && !hasKeyFile) {
      out.error('The key is in SECRET_KEY and not in a file: keep a copy of that.')
      return FAILED
    }
    const path = resolve(cwd, file)
    const made = await unlessStopped(
      stop,
      makeBackup({
        ...{ db, path, directory, now: now(), stop },
        photos: !withoutPhotos && !hasPhotoStore,
        secretKey: withSecretKey,
        tell: countingOf(out),
      }),
    )
    if (!made) {
      out.error('Stopped; no file was left behind.')
      return STOPPED
    }
    const { manifest, bytes } = made
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0)
    out.line(
      `${path}: ${counted(rows, 'row')} of ${counted(manifest.tables.length, 'table')}${manifest.photos ? `, ${counted(manifest.photos.files, 'file')} of photos` : ''}, ${bytes.toLocaleString('en')} bytes.`,
    )
    if (!withoutPhotos && hasPhotoStore)
      out.line(
        'The photos lie in their own store (S3_ENDPOINT) and are not in the file: that store has backups of its own.',
      )
    if (!withSecretKey)
      out.line(
        `Keep ${hasKeyFile ? `the key in ${directory}/secret-key` : 'SECRET_KEY'} as well, apart from this file: without it nobody opens second factors, private links and the secrets of webhooks.`,
      )
    return DONE
  },
})
