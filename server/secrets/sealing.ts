// Seals what must not lie open in the database, as second factors, webhooks' secrets, letters and the platform's own: AES-256-GCM with a key that is the operator's own, from SECRET_KEY or from a file
// that is made on the first start and that only its owner can read. Several keys: the first seals, the others still open what they sealed before.
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { chmod, link, mkdir, readFile, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Database, Queryable } from '../../db/connect.ts'
import { allTotpSecrets, replaceTotpSecret } from '../../db/officers.ts'
import { replaceMessage, unsentLetters } from '../../db/outbox.ts'
import { allSecrets, forgetSecret, replaceSecret, secretIfAny, secretNamed } from '../../db/secrets.ts'
import { allWebhookSecrets, sealWebhookAnew } from '../../db/webhooks.ts'
import { writeSynced } from '../synced.ts'

const KEY_BYTES = 32
const NONCE_BYTES = 12
/** Names the way of sealing, so that another one may come. */
const WAY = 's1'
export const KEY_FILE = 'secret-key'
/** A word that only the right key opens: a wrong one is found out at the start and not when an officer signs in. */
const PROOF = 'sealing'

/** Seals a text for one purpose: put in another's place it does not open. */
export type Sealing = {
  seal(text: string, purpose: string): string
  open(sealed: string, purpose: string): string
  /** Whether the present key has sealed it. */
  isPresent(sealed: string): boolean
  /** Whether the key is here that sealed it. */
  canOpen(sealed: string): boolean
}

const nameOf = (key: Buffer) => createHash('sha256').update(key).digest('base64url').slice(0, 8)

export function createSealing(keys: Buffer[]): Sealing {
  const byName = new Map(keys.map(key => [nameOf(key), key]))
  const [present] = keys
  if (!present) throw new Error('There is no key to seal with.')
  const name = nameOf(present)
  return {
    isPresent: sealed => sealed.startsWith(`${WAY}.${name}.`),
    canOpen: sealed => byName.has(sealed.split('.')[1] ?? ''),
    seal(text, purpose) {
      const nonce = randomBytes(NONCE_BYTES)
      const cipher = createCipheriv('aes-256-gcm', present, nonce).setAAD(Buffer.from(purpose))
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return [WAY, name, ...[nonce, body, cipher.getAuthTag()].map(part => part.toString('base64url'))].join(
        '.',
      )
    },
    open(sealed, purpose) {
      const [way, by = '', ...parts] = sealed.split('.')
      const [nonce, body, tag] = parts.map(part => Buffer.from(part, 'base64url'))
      const key = byName.get(by)
      if (way !== WAY || !nonce || !body || !tag) throw new Error('This was never sealed here.')
      if (!key) throw new Error(`The key ${by} is missing with which this was sealed.`)
      const cipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: 16 })
      cipher.setAAD(Buffer.from(purpose)).setAuthTag(tag)
      return Buffer.concat([cipher.update(body), cipher.final()]).toString('utf8')
    },
  }
}

/** What a second factor of an officer is sealed for, a webhook's secret, one of the platform's own, and a letter. */
export const factorOf = (officer: string) => `totp ${officer}`
export const webhookSecretOf = (webhook: string) => `webhook ${webhook}`
export const ownSecretOf = (name: string) => `own ${name}`
export const letterOf = (letter: string) => `letter ${letter}`

export const isSealed = (text: string): boolean => text.startsWith(`${WAY}.`)
/** Signs the small tasks that a browser solves before it reports: whoever reads it has won nothing. */
const OPEN = 'tickets'

type Given = { db: Database; directory: string; keys?: Buffer[] | undefined }

/** The same as the process has found at its start (openSealing), for a thread of its own. */
export const sealingAgain = async ({ directory, keys }: Omit<Given, 'db'>): Promise<Sealing> =>
  createSealing(keys ?? (await keysIn(join(directory, KEY_FILE), false)))

