// Keys of programs: made at the desk or on the command line, shown once, and good for some deeds in some regions.
import { createHash, randomBytes } from 'node:crypto'
import { writeAudit } from '../../db/audit.ts'
import type { Database } from '../../db/connect.ts'
import { insertKey, keyByHash, keyUsed, revokeKey, type ServiceKey } from '../../db/service-keys.ts'
import { type Deed, keyDeeds, type Officer } from '../domain/permissions.ts'
import { isRefusal, type Refusal } from '../domain/refusal.ts'
import { checkedRights } from './officers.ts'

const SIGN = 'kt_'
/** How exactly it is known when a key was last used, ms. */
const USED_EVERY_MS = 60_000

type Given = { db: Database; now: () => Date; newId: () => string }
type Wanted = { name: string; deeds: Deed[]; regions: string[] | null }

export function createServiceKeys({ db, now, newId }: Given) {
  return {
    /** `key` is shown to whoever asked for it, and kept nowhere. */
    async add(wanted: Wanted, by: string): Promise<{ id: string; key: string } | Refusal> {
      const rights = await checkedRights(db, { regions: wanted.regions })
      if (isRefusal(rights)) return rights
      const deeds = keyDeeds.filter(deed => wanted.deeds.includes(deed))
      if (deeds.length === 0) return { refused: 'deeds-missing' }
      const key = SIGN + randomBytes(32).toString('base64url')
      const id = newId()
      const regions = rights.regions ?? null
      await db.transaction(async client => {
        await insertKey(client, {
          id,
          name: wanted.name,
          hash: hashKey(key),
          start: key.slice(0, 9),
          deeds,
          regions,
          created_by: by,
          created_at: now(),
        })
        await writeAudit(client, {
          at: now(),
          officer: by,
          action: 'key-made',
          kind: 'key',
          subject: id,
          after: JSON.stringify({ name: wanted.name, deeds, regions }),
        })
      })
      return { id, key }
    },

    async revoke(id: string, by: string): Promise<ServiceKey | Refusal> {
      const outcome = await db.transaction(async client => {
        const revoked = await revokeKey(client, id, now())
        if (!revoked) return { refused: 'key-unknown' } satisfies Refusal
        const said = { action: 'key-revoked', kind: 'key', subject: id, before: revoked.name }
        await writeAudit(client, { at: now(), officer: by, ...said })
        return revoked
      })
      db.wake()
      return outcome
    },
  }
}

/** The program whose key an `Authorization` header shows. */
export async function programOf(db: Database, header: string, now: Date): Promise<ServiceKey | undefined> {
  const [, key = ''] = /^Bearer +(\S+)$/i.exec(header) ?? []
  const found = key.startsWith(SIGN) ? await keyByHash(db, hashKey(key)) : undefined
  if (found && now.getTime() - (found.used_at?.getTime() ?? 0) > USED_EVERY_MS)
    await keyUsed(db, found.id, now)
  return found
}

export const asOfficer = ({ id, name, deeds, regions }: ServiceKey): Officer => ({
  id,
  name: `program ${name}`,
  role: 'viewer',
  agency: null,
  regions,
  only: deeds,
})

const hashKey = (key: string) => createHash('sha256').update(key).digest()
