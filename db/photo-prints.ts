// What photos look like, so that a picture that comes again in another's report is noticed.
import type { Queryable } from './connect.ts'

/** Prints of one picture, made smaller or lighter, differ in so many of their 64 bits at most. */
const ALIKE_BITS = 4
/** What was shown longer ago is not looked at. */
const LOOKED_BACK = '7 days'

/** `print`: 64 characters 0 and 1. */
export async function keepPrint(
  db: Queryable,
  photo: { name: string; print: string; at: Date },
): Promise<void> {
  await db.query(
    'insert into photo_prints (name, print, at) values ($1, $2::text::bit(64), $3) on conflict (name) do nothing',
    [photo.name, photo.print, photo.at],
  )
}

/** Marks photos as shown by a report; answers whether one of them was not before: only one of many processes is told so. */
export async function claimPrints(client: Queryable, report: string, photos: string[]): Promise<boolean> {
  const { rowCount } = await client.query(
    'update photo_prints set report = $1 where name = any($2) and report is null',
    [report, photos],
  )
  return (rowCount ?? 0) > 0
}

/** Numbers of other citizens' reports that showed the same picture before. */
export async function echoesOf(db: Queryable, report: string, photos: string[]): Promise<number[]> {
  const { rows } = await db.query<{ number: number }>(
    `select distinct number from photo_prints as own
       join photo_prints as other on other.name <> own.name and other.at <= own.at and other.at > own.at - $3::interval
         and length(replace((own.print # other.print)::text, '0', '')) <= ${ALIKE_BITS}
       join reports on reports.id = other.report
     where own.name = any($2) and reports.id <> $1
       and not exists (
         select from reporters as mine join reporters as theirs using (citizen)
         where mine.report = $1 and theirs.report = reports.id
       )
     order by number`,
    [report, photos, LOOKED_BACK],
  )
  return rows.map(row => row.number)
}
