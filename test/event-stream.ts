// A program that reads Server-Sent Events as the standard has it, without any library.
import { type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http'

type Feature = { properties: { id: string } }
/** What tests look for in what the server says; there is more in it. */
type Told = { id?: string; feature?: Feature; reports?: Feature[] }

export type Event = { event: string; id: string | undefined; data: Told }
export type Stream = Awaited<ReturnType<typeof openStream>>

export async function openStream({ url }: { url: string }, query = '', headers: Record<string, string> = {}) {
  const asked = request(`${url}/events${query}`, { headers, agent: false })
  const response = await new Promise<IncomingMessage>((resolve, reject) =>
    asked.once('response', resolve).once('error', reject).end(),
  )
  asked.on('error', () => undefined)
  response.on('error', () => undefined)
  const events: Event[] = []
  let lastId = headers['Last-Event-ID'] ?? ''
  let heard: () => void = () => undefined
  let rest = ''
  response.setEncoding('utf8').on('data', (part: string) => {
    const blocks = (rest + part).split('\n\n')
    rest = blocks.pop() ?? ''
    for (const block of blocks) take(block)
    heard()
  })

  function take(block: string) {
    const fields = new Map(
      block
        .split('\n')
        .map(line => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trimStart()]),
    )
    const id = fields.get('id')
    lastId = id ?? lastId
    const data = fields.get('data')
    if (data !== undefined)
      events.push({ event: fields.get('event') ?? 'message', id, data: JSON.parse(data) })
  }

  return {
    status: response.statusCode,
    headers: response.headers as IncomingHttpHeaders,
    events,
    get lastId() {
      return lastId
    },
    async until(wanted: (event: Event) => boolean, withinMs = 5_000): Promise<Event> {
      const deadline = Date.now() + withinMs
      for (;;) {
        const found = events.find(wanted)
        if (found) return found
        const left = deadline - Date.now()
        if (left <= 0)
          throw new Error(
            `Not told within ${withinMs} ms; heard ${JSON.stringify(events.map(one => one.event))}`,
          )
        await new Promise<void>(resolve => {
          const timer = setTimeout(resolve, left)
          heard = () => {
            clearTimeout(timer)
            resolve()
          }
        })
      }
    },
    close: () => void response.destroy(),
  }
}
