// An agency's OpenID Connect provider, as small as can be: it lets in whoever it is told, checks PKCE and the client's secret, and signs with RS256.
import { createHash, generateKeyPairSync, randomUUID, sign } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

export async function openProvider() {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const codes = new Map<string, { challenge: string; nonce: string }>()
  const provider = { url: '', person: {} as Record<string, unknown>, audience: 'kentongan' }
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', provider.url)
    const tell = (body: object, status = 200) =>
      response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body))
    if (pathname === '/.well-known/openid-configuration')
      return tell({
        issuer: provider.url,
        authorization_endpoint: `${provider.url}/authorize`,
        token_endpoint: `${provider.url}/token`,
        jwks_uri: `${provider.url}/keys`,
        response_types_supported: ['code'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['RS256'],
      })
    if (pathname === '/keys')
      return tell({ keys: [{ ...publicKey.export({ format: 'jwk' }), kid: '1', alg: 'RS256' }] })
    if (pathname === '/authorize') {
      const code = randomUUID()
      codes.set(code, {
        challenge: searchParams.get('code_challenge') ?? '',
        nonce: searchParams.get('nonce') ?? '',
      })
      const back = new URL(searchParams.get('redirect_uri') ?? '')
      back.search = String(new URLSearchParams({ code, state: searchParams.get('state') ?? '' }))
      return response.writeHead(302, { Location: back.href }).end()
    }
    const form = new URLSearchParams(await text(request))
    const asked = codes.get(form.get('code') ?? '')
    codes.delete(form.get('code') ?? '')
    const proof = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url')
    const isClient = form.get('client_secret') === 'rahasia' || request.headers.authorization !== undefined
    if (!asked || asked.challenge !== proof || !isClient) return tell({ error: 'invalid_grant' }, 400)
    const seconds = Math.floor(Date.now() / 1_000)
    const claims = {
      iss: provider.url,
      aud: provider.audience,
      iat: seconds,
      exp: seconds + 60,
      nonce: asked.nonce,
      ...provider.person,
    }
    const head = `${encode({ alg: 'RS256', kid: '1' })}.${encode(claims)}`
    const signature = sign('sha256', Buffer.from(head), privateKey).toString('base64url')
    tell({ access_token: 'x', token_type: 'Bearer', id_token: `${head}.${signature}` })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  provider.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return Object.assign(provider, { close: () => server.close() })
}
