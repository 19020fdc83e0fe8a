// Who goes first when more is asked than one process can answer: five classes, the limits of each, and which request belongs to which. A process
// that is over a limit turns the lowest class away first, with 503 and Retry-After (server/surge/overload.ts); what is turned away is never half done.

/** The first is turned away last. */
export const priorities = ['submit', 'verify', 'live', 'read', 'export'] as const
export type Priority = (typeof priorities)[number]

type Limit = {
  /** Requests of the class that one process answers at a time. */
  inFlight: number
  /**
   * How late the process has been with everything for a second, or how long the first of the class has stood in line, ms: above, ever fewer of the class
   * are let in. Who reads goes away so early because a report passes through two or three such turns, and is to be stored within half a second.
   */
  delay: number
  /** How long a report takes from its coming in to its answer, nine of ten in a second with at least twenty, ms. */
  slow: number
  /** Queries that wait for a connection to the database. */
  waiting: number
  /** Who is turned away is asked to come back after about so long, s. */
  retry: number
  /** A part that is let in however late the process is. */
  least: number
}
export type Limits = Record<Priority, Limit>

export const limits: Limits = {
  submit: { inFlight: 2_000, delay: 1_500, slow: 8_000, waiting: 1_000, retry: 4, least: 0.1 },
  verify: { inFlight: 500, delay: 300, slow: 1_500, waiting: 500, retry: 4, least: 0.1 },
  live: { inFlight: 1_000, delay: 100, slow: 270, waiting: 300, retry: 5, least: 0 },
  read: { inFlight: 300, delay: 60, slow: 190, waiting: 100, retry: 10, least: 0 },
  export: { inFlight: 20, delay: 40, slow: 130, waiting: 30, retry: 30, least: 0 },
}

/** Open sockets of one process, and connections of any kind. */
export const MOST_SOCKETS = 20_000
export const MOST_CONNECTIONS = 40_000

/** By path; the first that fits decides. `undefined`: always answered. What changes something is told apart before. */
const READING: [path: RegExp, priority: Priority | undefined][] = [
  [/^\/(healthz|readyz|metrics)\/?$/, undefined],
  [/^\/(exports|snapshots)\b|^\/(reports|floods)\/archive\b|\.csv$/, 'export'],
  [/^\/(api\/desk|desk)\b/, 'verify'],
  // What a report is filled in with: the form's pages, their scripts and pictures, what they ask.
  [
    /^\/(lapor|report|card|cards|laporan|assets|api\/(mine|uploads|config|places|tickets|reports\/near))\b/,
    'submit',
  ],
  [/^\/[^/]+\.(js|css|svg|png|ico|html|webmanifest|woff2)$/, 'submit'],
  // The live picture.
  [/^\/(embed|waspada|alerts|reports|floods|floodgauges)?\/?$/, 'live'],
  [/^\/(tiles|events|cap|infrastructure|warnings|peringatan|dekat|near|socket\.io)\b/, 'live'],
  [/^\/api\/(live|warnings|official|areas|gauges|infrastructure|alerts)\b/, 'live'],
]

export function priorityOf(method: string, url: string): Priority | undefined {
  const end = url.indexOf('?')
  const path = end < 0 ? url : url.slice(0, end)
  if (method !== 'GET' && method !== 'HEAD')
    return /^\/(api\/desk|floods|api\/gauges)\b/.test(path) ? 'verify' : 'submit'
  for (const [fits, priority] of READING) if (fits.test(path)) return priority
  return 'read'
}
