// A receiver that believes nobody without the right signature. Node alone is enough.
import { createHmac, timingSafeEqual } from 'node:crypto'
import { createServer } from 'node:http'

const secret = Buffer.from((process.env.WEBHOOK_SECRET ?? '').replace(/^whsec_/, ''), 'base64')
const PATIENCE_S = 300

function isGenuine(headers, body) {
  const at = Number(headers['webhook-timestamp'])
  if (!(Math.abs(Date.now() / 1_000 - at) < PATIENCE_S)) return false
  const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`
  const expected = createHmac('sha256', secret).update(signed).digest()
  // While the secret is being changed, two signatures come.
  return String(headers['webhook-signature'])
    .split(' ')
    .map(one => Buffer.from(one.replace(/^v1,/, ''), 'base64'))
    .some(given => given.length === expected.length && timingSafeEqual(given, expected))
}

createServer(async (request, response) => {
  const pieces = []
  for await (const piece of request) pieces.push(piece)
  const body = Buffer.concat(pieces).toString()
  if (!isGenuine(request.headers, body)) return response.writeHead(401).end()
  // The same call may come twice: webhook-id says so. Answer first, work afterwards.
  response.writeHead(204).end()
  const { type, data } = JSON.parse(body)
  console.log(request.headers['webhook-id'], type, data)
}).listen(Number(process.env.PORT ?? 8080), () => console.log('listening'))
