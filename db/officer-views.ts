// Views that officers keep under a name, so that they find them again on every screen they sign in at.
import type { Queryable } from './connect.ts'

export type OfficerView = { name: string; address: string }

/** One officer keeps no more. */
export const MOST_VIEWS = 30

/** The oldest first. */
export async function viewsOf(db: Queryable, officer: string): Promise<OfficerView[]> {
  const { rows } = await db.query<OfficerView>(
    'select name, address from officer_views where officer = $1 order by saved_at, name',
    [officer],
  )
  return rows
}

/** One of the same name is replaced. Answers false, and keeps nothing, where there are too many. */
export async function keepView(
  client: Queryable,
  officer: string,
  { name, address }: OfficerView,
  at: Date,
): Promise<boolean> {
  const { rows } = await client.query(
    `insert into officer_views (officer, name, address, saved_at)
     select $1::uuid, $2::text, $3, $4
     where (select count(*) from officer_views where officer = $1 and name <> $2) < $5
     on conflict (officer, name) do update set address = excluded.address
     returning name`,
    [officer, name, address, at, MOST_VIEWS],
  )
  return rows.length > 0
}

export async function forgetView(client: Queryable, officer: string, name: string): Promise<boolean> {
  const { rows } = await client.query(
    'delete from officer_views where officer = $1 and name = $2 returning name',
    [officer, name],
  )
  return rows.length > 0
}
