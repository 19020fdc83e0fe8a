// Which officer has what open. Each page of a desk has a row, and says again that it is there.
import type { Queryable } from './connect.ts'

export async function putPresence(
  db: Queryable,
  { officer, page, subject, at }: { officer: string; page: string; subject: string | null; at: Date },
): Promise<void> {
  await db.query(
    subject === null
      ? 'delete from presence where officer = $1 and page = $2'
      : `insert into presence (officer, page, subject, at) values ($1, $2, $3, $4)
         on conflict (officer, page) do update set subject = excluded.subject, at = excluded.at`,
    subject === null ? [officer, page] : [officer, page, subject, at],
  )
}

export async function presentOfficers(
  db: Queryable,
  since: Date,
): Promise<{ officer: string; subject: string }[]> {
  const { rows } = await db.query<{ officer: string; subject: string }>(
    'select distinct officer, subject from presence where at > $1 order by officer, subject',
    [since],
  )
  return rows
}
