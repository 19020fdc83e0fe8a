// A line as citizens have it in a flood: a small TCP proxy before the server that is dead, good, or rough. Rough: of ten connections three or four are
// cut in the middle, by turns on the way there and before the answer comes back; the others are slow and do not last.
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

type Weather = 'dead' | 'good' | 'rough'

/** A rough connection that is not cut ends by itself after this many bytes. */
const LASTS_BYTES = 150_000
const DELAY_MS = 60

/** The same for every run: of three connections one is cut, after its first words or far into a photo, or when its answer comes. */
function fate(turn: number) {
  const isCut = turn % 3 === 0
  const losesAnswer = isCut && turn % 2 === 1
  return {
    isCut,
    losesAnswer,
    lasts: isCut && !losesAnswer ? 200 + ((turn * 37_123) % 100_000) : LASTS_BYTES,
  }
}

export async function openLine(port: number) {
  let weather: Weather = 'good'
  const open = new Set<Socket>()
  const seen = { connections: 0, cut: 0 }

  const proxy = createServer(phone => {
    if (weather === 'dead') return phone.destroy()
    const server = connect(port, 'localhost')
    for (const each of [phone, server]) {
      open.add(each)
      each.on('error', () => each.destroy())
      each.on('close', () => {
        open.delete(each)
        phone.destroy()
        server.destroy()
      })
    }
    if (weather === 'good') {
      phone.pipe(server)
      server.pipe(phone)
      return
    }
    // A connection counts from its first words: browsers open spare ones that never say any.
    phone.once('data', first => {
      const { isCut, losesAnswer, lasts } = fate(seen.connections++)
      if (isCut) seen.cut++
      let passed = 0
      const onward = (bytes: Buffer) => {
        const part = bytes.subarray(0, lasts - passed)
        passed += part.length
        setTimeout(() => server.write(part, () => passed >= lasts && phone.destroy()), DELAY_MS)
      }
      onward(first)
      phone.on('data', onward)
      server.on('data', bytes => {
        if (losesAnswer) phone.destroy()
        else setTimeout(() => phone.write(bytes), DELAY_MS)
      })
    })
  })
  await new Promise<void>(resolve => proxy.listen(0, resolve))

  return {
    url: `http://localhost:${(proxy.address() as AddressInfo).port}`,
    seen,
    turn(next: Weather) {
      weather = next
      for (const each of open) each.destroy()
    },
    close() {
      for (const each of open) each.destroy()
      return new Promise(resolve => proxy.close(resolve))
    },
  }
}
