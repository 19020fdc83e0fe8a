// A Bot API of our own on a free port, as strict as Telegram's where it matters: updates are repeated until they are confirmed,
// buttons take public addresses only, an edit has to change something. It keeps what was sent, and lets citizens write to the bot.
import { randomUUID } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import busboy from 'busboy'
import express, { type Request } from 'express'

type Fields = Record<string, unknown>
type Button = {
  text: string
  callback_data?: string
  url?: string
  web_app?: { url: string }
  request_location?: boolean
}
type Markup = { inline_keyboard?: Button[][]; keyboard?: Button[][]; remove_keyboard?: boolean }
export type Shown = { id: number; text: string; buttons: Button[]; keyboard: Button[] }
type Call = { method: string; fields: Fields; at: number; text: string; answeredAt?: number }
type Fault = { error_code: number; description: string; parameters?: { retry_after: number } }

export type BotApi = Awaited<ReturnType<typeof openBotApi>>
export type Phone = ReturnType<BotApi['phone']>

/** `perSecond`: more messages than these within any second are answered with 429, as Telegram does. */
export async function openBotApi({ perSecond: allowed = Number.POSITIVE_INFINITY } = {}) {
  let perSecond = allowed
  const token = `${Math.floor(Math.random() * 1e9)}:${randomUUID()}`
  const calls: Call[] = []
  const chats = new Map<number, Shown[]>()
  const files = new Map<string, Buffer>()
  const faults = new Map<string, Fault[]>()
  let recent: number[] = []
  let refusedAsTooFast = 0
  let updates: ({ update_id: number } & Fields)[] = []
  let webhook: { url: string; secret_token?: string } | undefined
  let nextId = 1
  let ring: () => void = () => undefined

  const app = express()
  app.get('/file/:bot/:file', (request, response) => {
    const file = request.params.bot === `bot${token}` && files.get(request.params.file)
    if (file) response.send(file)
    else response.sendStatus(404)
  })
  app.post('/:bot/:method', async (request, response) => {
    if (request.params.bot !== `bot${token}`) return void response.status(401).json(unauthorized)
    const { method } = request.params
    const fields = await fieldsOf(request)
    const call: Call = { method, fields, at: Date.now(), text: String(fields.text ?? fields.caption ?? '') }
    response.once('finish', () => {
      call.answeredAt = Date.now()
    })
    if (/^(sendMessage|editMessageText)$/.test(method) && isTooFast(call.at))
      return void response.status(429).json({ ok: false, ...tooMany })
    calls.push(call)
    const fault = faults.get(method)?.shift()
    const answered = fault ?? (await answer(method, fields, request))
    if (isFault(answered)) response.status(answered.error_code).json({ ok: false, ...answered })
    else response.json({ ok: true, result: answered })
  })
  const server = app.listen(0)
  const url = `http://localhost:${(server.address() as AddressInfo).port}`

  function isTooFast(at: number): boolean {
    recent = recent.filter(time => at - time < 1_000)
    if (recent.length >= perSecond) {
      refusedAsTooFast++
      return true
    }
    recent.push(at)
    return false
  }

  async function answer(method: string, fields: Fields, request: Request): Promise<unknown> {
    const chat = chats.get(Number(fields.chat_id)) ?? []
    const markup = (
      typeof fields.reply_markup === 'string' ? JSON.parse(fields.reply_markup) : fields.reply_markup
    ) as Markup | undefined
    const shown = {
      text: String(fields.text ?? ''),
      buttons: markup?.inline_keyboard?.flat() ?? [],
      keyboard: markup?.keyboard?.flat() ?? [],
    }
    const unfit = shown.buttons.find(
      ({ url, web_app, callback_data = '' }) =>
        !/^https:|^$/.test(url ?? web_app?.url ?? '') || Buffer.byteLength(callback_data) > 64,
    )
    if (unfit) return bad(`inline keyboard button '${unfit.text}' is invalid`)
    switch (method) {
      case 'getUpdates': {
        if (webhook) return { error_code: 409, description: 'Conflict: webhook is active' }
        updates = updates.filter(({ update_id }) => update_id >= Number(fields.offset ?? 0))
        if (updates.length === 0)
          await new Promise<void>(resolve => {
            const end = () => {
              clearTimeout(timer)
              request.socket.off('close', end)
              resolve()
            }
            const timer = setTimeout(end, Number(fields.timeout ?? 0) * 1_000)
            ring = end
            request.socket.once('close', end)
          })
        return updates.slice(0, 100)
      }
      case 'setWebhook':
        webhook = {
          url: String(fields.url),
          secret_token: fields.secret_token ? String(fields.secret_token) : undefined,
        }
        return true
      case 'deleteWebhook':
        webhook = undefined
        return true
      case 'sendMessage':
      case 'sendPhoto': {
        if (method === 'sendMessage' && !shown.text) return bad('message text is empty')
        const message = { id: nextId++, ...shown }
        chats.set(Number(fields.chat_id), [...chat, message])
        return {
          message_id: message.id,
          date: seconds(),
          chat: { id: Number(fields.chat_id), type: 'private' },
          text: shown.text,
        }
      }
      case 'editMessageText': {
        const message = chat.find(({ id }) => id === Number(fields.message_id))
        if (!message) return bad('message to edit not found')
        const before = JSON.stringify(message)
        Object.assign(message, shown, { keyboard: message.keyboard })
        return JSON.stringify(message) === before ? bad('message is not modified') : true
      }
      case 'getFile': {
        const file = files.get(String(fields.file_id))
        return file
          ? { file_id: fields.file_id, file_path: fields.file_id, file_size: file.length }
          : bad('invalid file_id')
      }
      case 'getMe':
        return { id: 1, is_bot: true, first_name: 'Kentongan', username: 'KentonganBot' }
      case 'setMyCommands':
      case 'setChatMenuButton':
      case 'answerCallbackQuery':
        return true
      default:
        return { error_code: 404, description: `Not Found: ${method}` }
    }
  }

  /** Puts an update in line, or brings it to the webhook until that is taken. */
  async function deliver(content: Fields): Promise<{ update_id: number } & Fields> {
    const update = { update_id: nextId++, ...content }
    if (!webhook) {
      updates.push(update)
      ring()
      return update
    }
    for (let status = 0; status !== 200; ) {
      status = (await bring(update, webhook.secret_token)).status
      if (status !== 200) await new Promise(resolve => setTimeout(resolve, 100))
    }
    return update
  }

  const bring = (update: Fields, secret: string | undefined, to = webhook?.url ?? '') =>
    fetch(to.replace(/^https:\/\/[^/]+/, bringTo), {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        ...(secret && { 'X-Telegram-Bot-Api-Secret-Token': secret }),
      },
      body: JSON.stringify(update),
    })
  let bringTo = ''

  /** A citizen's phone. Everything it sends counts as one message, taps included. */
  function phone({ chat = 1_000 + nextId++, language = 'id' } = {}) {
    let sent = 0
    let readCalls = 0
    const from = { id: chat, is_bot: false, first_name: 'Citizen', language_code: language }
    const message = (content: Fields) => {
      sent++
      readCalls = calls.length
      return deliver({
        message: {
          message_id: nextId++,
          date: seconds(),
          chat: { id: chat, type: 'private' },
          from,
          ...content,
        },
      })
    }
    const screen = (): Shown[] => chats.get(chat) ?? []
    const told = () =>
      calls.filter(
        ({ method, fields }) =>
          /^(sendMessage|editMessageText)$/.test(method) && Number(fields.chat_id) === chat,
      )

    return {
      chat,
      screen,
      told,
      get sent() {
        return sent
      },
      says: (text: string) => message({ text }),
      shares: ({ lng, lat }: { lng: number; lat: number }) =>
        message({ location: { longitude: lng, latitude: lat } }),
      photographs(bytes: Buffer, caption?: string, album?: string) {
        const file_id = randomUUID()
        files.set(file_id, bytes)
        const size = { file_id, file_unique_id: file_id, width: 640, height: 480 }
        return message({
          photo: [{ ...size, file_id: 'thumbnail', width: 90, height: 67 }, size],
          ...(caption && { caption }),
          ...(album && { media_group_id: album }),
        })
      },
      /** Taps the latest button of this label; one of the keyboard below is sent as its text. */
      async taps(label: string) {
        const under = screen().findLast(({ buttons }) => buttons.some(({ text }) => text.includes(label)))
        const data = under?.buttons.find(({ text }) => text.includes(label))?.callback_data
        const key = screen()
          .at(-1)
          ?.keyboard.find(({ text }) => text.includes(label))
        if (!data && key) return message({ text: key.text })
        if (!under || !data) throw new Error(`no button '${label}' on ${JSON.stringify(screen(), null, 1)}`)
        sent++
        readCalls = calls.length
        const tapped = { message_id: under.id, date: seconds(), chat: { id: chat, type: 'private' } }
        return deliver({
          callback_query: { id: String(nextId), chat_instance: '1', from, data, message: tapped },
        })
      },
      /** What the bot says after the citizen's last message, once it says this. */
      async reads(expected: string | RegExp, withinMs = 20_000): Promise<string> {
        const matches = (text: string) =>
          typeof expected === 'string' ? text.includes(expected) : expected.test(text)
        const until = Date.now() + withinMs
        for (;;) {
          const found = calls.slice(readCalls).find(call => told().includes(call) && matches(call.text))
          if (found) return found.text
          if (Date.now() > until)
            throw new Error(
              `the bot did not say ${expected}; it said:\n${told()
                .map(({ text }) => text)
                .join('\n---\n')}`,
            )
          await new Promise(resolve => setTimeout(resolve, 10))
        }
      },
    }
  }

  return {
    url,
    token,
    calls,
    phone,
    /** The same update again, as after an answer that was lost. */
    repeat: (update: { update_id: number } & Fields) => {
      updates.push(update)
      ring()
    },
    bring,
    /** Where the webhook's public address really is. */
    leadTo(server: string) {
      bringTo = server
    },
    /** Resolves when the bot has made this call. */
    async called(method: string, withinMs = 60_000): Promise<void> {
      for (const until = Date.now() + withinMs; !calls.some(call => call.method === method); ) {
        if (Date.now() > until) throw new Error(`the bot did not call ${method}`)
        await new Promise(resolve => setTimeout(resolve, 10))
      }
    },
    get webhook() {
      return webhook
    },
    /** From now on so many messages a second. */
    allow(next: number) {
      perSecond = next
    },
    get refusedAsTooFast() {
      return refusedAsTooFast
    },
    get waiting() {
      return updates.length
    },
    /** The next calls of this method fail so. */
    fail(method: string, ...next: Fault[]) {
      faults.set(method, next)
    },
    close() {
      server.closeAllConnections()
      return new Promise<void>(resolve => server.close(() => resolve()))
    },
  }
}

async function fieldsOf(request: Request): Promise<Fields> {
  const fields: Fields = {}
  if (!request.is('multipart/form-data')) {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    return JSON.parse(Buffer.concat(chunks).toString() || '{}')
  }
  await new Promise(resolve => {
    const form = busboy({ headers: request.headers })
    form.on('field', (name, value) => Object.assign(fields, { [name]: value }))
    form.on('file', (name, stream) => {
      Object.assign(fields, { [name]: name })
      stream.resume()
    })
    form.on('close', () => resolve(undefined))
    request.pipe(form)
  })
  return fields
}

const seconds = () => Math.floor(Date.now() / 1_000)

const unauthorized = { ok: false, error_code: 401, description: 'Unauthorized' }

const tooMany: Fault = {
  error_code: 429,
  description: 'Too Many Requests: retry after 1',
  parameters: { retry_after: 1 },
}

const bad = (why: string): Fault => ({ error_code: 400, description: `Bad Request: ${why}` })

const isFault = (value: unknown): value is Fault =>
  typeof value === 'object' && value !== null && 'error_code' in value
