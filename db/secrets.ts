// Keys that the platform makes for itself, once for all processes on a database.
import type { Queryable } from './connect.ts'

/** The secret under this name; `make` gives it where there is none yet, and the first to store one wins. */
export async function secretNamed(db: Queryable, name: string, make: () => string): Promise<string> {
  await db.query('insert into secrets (name, value) values ($1, $2) on conflict do nothing', [name, make()])
  const { rows } = await db.query<{ value: string }>('select value from secrets where name = $1', [name])
  const [row] = rows
  if (!row) throw new Error(`The secret ${name} was stored and is gone.`)
  return row.value
}
