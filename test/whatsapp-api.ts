// WhatsApp's Cloud API of our own on a free port, as strict as Meta's about lengths and counts: it brings signed events until
// they are taken, hands out media to who has the token, and keeps what was sent.
import { createHmac, randomUUID } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { z } from 'zod'
import type { Handset, Line } from './handset.ts'

const body = (most: number) => z.strictObject({ text: z.string().min(1).max(most) })
const id = z.string().min(1).max(256)
const interactive = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('button'),
    body: body(1_024),
    action: z.strictObject({
      buttons: z
        .array(
          z.strictObject({
            type: z.literal('reply'),
            reply: z.strictObject({ id, title: z.string().min(1).max(20) }),
          }),
        )
        .min(1)
        .max(3),
    }),
  }),
  z.strictObject({
    type: z.literal('list'),
    body: body(4_096),
    action: z.strictObject({
      button: z.string().min(1).max(20),
      sections: z
        .array(
          z.strictObject({
            title: z.string().max(24),
            rows: z
              .array(
                z.strictObject({
                  id,
                  title: z.string().min(1).max(24),
                  description: z.string().max(72).optional(),
                }),
              )
              .min(1)
              .max(10),
          }),
        )
        .length(1),
    }),
  }),
  z.strictObject({
    type: z.literal('location_request_message'),
    body: body(1_024),
    action: z.strictObject({ name: z.literal('send_location') }),
  }),
  z.strictObject({
    type: z.literal('cta_url'),
    body: body(1_024),
    action: z.strictObject({
      name: z.literal('cta_url'),
      parameters: z.strictObject({ display_text: z.string().max(20), url: z.url() }),
    }),
  }),
])
const common = {
  messaging_product: z.literal('whatsapp'),
  recipient_type: z.literal('individual'),
  to: z.string().regex(/^\d+$/),
}
const messages = z.discriminatedUnion('type', [
  z.strictObject({
    ...common,
    type: z.literal('text'),
    text: z.strictObject({ preview_url: z.boolean(), body: z.string().min(1).max(4_096) }),
  }),
  z.strictObject({ ...common, type: z.literal('interactive'), interactive }),
  z.strictObject({
    ...common,
    type: z.literal('template'),
    template: z.strictObject({
      name: z.literal('kabar_laporan'),
      language: z.strictObject({ code: z.enum(['id', 'en']) }),
      components: z.array(
        z.strictObject({
          type: z.literal('body'),
          parameters: z.array(
            z.strictObject({
              type: z.literal('text'),
              text: z.string().regex(/^(?!.*( {5}|[\n\t])).{1,1024}$/s),
            }),
          ),
        }),
      ),
    }),
  }),
])
type Sent = z.infer<typeof messages>
type Fault = { status: number; code: number; headers?: Record<string, string> }
type Fields = Record<string, unknown>

export type WhatsAppApi = Awaited<ReturnType<typeof openWhatsAppApi>>

