// The HTTP server's lines: who takes nothing of an answer is cut; who waits for one, or takes it slowly, is not.
import { once } from 'node:events'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, onTestFinished, test, vi } from 'vitest'
import { httpServer, listen } from '../server/process/listening.ts'
import { inTime } from '../server/surge/slow-bodies.ts'

const UNREAD_MS = 500

test('an answer that nobody reads is given up, one that takes its time or is read slowly is not', async () => {
  const answers: Promise<unknown>[] = []
  const http = httpServer(async ({ url }, response) => {
    if (url === '/large') answers.push(once(response.end(Buffer.alloc(20_000_000)), 'close'))
    else {
      await sleep(4 * UNREAD_MS)
      response.end('late')
    }
  }, UNREAD_MS)
  onTestFinished(() => void http.closeAllConnections())
  const port = await listen(http, 0)
  async function ask() {
    const line = connect(port, 'localhost')
    onTestFinished(() => void line.destroy())
    await once(line, 'connect')
    line.pause()
    line.write('GET /large HTTP/1.1\r\nHost: localhost\r\n\r\n')
    return line
  }
  await ask()
  await vi.waitFor(() => expect(answers).toHaveLength(1))
  const slow = await ask()
  let taken = 0
  slow.on('data', bytes => {
    taken += bytes.length
    slow.pause()
  })
  const reading = setInterval(() => slow.resume(), UNREAD_MS / 100)
  onTestFinished(() => clearInterval(reading))
  expect(await (await fetch(`http://localhost:${port}/late`)).text()).toBe('late')
  await answers[0]
  slow.removeAllListeners('data').on('data', bytes => {
    taken += bytes.length
  })
  await vi.waitFor(() => expect(taken).toBeGreaterThan(20_000_000), 5_000)
  http.close()
})

test('a body that hardly arrives is answered 408, one that waits for us is read', async () => {
  const http = httpServer(
    inTime(
      async (request, response) => {
        if (request.url === '/late') await sleep(500)
        const read = await text(request).catch(() => '')
        if (!response.headersSent) response.end(String(read.length))
      },
      { lookMs: 100, leastBytes: 100_000 },
    ),
  )
  onTestFinished(() => void http.closeAllConnections())
  const port = await listen(http, 0)
  const slow = connect(port, 'localhost')
  slow.write('POST / HTTP/1.1\r\nHost: localhost\r\nAccept-Language: en\r\nContent-Length: 500\r\n\r\n{')
  expect(await text(slow)).toMatch(/^HTTP\/1\.1 408 .*Connection: close.*"code":"body-slow"/s)
  const body = 'x'.repeat(100_000)
  expect(await (await fetch(`http://localhost:${port}/late`, { method: 'POST', body })).text()).toBe('100000')
  http.close()
})
