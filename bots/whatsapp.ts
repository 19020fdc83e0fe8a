// WhatsApp by the Business Cloud API: webhook events → inputs, replies → messages with buttons, lists and location requests.
// Who has not written for a day may only be sent a template that Meta has approved: the reply's text is its one parameter.
import type { IncomingMessage, ServerResponse } from 'node:http'
import { cut } from '../server/domain/cut.ts'
import { isLanguage, type Language, say } from '../server/domain/messages/index.ts'
import type { Button, Reply } from '../server/domain/reply.ts'
import type { Channel, Correspondent, Delivery, Fate, Receive } from './channel.ts'
import { faultName } from './fault-name.ts'
import { aborted } from './waiting.ts'
import { isSame, isSigned, parseJson, readBody, retryAfter } from './webhook.ts'
import { deliveriesIn } from './whatsapp-events.ts'

export type WhatsAppSettings = {
  token: string
  phoneId: string
  appSecret: string
  verifyToken: string
  template: string
  apiRoot?: string
}
type WhatsAppGiven = WhatsAppSettings & { publicUrl: string; now: () => Date; log: (line: string) => void }

const API_ROOT = 'https://graph.facebook.com/v23.0'
const CALL_LIMIT_MS = 20_000
const FILE_LIMIT = 20_000_000
/** Meta's own limit of an event is 3 MB. */
const EVENT_LIMIT = 3_000_000
/** In which anything may be sent after the citizen's last message, less a minute for the way. */
const WINDOW_MS = 24 * 3_600_000 - 60_000

/** Characters that the API takes. */
const LIMIT = { text: 4_096, short: 1_024, button: 20, row: 24, description: 72 }
const MOST_BUTTONS = 3
const MOST_ROWS = 10

/** Codes of the API's errors: developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes. */
const WINDOW_CLOSED = 131_047
const UNREACHABLE = 131_026
const TOO_MANY_TO_ONE = 131_056
const TOO_MANY = [4, 80_007, 130_429, 131_048]
const PASSING = [1, 2, 131_000, 131_016]
/** The token has expired or lacks a right: the operator can mend that, and the letters wait. */
const NOT_ALLOWED = [0, 3, 10, 190]
const UNTIL_MENDED_S = 60

export function whatsapp(given: WhatsAppGiven): Channel {
  const { token, phoneId, appSecret, verifyToken, template, publicUrl, now, log } = given
  const apiRoot = (given.apiRoot ?? API_ROOT).replace(/\/+$/, '')
  const call = (address: string, init: RequestInit = {}) =>
    fetch(address, {
      ...init,
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      signal: AbortSignal.timeout(CALL_LIMIT_MS),
    })

  async function post(to: string, content: object): Promise<Fate & { code?: number }> {
    try {
      const body = JSON.stringify({
        messaging_product: 'whatsapp',
        recipient_type: 'individual',
        to,
        ...content,
      })
      return await fateOf(await call(`${apiRoot}/${phoneId}/messages`, { method: 'POST', body }))
    } catch (fault) {
      return { is: 'delayed', why: faultName(fault) }
    }
  }

  async function send(address: string, reply: Reply, { language, heardAt }: Correspondent): Promise<Fate> {
    const tongue = isLanguage(language) ? language : 'id'
    const isOpen = heardAt !== null && now().getTime() - heardAt.getTime() < WINDOW_MS
    const fate = isOpen ? await post(address, drawn(reply, tongue)) : undefined
    return fate && fate.code !== WINDOW_CLOSED ? fate : post(address, asTemplate(reply, tongue, template))
  }

  async function fetchFile(file: string): Promise<Buffer> {
    const found = await call(`${apiRoot}/${encodeURIComponent(file)}?phone_number_id=${phoneId}`)
    const media = (await found.json()) as { url?: unknown; file_size?: unknown }
    if (!found.ok || typeof media.url !== 'string')
      throw new Error(`The media was answered by ${found.status}.`)
    if (Number(media.file_size ?? 0) > FILE_LIMIT) throw new Error('The media is too large to be fetched.')
    const response = await call(media.url)
    if (!response.ok || !response.body)
      throw new Error(`The media's file was answered by ${response.status}.`)
    const chunks: Uint8Array[] = []
    let size = 0
    for await (const chunk of response.body) {
      size += chunk.length
      if (size > FILE_LIMIT) throw new Error('The media is too large to be fetched.')
      chunks.push(chunk)
    }
    return Buffer.concat(chunks)
  }

  async function handle(receive: Receive, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const answer = (status: number, text?: string) => void response.writeHead(status).end(text)
    if (request.method === 'GET') return verify(request, answer)
    if (request.method !== 'POST') return answer(405)
    const body = await readBody(request, EVENT_LIMIT)
    if (!body) return answer(413)
    if (!isSigned(request.headers['x-hub-signature-256'], body, appSecret)) return answer(401)
    const deliveries = deliveriesIn(parseJson(body), phoneId)
    if (!deliveries) return answer(400)
    try {
      for (const delivery of deliveries) await take(receive, delivery)
      answer(200)
    } catch (fault) {
      // Meta brings the whole event again, for up to seven days; what was stored of it is known by its ids.
      log(`whatsapp: an event could not be stored (${faultName(fault)})`)
      answer(500)
    }
  }

  const take = (receive: Receive, delivery: Delivery) => receive(channel, delivery)

  /** Meta asks once, when the operator enters the webhook's address. */
  function verify(request: IncomingMessage, answer: (status: number, text?: string) => void): void {
    const asked = new URL(request.url ?? '', 'http://localhost').searchParams
    const isOurs = asked.get('hub.mode') === 'subscribe' && isSame(asked.get('hub.verify_token'), verifyToken)
    if (isOurs) answer(200, asked.get('hub.challenge') ?? '')
    else answer(403)
  }

  const channel: Channel = {
    name: 'whatsapp',
    username: () => undefined,
    // One message in six seconds to the same person, after some 45 at once; 80 a second in all.
    pace: { all: 80, chat: 1 / 6, chatAtOnce: 40 },
    send,
    fetchFile,
    async lead(_, signal) {
      log(`WhatsApp is on; its webhook is ${publicUrl}/whatsapp`)
      await aborted(signal)
    },
    webhook: { path: '/whatsapp', handle },
  }
  return channel
}

