// The agencies that officers belong to and that work is assigned to.
import type { Agency } from '../server/domain/agency.ts'
import type { Queryable } from './connect.ts'

/** False when the key is taken. */
export async function addAgency(db: Queryable, agency: Agency & { at: Date }): Promise<boolean> {
  const { rowCount } = await db.query(
    'insert into agencies (key, name, contact, created_at) values ($1, $2, $3, $4) on conflict do nothing',
    [agency.key, agency.name, agency.contact, agency.at],
  )
  return rowCount === 1
}

export async function listAgencies(db: Queryable): Promise<Agency[]> {
  const { rows } = await db.query<Agency>('select key, name, contact from agencies order by name')
  return rows
}

export async function agencyName(db: Queryable, key: string): Promise<string | null> {
  const { rows } = await db.query<{ name: string }>('select name from agencies where key = $1', [key])
  return rows[0]?.name ?? null
}

export async function hasAgency(db: Queryable, key: string): Promise<boolean> {
  const { rowCount } = await db.query('select from agencies where key = $1', [key])
  return rowCount === 1
}
