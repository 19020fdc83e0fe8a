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

export async function secretIfAny(db: Queryable, name: string): Promise<string | undefined> {
  const { rows } = await db.query<{ value: string }>('select value from secrets where name = $1', [name])
  return rows[0]?.value
}

/** Unless another process was quicker. */
export async function replaceSecret(db: Queryable, name: string, from: string, to: string): Promise<void> {
  await db.query('update secrets set value = $3 where name = $1 and value = $2', [name, from, to])
}

export async function allSecrets(db: Queryable): Promise<{ name: string; value: string }[]> {
  const { rows } = await db.query<{ name: string; value: string }>('select name, value from secrets')
  return rows
}

export async function forgetSecret(db: Queryable, name: string): Promise<void> {
  await db.query('delete from secrets where name = $1', [name])
}
