// Second factors lie sealed in the database: with the operator's key or the directory's own, never with another's, and a new key takes over.
import { randomBytes, randomUUID } from 'node:crypto'
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { v7 as newId } from 'uuid'
import { describe, expect, test } from 'vitest'
import * as outbox from '../db/outbox.ts'
import { allSecrets, secretNamed } from '../db/secrets.ts'
import { allWebhookSecrets, insertWebhook } from '../db/webhooks.ts'
import { readConfig } from '../server/config.ts'
import { startServer } from '../server/main.ts'
import { openLetters } from '../server/secrets/letters.ts'
import { ownSecrets } from '../server/secrets/own-secrets.ts'
import {
  createSealing,
  forgetSealed,
  KEY_FILE,
  openSealing,
  webhookSecretOf,
} from '../server/secrets/sealing.ts'
import { codeAt } from '../server/sign-in/second-factor.ts'
import { engines, freshDatabase } from './database.ts'
import { perform } from './operators.ts'
import { askDesk, freshSettings, password, signIn } from './world.ts'

const aKey = () => randomBytes(32)

describe('what is sealed', () => {
  test('opens with its key, for its purpose, and only whole', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(), (text, place) => {
        const [key, other] = [aKey(), aKey()]
        const sealed = createSealing([key]).seal(text, 'totp a')
        expect(createSealing([key]).open(sealed, 'totp a')).toBe(text)
        expect(createSealing([other, key]).open(sealed, 'totp a')).toBe(text)
        expect(() => createSealing([key]).open(sealed, 'totp b')).toThrow()
        expect(() => createSealing([other]).open(sealed, 'totp a')).toThrow(/is missing/)
        const bytes = sealed.split('')
        const at = sealed.length - 1 - (place % 16)
        bytes[at] = bytes[at] === 'A' ? 'Q' : 'A'
        expect(() => createSealing([key]).open(bytes.join(''), 'totp a')).toThrow()
      }),
    )
  })
})

test('secrets of webhooks and the platform’s own are sealed anew with the next key; one whose key is lost stops its webhook and not the start', async () => {
  const { db, drop } = await freshDatabase('embedded')
  const [first, next, lost] = [aKey(), aKey(), aKey()]
  const open = (...keys: Buffer[]) => openSealing({ db, directory: '', keys })
  const put = (id: string, secret: string) =>
    insertWebhook(db, {
      id,
      name: 'riset',
      url: 'https://riset.example/',
      filter: { kinds: [], hazards: null, level: 0, regions: null, box: null, drill: false },
      secret,
      owner: null,
      created_by: 'Dewi',
      at: new Date(),
    })
  const [kept, gone] = [randomUUID(), randomUUID()]
  // As versions of before kept the platform's own secrets: in the open, and still the same when they are sealed.
  await secretNamed(db, 'private-links', () => 'lama')
  await put(kept, (await open(first)).seal('whsec_a', webhookSecretOf(kept)))
  await put(gone, createSealing([lost]).seal('whsec_b', webhookSecretOf(gone)))
  // A letter that waits is sealed anew as well, and so is one from before letters were sealed.
  const { rows: citizens } = await db.query<{ id: string }>(
    `insert into citizens (id, channel, address, language, created_at) values ($1, 'sms', '1', 'id', now()) returning id`,
    [randomUUID()],
  )
  const [waiting = '', old = ''] = [newId(), newId()]
  const letter = { citizen: citizens[0]?.id ?? '', due: new Date() }
  await openLetters(createSealing([first])).post(db, {
    ...letter,
    id: waiting,
    reply: { text: 'a', question: true },
  })
  await outbox.post(db, { ...letter, id: old, reply: { text: 'b', question: false } })
  await open(next, first)
  const sealing = await open(next)
  const letters = await openLetters(sealing).nextLetters(db, {
    now: new Date(),
    room: new Map([['sms', 9]]),
    underway: [],
  })
  expect(letters.map(({ reply }) => reply)).toEqual([{ text: 'a', question: true }])
  const { rows: messages } = await db.query<{ sealed: string | null }>(
    `select message ->> 'sealed' as sealed from outbox`,
  )
  for (const { sealed } of messages) expect(sealing.isPresent(sealed ?? '')).toBe(true)
  const stored = new Map((await allWebhookSecrets(db)).map(({ id, secret }) => [id, secret]))
  expect(sealing.open(stored.get(kept) ?? '', webhookSecretOf(kept))).toBe('whsec_a')
  expect(sealing.canOpen(stored.get(gone) ?? '')).toBe(false)
  const secrets = ownSecrets(db, sealing)
  expect(await secrets('private-links')).toBe('lama')
  const made = await secrets('web-push')
  expect(await secrets('web-push')).toBe(made)
  for (const { value } of await allSecrets(db)) expect(value).toMatch(/^s1\./)
  await forgetSealed(db)
  expect(await allSecrets(db)).toEqual([])
  await drop()
})

