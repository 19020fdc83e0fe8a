// An SMS gateway of our own on a free port: it takes messages to phones for who has its token, and brings theirs as a form.
import { randomUUID } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import express from 'express'
import type { Handset } from './handset.ts'

type Fault = { status: number; headers?: Record<string, string> }

export async function openSmsGateway() {
  const [token, secret] = [randomUUID(), randomUUID()]
  const sent: { to: string; text: string }[] = []
  let faults: Fault[] = []
  let webhook = ''
  let numbers = Math.floor(Math.random() * 1e6)
  const app = express()
  app.post('/send', express.json(), (request, response) => {
    const fault = request.headers.authorization === `Bearer ${token}` ? faults.shift() : { status: 401 }
    if (fault)
      return void response
        .status(fault.status)
        .set(fault.headers ?? {})
        .end()
    sent.push(request.body)
    response.status(202).json({ id: randomUUID() })
  })
  const server = app.listen(0)
  const url = `http://localhost:${(server.address() as AddressInfo).port}/send`

  const bring = (
    message: Record<string, string>,
    headers: Record<string, string> = { 'X-Webhook-Secret': secret },
  ) => fetch(`${webhook}/sms`, { method: 'POST', headers, body: new URLSearchParams(message) })

  function phone(): Handset {
    const number = `+62813${numbers++}`
    const lines = () => sent.filter(({ to }) => to === number).map(({ text }) => ({ text, buttons: [] }))
    const says = async (text: string) => {
      const message = { id: randomUUID(), from: number, text }
      const { status } = await bring(message)
      if (status !== 200) throw new Error(`The message was answered by ${status}.`)
      return message
    }
    return {
      address: number,
      lines,
      says,
      /** The number that stands before the label; the label itself where the list has no room for it. */
      chooses(label) {
        const [, digits] = new RegExp(`(\\d+) ${label}`).exec(lines().at(-1)?.text ?? '') ?? []
        return says(digits ?? label)
      },
      again: message => bring(message as Record<string, string>).then(({ status }) => status),
    }
  }

  return {
    settings: { SMS_GATEWAY_URL: url, SMS_GATEWAY_TOKEN: token, SMS_WEBHOOK_SECRET: secret },
    secret,
    sent,
    phone,
    bring,
    get webhook() {
      return `${webhook}/sms`
    },
    leadTo(address: string) {
      webhook = address
    },
    fail(...next: Fault[]) {
      faults = next
    },
    close: () => new Promise<void>(resolve => server.close(() => resolve())),
  }
}
