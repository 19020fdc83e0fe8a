// Reports go first: whoever sends one is served at once, everybody else stands in line, by class, and is served for some milliseconds in each turn of
// the loop. So a report waits for a few others and never for all who came at the same time; an idle process serves everybody in the same turn.
import { AsyncResource } from 'node:async_hooks'
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { type Priority, priorities, priorityOf } from './priorities.ts'

/** The line is served for so long in a turn, and one at least, ms; longer, up to the most, where everything else has taken longer since the last. */
const TURN_MS = { least: 5, most: 25 }
const SHARE = 0.25

type Waiting = { serve: () => void; response: ServerResponse; since: number }

/** Time is measured by a clock that nobody sets, ms. */
export function openLine(clock = () => performance.now()) {
  const lanes = Object.fromEntries(priorities.map(name => [name, [] as Waiting[]])) as Record<
    Priority,
    Waiting[]
  >
  let isOpen = false
  let turnedAt = 0

  function next(): Waiting | undefined {
    for (const name of priorities) {
      const one = lanes[name].shift()
      // Whoever has gone away meanwhile is asked for nothing.
      if (one) return one.response.destroyed ? next() : one
    }
    return undefined
  }

  function turn(): void {
    const began = clock()
    const share = turnedAt === 0 ? 0 : SHARE * (began - turnedAt)
    const until = began + Math.min(TURN_MS.most, Math.max(TURN_MS.least, share))
    let served = 0
    const step = () => {
      const one = served++ === 0 || clock() < until ? next() : undefined
      if (!one) return rest()
      // What is begun goes on as far as it can before the next is looked at: only so is its time seen. Asked for first: a fault of one ends the line for nobody.
      queueMicrotask(() => process.nextTick(step))
      one.serve()
    }
    step()
  }

  function rest(): void {
    isOpen = priorities.some(name => lanes[name].length > 0)
    turnedAt = isOpen ? clock() : 0
    if (isOpen) setImmediate(turn)
  }

  return {
    before:
      (app: RequestListener): RequestListener =>
      (request, response) => {
        const name = priorityOf(request.method ?? 'GET', request.url ?? '/')
        if (name === undefined || isGiving(request, name)) return app(request, response)
        const own = new AsyncResource('line')
        const serve = () => own.runInAsyncScope(app, undefined, request, response)
        lanes[name].push({ serve, response, since: clock() })
        if (isOpen) return
        isOpen = true
        setImmediate(turn)
      },
    /** For how long the first of each class has waited, ms. */
    waits(): Record<Priority, number> {
      const now = clock()
      const waits = priorities.map(name => [name, now - (lanes[name][0]?.since ?? now)])
      return Object.fromEntries(waits) as Record<Priority, number>
    },
  }
}

/** Who brings a report, or what belongs to one. */
const isGiving = ({ method }: IncomingMessage, name: Priority) =>
  name === 'submit' && method !== 'GET' && method !== 'HEAD'
