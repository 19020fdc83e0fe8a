// What the desk asks of the server: who am I, sign in and out, decide about reports and cases, read what was decided before.
import type { Agency } from '../../server/domain/agency.ts'
import type { Case, CaseActName, CaseQuestion, CaseStep, StageRule, Thing } from '../../server/domain/case.ts'
import type { ReportFeature } from '../../server/domain/contract.ts'
import { ask, type Problem } from '../api.ts'
import type { Me } from './me.ts'

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

/** What was seen of a thing: 0 where it had no case. */
export type Seen = { on: Thing; version: number }
export type Result<T> = { found: T } | { problem: Problem }
export type More = { words?: string; agency?: string; due?: string; report?: string }

const SESSION = '/api/desk/session'

/** With how many reports are live. */
export type Seated = Me & { reports?: number }

export const whoAmI = () => ask<Seated>(SESSION)

/** `code`: of the second factor, where it was asked for. */
export const signIn = (name: string, password: string, code?: string) =>
  ask<Seated>(SESSION, { method: 'POST', body: JSON.stringify({ name, password, code }) })

export const findWays = () => ask<{ passkey: boolean; agency: string | null }>(`${SESSION}/ways`)

export const signOut = () => ask<undefined>(SESSION, { method: 'DELETE' })

const post = <T>(path: string, body: object) =>
  ask<T>(`/api/desk/${path}`, { method: 'POST', body: JSON.stringify(body) })

/** `version` is the one that the officer saw. */
export const decide = (id: string, act: ActName, version: number, reason?: string) =>
  post<ReportFeature>(`reports/${id}/${act}`, { version, reason })

export const decideSeveral = (act: ActName, items: { id: string; version: number }[], reason?: string) =>
  post<{ results: Result<ReportFeature>[] }>('reports/several', { act, items, reason })

export const actOnCase = (act: CaseActName, seen: Seen, more: More) =>
  post<Case>(`cases/${act}`, { ...seen, ...more })

export const actOnCases = (act: CaseActName, items: Seen[], more: More) =>
  post<{ results: Result<Case>[] }>('cases/several', { act, items, ...more })

export const merge = (into: Seen, from: Seen[]) => post<Case>('cases/merge', { into, from })

export const split = (from: Seen, reports: string[]) =>
  post<{ from: Case; to: Case }>('cases/split', { from, reports })

export const undoStep = (id: string, version: number) => post<Case>('cases/undo', { case: id, version })

export const keepSecret = (id: string, version: number, secret: boolean) =>
  post<ReportFeature>(`reports/${id}/secret`, { version, secret })

export const sayPresent = (page: string, subject: string | null) => post('presence', { page, subject })

export const findHistory = (id: string) => ask<{ history: Decision[] }>(`/api/desk/reports/${id}/history`)

/** A case with what the live picture does not carry. */
export type Opened = { case: Case; reports: ReportFeature[]; steps: CaseStep[]; questions: CaseQuestion[] }
export const findCase = (id: string) => ask<Opened>(`/api/desk/cases/${id}`)

export const findStages = () => ask<{ stages: StageRule[] }>('/api/desk/stages')

export const findAgencies = () => ask<{ agencies: Agency[] }>('/api/desk/agencies')
