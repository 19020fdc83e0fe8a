// What is wrong with a request, in the incumbent's words and shape: its clients read the message and `validation.keys`.
import type { Response } from 'express'
import type { z } from 'zod'

type Source = 'query' | 'params' | 'body' | 'headers'
type Issue = z.core.$ZodIssue

export function complain(source: Source, message: string, keys: string[]) {
  return { statusCode: 400, error: 'Bad Request', message, validation: { source, keys } }
}

/** The checked value, or undefined when the client has been told what is wrong with it. */
export function read<S extends z.ZodType>(
  schema: S,
  source: Source,
  given: unknown,
  response: Response,
): z.output<S> | undefined {
  const outcome = schema.safeParse(given)
  if (outcome.success) return outcome.data
  const issue = firstOf(outcome.error.issues)
  response.status(400).json(complain(source, sentence(issue, given), [keyOf(issue)]))
  return undefined
}

/** The incumbent names one fault at a time, and what is unknown after what is wrong. */
function firstOf(issues: Issue[]): Issue {
  const known = issues.find(issue => issue.code !== 'unrecognized_keys') ?? issues[0]
  if (!known) throw new Error('A value was refused without a reason.')
  return known
}

function keyOf(issue: Issue): string {
  const path = issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0] ?? ''] : issue.path
  return path.join('.') || 'value'
}

/** `child "location" fails because [child "lat" fails because ["lat" is required]]` */
function sentence(issue: Issue, given: unknown): string {
  const path = issue.path.map(String)
  const name = issue.code === 'unrecognized_keys' ? issue.keys[0] : (path.at(-1) ?? 'value')
  return path.reduceRight(
    (inner, key) => `child "${key}" fails because [${inner}]`,
    `"${name}" ${reason(issue, at(given, issue.path))}`,
  )
}

const at = (given: unknown, path: PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (value, key) => (value && typeof value === 'object' ? Reflect.get(value, key) : undefined),
    given,
  )

const KINDS: Record<string, string> = {
  number: 'a number',
  int: 'an integer',
  string: 'a string',
  boolean: 'a boolean',
  object: 'an object',
  array: 'an array',
}

function reason(issue: Issue, value: unknown): string {
  if (issue.code !== 'unrecognized_keys' && value === undefined) return 'is required'
  switch (issue.code) {
    case 'unrecognized_keys':
      return 'is not allowed'
    case 'invalid_type':
      return `must be ${KINDS[issue.expected] ?? `of type ${issue.expected}`}`
    case 'invalid_value':
      return `must be one of [${issue.values.join(', ')}]`
    case 'too_small':
      return issue.origin === 'string'
        ? value === ''
          ? 'is not allowed to be empty'
          : `length must be at least ${issue.minimum} characters long`
        : `must be larger than or equal to ${issue.minimum}`
    case 'too_big':
      return issue.origin === 'string'
        ? `length must be less than or equal to ${issue.maximum} characters long`
        : `must be less than or equal to ${issue.maximum}`
    case 'custom':
      return issue.message
    default:
      return 'has a wrong form'
  }
}
