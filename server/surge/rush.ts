// What very many ask for in the same moment is given again as it was given an instant ago, before anything else is looked at: less work than turning
// somebody away. Only what is the same for everybody: the live list, its tiles, the pages and their files.
import type { IncomingMessage, OutgoingHttpHeaders, RequestListener } from 'node:http'
import { routeOf } from '../process/metrics.ts'
import { give, type Ready, whenGiven } from '../wire/ready.ts'

const COMMON = /^\/(tiles\/|api\/live(\?|$)|assets\/|(lapor|report|waspada|alerts|embed)?(\?|$))/
/** Asked so often in a second by the same words, it is a rush. */
const MANY = 20
const SECOND_MS = 1_000
/** An answer is given again for so long, ms: a part of the second in which a report has to stand on every map. */
const AGAIN_MS = 200
/** Addresses that are counted; others in the same second are not held up by it. */
const MOST = 5_000

type Answer = { ready: Ready; headers: OutgoingHttpHeaders; route: string; until: number }
type Asked = { times: number; answer?: Answer }

/** The listener of the application, and before it what is given again. Time is measured by a clock that nobody sets, ms. */
export function givenAgain(app: RequestListener, clock = () => performance.now()): RequestListener {
  let second = 0
  let before = new Map<string, Asked>()
  let asked = new Map<string, Asked>()

  /** Undefined: nothing that everybody gets alike. */
  function askedFor({ method, url = '', headers }: IncomingMessage): Asked | undefined {
    if (method !== 'GET' || headers.authorization !== undefined || headers.range !== undefined) return
    if (!COMMON.test(url)) return
    const now = Math.floor(clock() / SECOND_MS)
    if (now !== second) {
      before = now === second + 1 ? asked : new Map()
      asked = new Map()
      second = now
    }
    const words = `${url} ${headers.accept ?? ''} ${headers['accept-language'] ?? ''}`
    const known = asked.get(words)
    if (known) return known
    if (asked.size >= MOST) return
    const last = before.get(words)
    const first = { times: 0, ...(last?.answer && { answer: last.answer }) }
    asked.set(words, first)
    return first
  }

  return (request, response) => {
    const one = askedFor(request)
    if (!one) return app(request, response)
    one.times++
    const { answer } = one
    if (answer && answer.until > clock()) {
      Object.assign(request, { route: { path: answer.route } })
      void give(request, response, answer.ready, answer.headers)
      return
    }
    if (one.times >= MANY)
      whenGiven(response, (ready, headers) => {
        if (response.statusCode !== 200) return
        one.answer = { ready, headers, route: routeOf(request), until: clock() + AGAIN_MS }
      })
    app(request, response)
  }
}