describe.each(engines)('second factors on %s', engine => {
  test('are sealed with a key of the directory’s own, sealed anew with the next, and a wrong or lost key is told honestly', async () => {
    const { settings, drop } = await freshSettings(engine)
    const start = async (more: NodeJS.ProcessEnv = {}) =>
      startServer(readConfig({ ...settings, ...more }), { log: () => undefined })
    const file = join(settings.DATA_DIR ?? '', KEY_FILE)

    let server = await start()
    expect(statSync(file).mode & 0o777).toBe(0o600)
    const first = readFileSync(file, 'utf8').trim()
    expect(Buffer.from(first, 'base64')).toHaveLength(32)
    const dewi = await signIn(server, 'Dewi')
    const { secret } = (await askDesk(server, dewi, '/account/second-factor', { password })).body
    const code = codeAt(secret, new Date(Date.now() - 30_000))
    expect((await askDesk(server, dewi, '/account/second-factor', { code }, 'PUT')).status).toBe(200)
    const stored = async () => {
      const { rows } = await server.db.query<{ totp_secret: string }>(
        `select totp_secret from officers where name = 'Dewi'`,
      )
      return rows[0]?.totp_secret ?? ''
    }
    expect(await stored()).toMatch(/^s1\./)
    expect(await stored()).not.toContain(secret)
    const enter = async (at: Date) => {
      const response = await fetch(`${server.url}/api/desk/session`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ name: 'Dewi', password, code: codeAt(secret, at) }),
      })
      return response.status
    }
    expect(await enter(new Date())).toBe(200)

    // As the version before kept it, in the open: sealed at the next start.
    await server.db.query(`update officers set totp_secret = $1, totp_step = null where name = 'Dewi'`, [
      secret,
    ])
    await server.stop()
    server = await start()
    expect(await stored()).toMatch(/^s1\./)
    expect(await enter(new Date())).toBe(200)
    const old = await stored()
    await server.stop()

    // A new key before the old one takes over.
    const second = aKey().toString('base64')
    server = await start({ SECRET_KEY: `${second} ${first}` })
    expect((await stored()).split('.')[1]).not.toBe(old.split('.')[1])
    await server.db.query(`update officers set totp_step = null where name = 'Dewi'`)
    expect(await enter(new Date())).toBe(200)
    await server.stop()
    server = await start({ SECRET_KEY: second })
    await server.stop()

    // The file has the old one, or none.
    await expect(start()).rejects.toThrow(
      /is not the one that second factors in this database were sealed with/,
    )
    await expect(start({ SECRET_KEY: 'secret' })).rejects.toThrow(/keys of 32 bytes in base64/)
    rmSync(file)
    await expect(start()).rejects.toThrow(/secret-key is missing.*second-factors forget/)
    writeFileSync(file, second)
    server = await start()
    expect((await perform(server.db, 'second-factors forget', {})).out).toContain('1 second factor gone')
    await server.stop()
    rmSync(file)
    server = await start()
    expect(await stored()).toBe('')
    expect(readFileSync(file, 'utf8').trim()).not.toBe(second)
    await server.stop()
    await drop()
  }, 240_000)
})
