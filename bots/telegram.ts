// Telegram: updates → inputs, replies → Bot API calls, by long polling or by webhook. Neither a token nor an address that
// holds one is ever logged.
import { createHmac } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { Telegram, TelegramError } from 'telegraf'
import type { InlineKeyboardButton, Message, Update } from 'telegraf/types'
import { cut } from '../server/domain/cut.ts'
import { hearCommand } from '../server/domain/hearing.ts'
import { isLanguage, type Language, languages, say } from '../server/domain/messages/index.ts'
import type { Reply } from '../server/domain/reply.ts'
import type { Channel, Correspondent, Delivery, Fate, Incoming, Receive } from './channel.ts'
import { aborted, pause } from './waiting.ts'
import { isSame, parseJson, readBody } from './webhook.ts'

export type TelegramGiven = {
  token: string
  /** A Bot API server other than Telegram's own. */
  apiRoot?: string
  /** Messages a second to all chats together. */
  rate: number
  publicUrl: string
  log: (line: string) => void
}

const LONG_POLL_S = 50
const CALL_LIMIT_MS = 20_000
/** What the Bot API lets bots download. */
const FILE_LIMIT = 20_000_000
const UPDATE_LIMIT = 1_000_000
const TEXT_LIMIT = 4_096
/** Updates of different chats that are taken in at the same time. */
const AT_ONCE = 8
/** How often to try with a token that was mistyped or taken back: until the operator mends it letters wait. */
const UNTIL_MENDED_S = 60
const ALLOWED_UPDATES = ['message', 'edited_message', 'callback_query', 'my_chat_member'] as const