/** Buttons while they are few and short, else a list; what finds no row is typed. A location request takes no buttons at all. */
function drawn(reply: Reply, language: Language): object {
  const buttons = (reply.buttons ?? []).flat()
  const [link, ...others] = reply.links ?? []
  if (
    link &&
    others.length === 0 &&
    buttons.length === 0 &&
    !reply.askLocation &&
    isButtonLink(reply, link)
  ) {
    const parameters = { display_text: link.label, url: link.url }
    return interactive('cta_url', reply.text, { name: 'cta_url', parameters })
  }
  const text = withLinks(reply)
  if (reply.askLocation)
    return interactive('location_request_message', typed(text, buttons, language, LIMIT.short), {
      name: 'send_location',
    })
  if (buttons.length === 0)
    return { type: 'text', text: { preview_url: false, body: shortened(text, LIMIT.text) } }
  const isShort = buttons.every(({ label }) => length(label) <= LIMIT.button)
  if (buttons.length <= MOST_BUTTONS && isShort && length(text) <= LIMIT.short)
    return interactive('button', text, {
      buttons: buttons.map(({ label, choice }) => ({ type: 'reply', reply: { id: choice, title: label } })),
    })
  const rows = buttons.slice(0, MOST_ROWS).map(rowOf)
  return interactive('list', typed(text, buttons.slice(MOST_ROWS), language, LIMIT.text), {
    button: say(language, 'bot.choose'),
    sections: [{ title: say(language, 'bot.choose'), rows }],
  })
}

const rowOf = ({ label, choice }: Button) => ({
  id: choice,
  title: shortened(label, LIMIT.row),
  ...(length(label) > LIMIT.row && { description: shortened(label, LIMIT.description) }),
})

const interactive = (type: string, text: string, action: object) => ({
  type: 'interactive',
  interactive: { type, body: { text }, action },
})

const isButtonLink = ({ text }: Reply, { label, url }: { label: string; url: string }) =>
  length(text) <= LIMIT.short && Buffer.byteLength(label) <= LIMIT.button && url.startsWith('https://')

const withLinks = ({ text, links = [] }: Reply) =>
  [text, ...links.map(({ label, url }) => `${label}: ${url}`)].join('\n\n')

/** The text, and which words stand for the buttons that have no place. */
function typed(text: string, buttons: Button[], language: Language, limit: number): string {
  if (buttons.length === 0) return shortened(text, limit)
  const labels = buttons.map(({ label }) => label.replace(/^[^\p{L}\p{N}]+/u, '')).join(' · ')
  const line = `\n\n${say(language, 'bot.or-type', { labels })}`
  return `${shortened(text, limit - length(line))}${line}`
}

/** A template's parameter takes no line breaks and no runs of blanks. */
function asTemplate(reply: Reply, language: Language, name: string): object {
  const text = shortened(withLinks(reply).replace(/\s+/g, ' '), LIMIT.short - 100)
  const components = [{ type: 'body', parameters: [{ type: 'text', text }] }]
  return { type: 'template', template: { name, language: { code: language }, components } }
}

const length = (text: string) => text.length

const shortened = (text: string, limit: number) => (text.length <= limit ? text : `${cut(text, limit - 1)}…`)

async function fateOf(response: Response): Promise<Fate & { code?: number }> {
  if (response.ok) return { is: 'sent' }
  const body = (await response.json().catch(() => undefined)) as
    | { error?: { code?: number; message?: string; is_transient?: boolean } }
    | undefined
  const { code, is_transient } = body?.error ?? {}
  const why = `${response.status}${code === undefined ? '' : `, code ${code}`}`
  const seconds = retryAfter(response)
  if (code === UNREACHABLE) return { is: 'blocked', why, code }
  if (code === TOO_MANY_TO_ONE) return { is: 'delayed', why, code, seconds: seconds ?? 6 }
  if (response.status === 429 || TOO_MANY.includes(code ?? -1))
    return { is: 'delayed', why, code, seconds: seconds ?? 1, busy: true }
  if (response.status >= 500 || is_transient || PASSING.includes(code ?? -1))
    return { is: 'delayed', why, code, ...(seconds !== undefined && { seconds }) }
  if (response.status === 401 || response.status === 403 || NOT_ALLOWED.includes(code ?? -1))
    return { is: 'delayed', why, code, seconds: seconds ?? UNTIL_MENDED_S }
  return { is: 'refused', why, code }
}