/** Finds the keys, makes sure that they are the right ones, and seals with the present one what is open or sealed with an older one. */
export async function openSealing({ db, directory, keys }: Given): Promise<Sealing> {
  const file = join(directory, KEY_FILE)
  const proof = await secretIfAny(db, PROOF)
  const found = keys ?? (await keysIn(file, proof === undefined))
  const from = keys ? 'SECRET_KEY' : file
  const sealing = createSealing(found)
  const stored = await secretNamed(db, PROOF, () => sealing.seal(PROOF, PROOF))
  try {
    sealing.open(stored, PROOF)
  } catch (cause) {
    throw new Error(
      `The key in ${from} (${nameOf(found[0] ?? Buffer.alloc(0))}) is not the one that second factors in this database were sealed with (${stored.split('.')[1]}). Give back the right key, in SECRET_KEY or as ${file}. If it is lost: "kentongan second-factors forget" takes all second factors away, and officers set them up anew.`,
      { cause },
    )
  }
  if (!sealing.isPresent(stored)) await replaceSecret(db, PROOF, stored, sealing.seal(PROOF, PROOF))
  await sealAnew(db, sealing)
  return sealing
}

/** Of several processes that start at once each finds done what another did. */
async function sealAnew(db: Queryable, sealing: Sealing): Promise<void> {
  for (const { id, secret } of await allTotpSecrets(db)) {
    if (sealing.isPresent(secret)) continue
    const open = isSealed(secret) ? sealing.open(secret, factorOf(id)) : secret
    await replaceTotpSecret(db, id, secret, sealing.seal(open, factorOf(id)))
  }
  for (const { name, value } of await allSecrets(db)) {
    if (name === PROOF || name === OPEN || sealing.isPresent(value)) continue
    const open = isSealed(value) ? sealing.open(value, ownSecretOf(name)) : value
    await replaceSecret(db, name, value, sealing.seal(open, ownSecretOf(name)))
  }
  // One whose key is lost stays as it is: its webhook is stopped, and is given a new secret.
  for (const { id, secret, earlier_secret } of await allWebhookSecrets(db))
    for (const sealed of [secret, earlier_secret])
      if (sealed && !sealing.isPresent(sealed) && sealing.canOpen(sealed))
        await sealWebhookAnew(
          db,
          sealed,
          sealing.seal(sealing.open(sealed, webhookSecretOf(id)), webhookSecretOf(id)),
        )
  for (const { id, message } of await unsentLetters(db)) {
    if ('sealed' in message && (sealing.isPresent(message.sealed) || !sealing.canOpen(message.sealed)))
      continue
    const open = 'sealed' in message ? sealing.open(message.sealed, letterOf(id)) : JSON.stringify(message)
    await replaceMessage(db, id, { sealed: sealing.seal(open, letterOf(id)), question: message.question })
  }
}

/** For who has lost the key: the next start makes anew, and seals with a new one, what it had sealed. */
export async function forgetSealed(db: Queryable): Promise<void> {
  for (const { name, value } of await allSecrets(db)) if (isSealed(value)) await forgetSecret(db, name)
}

async function keysIn(file: string, mayMake: boolean): Promise<Buffer[]> {
  const text = await readFile(file, 'utf8').catch(fault => {
    if (fault.code !== 'ENOENT') throw fault
    return undefined
  })
  if (text !== undefined) return readKeys(file, text)
  if (!mayMake)
    throw new Error(
      `${file} is missing: it holds the key that second factors in this database were sealed with. Give it back, or put the key into SECRET_KEY. If it is lost: "kentongan second-factors forget" takes all second factors away.`,
    )
  await mkdir(dirname(file), { recursive: true })
  // Of two processes that make one at once the first counts.
  const draft = `${file}.${randomBytes(8).toString('hex')}`
  await writeSynced(draft, Buffer.from(`${randomBytes(KEY_BYTES).toString('base64')}\n`))
  await chmod(draft, 0o600)
  await link(draft, file).catch(fault => {
    if (fault.code !== 'EEXIST') throw fault
  })
  await rm(draft)
  return readKeys(file, await readFile(file, 'utf8'))
}

/** Keys of 32 bytes in base64, parted by blanks or lines; the first is the present one. */
export function readKeys(from: string, text: string): Buffer[] {
  const keys = text
    .split(/\s+/)
    .filter(Boolean)
    .map(word => Buffer.from(word, 'base64'))
  if (keys.length > 0 && keys.every(key => key.length === KEY_BYTES)) return keys
  throw new Error(`${from} has to hold keys of 32 bytes in base64, as "openssl rand -base64 32" makes them.`)
}
