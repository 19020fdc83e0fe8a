// What every route that does something is built of: it reads the body where there is one, does it, and answers with what came of it or why not.
import type { Request, RequestHandler, Response } from 'express'
import { z } from 'zod'
import type { Officer } from '../domain/permissions.ts'
import { isRefusal, type Refusal } from '../domain/refusal.ts'
import { refuse } from '../problems.ts'
import { officerOf } from '../sign-in/doors.ts'
import { readAs } from '../wire/read-as.ts'

export type Asked = {
  request: Request
  response: Response
  /** Who has been let through; only behind `allow`. */
  readonly by: Officer
  /** The `:id` of the address; undefined: it is no UUID. */
  readonly id: string | undefined
}

/** Nothing: it went well, and there is nothing to tell. */
export type Outcome = Refusal | Told | undefined
type Told = object & { refused?: never }

export const NOT_YOURS = { refused: 'region-not-yours' } satisfies Refusal

/** `status`: of what went well and is told. */
export const doing =
  (act: (asked: Asked) => Promise<Outcome>, status = 200): RequestHandler =>
  async (request, response) => {
    const outcome = await act(asked(request, response))
    if (outcome === undefined) return void response.status(204).end()
    if (isRefusal(outcome)) return refuse(request, response, outcome)
    response.status(status).json(outcome)
  }

/** The same with a body; one that is not as `schema` says is refused before anything is done. */
export const doingWith = <Body>(
  schema: z.ZodType<Body>,
  act: (body: Body, asked: Asked) => Promise<Outcome>,
  status?: number,
): RequestHandler =>
  doing(async asked => {
    const body = readAs(schema, asked.request.body)
    return isRefusal(body) ? body : act(body.read, asked)
  }, status)

const asked = (request: Request, response: Response): Asked => ({
  request,
  response,
  get by() {
    return officerOf(response)
  },
  get id() {
    return z.uuid().safeParse(request.params.id).data
  },
})
