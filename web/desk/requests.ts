// What the desk asks of the server: who am I, sign in and out, decide about a report, read what was decided before.
import type { ReportFeature } from '../../server/domain/contract.ts'
import { ask } from '../api.ts'

export type ActName = 'verify' | 'dismiss' | 'resolve' | 'reopen'

/** A decision as it was written down. */
export type Decision = {
  at: string
  officer: string
  action: string
  before: string
  after: string
  reason: string | null
}

const SESSION = '/api/desk/session'

export const whoAmI = () => ask<{ officer: string }>(SESSION)

export const signIn = (name: string, password: string) =>
  ask<{ officer: string }>(SESSION, { method: 'POST', body: JSON.stringify({ name, password }) })

export const signOut = () => ask<undefined>(SESSION, { method: 'DELETE' })

/** `version` is the one that the officer saw. */
export const decide = (id: string, act: ActName, version: number, reason?: string) =>
  ask<ReportFeature>(`/api/desk/reports/${id}/${act}`, {
    method: 'POST',
    body: JSON.stringify({ version, reason }),
  })

export const findHistory = (id: string) => ask<{ history: Decision[] }>(`/api/desk/reports/${id}/history`)
