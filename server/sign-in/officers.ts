// What administrators and operators do with officers and agencies. Each act is one transaction with its line in the audit, and holds at once:
// the next request, and every open socket within two seconds.
import { randomInt } from 'node:crypto'
import { addAgency, hasAgency } from '../../db/agencies.ts'
import { writeAudit } from '../../db/audit.ts'
import type { Database, Queryable } from '../../db/connect.ts'
import {
  addOfficer,
  findOfficer,
  type Listed,
  lockAdministrators,
  offerTotp,
  type Rights,
  setDisabled,
  setPassword,
  setRights,
} from '../../db/officers.ts'
import { dropAllPasskeys } from '../../db/passkeys.ts'
import { endSessions } from '../../db/sessions.ts'
import type { Agency } from '../domain/agency.ts'
import type { Role } from '../domain/permissions.ts'
import { isRefusal, type Refusal } from '../domain/refusal.ts'
import { regionByCode } from '../domain/regions/index.ts'
import { hashPassword, isGuessable, SHORTEST_PASSWORD } from './passwords.ts'

/** Without a password: signs in through the agency's own provider. */
export type NewOfficer = { name: string; password: string | null } & Partial<Rights>
type Named = { name: string } | { id: string }

export type Officers = ReturnType<typeof createOfficers>

type Given = {
  db: Database
  now: () => Date
  newId: () => string
  /** At the desk nobody may take away the last administrator; an operator at the machine, who can make another, may. */
  keepsOne?: boolean
}

/** `by`: who does it, as the audit shall say. */
export function createOfficers({ db, now, newId, keepsOne = false }: Given) {
  const note = (
    client: Queryable,
    by: string,
    subject: string,
    action: string,
    change: { before?: string; after?: string } = {},
  ) => writeAudit(client, { at: now(), officer: by, action, kind: 'officer', subject, ...change })

  async function change(
    who: Named,
    work: (client: Queryable, officer: Listed) => Promise<Refusal | undefined>,
  ): Promise<Listed | Refusal> {
    const outcome = await db.transaction(async client => {
      const administrators = await lockAdministrators(client)
      const officer = await findOfficer(client, who)
      if (!officer) return { refused: 'officer-unknown' } satisfies Refusal
      const refusal = await work(client, officer)
      if (refusal) return refusal
      const present = await findOfficer(client, { id: officer.id })
      const isLost = keepsOne && administrators.includes(officer.id) && !isAdministrator(present)
      if (isLost && administrators.length === 1) throw LAST
      return present ?? officer
    })
    db.wake()
    return outcome
  }

  return {
    async add(wanted: NewOfficer, by: string): Promise<{ id: string; role: Role } | Refusal> {
      const rights = await checkedRights(db, wanted)
      if (isRefusal(rights)) return rights
      const doubt = wanted.password === null ? undefined : await doubtAbout(wanted.password, [wanted.name])
      if (doubt) return doubt
      const password = wanted.password === null ? null : await hashPassword(wanted.password)
      const id = newId()
      return db.transaction(async client => {
        const officer = { id, name: wanted.name, password, at: now(), ...rights }
        const role = await addOfficer(client, officer)
        if (!role) return { refused: 'name-taken' } satisfies Refusal
        await note(client, by, id, 'officer-added', { after: told(wanted.name, { ...rights, role }) })
        return { id, role }
      })
    },

    setRights: (who: Named, wanted: Partial<Rights>, by: string): Promise<Listed | Refusal> =>
      refusingLast(
        change(who, async (client, officer) => {
          const rights = await checkedRights(client, wanted)
          if (isRefusal(rights)) return rights
          const { role, agency, regions } = { ...officer, ...rights }
          await setRights(client, officer.id, { role, agency, regions })
          await note(client, by, officer.id, 'officer-rights', {
            before: told(officer.name, officer),
            after: told(officer.name, { role, agency, regions }),
          })
          return undefined
        }),
      ),

    setDisabled: (who: Named, disabled: boolean, by: string): Promise<Listed | Refusal> =>
      refusingLast(
        change(who, async (client, officer) => {
          await setDisabled(client, officer.id, disabled)
          if (disabled) await endSessions(client, officer.id, { except: null })
          await note(client, by, officer.id, disabled ? 'officer-disabled' : 'officer-enabled')
          return undefined
        }),
      ),

    /** A new password; with `whole` the second factor and the passkeys go, too, and all sessions end. */
    async setPassword(
      who: Named,
      password: string,
      by: string,
      { whole = false, keep = null }: { whole?: boolean; keep?: string | null } = {},
    ): Promise<Listed | Refusal> {
      const doubt = await doubtAbout(password, 'name' in who ? [who.name] : [by])
      if (doubt) return doubt
      const hash = await hashPassword(password)
      return change(who, async (client, officer) => {
        await setPassword(client, officer.name, hash)
        if (whole) {
          await offerTotp(client, officer.id, null)
          await dropAllPasskeys(client, officer.id)
        }
        await endSessions(client, officer.id, { except: keep })
        await note(client, by, officer.id, whole ? 'officer-reset' : 'password-changed')
        return undefined
      })
    },

    addAgency: (agency: Agency, by: string): Promise<Agency | Refusal> =>
      db.transaction(async client => {
        if (!(await addAgency(client, { ...agency, at: now() }))) return { refused: 'name-taken' } as const
        await writeAudit(client, {
          at: now(),
          officer: by,
          action: 'agency-added',
          kind: 'agency',
          subject: agency.key,
          after: agency.name,
        })
        return agency
      }),
  }
}

const LAST = new Error('the last administrator')
const SHORT = { refused: 'password-short', details: { limit: SHORTEST_PASSWORD } } satisfies Refusal

/** The last administrator stays one: what was done is rolled back. */
async function refusingLast(work: Promise<Listed | Refusal>): Promise<Listed | Refusal> {
  try {
    return await work
  } catch (fault) {
    if (fault === LAST) return { refused: 'administrator-last' }
    throw fault
  }
}

const isAdministrator = (officer: Listed | undefined) =>
  officer?.role === 'administrator' && !officer.disabled

/** `own`: what belongs to the officer, and is tried first by who knows the name. */
async function doubtAbout(password: string, own: string[]): Promise<Refusal | undefined> {
  if ([...password].length < SHORTEST_PASSWORD) return SHORT
  return (await isGuessable(password, own)) ? { refused: 'password-guessable' } : undefined
}

const told = (name: string, { role, agency, regions }: Partial<Rights>) =>
  JSON.stringify({ name, role, agency: agency ?? null, regions: regions ?? null })

/** 20 letters and digits that are not mistaken for each other: 99 bits. */
export function madeUpPassword(): string {
  const letters = 'abcdefghijkmnpqrstuvwxyz23456789'
  return Array.from({ length: 4 }, () =>
    Array.from({ length: 5 }, () => letters[randomInt(letters.length)]).join(''),
  ).join('-')
}

/** Only what was given; regions by their own code. */
export async function checkedRights(
  db: Queryable,
  wanted: Partial<Rights>,
): Promise<Partial<Rights> | Refusal> {
  const { role, agency, regions } = wanted
  if (agency && !(await hasAgency(db, agency))) return { refused: 'agency-unknown' }
  const codes: string[] = []
  for (const given of regions ?? []) {
    const code = regionByCode(given)?.code
    if (!code) return { refused: 'region-unknown', details: { code: given.slice(0, 20) } }
    codes.push(code)
  }
  return {
    ...(role !== undefined && { role }),
    ...(agency !== undefined && { agency }),
    ...(regions !== undefined && { regions: regions === null ? null : [...new Set(codes)].sort() }),
  }
}
