// Sends a request as it is, however odd, and reads as much of the answer as tells something.
import { Agent, request as httpRequest, type IncomingHttpHeaders } from 'node:http'

export type Asked = {
  method: string
  /** As it stands in the document. */
  route?: string
  path: string
  headers: Record<string, string>
  body?: Buffer | undefined
}
export type Answered = { status: number; headers: IncomingHttpHeaders; text: string }

/** Longer than this nothing may take, ms. */
export const PATIENCE_MS = 30_000
/** Of an answer that never ends, or hardly ever. */
const ENOUGH = 200_000
const STREAM_MS = 150

export function openLine(port: string) {
  const agent = new Agent({ keepAlive: true, maxSockets: 16 })

  function send(wanted: Asked, isWhole = false): Promise<Answered> {
    return new Promise((resolve, reject) => {
      const began = httpRequest(
        { port, host: '127.0.0.1', agent, method: wanted.method, path: wanted.path, headers: wanted.headers },
        response => {
          const parts: Buffer[] = []
          let size = 0
          const end = () => {
            clearTimeout(over)
            clearTimeout(stream)
            const { statusCode = 0, headers } = response
            resolve({ status: statusCode, headers, text: Buffer.concat(parts).toString('utf8') })
          }
          const isStream = response.headers['content-type']?.startsWith('text/event-stream')
          const stream = isStream ? setTimeout(() => response.destroy(), STREAM_MS) : undefined
          response.on('data', part => {
            size += part.length
            parts.push(part)
            if (size > ENOUGH && !isWhole) response.destroy()
          })
          response.on('end', end)
          response.on('close', end)
          response.on('error', end)
        },
      )
      const over = setTimeout(() => {
        began.destroy()
        reject(new Error('it was not answered in time'))
      }, PATIENCE_MS)
      began.on('error', fault => {
        clearTimeout(over)
        reject(fault)
      })
      began.end(wanted.body)
    })
  }

  return { send, close: () => agent.destroy() }
}