export function telegram({ token, apiRoot, rate, publicUrl, log }: TelegramGiven): Channel {
  const api = new Telegram(token, apiRoot ? { apiRoot } : {})
  const bot = token.split(':')[0]
  // Derived, so that every process knows it and no operator has to set it.
  const secret = createHmac('sha256', token).update('webhook').digest('hex')
  const isPublic = publicUrl.startsWith('https://')
  let username: string | undefined
  const callUntil = (signal: AbortSignal): Telegram['callApi'] => {
    // Telegraf declares the signal of a package that node replaced long ago.
    const options = { signal } as object
    return (method, payload) => api.callApi(method, payload, options)
  }
  const call: Telegram['callApi'] = (method, payload) =>
    callUntil(AbortSignal.timeout(CALL_LIMIT_MS))(method, payload)

  async function send(address: string, reply: Reply, { language }: Correspondent): Promise<Fate> {
    try {
      if (reply.edit && (await edited(address, reply, Number(reply.edit)))) return { is: 'sent' }
      const { text, markup } = isGroup(address)
        ? { text: reply.text, markup: wayToPrivate(language, username) }
        : drawn(reply, isPublic)
      await call('sendMessage', {
        chat_id: address,
        text,
        link_preview_options: { is_disabled: true },
        reply_markup: markup,
      })
      return { is: 'sent' }
    } catch (fault) {
      return fateOf(fault)
    }
  }

  /** False where the message is gone or too old to be edited: then the reply is sent as a new one. */
  async function edited(address: string, reply: Reply, message: number): Promise<boolean> {
    const { text, inline } = drawn(reply, isPublic)
    try {
      const reply_markup = { inline_keyboard: inline }
      await call('editMessageText', { chat_id: address, message_id: message, text, reply_markup })
      return true
    } catch (fault) {
      if (!(fault instanceof TelegramError) || fault.code !== 400) throw fault
      // The Bot API has one code for all of these; only its text tells that the message already reads so.
      return fault.description.includes('not modified')
    }
  }

  async function fetchFile(file: string): Promise<Buffer> {
    const { file_path, file_size = 0 } = await call('getFile', { file_id: file })
    if (!file_path || file_size > FILE_LIMIT) throw new Error('The file is too large to be fetched.')
    const address = new URL(`./file/bot${token}/${file_path}`, api.options.apiRoot)
    const response = await fetch(address, { signal: AbortSignal.timeout(CALL_LIMIT_MS) })
    if (!response.ok) throw new Error(`The file was answered by ${response.status}.`)
    return Buffer.from(await response.arrayBuffer())
  }

  function deliveryOf(update: Update): Delivery | undefined {
    const id = `${bot}:${update.update_id}`
    if ('callback_query' in update) {
      const { message, from } = update.callback_query
      const data = 'data' in update.callback_query ? update.callback_query.data : undefined
      if (data === undefined || message?.chat.type !== 'private') return undefined
      const input = { kind: 'choice', choice: data, message: String(message.message_id) } as const
      return { id, address: String(message.chat.id), language: from.language_code, input }
    }
    if ('my_chat_member' in update) {
      const { chat, new_chat_member } = update.my_chat_member
      if (chat.type !== 'private' || new_chat_member.status !== 'kicked') return undefined
      return { id, address: String(chat.id), input: { kind: 'unreachable', why: 'blocked by the user' } }
    }
    const message =
      'message' in update ? update.message : 'edited_message' in update ? update.edited_message : undefined
    if (!message) return undefined
    const { chat, from } = message
    const common = { id, address: String(chat.id), language: from?.language_code }
    if (chat.type === 'private') {
      const input = 'edited_message' in update ? editedInput(message) : inputOf(message)
      const group = 'media_group_id' in message ? message.media_group_id : undefined
      return input && { ...common, input, album: group && `${chat.id}:${group}` }
    }
    const isMeant = 'message' in update && isCallOnBot(message, username, Number(bot))
    return isMeant ? { ...common, input: { kind: 'other', what: 'group' } } : undefined
  }

  async function take(receive: Receive, update: Update): Promise<void> {
    if ('callback_query' in update)
      // Stops the waiting sign on the button; too late is no harm, the answer proper is a message.
      call('answerCallbackQuery', { callback_query_id: update.callback_query.id }).catch(fault =>
        log(`telegram: a tap was not confirmed (${reasonOf(fault)})`),
      )
    const delivery = deliveryOf(update)
    if (delivery) await receive(channel, delivery)
  }

  /** Tries until it is stored: nothing of the batch is confirmed before. */
  async function takeForSure(receive: Receive, update: Update, signal: AbortSignal): Promise<void> {
    for (let tries = 1; !signal.aborted; tries++) {
      try {
        return await take(receive, update)
      } catch (fault) {
        log(`telegram: update ${update.update_id} could not be stored, trying again (${reasonOf(fault)})`)
        await pause(Math.min(100 * 2 ** tries, 5_000), signal)
      }
    }
  }

  /**
   * Telegraf's own polling confirms a batch before it is handled: a crash then loses it. Here the offset moves on only when
   * every update of the batch is stored, and what is delivered again by that is known by its id.
   */
  async function poll(receive: Receive, signal: AbortSignal): Promise<void> {
    await call('deleteWebhook', {})
    let offset = 0
    while (!signal.aborted) {
      const silence = AbortSignal.timeout((LONG_POLL_S + 10) * 1_000)
      const updates = await callUntil(AbortSignal.any([signal, silence]))('getUpdates', {
        offset,
        timeout: LONG_POLL_S,
        allowed_updates: ALLOWED_UPDATES,
      })
      const waiting = [...updates]
      const worker = async () => {
        for (let next = waiting.shift(); next; next = waiting.shift())
          await takeForSure(receive, next, signal)
      }
      await Promise.all(Array.from({ length: AT_ONCE }, worker))
      if (!signal.aborted) offset = Math.max(offset, ...updates.map(update => update.update_id + 1))
    }
  }

  async function introduce(): Promise<void> {
    username = (await call('getMe', {})).username
  }
  // Every process shows the name, though one alone leads.
  introduce().catch(fault => log(`telegram: the bot's name is not known yet (${reasonOf(fault)})`))

  async function setUp(): Promise<void> {
    await introduce()
    const commands = (language: Language) => ({
      commands: commandNames.map(({ command, names }) => ({
        command: names[language],
        description: say(language, `bot.command-${command}`),
      })),
    })
    await call('setMyCommands', commands('id'))
    for (const language of languages)
      await call('setMyCommands', { ...commands(language), language_code: language })
    await call('setChatMenuButton', { menu_button: { type: 'commands' } })
    log(`The Telegram bot @${username} is on, by ${isPublic ? 'webhook' : 'long polling'}.`)
  }

  async function lead(receive: Receive, signal: AbortSignal): Promise<void> {
    let ready = false
    for (let tries = 1; !signal.aborted; tries++) {
      try {
        if (!ready) await setUp()
        ready = true
        tries = 1
        if (!isPublic) await poll(receive, signal)
        else {
          const url = `${publicUrl}${path}`
          await call('setWebhook', { url, secret_token: secret, allowed_updates: ALLOWED_UPDATES })
          await aborted(signal)
        }
      } catch (fault) {
        if (signal.aborted) return
        log(`telegram: ${reasonOf(fault)}; trying again`)
        await pause(waitOf(fault) ?? Math.min(250 * 2 ** tries, 15_000), signal)
      }
    }
  }

  async function handle(receive: Receive, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const answer = (status: number) => response.writeHead(status).end()
    if (!isSame(request.headers['x-telegram-bot-api-secret-token'], secret)) return void answer(401)
    const update = await readUpdate(request)
    if (!update) return void answer(400)
    try {
      await take(receive, update)
      answer(200)
    } catch (fault) {
      log(`telegram: update ${update.update_id} could not be stored (${reasonOf(fault)})`)
      answer(500)
    }
  }

  const path = '/telegram'
  const channel: Channel = {
    name: 'telegram',
    username: () => username,
    pace: { all: rate, chat: 1, chatAtOnce: 5 },
    send,
    fetchFile,
    lead,
    webhook: { path, handle },
  }
  return channel
}

