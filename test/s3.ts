// A store of our own that speaks S3 with addresses by path: it takes only what is signed with its key (AWS Signature Version 4).
import { createHash, createHmac } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import express, { type Request } from 'express'

const hash = (content: Buffer | string) => createHash('sha256').update(content).digest('hex')
const hmac = (key: Buffer | string, text: string) => createHmac('sha256', key).update(text).digest()

export function openS3() {
  const settings = {
    S3_BUCKET: 'foto',
    S3_REGION: 'id-jkt-1',
    S3_ACCESS_KEY_ID: 'kunci',
    S3_SECRET_ACCESS_KEY: 'rahasia-sekali',
  }
  const objects = new Map<string, Buffer>()
  let unsigned = 0
  let hangs = false
  const app = express()
  app.use(express.raw({ type: () => true, limit: '20mb' }))
  app.use((request, response) => {
    if (hangs) return
    if (!isSigned(request)) {
      unsigned++
      return void response.sendStatus(403)
    }
    const key = decodeURIComponent(request.path)
    if (request.method === 'PUT') {
      objects.set(key, request.body)
      return void response.set('ETag', '"1"').sendStatus(200)
    }
    const found = objects.get(key)
    if (found) response.type('image/jpeg').send(found)
    else response.sendStatus(404)
  })

  /** As the specification of Signature Version 4 has it, from the request as it came. */
  function isSigned(request: Request): boolean {
    const [, credential = '', names = '', signature = ''] =
      /Credential=([^,]+), ?SignedHeaders=([^,]+), ?Signature=(\w+)/.exec(
        request.get('Authorization') ?? '',
      ) ?? []
    const [id, day = '', region = '', service = ''] = credential.split('/')
    if (id !== settings.S3_ACCESS_KEY_ID || region !== settings.S3_REGION) return false
    const content = request.get('X-Amz-Content-Sha256') ?? ''
    if (content !== 'UNSIGNED-PAYLOAD' && content !== hash(Buffer.isBuffer(request.body) ? request.body : ''))
      return false
    const headers = names.split(';').map(name => `${name}:${(request.get(name) ?? '').trim()}\n`)
    const asked = [request.method, request.path, '', headers.join(''), names, content].join('\n')
    const scope = [day, region, service, 'aws4_request'].join('/')
    const text = ['AWS4-HMAC-SHA256', request.get('X-Amz-Date'), scope, hash(asked)].join('\n')
    const key = [region, service, 'aws4_request'].reduce(
      hmac,
      hmac(`AWS4${settings.S3_SECRET_ACCESS_KEY}`, day),
    )
    return createHmac('sha256', key).update(text).digest('hex') === signature
  }

  const server = app.listen(0)
  const endpoint = `http://localhost:${(server.address() as AddressInfo).port}`
  return {
    settings: { ...settings, S3_ENDPOINT: endpoint },
    objects,
    get unsigned() {
      return unsigned
    },
    /** It takes everything and answers nothing. */
    hang(is: boolean) {
      hangs = is
    },
    close() {
      server.closeAllConnections()
      return new Promise(resolve => server.close(resolve))
    },
  }
}
