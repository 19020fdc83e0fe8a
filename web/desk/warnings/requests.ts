// What the room of warnings asks of the server.
import type { MultiPolygon } from 'geojson'
import type {
  Outline,
  UnfinishedContent,
  Warning,
  WarningContent,
  WarningDraft,
} from '../../../server/domain/warning.ts'
import { ask } from '../../api.ts'

const ROOM = '/api/desk/warnings'

export type Lists = { drafts: WarningDraft[]; warnings: Warning[]; ended: Warning[] }
export type Message = {
  identifier: string
  kind: 'Alert' | 'Update' | 'Cancel'
  sentAt: string
  content: WarningContent
  officer: string
  approver: string | null
}
export type Note = { at: string; officer: string; action: string; reason: string | null }
export type Version = { version: number; content: UnfinishedContent; officer: string; at: string }
export type WholeDraft = { draft: WarningDraft; versions: Version[]; messages: Message[]; history: Note[] }
export type WholeWarning = { warning: Warning; messages: Message[]; history: Note[] }
export type PickedArea = { id: string; name: string; parent: string | null; outline: MultiPolygon }
export type Reach = { people: number; regions: string[]; timeZone: string }
export type Step = 'submit' | 'withdraw' | 'hand-back' | 'approve' | 'discard' | 'restore'

const post = <T>(path: string, body: object) =>
  ask<T>(ROOM + path, { method: 'POST', body: JSON.stringify(body) })

export const findLists = (drill: boolean) => ask<Lists>(`${ROOM}?drill=${drill ? 1 : 0}`)
export const findDraft = (id: string) => ask<WholeDraft>(`${ROOM}/drafts/${id}`)
export const findWarning = (id: string) => ask<WholeWarning>(`${ROOM}/${id}`)
export const findAreas = (words: string) =>
  ask<{ areas: PickedArea[] }>(`${ROOM}/areas?q=${encodeURIComponent(words)}`)
export const findReach = (
  asked: Pick<WarningContent, 'hazard' | 'severity'> & { outline: Outline; drill: boolean },
) => post<Reach>('/reach', asked)

export const begin = (content: Partial<UnfinishedContent> & { drill: boolean }) =>
  post<WarningDraft>('', content)
export const beginChange = (warning: string) => post<WarningDraft>(`/${warning}/change`, {})
export const saveContent = (id: string, version: number, content: UnfinishedContent) =>
  ask<WarningDraft>(`${ROOM}/drafts/${id}`, { method: 'PUT', body: JSON.stringify({ version, content }) })
export const takeStep = (id: string, version: number, step: Step, reason?: string) =>
  post<WarningDraft>(`/drafts/${id}/${step}`, { version, reason })
export const lift = (warning: string, words: { id: string; en: string }, reason?: string) =>
  post<Warning>(`/${warning}/end`, { words, ...(reason && { reason }) })
