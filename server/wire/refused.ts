// How the incumbent's API turns away who may not, and a draft that cannot be taken: it names the field that is wrong.
import type { Request, Response } from 'express'
import { sayRefusal } from '../domain/messages/index.ts'
import type { Refusal } from '../domain/refusal.ts'
import { languageOf } from '../problems.ts'
import { challenge } from './challenge.ts'
import { complain } from './complaint.ts'

export function deny(response: Response, status: number, error: string, message: string): void {
  if (status === 401) challenge(response)
  response.status(status).json({ statusCode: status, error, message })
}

/** A draft that cannot be taken is a wrong body; which field it is about follows from the refusal. */
export function refuseDraft(request: Request, response: Response, refusal: Refusal): void {
  const about = { place: 'location', time: 'created_at', words: 'text', answers: 'card_data' }
  const key =
    Object.entries(about).find(([start]) => refusal.refused.startsWith(start))?.[1] ?? 'disaster_type'
  const words = sayRefusal(languageOf(request), refusal)
  const message = `child "${key}" fails because [${words}]`
  response.status(400).json({ ...complain('body', message, [key]), code: refusal.refused })
}
