// Lines between programs, as networks have them: a TCP proxy that passes everything on, or is cut, slow, or half-open (it takes everything and
// brings nothing, without a word). And a balancer before several processes, which sends people to those that are ready.
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

export type Weather = 'good' | 'cut' | 'slow' | 'silent'
export type Line = Awaited<ReturnType<typeof openLine>>

const DELAY_MS = 250
const KEEPALIVE_MS = 12_000

/** `target` is asked anew for each connection; undefined: nobody takes it. */
export async function openLine(target: () => number | undefined) {
  let weather: Weather = 'good'
  const open = new Set<{ socket: Socket; port: number; isSilent: boolean }>()

  const proxy = createServer(near => {
    const port = target()
    if (weather === 'cut' || port === undefined) return near.destroy()
    const far = connect(port, '127.0.0.1')
    const pair = [near, far].map(socket => ({ socket, port, isSilent: weather === 'silent' }))
    for (const [index, one] of pair.entries()) {
      const other = pair[1 - index]
      open.add(one)
      one.socket.setNoDelay(true)
      one.socket.on('data', bytes => {
        if (one.isSilent || !other) return
        if (weather === 'slow') setTimeout(() => other.socket.write(bytes), DELAY_MS)
        else other.socket.write(bytes)
      })
      one.socket.on('error', () => one.socket.destroy())
      one.socket.on('close', () => {
        open.delete(one)
        // Of a silent line the other side learns only when its own system has asked in vain for a while.
        const learns = one.isSilent ? KEEPALIVE_MS : weather === 'slow' ? DELAY_MS : 0
        setTimeout(() => other?.socket.destroy(), learns)
      })
    }
  })
  await new Promise<void>(resolve => proxy.listen(0, '127.0.0.1', resolve))

  return {
    port: (proxy.address() as AddressInfo).port,
    /** From now on; what is cut is cut at once. */
    turn(next: Weather) {
      weather = next
      if (next === 'cut') for (const { socket } of open) socket.destroy()
      if (next === 'silent') for (const one of open) one.isSilent = true
    },
    /** Connections that stand fall silent for ever; new ones are good. */
    forget() {
      for (const one of open) one.isSilent = true
    },
    /** Connections to a process that is not there any more. */
    cutTo(port: number) {
      for (const one of open) if (one.port === port) one.socket.destroy()
    },
    close() {
      for (const { socket } of open) socket.destroy()
      return new Promise(resolve => proxy.close(resolve))
    },
  }
}

const LOOK_MS = 500
const PATIENCE_MS = 2_000

/** Looks at /readyz, as balancers do, and takes connections away from who does not answer at all. */
export async function openBalancer(ports: () => number[]) {
  let ready: number[] = []
  let turn = 0
  const line = await openLine(() => {
    const among = ready.filter(port => ports().includes(port))
    return among[turn++ % Math.max(1, among.length)]
  })

  async function look(): Promise<void> {
    const asked = ports()
    const answers = await Promise.all(
      asked.map(port =>
        fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(PATIENCE_MS) }).then(
          ({ status }) => status,
          () => 0,
        ),
      ),
    )
    for (const [index, port] of asked.entries()) if (answers[index] === 0) line.cutTo(port)
    ready = asked.filter((_, index) => answers[index] === 200)
  }

  let isOpen = true
  const looking = (async () => {
    while (isOpen) {
      await look()
      await new Promise(resolve => setTimeout(resolve, LOOK_MS))
    }
  })()
  return {
    ...line,
    url: `http://127.0.0.1:${line.port}`,
    async close() {
      isOpen = false
      await looking
      await line.close()
    },
  }
}
