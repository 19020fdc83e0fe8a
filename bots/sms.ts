// SMS through a plain HTTP gateway: {id, from, text} comes in, {to, text} goes out. Questions are one SMS with numbered
// answers; the place is typed. The README says what a gateway has to do.
import type { IncomingMessage, ServerResponse } from 'node:http'
import { languages, type MessageKey, say } from '../server/domain/messages/index.ts'
import type { Reply } from '../server/domain/reply.ts'
import type { Channel, Delivery, Fate, Receive } from './channel.ts'
import { faultName } from './fault-name.ts'
import { meantByNumber, numbered } from './numbered.ts'
import { aborted } from './waiting.ts'
import { isSame, isSigned, parseJson, readBody, retryAfter } from './webhook.ts'

export type SmsSettings = { gatewayUrl: string; gatewayToken: string; webhookSecret: string }
type SmsGiven = SmsSettings & { publicUrl: string; log: (line: string) => void }

const CALL_LIMIT_MS = 20_000
const MESSAGE_LIMIT = 20_000

/** What speaks of maps and photos elsewhere is said in few words here. */
const IN_FEW_WORDS: [MessageKey, MessageKey | undefined][] = [
  ['bot.start', 'sms.start'],
  ['bot.help', 'sms.help'],
  ['bot.ask-place', 'sms.ask-place'],
  ['bot.hear-place', 'sms.hear-place'],
  ['alert.ask-place', 'sms.ask-place'],
  ['bot.ask-extras', 'sms.ask-extras'],
  ['bot.share-exact', undefined],
  ['bot.add-photo', undefined],
  ['after.near-before', undefined],
  ['after.photo-later', undefined],
  ['after.near-question', 'sms.near-question'],
]

export function sms({ gatewayUrl, gatewayToken, webhookSecret, publicUrl, log }: SmsGiven): Channel {
  async function send(address: string, reply: Reply): Promise<Fate> {
    try {
      const response = await fetch(gatewayUrl, {
        method: 'POST',
        headers: { Authorization: `Bearer ${gatewayToken}`, 'Content-Type': 'application/json' },
        body: JSON.stringify({ to: address, text: numbered(inFewWords(reply)) }),
        signal: AbortSignal.timeout(CALL_LIMIT_MS),
      })
      return fateOf(response)
    } catch (fault) {
      return { is: 'delayed', why: faultName(fault) }
    }
  }

  async function handle(receive: Receive, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const answer = (status: number) => void response.writeHead(status).end()
    if (request.method !== 'POST') return answer(405)
    const body = await readBody(request, MESSAGE_LIMIT)
    if (!body) return answer(413)
    const { headers } = request
    const isTrusted =
      isSame(headers['x-webhook-secret'], webhookSecret) ||
      isSigned(headers['x-signature-256'], body, webhookSecret)
    if (!isTrusted) return answer(401)
    const delivery = deliveryOf(body, headers['content-type'] ?? '')
    if (!delivery) return answer(400)
    // A sender without a number is an advertiser, to whom nobody can answer.
    if (!/^\+?\d{5,15}$/.test(delivery.address)) return answer(200)
    try {
      await receive(channel, delivery)
      answer(200)
    } catch (fault) {
      log(`sms: a message could not be stored (${faultName(fault)})`)
      answer(500)
    }
  }

  const channel: Channel = {
    name: 'sms',
    username: () => undefined,
    pace: { all: 10, chat: 1, chatAtOnce: 3 },
    send,
    meant: meantByNumber,
    fetchFile: () => Promise.reject(new Error('An SMS carries no photo.')),
    async lead(_, signal) {
      log(`SMS is on; the gateway brings messages to ${publicUrl}/sms`)
      await aborted(signal)
    },
    webhook: { path: '/sms', handle },
  }
  return channel
}

function inFewWords(reply: Reply): Reply {
  let { text } = reply
  for (const language of languages)
    for (const [long, short] of IN_FEW_WORDS)
      text = text.replace(say(language, long), short ? say(language, short) : '')
  return { ...reply, text }
}

/** A form or JSON. */
function deliveryOf(body: Buffer, contentType: string): Delivery | undefined {
  const parsed = contentType.includes('json')
    ? parseJson(body)
    : Object.fromEntries(new URLSearchParams(body.toString('utf8')))
  if (typeof parsed !== 'object' || parsed === null) return undefined
  const { id, from, text }: { id?: unknown; from?: unknown; text?: unknown } = parsed
  const address = String(from ?? '').replace(/[\s-]/g, '')
  if (id === undefined || id === '' || typeof text !== 'string' || address === '') return undefined
  return { id: String(id), address, input: { kind: 'text', text } }
}

function fateOf(response: Response): Fate {
  const { status } = response
  const why = String(status)
  if (response.ok) return { is: 'sent' }
  const seconds = retryAfter(response)
  if (status === 410) return { is: 'blocked', why }
  if (status === 429 || status === 503) return { is: 'delayed', why, seconds: seconds ?? 5, busy: true }
  // A wrong token is for the operator to mend: the letters wait.
  if (status >= 500 || status === 401 || status === 403 || status === 404)
    return { is: 'delayed', why, ...(seconds !== undefined && { seconds }) }
  return { is: 'refused', why }
}