const commandNames = [
  { command: 'report', names: { id: 'lapor', en: 'report' } },
  { command: 'status', names: { id: 'status', en: 'status' } },
  { command: 'around', names: { id: 'dekat', en: 'near' } },
  { command: 'alerts', names: { id: 'waspada', en: 'alerts' } },
  { command: 'language', names: { id: 'bahasa', en: 'language' } },
  { command: 'forget', names: { id: 'hapus', en: 'forget' } },
  { command: 'help', names: { id: 'bantuan', en: 'help' } },
  { command: 'cancel', names: { id: 'batal', en: 'cancel' } },
] as const

function inputOf(message: Message): Incoming {
  if ('text' in message) return { kind: 'text', text: message.text, message: String(message.message_id) }
  if ('location' in message) {
    const { longitude: lng, latitude: lat, horizontal_accuracy: exactness } = message.location
    return { kind: 'place', place: { lng, lat }, exactness }
  }
  const caption = 'caption' in message ? (message.caption ?? '') : ''
  const photo = 'photo' in message ? message.photo.at(-1) : undefined
  if (photo) return { kind: 'photo', file: photo.file_id, caption }
  // A picture that was sent as a file keeps its quality.
  if ('document' in message && message.document.mime_type?.startsWith('image/'))
    return { kind: 'photo', file: message.document.file_id, caption }
  const untaken = untakenKinds.find(([key]) => key in message)
  return untaken ? { kind: 'other', what: untaken[1], caption } : { kind: 'other' }
}

/** How Telegram calls what cannot be taken; an animation is a document as well, so it comes first. */
const untakenKinds = [
  ['voice', 'voice'],
  ['audio', 'voice'],
  ['video', 'video'],
  ['video_note', 'video'],
  ['animation', 'video'],
  ['document', 'file'],
  ['sticker', 'sticker'],
] as const

