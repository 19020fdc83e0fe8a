// Everybody who may knock at the desk: each role in Jakarta, elsewhere and in the whole country, programs with keys, and who has no right to be there.
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { addOfficer, type Rights } from '../db/officers.ts'
import { endSessions, startSession } from '../db/sessions.ts'
import { type Deed, keyDeeds, may, type Officer, roles } from '../server/domain/permissions.ts'
import { isRefusal } from '../server/domain/refusal.ts'
import { createServiceKeys } from '../server/sign-in/service-keys.ts'
import type { World } from './world.ts'

export const JAKARTA = 'ID-JK'
export const ELSEWHERE = 'ID-JI'

/** Headers, made anew for each try, and what may be done where. */
export type Person = {
  headers: () => Promise<Record<string, string>>
  may: (deed: Deed, region?: string) => boolean
}

export async function everybody(world: Pick<World, 'db'>): Promise<Record<string, Person>> {
  const { db } = world
  const people: Record<string, Person> = {}

  /** Signed in, without the time that a password takes. */
  async function cookieOf(officer: string): Promise<Record<string, string>> {
    const token = randomBytes(32).toString('base64url')
    const at = new Date()
    await startSession(db, {
      id: randomUUID(),
      token: createHash('sha256').update(token).digest(),
      officer,
      device: 'a test',
      at,
      expires: new Date(at.getTime() + 3_600_000),
      strong: false,
    })
    return { Cookie: `desk=${token}` }
  }

  async function hire(name: string, rights: Rights): Promise<string> {
    const id = randomUUID()
    await addOfficer(db, { id, name, password: null, at: new Date(), ...rights })
    const officer: Officer = { id, name, ...rights }
    people[name] = { headers: () => cookieOf(id), may: (deed, region) => may(officer, deed, region) }
    return id
  }

  async function equip(name: string, only: Deed[], regions: string[] | null): Promise<void> {
    const keys = createServiceKeys({ db, now: () => new Date(), newId: () => randomUUID() })
    const made = await keys.add({ name, deeds: only, regions }, 'a test')
    if (isRefusal(made)) throw new Error(made.refused)
    people[name] = {
      headers: async () => ({ Authorization: `Bearer ${made.key}` }),
      may: (deed, region) =>
        only.includes(deed) && (region === undefined || regions === null || regions.includes(region)),
    }
  }

  const nothing = () => false
  people.nobody = { headers: async () => ({}), may: nothing }
  for (const role of roles) {
    await hire(role, { role, agency: null, regions: null })
    await hire(`${role} of Jakarta`, { role, agency: null, regions: [JAKARTA] })
    await hire(`${role} of elsewhere`, { role, agency: null, regions: [ELSEWHERE] })
  }
  await equip('a key to look', ['look'], null)
  await equip('a key to everything', keyDeeds, null)
  await equip('a key of elsewhere', keyDeeds, [ELSEWHERE])
  const past = await hire('past', { role: 'administrator', agency: null, regions: null })
  delete people.past
  people['a revoked session'] = {
    may: nothing,
    async headers() {
      const headers = await cookieOf(past)
      await endSessions(db, past, { except: null })
      return headers
    },
  }
  people['an expired session'] = {
    may: nothing,
    async headers() {
      const headers = await cookieOf(past)
      await db.query(`update sessions set expires_at = now() - interval '1 second' where officer = $1`, [
        past,
      ])
      return headers
    },
  }
  people['a made-up cookie'] = { headers: async () => ({ Cookie: 'desk=let-me-in' }), may: nothing }
  people['a made-up key'] = {
    headers: async () => ({ Authorization: `Bearer kt_${'a'.repeat(43)}` }),
    may: nothing,
  }
  return people
}
