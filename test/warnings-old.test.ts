// A database with warnings from before they had drafts and messages comes along: they stand, are told of, and can be lifted.
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { migrate } from '../db/migrate.ts'
import { standingWarnings } from '../db/warnings.ts'
import { languages } from '../server/domain/messages/index.ts'
import { renewedWarning } from '../server/domain/warning.ts'
import { engines, freshDatabase } from './database.ts'
import { aSquare } from './world.ts'

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

test('a warning that one officer gave before there were drafts still stands, with its words in each language', () => {
  const old = {
    id: crypto.randomUUID(),
    version: 1,
    hazard: 'flood' as const,
    level: 2 as const,
    outline: { type: 'Polygon' as const, coordinates: [aSquare({ lng: 106.8, lat: -6.2 }, 0.01)] },
    words: { id: 'Pintu air dibuka.' },
    officer: 'Sari',
    incident: null,
    issued: '2026-01-05T03:00:00.000Z',
    expiresAt: '2026-01-05T04:00:00.000Z',
    endedAt: null,
  }
  const renewed = renewedWarning(old)
  expect(renewed).toMatchObject({ severity: 'Moderate', identifier: null, drill: false, officer: 'Sari' })
  expect(languages.map(language => renewed.words[language].description)).toEqual([
    'Pintu air dibuka.',
    'Pintu air dibuka.',
  ])
  expect(renewedWarning(renewed)).toEqual(renewed)
})
