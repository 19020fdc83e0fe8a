// A program that receives webhooks: it checks every signature with the reference package, and can be slow, broken, gone or lead elsewhere.
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Webhook } from 'standardwebhooks'

type Heard = {
  id: string
  at: number
  type: string
  data: Record<string, unknown> & { properties?: Record<string, unknown> }
}
type Manner = (response: ServerResponse) => void

export const well: Manner = response => void response.writeHead(204).end()
export const answering =
  (status: number, headers: Record<string, string> = {}): Manner =>
  response =>
    void response.writeHead(status, headers).end('No, thank you\u0000')
export const silent: Manner = () => undefined
export const slowly =
  (ms: number): Manner =>
  response =>
    void setTimeout(() => well(response), ms)

/** Older than this the package takes no timestamp; a test's clock may run ahead. */
const TOLERANCE_S = 240

export type Receiver = Awaited<ReturnType<typeof openReceiver>>

export async function openReceiver(manner: Manner = well) {
  /** Only those whose signature is right, and that were answered well. */
  const heard: Heard[] = []
  const forged: string[] = []
  const calls: Record<string, string | string[] | undefined>[] = []
  let secrets: string[] = []
  let current = manner

  const server = createServer((request, response) => {
    let body = ''
    request.on('data', part => {
      body += part
    })
    request.on('end', () => {
      calls.push(request.headers)
      const isRight = secrets.some(secret => isSigned(secret, request.headers, body))
      if (!isRight) forged.push(String(request.headers['webhook-id']))
      else if (current === well || current.length === 1)
        response.on('finish', () => {
          if (response.statusCode < 300) {
            const { type, data } = JSON.parse(body)
            heard.push({ id: String(request.headers['webhook-id']), at: Date.now(), type, data })
          }
        })
      current(response)
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo

  return {
    url: `http://127.0.0.1:${port}/hook`,
    heard,
    forged,
    calls,
    expectSecrets(...wanted: string[]) {
      secrets = wanted
    },
    behave(next: Manner) {
      current = next
    },
    async close() {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}

function isSigned(secret: string, headers: Record<string, unknown>, body: string): boolean {
  const webhook = new Webhook(secret)
  const id = String(headers['webhook-id'])
  const timestamp = Number(headers['webhook-timestamp'])
  const given = String(headers['webhook-signature'])
  if (Math.abs(timestamp - Date.now() / 1_000) > TOLERANCE_S)
    return given.split(' ').includes(webhook.sign(id, new Date(timestamp * 1_000), body))
  try {
    webhook.verify(body, headers as Record<string, string>)
    return true
  } catch {
    // Whatever is wrong with it, it is not signed with this secret.
    return false
  }
}
