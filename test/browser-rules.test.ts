// What every answer tells browsers: a policy without exceptions, who may frame a page, and nothing from elsewhere but what the operator has named.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { afterAll, expect, test } from 'vitest'
import { browserRules, letFrame, sendPage } from '../server/pages/browser-rules.ts'
import { plainPage } from '../server/pages/plain-page.ts'

const servers: ReturnType<typeof createServer>[] = []
afterAll(() => {
  for (const server of servers) server.close()
})

/** An app of these rules and three pages. */
async function under(settings: Parameters<typeof browserRules>[0]) {
  const app = express()
  const rules = browserRules(settings)
  app.use(rules.first)
  app.get('/hot', (_request, response) => void response.writeHead(200, { ETag: '"1"' }).end('[]'))
  app.use(...rules.pages)
  app.get('/plain', (_request, response) => sendPage(response, plainPage('id', '<b>', 'isi', 'b{color:red}')))
  app.get('/framed', (_request, response) => {
    letFrame(response, '*')
    response.type('html').send('')
  })
  app.get('/', (_request, response) => void response.type('html').send(''))
  const server = createServer(app)
  servers.push(server)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return async (path: string) => {
    const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`)
    return { headers: answer.headers, policy: answer.headers.get('Content-Security-Policy') ?? '' }
  }
}

test('a page may load what is ours and nothing else, run no script of its own and be framed by nobody', async () => {
  const ask = await under({})
  const { policy, headers } = await ask('/')
  expect(policy.split(';').toSorted()).toEqual(
    [
      "default-src 'self'",
      "script-src 'self'",
      "script-src-attr 'none'",
      "style-src 'self'",
      "img-src 'self' data: blob:",
      "connect-src 'self'",
      "worker-src 'self'",
      "manifest-src 'self'",
      "frame-src 'self'",
      "object-src 'none'",
      "base-uri 'none'",
      "form-action 'self'",
      "frame-ancestors 'none'",
    ].toSorted(),
  )
  expect(headers.get('Cross-Origin-Opener-Policy')).toBe('same-origin')
  expect(headers.get('Referrer-Policy')).toBe('no-referrer')
  expect(headers.get('Permissions-Policy')).toMatch(/geolocation=\(self\).*microphone=\(\)/)
  expect(headers.get('Strict-Transport-Security')).toBeNull()
  expect((await ask('/framed')).policy).toContain('frame-ancestors *')
  expect((await ask('/hot')).headers.get('X-Content-Type-Options')).toBe('nosniff')
})

test('a page without a script names its one stylesheet by hash, and runs nothing', async () => {
  const { policy } = await (await under({}))('/plain')
  expect(policy).toMatch(/style-src 'sha256-[\w+/]{43}='(;|$)/)
  expect(policy).toContain("script-src 'none'")
  expect(policy).not.toContain('unsafe')
})

test('an online map is asked where the operator says that it lies; https is kept for a year', async () => {
  const ask = await under({
    mapStyle: 'https://peta.example/gaya.json?key=1',
    mapOrigins: ['https://ubin.example'],
    toldUrl: 'https://lapor.example/kota',
  })
  const { policy } = await ask('/')
  expect(policy).toContain(
    "connect-src 'self' wss://lapor.example https://peta.example https://ubin.example;",
  )
  expect(policy).toContain("img-src 'self' data: blob: https://peta.example https://ubin.example;")
  for (const path of ['/', '/hot'])
    expect((await ask(path)).headers.get('Strict-Transport-Security')).toBe(
      'max-age=31536000; includeSubDomains',
    )
})
