// "Too many requests" in the words and shape of the API that was asked.
import type { Request, Response } from 'express'
import { sayRefusal } from '../domain/messages/index.ts'
import { languageOf, refuse } from '../problems.ts'
import { openHeaders } from './cors.ts'
import { deny, formatOf } from './open311.ts'

const INCUMBENT = /^\/(reports|floods|floodgauges|infrastructure|cities)\b/

export const shapeOf = (path: string) =>
  INCUMBENT.test(path) ? 'incumbent' : path.startsWith('/open311/') ? 'open311' : 'own'

export function tooMany(request: Request, response: Response, seconds: number): void {
  const refusal = { refused: 'too-often', details: { seconds } } as const
  response.set({ ...openHeaders, 'Retry-After': String(seconds) })
  const message = () => sayRefusal(languageOf(request), refusal)
  switch (shapeOf(request.path)) {
    case 'incumbent':
      response.status(429).json({ statusCode: 429, error: 'Too Many Requests', message: message() })
      break
    case 'open311':
      deny(response, formatOf(request), 429, message())
      break
    case 'own':
      refuse(request, response, refusal)
  }
}
