// Earn a ticket, then report with it. Node alone is enough.
import { pbkdf2Sync, randomUUID } from 'node:crypto'

const base = 'http://localhost:3000'
const key = randomUUID()

async function post(path, headers, body) {
  const answer = await fetch(base + path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': key, ...headers },
    body: JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`)
  return answer.json()
}

// The task: which number behind the nonce makes a key that begins like this?
const challenge = await post('/api/tickets')
const { nonce, salt, cost, keyLength, keyPrefix } = challenge.parameters
const number = Buffer.alloc(4)
function solve() {
  for (let counter = 0; ; counter++) {
    number.writeUInt32BE(counter)
    const password = Buffer.concat([Buffer.from(nonce, 'hex'), number])
    const made = pbkdf2Sync(password, Buffer.from(salt, 'hex'), cost, keyLength, 'sha256')
    const derivedKey = made.toString('hex')
    if (derivedKey.startsWith(keyPrefix)) return { counter, derivedKey }
  }
}
const solution = solve()
const ticket = Buffer.from(JSON.stringify({ challenge, solution })).toString('base64url')

const stored = await post(
  '/api/reports',
  { 'Report-Ticket': ticket },
  {
    hazard: 'flood',
    answers: { depth: 50 },
    place: { lng: 106.8166, lat: -6.2607 },
    words: 'Banjir di depan pasar',
  },
)
console.log(`Report ${stored.report.properties.number} after ${solution.counter + 1} tries`)
