// Keys of programs. What is stored of a key is its hash and its beginning; what it may do stands beside it.
import type { Deed } from '../server/domain/permissions.ts'
import type { Queryable } from './connect.ts'

export type ServiceKey = {
  id: string
  name: string
  start: string
  deeds: Deed[]
  regions: string[] | null
  created_by: string
  created_at: Date
  used_at: Date | null
  revoked_at: Date | null
}

const columns = 'id, name, start, deeds, regions, created_by, created_at, used_at, revoked_at'

export async function insertKey(
  client: Queryable,
  key: Pick<ServiceKey, 'id' | 'name' | 'start' | 'deeds' | 'regions' | 'created_by' | 'created_at'> & {
    hash: Buffer
  },
): Promise<void> {
  await client.query(
    `insert into service_keys (id, name, hash, start, deeds, regions, created_by, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [key.id, key.name, key.hash, key.start, key.deeds, key.regions, key.created_by, key.created_at],
  )
}

/** The newest first. */
export async function listKeys(db: Queryable): Promise<ServiceKey[]> {
  const { rows } = await db.query<ServiceKey>(
    `select ${columns} from service_keys order by created_at desc, id`,
  )
  return rows
}

export async function keyByHash(db: Queryable, hash: Buffer): Promise<ServiceKey | undefined> {
  const { rows } = await db.query<ServiceKey>(
    `select ${columns} from service_keys where hash = $1 and revoked_at is null`,
    [hash],
  )
  return rows[0]
}

export async function keysById(db: Queryable, ids: string[]): Promise<ServiceKey[]> {
  const { rows } = await db.query<ServiceKey>(
    `select ${columns} from service_keys where id = any($1) and revoked_at is null`,
    [ids],
  )
  return rows
}

export async function keyUsed(db: Queryable, id: string, at: Date): Promise<void> {
  await db.query('update service_keys set used_at = $2 where id = $1', [id, at])
}

export async function revokeKey(client: Queryable, id: string, at: Date): Promise<ServiceKey | undefined> {
  const { rows } = await client.query<ServiceKey>(
    `update service_keys set revoked_at = $2 where id = $1 and revoked_at is null returning ${columns}`,
    [id, at],
  )
  return rows[0]
}
