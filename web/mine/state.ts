// What the page of a private link knows: the report, what may be done with it, and whether something is being done right now.
import { signal } from '@preact/signals'
import type { Mine } from '../../server/domain/aftermath.ts'
import type { Answers } from '../../server/domain/hazards/hazard.ts'
import { ask } from '../api.ts'
import { tell } from '../language.ts'

const token = location.pathname.split('/').at(-1) ?? ''
const address = `/api/mine/${encodeURIComponent(token)}`

/** Shown to who sent it, whoever else may see it. */
export const photoAddress = (name: string, size: '' | 'full/' = '') =>
  `/photos/${size}${name}?mine=${encodeURIComponent(token)}`

export const mine = signal<Mine | null>(null)
/** Why there is nothing to show, or why the last act was not done. */
export const trouble = signal<string | null>(null)
/** What was done, for who cannot see that the page has changed. */
export const done = signal<string | null>(null)
export const isBusy = signal(false)

async function take(path: string, init: RequestInit, said?: string): Promise<boolean> {
  if (isBusy.value) return false
  isBusy.value = true
  trouble.value = null
  done.value = null
  const answered = await ask<Mine>(address + path, init)
  isBusy.value = false
  if ('found' in answered) {
    mine.value = answered.found
    done.value = said ?? null
    return true
  }
  trouble.value = 'problem' in answered ? answered.problem.detail : tell('mine.unreachable')
  return false
}

const post = (path: string, body: object, said: string) =>
  take(path, { method: 'POST', body: JSON.stringify(body) }, said)

export const look = () => take('', {})
export const withdraw = () => post('/withdraw', {}, tell('mine.done-withdrawn'))
export const restore = () => post('/restore', {}, tell('mine.done-restored'))
export const answerStill = (now: string, depth?: number) =>
  post('/still', { now, depth }, tell('mine.done-still'))
export const answerQuestion = (question: string, words: string) =>
  post('/answer', { question, words }, tell('mine.done-answer'))
export const edit = (answers: Answers, words: string) =>
  take('', { method: 'PATCH', body: JSON.stringify({ answers, words }) }, tell('mine.done-edited'))
export const addPhoto = (photo: Blob) =>
  take(
    '/photo',
    { method: 'PUT', body: photo, headers: { 'Content-Type': photo.type } },
    tell('mine.done-photo'),
  )
