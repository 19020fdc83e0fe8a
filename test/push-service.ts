// A push service of our own and the browsers that it serves: it checks who sends (VAPID), and each browser decrypts what it is sent.
import { createECDH, createPublicKey, randomBytes, verify } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { decrypt } from 'http_ece'

type Pushed = { headers: Record<string, string | string[] | undefined>; body: Buffer; at: number }
type Answer = { status: number; retryAfter?: number }

/** What push services have to take, RFC 8030. */
const MOST_BYTES = 4_096

export async function openPushService() {
  const boxes = new Map<string, Pushed[]>()
  const answers = new Map<string, Answer[]>()
  const app = express()
  app.post('/push/:box', async (request, response) => {
    // Express would look for a way to decode the content's encoding.
    const pieces: Buffer[] = []
    for await (const piece of request) pieces.push(piece)
    const body = Buffer.concat(pieces)
    if (body.length > MOST_BYTES) return void response.sendStatus(413)
    const next = answers.get(request.params.box)?.shift() ?? { status: 201 }
    if (next.status === 201)
      boxes.get(request.params.box)?.push({ headers: request.headers, body, at: Date.now() })
    if (next.retryAfter !== undefined) response.set('Retry-After', String(next.retryAfter))
    response.status(next.status).end()
  })
  const server = app.listen(0)
  const url = `http://localhost:${(server.address() as AddressInfo).port}`

  function browser() {
    const box = randomBytes(8).toString('hex')
    const ecdh = createECDH('prime256v1')
    ecdh.generateKeys()
    const auth = randomBytes(16)
    const pushed: Pushed[] = []
    boxes.set(box, pushed)
    return {
      push: {
        endpoint: `${url}/push/${box}`,
        keys: { p256dh: ecdh.getPublicKey('base64url'), auth: auth.toString('base64url') },
      },
      pushed,
      /** The next pushes are answered so; the rest are taken. */
      answer: (...next: Answer[]) => void answers.set(box, next),
      shown: (): { title: string; body: string; url: string }[] =>
        pushed.map(({ body }) =>
          JSON.parse(decrypt(body, { version: 'aes128gcm', privateKey: ecdh, authSecret: auth }).toString()),
        ),
    }
  }

  return {
    url,
    browser,
    close() {
      server.closeAllConnections()
      return new Promise<void>(resolve => server.close(() => resolve()))
    },
  }
}

/** The claims of a VAPID header whose signature is its own key's. */
export function vapidClaims(header: string): { key: string; claims: Record<string, unknown> } {
  const [, token = '', key = ''] = /^vapid t=([\w.-]+), k=([\w-]+)$/.exec(header) ?? []
  const [head = '', body = '', signature = ''] = token.split('.')
  const point = Buffer.from(key, 'base64url')
  const publicKey = createPublicKey({
    format: 'jwk',
    key: {
      kty: 'EC',
      crv: 'P-256',
      x: point.subarray(1, 33).toString('base64url'),
      y: point.subarray(33).toString('base64url'),
    },
  })
  const isTrue = verify(
    'sha256',
    Buffer.from(`${head}.${body}`),
    { key: publicKey, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  )
  if (!isTrue) throw new Error('the signature is not the key’s own')
  return { key, claims: JSON.parse(Buffer.from(body, 'base64url').toString()) }
}
