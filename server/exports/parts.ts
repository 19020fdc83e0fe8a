// A bulk file in parts, from the database to the bytes of its format. Whoever sends it is told with each part how many reports were looked for it.
import type { Database } from '../../db/connect.ts'
import type { Queryable } from '../../db/queryable.ts'
import { valuesOf } from '../domain/columns.ts'
import type { Refusal } from '../domain/refusal.ts'
import type { Viewer } from '../sign-in/viewer.ts'
import { type FormatName, formats } from './formats.ts'
import { type Asked, wantedReports } from './stream.ts'
import { inTurns } from './turns.ts'

type FileAsked = { format: FormatName; hxl: boolean; asked: Asked; viewer: Viewer }
type Part = { looked: number; bytes: string | Uint8Array }
/** A refusal comes first and alone. */
export type Parts = AsyncGenerator<Part | Refusal, void, void>
type Making = (file: FileAsked) => Parts

/** Connections of each database that all bulk files together may use. */
const CONNECTIONS = 2

type Given = { db: Pick<Database, 'reading'> & Queryable; publicUrl: string }

export function createMaking({ db, publicUrl }: Given): Making {
  const shared = inTurns(db, CONNECTIONS)
  const atReplica = inTurns(db.reading, CONNECTIONS)

  return async function* partsOf({ format, hxl, asked, viewer: { audienceAt } }) {
    const writer = await formats[format].open({ hxl })
    const { head, page } = writer
    const most = 'most' in writer ? writer.most : Number.POSITIVE_INFINITY
    let count = 0
    try {
      // Who comes again asks for what came in since: nothing may be missing.
      const source = (await db.reading.hasAll()) ? atReplica : shared
      let before = head
      for await (const reports of wantedReports(source, asked, audienceAt)) {
        count += reports.length
        if (count > most) return yield { refused: 'file-too-large', details: { limit: most } }
        if (before.length > 0) yield { looked: 0, bytes: before }
        before = ''
        const shown = reports.map(one => valuesOf(one, one.incident, audienceAt(one.region), publicUrl))
        yield { looked: reports.length, bytes: reports.length > 0 ? page(shown) : '' }
      }
      if (before.length > 0) yield { looked: 0, bytes: before }
      if ('most' in writer) for await (const bytes of writer.foot()) yield { looked: 0, bytes }
      else if (writer.foot.length > 0) yield { looked: 0, bytes: writer.foot }
    } finally {
      if ('most' in writer) await writer.drop()
    }
  }
}
