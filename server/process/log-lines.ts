// The lines that a process writes for whoever runs it: plain, or one JSON object a line (LOG_FORMAT=json) for programs that collect them, then also a line
// for each request. Every room writes through here, and nothing personal goes out: see server/process/discreet.ts.
import type { RequestListener } from 'node:http'
import type { Config } from '../config.ts'
import { discreet, discreetFault } from './discreet.ts'
import { routeOf } from './metrics.ts'
import { inTrace, underWay } from './under-way.ts'

type Fields = Record<string, string | number | boolean | undefined>
export type Lines = {
  format: Config['logFormat']
  line: (text: string) => void
  fault: (fault: unknown) => void
  /** Only among lines for programs. */
  event: (name: string, fields?: Fields) => void
  /** A line for each request that the application answers. */
  around: (handle: RequestListener) => RequestListener
}
type Write = (line: string) => void

/** In a second so many requests have a line of their own; of the others only those that fail or are slow, as many again. */
const EACH_SECOND = 50
const SLOW_MS = 1_000
const COUNTED_EVERY_MS = 10_000
/** What balancers and Prometheus ask all day long. */
const ASKED_ALWAYS = new Set(['/healthz', '/readyz', '/metrics'])

const write: Write = line => process.stdout.write(`${line}\n`)

export async function openLines(format: Config['logFormat'], to: Write = write): Promise<Lines> {
  if (format === 'json') return linesForPrograms(to)
  return {
    format,
    line: text => to(discreet(text)),
    fault: fault => to(discreetFault(fault)),
    event: () => undefined,
    around: handle => handle,
  }
}

async function linesForPrograms(to: Write): Promise<Lines> {
  const { pino } = await import('pino')
  const lines = pino(
    {
      base: null,
      messageKey: 'message',
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: level => ({ level }) },
      mixin: () => ({ trace: underWay()?.trace }),
    },
    { write: line => to(line.trimEnd()) },
  )
  const may = { any: EACH_SECOND, telling: EACH_SECOND, since: 0 }
  let left = 0

  /** A storm of requests must not become a storm of lines. */
  function isTold(isTelling: boolean): boolean {
    const at = performance.now()
    if (at - may.since >= 1_000) Object.assign(may, { any: EACH_SECOND, telling: EACH_SECOND, since: at })
    if (may.any > 0) return may.any-- > 0
    if (isTelling && may.telling > 0) return may.telling-- > 0
    left++
    return false
  }

  setInterval(() => {
    if (left > 0) lines.info({ event: 'requests-left-out', count: left })
    left = 0
  }, COUNTED_EVERY_MS).unref()

  return {
    format: 'json',
    line: text => lines.info(discreet(text)),
    fault(fault) {
      const [message, ...stack] = discreetFault(fault).split('\n')
      lines.error({ event: 'fault', ...(stack.length > 0 && { stack: stack.join('\n') }) }, message)
    },
    event: (event, fields) => lines.info({ event, ...fields }),
    around: handle => (request, response) =>
      inTrace(request, ({ trace }) => {
        const began = performance.now()
        response.once('close', () => {
          const ms = Math.round((performance.now() - began) * 10) / 10
          const { statusCode: status, writableFinished } = response
          const route = routeOf(request)
          const isFault = status >= 500
          if ((ASKED_ALWAYS.has(route) && !isFault) || !isTold(isFault || ms > SLOW_MS)) return
          const told = { event: 'request', method: request.method, route, status, ms, trace }
          lines[isFault ? 'warn' : 'info'](writableFinished ? told : { ...told, cut: true })
        })
        handle(request, response)
      }),
  }
}
