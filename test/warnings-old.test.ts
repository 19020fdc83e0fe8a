// A database with warnings from before they had drafts and messages comes along: they stand, are told of, and can be lifted.
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { migrate } from '../db/migrate.ts'
import { standingWarnings } from '../db/warnings.ts'
import { engines, freshDatabase } from './database.ts'

const folder = fileURLToPath(new URL('../db/migrations', import.meta.url))
const NEWS = '0017_warnings.sql'

describe.each(engines)('older warnings on %s', engine => {
  test('a warning that one officer gave in a sentence keeps its area, its words and its end', async () => {
    const older = mkdtempSync(join(tmpdir(), 'older-'))
    const { db, drop } = await freshDatabase(engine, { migrated: false })
    try {
      for (const name of readdirSync(folder).filter(each => each < NEWS))
        cpSync(join(folder, name), join(older, name))
      await migrate(db, older)
      const id = crypto.randomUUID()
      await db.query(
        `insert into warnings (id, version, hazard, level, outline, words, officer, issued, expires_at)
         values ($1, 1, 'flood', 3, ST_SetSRID(ST_MakeEnvelope(106, -7, 107, -6), 4326)::geography, '{"id": "Jauhi kali."}', 'Sari',
           '2026-01-05T03:00:00Z', '2026-01-05T09:00:00Z')`,
        [id],
      )
      await migrate(db)
      const standing = await standingWarnings(db, new Date('2026-01-05T08:59:59Z'))
      expect(standing).toMatchObject([
        {
          id,
          level: 3,
          severity: 'Severe',
          officer: 'Sari',
          expiresAt: '2026-01-05T09:00:00.000Z',
          words: { id: { description: 'Jauhi kali.' }, en: { description: 'Jauhi kali.' } },
        },
      ])
      expect(standing[0]?.outline.coordinates.flat()).toHaveLength(5)
      expect(await standingWarnings(db, new Date('2026-01-05T09:00:00Z'))).toEqual([])
    } finally {
      await drop()
      rmSync(older, { recursive: true, force: true })
    }
  })
})
