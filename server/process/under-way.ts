// Which request the present work is for: the id of its trace (W3C Trace Context), begun by whoever asks or by us. Lines and traces name it.
import { AsyncLocalStorage } from 'node:async_hooks'
import { randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

export type UnderWay = {
  trace: string
  /** The caller's own span. */
  parent?: string
  /** Ours, where traces are collected. */
  span?: string
}

const store = new AsyncLocalStorage<UnderWay>()

export const underWay = (): UnderWay | undefined => store.getStore()

export function inTrace(request: IncomingMessage, work: (asked: UnderWay) => unknown): void {
  const present = underWay()
  if (present) {
    work(present)
    return
  }
  const asked = begunBy(request.headers.traceparent) ?? { trace: randomBytes(16).toString('hex') }
  store.run(asked, work, asked)
}

function begunBy(header: string | string[] | undefined): UnderWay | undefined {
  const [, trace = '', parent = ''] =
    /^[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}/.exec(String(header ?? '')) ?? []
  return /[1-9a-f]/.test(trace) && /[1-9a-f]/.test(parent) ? { trace, parent } : undefined
}

/** Taken from somebody, made durable, on the map of this process, joined with its neighbours. */
type Stage = 'intake' | 'log' | 'board' | 'incident'
/** A stage of a report has just ended. */
export type Staged = (stage: Stage, report: string, began: Date) => void