export async function openWhatsAppApi() {
  const [token, appSecret, verifyToken, phoneId] = [randomUUID(), randomUUID(), randomUUID(), '100200300']
  const sent: Sent[] = []
  const unfit: string[] = []
  const media = new Map<string, Buffer>()
  let faults: Fault[] = []
  let webhook = ''
  let numbers = Math.floor(Math.random() * 1e6)

  const app = express()
  app.use((request, response, next) => {
    if (request.headers.authorization === `Bearer ${token}`) next()
    else response.status(401).json({ error: { code: 190, message: 'Invalid OAuth access token' } })
  })
  app.post(`/${phoneId}/messages`, express.json(), (request, response) => {
    const fault = faults.shift()
    if (fault) {
      response.status(fault.status).set(fault.headers ?? {})
      return void response.json({ error: { code: fault.code, message: 'refused' } })
    }
    const read = messages.safeParse(request.body)
    if (!read.success) {
      unfit.push(`${z.prettifyError(read.error)} ${JSON.stringify(request.body)}`)
      return void response.status(400).json({ error: { code: 100, message: 'Invalid parameter' } })
    }
    sent.push(read.data)
    response.json({ messaging_product: 'whatsapp', messages: [{ id: `wamid.${randomUUID()}` }] })
  })
  app.get('/file/:id', (request, response) => void response.send(media.get(request.params.id)))
  app.get('/:id', (request, response) => {
    const file = media.get(request.params.id)
    if (file)
      response.json({
        url: `${url}/file/${request.params.id}`,
        file_size: file.length,
        mime_type: 'image/jpeg',
      })
    else response.status(400).json({ error: { code: 100, message: 'Unsupported get request' } })
  })
  const server = app.listen(0)
  const url = `http://localhost:${(server.address() as AddressInfo).port}`

  const sign = (text: string, secret: string) =>
    `sha256=${createHmac('sha256', secret).update(text).digest('hex')}`
  const eventOf = (value: Fields) => ({
    object: 'whatsapp_business_account',
    entry: [
      {
        id: '1',
        changes: [
          {
            field: 'messages',
            value: { messaging_product: 'whatsapp', metadata: { phone_number_id: phoneId }, ...value },
          },
        ],
      },
    ],
  })
  const bring = (event: object, secret: string = appSecret) => {
    const text = JSON.stringify(event)
    return fetch(`${webhook}/whatsapp`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Hub-Signature-256': sign(text, secret) },
      body: text,
    })
  }
  const messageOf = (from: string, content: Fields) =>
    eventOf({ messages: [{ from, id: `wamid.${randomUUID()}`, timestamp: '1700000000', ...content }] })

  function phone(): Handset {
    const number = `62812${numbers++}`
    const lines = () => sent.filter(({ to }) => to === number).map(lineOf)
    const say = async (content: Fields) => {
      const event = messageOf(number, content)
      const answer = await bring(event)
      if (answer.status !== 200) throw new Error(`The event was answered by ${answer.status}.`)
      return event
    }
    const text = (words: string) => say({ type: 'text', text: { body: words } })
    return {
      address: number,
      lines,
      says: text,
      chooses(label) {
        const button = lines()
          .at(-1)
          ?.buttons.find(one => one.label.includes(label))
        if (!button) return text(label)
        const isList = sent.findLast(({ to }) => to === number && JSON.stringify(sent).includes('"sections"'))
        const reply = { id: button.choice, title: button.label }
        return say({
          type: 'interactive',
          interactive: isList
            ? { type: 'list_reply', list_reply: reply }
            : { type: 'button_reply', button_reply: reply },
        })
      },
      shares: ({ lng, lat }) => say({ type: 'location', location: { longitude: lng, latitude: lat } }),
      photographs(bytes, caption) {
        const file = randomUUID()
        media.set(file, bytes)
        return say({ type: 'image', image: { id: file, mime_type: 'image/jpeg', caption } })
      },
      again: event => bring(event).then(({ status }) => status),
    }
  }

  return {
    settings: {
      WHATSAPP_TOKEN: token,
      WHATSAPP_PHONE_ID: phoneId,
      WHATSAPP_APP_SECRET: appSecret,
      WHATSAPP_VERIFY_TOKEN: verifyToken,
      WHATSAPP_TEMPLATE: 'kabar_laporan',
      WHATSAPP_API_ROOT: url,
    },
    sent,
    unfit,
    phone,
    bring,
    messageOf,
    eventOf,
    leadTo(address: string) {
      webhook = address
    },
    fail(...next: Fault[]) {
      faults = next
    },
    close: () => new Promise<void>(resolve => server.close(() => resolve())),
  }
}

function lineOf(message: Sent): Line {
  if (message.type === 'text') return { text: message.text.body, buttons: [] }
  if (message.type === 'template')
    return { text: message.template.components[0]?.parameters[0]?.text ?? '', buttons: [] }
  const { interactive } = message
  const { text } = interactive.body
  if (interactive.type === 'button')
    return {
      text,
      buttons: interactive.action.buttons.map(({ reply }) => ({ label: reply.title, choice: reply.id })),
    }
  if (interactive.type === 'list')
    return {
      text,
      buttons: (interactive.action.sections[0]?.rows ?? []).map(row => ({
        label: row.description ?? row.title,
        choice: row.id,
      })),
    }
  return {
    text: interactive.type === 'cta_url' ? `${text}\n${interactive.action.parameters.url}` : text,
    buttons: [],
  }
}