/** A live location moves by edits: its first point was taken, and the others change nothing. */
function editedInput(message: Message): Incoming | undefined {
  if ('location' in message) return undefined
  return 'text' in message
    ? { kind: 'edited', text: message.text, message: String(message.message_id) }
    : { kind: 'other', what: 'edited' }
}

/** In a group the bot answers who calls it: by name, by a command that is not another bot's, or by a reply to its words. */
function isCallOnBot(message: Message, username: string | undefined, bot: number): boolean {
  const text = 'text' in message ? message.text : 'caption' in message ? (message.caption ?? '') : ''
  const repliedTo = 'reply_to_message' in message ? message.reply_to_message?.from?.id : undefined
  if (repliedTo === bot) return true
  const named = username !== undefined && new RegExp(`@${username}\\b`, 'i').test(text)
  return named || (/^\/\w+(?!\S*@)/.test(text) && hearCommand(text, false) !== undefined)
}

const isGroup = (address: string) => address.startsWith('-')

function wayToPrivate(language: string, username: string | undefined) {
  if (!username) return undefined
  const label = say(isLanguage(language) ? language : 'id', 'bot.open-chat')
  return { inline_keyboard: [[{ text: label, url: `https://t.me/${username}?start=lapor` }]] }
}

/** Telegram takes public https addresses in buttons, and nothing else: other links stand in the text. */
function drawn(reply: Reply, isPublic: boolean) {
  const links = reply.links ?? []
  const linkRows: InlineKeyboardButton[][] = links.map(({ label, url, form }) => [
    form ? { text: label, web_app: { url } } : { text: label, url },
  ])
  const rows = (reply.buttons ?? []).map(row =>
    row.map(({ label, choice }) => ({ text: label, callback_data: choice })),
  )
  const inline: InlineKeyboardButton[][] = isPublic ? [...rows, ...linkRows] : rows
  const below = isPublic ? [] : links.map(({ label, url }) => `${label}: ${url}`)
  const text = cut([reply.text, ...below].join('\n\n'), TEXT_LIMIT)
  return { text, inline, markup: markupOf(reply, inline) }
}

function markupOf(reply: Reply, inline: InlineKeyboardButton[][]) {
  if (reply.askLocation) {
    // Only this kind of keyboard can share a location; its other buttons come back as their own text.
    const share = [{ text: reply.askLocation, request_location: true as const }]
    const rest = (reply.buttons ?? []).map(row => row.map(({ label }) => ({ text: label })))
    return { keyboard: [share, ...rest], one_time_keyboard: true, resize_keyboard: true }
  }
  return inline.length > 0 ? { inline_keyboard: inline } : { remove_keyboard: true as const }
}

function fateOf(fault: unknown): Fate {
  const why = reasonOf(fault)
  if (!(fault instanceof TelegramError) || fault.code >= 500) return { is: 'delayed', why }
  if (fault.code === 401 || fault.code === 404) return { is: 'delayed', why, seconds: UNTIL_MENDED_S }
  if (fault.code === 429)
    return { is: 'delayed', why, seconds: fault.parameters?.retry_after ?? 1, busy: true }
  return fault.code === 403 ? { is: 'blocked', why } : { is: 'refused', why }
}

const waitOf = (fault: unknown): number | undefined =>
  fault instanceof TelegramError && fault.parameters?.retry_after
    ? fault.parameters.retry_after * 1_000
    : undefined

/** Network errors carry the request's address, and with it the token: only their code is told. */
function reasonOf(fault: unknown): string {
  if (fault instanceof TelegramError) return `${fault.code} ${fault.description}`
  if (fault instanceof Error) return 'code' in fault ? String(fault.code) : fault.name
  return 'unknown'
}

async function readUpdate(request: IncomingMessage): Promise<Update | undefined> {
  const body = await readBody(request, UPDATE_LIMIT)
  const update = body && parseJson(body)
  return isUpdate(update) ? update : undefined
}

const isUpdate = (value: unknown): value is Update =>
  typeof value === 'object' && value !== null && 'update_id' in value && typeof value.update_id === 'number'
