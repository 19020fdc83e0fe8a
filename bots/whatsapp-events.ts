// What WhatsApp's webhook brings, read with care: an event holds any number of messages and of notes about our own.
import type { Delivery, Incoming } from './channel.ts'

type Fields = Record<string, unknown>

/** Kinds of messages that have a way on of their own. */
const UNTAKEN = { audio: 'voice', video: 'video', document: 'file', sticker: 'sticker' } as const
/** Not said by the citizen to us: a changed number, a thumb on one of our messages. */
const SILENT = ['system', 'reaction']
/** The number is not on WhatsApp, or its owner has blocked us. */
const UNREACHABLE = 131_026

/** Undefined where this is no event at all; events of other numbers of the same account hold nothing for us. */
export function deliveriesIn(event: unknown, phoneId: string): Delivery[] | undefined {
  if (!isFields(event) || !Array.isArray(event.entry)) return undefined
  const values = list(event.entry)
    .flatMap(({ changes }) => list(changes))
    .map(({ value }) => fields(value))
    .filter(({ metadata }) => fields(metadata).phone_number_id === phoneId)
  return values.flatMap(({ messages, statuses }) => [
    ...list(messages).flatMap(messageOf),
    ...list(statuses).flatMap(failureOf),
  ])
}

function messageOf(message: Fields): Delivery[] {
  const { id, from, type } = message
  if (typeof id !== 'string' || typeof from !== 'string' || SILENT.includes(String(type))) return []
  return [{ id, address: from, input: inputOf(message, String(type)) }]
}

function inputOf(message: Fields, type: string): Incoming {
  const content = fields(message[type])
  const caption = textOf(content.caption)
  if (type === 'text') return { kind: 'text', text: textOf(content.body) }
  // The button of a template.
  if (type === 'button') return { kind: 'text', text: textOf(content.text) }
  if (type === 'interactive') {
    const { id } = fields(content.button_reply ?? content.list_reply)
    return typeof id === 'string' ? { kind: 'choice', choice: id } : { kind: 'other' }
  }
  if (type === 'location')
    return { kind: 'place', place: { lng: Number(content.longitude), lat: Number(content.latitude) } }
  const isPicture = type === 'image' || (type === 'document' && /^image\//.test(textOf(content.mime_type)))
  if (isPicture && typeof content.id === 'string') return { kind: 'photo', file: content.id, caption }
  const what = Object.entries(UNTAKEN).find(([kind]) => kind === type)?.[1]
  return what ? { kind: 'other', what, caption } : { kind: 'other' }
}

/** A message of ours that could not be delivered. */
function failureOf({ id, status, recipient_id, errors }: Fields): Delivery[] {
  const isLost = list(errors).some(({ code }) => code === UNREACHABLE)
  if (status !== 'failed' || !isLost || typeof id !== 'string' || typeof recipient_id !== 'string') return []
  const input = { kind: 'unreachable', why: `code ${UNREACHABLE}` } as const
  return [{ id: `failed ${id}`, address: recipient_id, input }]
}

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null

const fields = (value: unknown): Fields => (isFields(value) ? value : {})

const list = (value: unknown): Fields[] => (Array.isArray(value) ? value.filter(isFields) : [])

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')
