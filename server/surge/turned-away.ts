// What is said to whoever is turned away because too much is asked (server/surge/overload.ts), or sends too slowly (slow-bodies.ts): a problem to programs; to people a page of two kilobytes that
// needs no script, tries again by itself, and says whom to call meanwhile. It is made without the application, which is not asked any more.
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { isLanguage, type Language, say } from '../domain/messages/index.ts'
import { answerOf, type Refusal } from '../domain/refusal.ts'
import { styleOf } from '../pages/browser-rules.ts'
import { escaped, plainPage } from '../pages/plain-page.ts'
import { problemOf } from '../problems.ts'
import { openHeaders } from '../wire/cors.ts'

type Said = { headers: OutgoingHttpHeaders; body: Buffer }

/** By language, who asks, why it is turned away, and seconds: in a rush there are only some dozens of them. */
const known = new Map<string, Said>()

export function turnAway(request: IncomingMessage, response: ServerResponse, refusal: Refusal): void {
  const language = languageFrom(request)
  const isPerson = request.method === 'GET' && (request.headers.accept ?? '').includes('text/html')
  const words = `${language} ${isPerson} ${refusal.refused} ${refusal.details?.seconds}`
  const said = known.get(words) ?? saying(language, isPerson, refusal)
  known.set(words, said)
  response
    .writeHead(answerOf(refusal.refused).status, said.headers)
    .end(request.method === 'HEAD' ? undefined : said.body)
}

function saying(language: Language, isPerson: boolean, refusal: Refusal): Said {
  const seconds = String(refusal.details?.seconds ?? '')
  const text = isPerson ? busyPage(language, refusal, seconds) : JSON.stringify(problemOf(language, refusal))
  const body = Buffer.from(text)
  const headers = {
    ...openHeaders,
    'Content-Type': isPerson ? 'text/html; charset=utf-8' : 'application/problem+json; charset=utf-8',
    'Content-Length': body.length,
    'Content-Language': language,
    'Cache-Control': 'no-store',
    ...(seconds && { 'Retry-After': seconds }),
    'X-Content-Type-Options': 'nosniff',
    ...(isPerson && {
      Refresh: seconds,
      'Content-Security-Policy': `default-src 'none'; ${styleOf(text)}; img-src data:`,
    }),
  }
  return { headers, body }
}

const STYLE =
  '.ways{display:flex;flex-wrap:wrap;gap:.75rem;margin:1.5rem 0}.ways a{display:flex;align-items:center;min-height:44px;padding:0 1rem;border:1px solid var(--a);border-radius:8px;font-weight:650;text-decoration:none}.ways .call{background:var(--a);color:var(--g)}'

function busyPage(language: Language, refusal: Refusal, seconds: string): string {
  const told = (key: Parameters<typeof say>[1]) => escaped(say(language, key, { seconds }))
  return plainPage(
    language,
    say(language, refusal.refused === 'line-busy' ? 'busy.line' : 'busy.title'),
    `<p>${told('busy.again')}</p><p>${told('busy.kept')}</p><p class="ways"><a class="call" href="tel:112">${told('form.emergency')}</a><a href="">${told('mine.again')}</a></p>`,
    STYLE,
  )
}

/** As the pages themselves ask. */
function languageFrom({ url = '', headers }: IncomingMessage): Language {
  const asked = /[?&]lang=([a-z]+)/.exec(url)?.[1]
  if (isLanguage(asked)) return asked
  const accepted = (headers['accept-language'] ?? '')
    .split(',')
    .map(each => each.trim().slice(0, 2).toLowerCase())
  return accepted.find(isLanguage) ?? 'id'
}
