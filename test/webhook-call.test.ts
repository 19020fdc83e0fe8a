// Where a webhook may lead, also when a name's address changes between two calls; how long it is waited for, and when it is tried again.
import { describe, expect, test } from 'vitest'
import { DAY, pauseAfter, silenceAfter } from '../server/domain/webhook.ts'
import { createWebhookCaller, newWebhookSecret, webhookAddress } from '../server/webhooks/webhook-call.ts'
import { answering, openReceiver, silent } from './webhook-receiver.ts'

describe('the address of a webhook', () => {
  test('is an https one of a public host, unless the operator lets webhooks go inside', () => {
    const wrong = [
      'http://example.org/',
      'https://localhost/',
      'https://server.internal/',
      'https://intranet/',
      'https://127.0.0.1/',
      'https://2130706433/',
      'https://0x7f.1/',
      'https://10.1.2.3/',
      'https://169.254.169.254/latest/meta-data',
      'https://[::1]/',
      'https://[::ffff:127.0.0.1]/',
      'https://[fe80::1]/',
      'https://[fec0::1]/',
      'https://[64:ff9b::7f00:1]/',
      'https://[64:ff9b:1::7f00:1]/',
      'https://[2001:0:4136:e378:8000:63bf:3fff:fdd2]/',
      'https://[2002:7f00:1::]/',
      'https://[3fff:fff::1]/',
      'https://[5f00::1]/',
      'https://192.88.99.1/',
      'https://name:password@example.org/',
      'ftp://example.org/',
      'file:///etc/passwd',
      'no address',
    ]
    for (const url of wrong) expect([url, webhookAddress(url, false)]).toEqual([url, undefined])
    expect(webhookAddress('https://example.org:8443/hook?a=b', false)).toBe(
      'https://example.org:8443/hook?a=b',
    )
    // What lies right beside is public.
    for (const url of ['https://[2001:4860::1]/', 'https://[4000::1]/', 'https://192.88.98.1/'])
      expect(webhookAddress(url, false)).toBe(url)
    expect(webhookAddress('http://127.0.0.1:99/', true)).toBe('http://127.0.0.1:99/')
    expect(webhookAddress('file:///etc/passwd', true)).toBeUndefined()
  })

  test('is judged again with each call: a name that leads inside now is not called', async () => {
    const inside = await openReceiver()
    const answers = ['93.184.216.34', '127.0.0.1']
    const asked: string[] = []
    const lookUp = ((host: string, _options: object, done: (fault: null, found: object[]) => void) => {
      const address = answers[asked.length] ?? '127.0.0.1'
      asked.push(`${host} ${address}`)
      done(null, [{ address, family: 4 }])
    }) as never
    const given = { now: () => new Date(), allowPrivate: false, userAgent: 'test', limitMs: 300, lookUp }
    const caller = createWebhookCaller(given)
    const call = { url: `https://rebinding.example:${new URL(inside.url).port}/`, id: 'msg_1', body: '{}' }
    const secrets = [newWebhookSecret()]
    const over = new AbortController().signal
    const first = await caller.call({ ...call, secrets }, over)
    expect(first.status).toBeNull()
    const second = await caller.call({ ...call, secrets }, over)
    expect(second).toEqual({ status: null, fault: 'rebinding.example lies inside a private network' })
    expect(asked.at(-1)).toBe('rebinding.example 127.0.0.1')
    expect(inside.calls).toEqual([])
    caller.close()
    await inside.close()
  })

  test('is waited for no longer than told, and of its answer little is read', async () => {
    const receiver = await openReceiver(silent)
    const caller = createWebhookCaller({
      now: () => new Date(),
      allowPrivate: true,
      userAgent: 'test',
      limitMs: 200,
    })
    const secret = newWebhookSecret()
    receiver.expectSecrets(secret)
    const call = { url: receiver.url, id: 'msg_1', body: '{"type":"x","data":{}}', secrets: [secret] }
    const over = new AbortController().signal
    expect(await caller.call(call, over)).toEqual({ status: null, fault: 'it took too long' })
    receiver.behave(response => {
      response.writeHead(500)
      const flood = setInterval(() => response.write('x'.repeat(10_000)), 1)
      response.on('close', () => clearInterval(flood))
    })
    const flooded = await caller.call(call, over)
    expect(flooded.status).toBe(500)
    expect(flooded.fault?.length).toBeLessThan(300)
    const soon = new Date(Date.now() + 90_000).toUTCString()
    for (const [header, least, most] of [
      ['77', 77, 77],
      [soon, 60, 90],
      ['604800', 86_400, 86_400],
    ] as const) {
      receiver.behave(answering(503, { 'Retry-After': header }))
      const { wait } = await caller.call(call, over)
      expect(wait).toBeGreaterThanOrEqual(least)
      expect(wait).toBeLessThanOrEqual(most)
    }
    receiver.behave(answering(503, { 'Retry-After': 'later' }))
    expect(await caller.call(call, over)).not.toHaveProperty('wait')
    caller.close()
    await receiver.close()
  })
})

test('pauses between tries grow to hours, those of an endpoint to minutes, and both are spread', () => {
  const all = Array.from({ length: 12 }, (_, index) => pauseAfter(index + 1, 0.5))
  expect(all).toEqual(all.toSorted((a, b) => a - b))
  expect(all[0]).toBe(5_000)
  expect(all.at(-1)).toBe(DAY / 4)
  expect(pauseAfter(3, 0)).toBeLessThan(pauseAfter(3, 1))
  expect([1, 2, 3, 4, 40].map(failures => silenceAfter(failures, 0.5))).toEqual([0, 0, 1_000, 2_000, 600_000])
})
