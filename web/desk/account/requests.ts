// What the rooms of the account and of the officers ask of the server.
import type { Agency } from '../../../server/domain/agency.ts'
import type { StageRule } from '../../../server/domain/case.ts'
import type { Deed, Role } from '../../../server/domain/permissions.ts'
import { ask } from '../../api.ts'

export type Account = {
  name: string
  hasPassword: boolean
  secondFactor: string | null
  mayOnly: Deed[] | null
  sessions: { id: string; device: string; since: string; seen: string | null; isThis: boolean }[]
}
export type Rights = { role: Role; agency: string | null; regions: string[] | null }
export type ListedOfficer = Rights & {
  id: string
  name: string
  disabled: boolean
  secondFactor: boolean
}
export type ListedKey = {
  id: string
  name: string
  start: string
  deeds: Deed[]
  regions: string[] | null
  used_at: string | null
  /** Of the open doors, in the last seven days. */
  use: { requests: number; cost: number }
  revoked_at: string | null
}

const send = <T>(method: string, path: string, body: object = {}) =>
  ask<T>(`/api/desk${path}`, { method, body: JSON.stringify(body) })

export const findAccount = () => ask<Account>('/api/desk/account')
export const changePassword = (password: string, wanted: string) =>
  send('PUT', '/account/password', { password, wanted })
export const offerFactor = (password: string) =>
  send<{ secret: string; address: string }>('POST', '/account/second-factor', { password })
export const checkFactor = (code: string) =>
  send<{ codes: string[] }>('PUT', '/account/second-factor', { code })
export const dropFactor = (password: string) => send('DELETE', '/account/second-factor', { password })
export const endSession = (id: string) => send('DELETE', `/account/sessions/${id}`)
export const endOtherSessions = () => send('DELETE', '/account/sessions')

export const findOfficers = () => ask<{ officers: ListedOfficer[] }>('/api/desk/officers')
export const findAgencies = () => ask<{ agencies: Agency[] }>('/api/desk/agencies')
export const addOfficer = (officer: Rights & { name: string; byAgency: boolean }) =>
  send<{ id: string; password: string | null }>('POST', '/officers', officer)
export const changeOfficer = (id: string, change: Partial<Rights> & { disabled?: boolean }) =>
  send<ListedOfficer>('PATCH', `/officers/${id}`, change)
export const resetOfficer = (id: string) => send<{ password: string }>('POST', `/officers/${id}/reset`)
export const signOutOfficer = (id: string) => send<{ ended: number }>('DELETE', `/officers/${id}/sessions`)

/** `seen`: the rule as it was when it was changed. */
export const changeStage = ({ stage, ...rule }: StageRule, { stage: _, ...seen }: StageRule) =>
  send<{ stages: StageRule[] }>('PUT', `/stages/${stage}`, { ...rule, seen })

export const findKeys = () => ask<{ keys: ListedKey[] }>('/api/desk/keys')
export const addKey = (key: { name: string; deeds: Deed[]; regions: string[] | null }) =>
  send<{ id: string; key: string }>('POST', '/keys', key)
export const revokeKey = (id: string) => send('DELETE', `/keys/${id}`)
