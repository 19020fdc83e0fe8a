// A PostgreSQL that may stand on several hosts, as `postgres://user@one:5432,two:5432/name`: the one that writes is found by asking them in their
// order, and found anew when it goes. `pg` itself knows one host only.
import pg from 'pg'

/** One address for each host. What libpq calls target_session_attrs is always read-write here. */
function addressesIn(url: string): string[] {
  const parts = /^(postgres(?:ql)?:\/\/(?:[^@/?]*@)?)([^/?]*,[^/?]*)(.*)$/.exec(url)
  if (!parts) return [url]
  const [, head = '', hosts = '', rest = ''] = parts
  const tail = rest.replace(/([?&])target_session_attrs=[^&]*&?/, '$1').replace(/[?&]$/, '')
  return hosts.split(',').map(host => `${head}${host}${tail}`)
}

export function openHosts(url: string, config: pg.ClientConfig) {
  const addresses = addressesIn(url)
  let present = 0

  const address = () => addresses[present] ?? url

  /** Many find out at the same time that a host is lost; only the first moves on. */
  function lost(one: string): void {
    if (addresses.length > 1 && one === address()) present = (present + 1) % addresses.length
  }

  /** A connection to the host that writes as far as is known; one that never comes to stand says that it does not. */
  class Line extends pg.Client {
    readonly address: string
    constructor(given: pg.ClientConfig) {
      const present = address()
      super({ ...given, connectionString: present })
      this.address = present
      let stands = false
      this.once('connect', () => {
        stands = true
      })
      socketOf(this)?.once('close', () => {
        if (!stands) lost(present)
      })
    }
  }

  /** Refuses a host that only reads. */
  async function verify(line: pg.ClientBase): Promise<void> {
    if (addresses.length === 1) return
    const { rows } = await line.query<{ standby: boolean }>('select pg_is_in_recovery() as standby')
    if (!rows[0]?.standby) return
    if (line instanceof Line) lost(line.address)
    throw Object.assign(new Error('this host only reads; another has to write'), { code: '25006' })
  }

  return {
    count: addresses.length,
    /** What `pg.Pool` makes its connections of. Its types know no constructor with settings. */
    Line: Line as unknown as new () => pg.ClientBase,
    verify,
    /** A connection of one's own, outside the pool. */
    async open(more: pg.ClientConfig = {}): Promise<pg.Client> {
      const options = [config.options, more.options].filter(Boolean).join(' ')
      const line = new Line({ ...config, ...more, options })
      line.on('error', () => void hangUp(line))
      try {
        await line.connect()
        await verify(line)
        return line
      } catch (fault) {
        await hangUp(line)
        throw fault
      }
    },
  }
}

/** How long a farewell may take on a line that may be dead, ms. */
const FAREWELL_MS = 1_000

/** Ends a connection for certain: a line that is cut without a word would never end by itself. */
export async function hangUp(client: pg.Client): Promise<void> {
  const socket = socketOf(client)
  const late = setTimeout(() => socket?.destroy(), FAREWELL_MS)
  await client.end()
  clearTimeout(late)
}

type Socket = { destroy(): void; once(event: 'close', listener: () => void): void }

/** Not in the driver's types: the only way to cut a line that hangs. */
export function socketOf(client: object): Socket | undefined {
  const { connection } = client as { connection?: { stream?: Socket } }
  return connection?.stream
}
