// What the browser does with passkeys. The library that speaks to it is read when it is needed.
import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/browser'
import type { MessageKey } from '../../server/domain/messages/index.ts'
import { type Answered, ask, type Problem } from '../api.ts'
import { tell } from '../language.ts'
import type { Seated } from './requests.ts'

const SESSION = '/api/desk/session/passkey'
const PASSKEYS = '/api/desk/account/passkeys'

const post = <T>(path: string, body: object = {}) =>
  ask<T>(path, { method: 'POST', body: JSON.stringify(body) })

/** The officer or the browser did not go through with it. */
const brokenOff = (key: MessageKey): { problem: Problem } => {
  const words = tell(key)
  return { problem: { type: 'about:blank', title: words, status: 0, code: 'passkey-wrong', detail: words } }
}

export async function enterByPasskey(): Promise<Answered<Seated>> {
  const asked = await post<PublicKeyCredentialRequestOptionsJSON>(`${SESSION}/ask`)
  if (!('found' in asked)) return asked
  const { startAuthentication } = await import('@simplewebauthn/browser')
  const answer = await startAuthentication({ optionsJSON: asked.found }).catch(() => null)
  return answer ? post<Seated>(SESSION, { answer }) : brokenOff('door.passkey-none')
}

export async function addPasskey(name: string, password?: string): Promise<Answered<{ id: string }>> {
  const offered = await post<PublicKeyCredentialCreationOptionsJSON>(`${PASSKEYS}/offer`, { password })
  if (!('found' in offered)) return offered
  const { startRegistration } = await import('@simplewebauthn/browser')
  const answer = await startRegistration({ optionsJSON: offered.found }).catch(() => null)
  return answer ? post<{ id: string }>(PASSKEYS, { name, answer }) : brokenOff('account.passkey-not')
}

export type ListedPasskey = { id: string; name: string; since: string; used: string | null }
export const findPasskeys = () => ask<{ passkeys: ListedPasskey[] }>(PASSKEYS)
export const dropPasskey = (id: string) => ask<undefined>(`${PASSKEYS}/${id}`, { method: 'DELETE' })
