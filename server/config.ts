// The only reader of process.env. Every setting has a default that works on a laptop without accounts or keys.
import { isIP } from 'node:net'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type KeptDays, rules } from '../db/retention.ts'
import { type Role, roles } from './domain/permissions.ts'
import type { Feed } from './feeds/index.ts'
import { readKeys } from './secrets/sealing.ts'
import type { Publisher } from './snapshots/papers.ts'

export type Config = {
  port: number
  /** Where the embedded database, the photos and the lock live. */
  directory: string
  /** PostgreSQL with PostGIS; undefined: the embedded database. */
  databaseUrl?: string
  /** A replica of it, at which the past is read, and how many seconds it may lie behind. */
  read?: { url: string; mostLag: number }
  /** The address that citizens' links begin with. */
  publicUrl: string
  /** The same, where somebody told it; else each program finds us where it asked. */
  toldUrl?: string
  /** Who stands as sender in CAP messages. */
  capSender: string
  /** Who stands as sender where verified incidents are told in CAP: never the sender of warnings. */
  digestSender: string
  /** `rate`: messages a second; Telegram sells more than its usual 30. */
  telegram?: { token: string; apiRoot?: string; rate: number }
  /** WhatsApp's Cloud API. */
  whatsapp?: {
    token: string
    phoneId: string
    appSecret: string
    verifyToken: string
    /** The approved template that carries news to those who have not written for a day. */
    template: string
    apiRoot?: string
  }
  /** A plain HTTP gateway. */
  sms?: { gatewayUrl: string; gatewayToken: string; webhookSecret: string }
  /** Origins of web push services inside the operator's own network; others have to be public. */
  pushServices: string[]
  /** An online map style; the bundled one stands in while it cannot be reached. */
  mapStyle?: string
  /** Origins beside the style's own from which it takes tiles, letters and pictures. */
  mapOrigins?: string[]
  /** A geocoder that speaks Nominatim's search: its address up to and with `/search`. */
  geocoder?: string
  /** Where photos lie instead of the directory: a store that speaks S3. */
  s3?: {
    endpoint: string
    bucket: string
    region: string
    accessKeyId: string
    secretAccessKey: string
  }
  /** An agency's OpenID Connect provider, through which its officers sign in. `name`: what its button says. */
  oidc?: { issuer: string; clientId: string; clientSecret: string; name: string }
  /** What second factors are sealed with, the present key first; undefined: a file of the directory's own. */
  secretKeys?: Buffer[]
  /** Roles that may do nothing before they have a second factor. */
  secondFactor?: Role[]
  /** Official sources, and gauges that are read from an address. */
  feeds: { list: Feed[]; allowPrivate: boolean }
  /** Whether who sends a report over Open311 has to show a key. */
  open311Key: boolean
  /** Whether webhooks may go to addresses inside the operator's own network, and over http. */
  webhooksPrivate: boolean
  /** What one line may ask of the open doors in 100 seconds; a page costs about 1. Undefined: whatever it likes. */
  openBudget: number | undefined
  /** Whether requests are turned away, the least urgent first, when more is asked than can be answered. */
  overload: boolean
  /** Who is responsible for personal data here (UU PDP), and how that one is reached; null: nobody has said. */
  controller: { name: string; contact: string | null }
  /** Who publishes the snapshots of the open data, and under which licence; null: nobody has said. */
  snapshots: Publisher
  /** How long it still answers after SIGTERM, while /readyz says already that it goes. */
  leaveSeconds: number
  /** What a program shows to read /metrics; undefined: only programs on this machine may. */
  metricsKey?: string
  /** Whose X-Forwarded-For is believed: this machine's, and these addresses and networks. */
  trustedProxies: string[]
  /** Days for which what rules name is kept, where it is not as long as they say; null: for ever. */
  retention: KeptDays
  /** Lines for people, or a JSON object a line. */
  logFormat: 'text' | 'json'
  /** A collector of traces that speaks OTLP over HTTP; `ratio`: of so many. */
  traces?: { endpoint: string; headers: Record<string, string>; service: string; ratio: number }
  /** Looks at each file that is said to be a photo before anything opens it. */
  photoScan?: { program: string; options: string[] }
}

export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const port = readPort(env.PORT)
  const token = env.TELEGRAM_BOT_TOKEN?.trim()
  const publicUrl = (env.PUBLIC_URL || `http://localhost:${port}`).replace(/\/+$/, '')
  return {
    port,
    directory: resolve(env.DATA_DIR || './data'),
    databaseUrl: env.DATABASE_URL || undefined,
    read: readReplica(env.DATABASE_READ_URL, env.DATABASE_READ_LAG),
    publicUrl,
    ...(env.PUBLIC_URL && { toldUrl: publicUrl }),
    ...readSenders(env, new URL(publicUrl).hostname),
    telegram: token
      ? { token, apiRoot: env.TELEGRAM_API_ROOT || undefined, rate: readRate(env.TELEGRAM_RATE) }
      : undefined,
    whatsapp: readWhatsApp(env),
    sms: readSms(env),
    pushServices: readOrigins('PUSH_SERVICES', env.PUSH_SERVICES),
    mapStyle: env.MAP_STYLE_URL || undefined,
    mapOrigins: readOrigins('MAP_ORIGINS', env.MAP_ORIGINS),
    geocoder: env.GEOCODER_URL || undefined,
    s3: readS3(env),
    webhooksPrivate: env.WEBHOOKS_PRIVATE?.trim() === 'on',
    leaveSeconds: readLeave(env.LEAVE_SECONDS),
    metricsKey: env.METRICS_KEY?.trim() || undefined,
    trustedProxies: readProxies(env.TRUSTED_PROXIES),
    logFormat: readLogFormat(env.LOG_FORMAT),
    traces: readTraces(env),
    photoScan: readProgram(env.PHOTO_SCAN),
    retention: readRetention(env.RETENTION),
    snapshots: {
      publisher: env.DATA_PUBLISHER?.trim() || `Kentongan, ${new URL(publicUrl).host}`,
      licence: env.DATA_LICENCE?.trim() || null,
    },
    controller: {
      name:
        env.DATA_CONTROLLER?.trim() || env.DATA_PUBLISHER?.trim() || `Kentongan, ${new URL(publicUrl).host}`,
      contact: env.DATA_CONTACT?.trim() || null,
    },
    open311Key: readOpen311(env.OPEN311_KEY),
    openBudget: readBudget(env.OPEN_BUDGET),
    overload: readOverload(env.OVERLOAD),
    oidc: readOidc(env),
    secretKeys: env.SECRET_KEY?.trim() ? readKeys('SECRET_KEY', env.SECRET_KEY) : undefined,
    secondFactor: readRoles('SECOND_FACTOR_ROLES', env.SECOND_FACTOR_ROLES),
    feeds: { list: readFeeds(env), allowPrivate: env.FEEDS_PRIVATE?.trim() === 'on' },
  }
}

/** Who warns, and who tells of what citizens have seen: never the same. */
function readSenders(env: NodeJS.ProcessEnv, host: string): Pick<Config, 'capSender' | 'digestSender'> {
  const read = (name: string, otherwise: string) => {
    const given = env[name]?.trim() || `${otherwise}@${host}`
    if (/[\s,<&]/.test(given))
      throw new Error(`${name} holds "${given}": CAP allows no blanks, commas, < or & in it.`)
    return given
  }
  const senders = {
    capSender: read('CAP_SENDER', 'peringatan'),
    digestSender: read('CAP_DIGEST_SENDER', 'laporan'),
  }
  if (senders.capSender === senders.digestSender)
    throw new Error('CAP_DIGEST_SENDER is the sender of warnings: it has to be another one.')
  return senders
}

/** Where the sources publish; asked only with FEEDS=on, or where the operator names an address. */
const FEEDS: { setting: string; feed: Omit<Feed, 'address'>; address?: string }[] = [
  {
    setting: 'FEED_QUAKE_LATEST',
    feed: { name: 'bmkg-autogempa', kind: 'quakes', every: 60 },
    address: 'https://data.bmkg.go.id/DataMKG/TEWS/autogempa.json',
  },
  {
    setting: 'FEED_QUAKE_STRONG',
    feed: { name: 'bmkg-gempaterkini', kind: 'quakes', every: 300 },
    address: 'https://data.bmkg.go.id/DataMKG/TEWS/gempaterkini.json',
  },
  {
    setting: 'FEED_QUAKE_FELT',
    feed: { name: 'bmkg-gempadirasakan', kind: 'quakes', every: 300 },
    address: 'https://data.bmkg.go.id/DataMKG/TEWS/gempadirasakan.json',
  },
  {
    setting: 'FEED_WEATHER',
    feed: { name: 'bmkg-nowcast', kind: 'weather', every: 120 },
    address: 'https://www.bmkg.go.id/alerts/nowcast/id',
  },
  {
    setting: 'FEED_GDACS',
    feed: { name: 'gdacs', kind: 'gdacs', every: 900 },
    address: 'https://www.gdacs.org/gdacsapi/api/events/geteventlist/MAP',
  },
  { setting: 'FEED_GAUGES', feed: { name: 'gauges', kind: 'gauges', every: 300 } },
]

/** A source that is named is asked; `off` leaves one out. */
function readFeeds(env: NodeJS.ProcessEnv): Feed[] {
  const isOn = env.FEEDS?.trim() === 'on'
  return FEEDS.flatMap(({ setting, feed, address }) => {
    const named = env[setting]?.trim()
    const given = named || (isOn ? address : undefined)
    if (!given || given === 'off') return []
    if (URL.canParse(given) && /^https?:/.test(given)) return [{ ...feed, address: given }]
    throw new Error(`${setting} is "${given}": it has to be an http or https address, or off.`)
  })
}

function readBudget(given = ''): number | undefined {
  if (given.trim() === 'off') return undefined
  const budget = Number(given.trim() || 2_000)
  if (budget >= 10 && budget <= 1_000_000) return budget
  throw new Error(`OPEN_BUDGET is "${given}": it has to be a number from 10 to 1000000, or off.`)
}

function readOverload(given = ''): boolean {
  if (!['', 'on', 'off'].includes(given.trim()))
    throw new Error(`OVERLOAD is "${given}": it has to be on or off.`)
  return given.trim() !== 'off'
}

function readOpen311(given = ''): boolean {
  if (!['', 'optional', 'required'].includes(given.trim()))
    throw new Error(`OPEN311_KEY is "${given}": it has to be optional or required.`)
  return given.trim() === 'required'
}

/** A proxy on this machine is always believed. */
function readProxies(given = ''): string[] {
  const proxies = given.split(/[\s,]+/).filter(Boolean)
  const wrong = proxies.find(each => {
    const [address = '', bits = '1', ...rest] = each.split('/')
    const most = { 4: 32, 6: 128 }[isIP(address)] ?? 0
    return rest.length > 0 || !/^[1-9]\d*$/.test(bits) || Number(bits) > most
  })
  if (wrong === undefined) return ['loopback', ...proxies]
  throw new Error(
    `TRUSTED_PROXIES holds "${wrong}": each has to be an address or a network such as 10.0.0.0/8.`,
  )
}

function readReplica(url = '', lag = ''): Config['read'] {
  const mostLag = Number(lag.trim() || 10)
  if (!(mostLag >= 1 && mostLag <= 3_600))
    throw new Error(`DATABASE_READ_LAG is "${lag}": it has to be a number of seconds from 1 to 3600.`)
  return url === '' ? undefined : { url, mostLag }
}

/** Names of rules with days, as `senders=365 cards=forever`. */
function readRetention(given = ''): KeptDays {
  const words = given.split(/[\s,]+/).filter(Boolean)
  return Object.fromEntries(
    words.map(word => {
      const [name = '', days = ''] = word.split('=')
      const known = rules.find(rule => rule.name === name && !rule.isFixed)
      if (!known) {
        const names = rules.filter(rule => !rule.isFixed).map(rule => rule.name)
        throw new Error(`RETENTION holds "${word}": what can be set is ${names.join(', ')}.`)
      }
      if (days === 'forever') return [name, null]
      if (/^\d{1,5}$/.test(days) && Number(days) >= known.least) return [name, Number(days)]
      throw new Error(`RETENTION holds "${word}": it takes days, ${known.least} at least, or forever.`)
    }),
  )
}

function readLogFormat(given = ''): Config['logFormat'] {
  const format = given.trim() || 'text'
  if (format === 'text' || format === 'json') return format
  throw new Error(`LOG_FORMAT is "${given}": it has to be text or json.`)
}

/** By the names that OpenTelemetry gives them. */
function readTraces(env: NodeJS.ProcessEnv): Config['traces'] {
  const endpoint = env.OTEL_EXPORTER_OTLP_ENDPOINT?.trim().replace(/\/+$/, '')
  if (!endpoint) return undefined
  if (!URL.canParse(endpoint) || !/^https?:/.test(endpoint))
    throw new Error(`OTEL_EXPORTER_OTLP_ENDPOINT is "${endpoint}": it has to be an http or https address.`)
  const ratio = Number(env.OTEL_TRACES_SAMPLER_ARG?.trim() || 1)
  if (!(ratio >= 0 && ratio <= 1)) throw new Error('OTEL_TRACES_SAMPLER_ARG has to be a number from 0 to 1.')
  const pairs = new URLSearchParams((env.OTEL_EXPORTER_OTLP_HEADERS ?? '').replaceAll(',', '&'))
  const headers = Object.fromEntries([...pairs].map(([name, value]) => [name.trim(), value.trim()]))
  return { endpoint, headers, service: env.OTEL_SERVICE_NAME?.trim() || 'kentongan', ratio }
}

/** A program and its options, parted by blanks. */
function readProgram(given = ''): Config['photoScan'] {
  const [program, ...options] = given.split(/\s+/).filter(Boolean)
  return program === undefined ? undefined : { program, options }
}

function readWhatsApp(env: NodeJS.ProcessEnv): Config['whatsapp'] {
  const names = ['TOKEN', 'PHONE_ID', 'APP_SECRET', 'VERIFY_TOKEN', 'TEMPLATE'].map(
    name => `WHATSAPP_${name}`,
  )
  const [token, phoneId, appSecret, verifyToken, template] = readTogether(env, names)
  if (!token || !phoneId || !appSecret || !verifyToken || !template) return undefined
  return { token, phoneId, appSecret, verifyToken, template, apiRoot: env.WHATSAPP_API_ROOT || undefined }
}

function readSms(env: NodeJS.ProcessEnv): Config['sms'] {
  const names = ['SMS_GATEWAY_URL', 'SMS_GATEWAY_TOKEN', 'SMS_WEBHOOK_SECRET']
  const [gatewayUrl, gatewayToken, webhookSecret] = readTogether(env, names)
  return gatewayUrl && gatewayToken && webhookSecret ? { gatewayUrl, gatewayToken, webhookSecret } : undefined
}

function readOidc(env: NodeJS.ProcessEnv): Config['oidc'] {
  const names = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET']
  const [issuer, clientId, clientSecret] = readTogether(env, names)
  if (!issuer || !clientId || !clientSecret) return undefined
  if (!URL.canParse(issuer)) throw new Error(`OIDC_ISSUER is "${issuer}": it has to be an address.`)
  return { issuer, clientId, clientSecret, name: env.OIDC_NAME?.trim() || new URL(issuer).hostname }
}

function readS3(env: NodeJS.ProcessEnv): Config['s3'] {
  const names = ['S3_ENDPOINT', 'S3_BUCKET', 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY']
  const [endpoint, bucket, accessKeyId, secretAccessKey] = readTogether(env, names)
  if (!endpoint || !bucket || !accessKeyId || !secretAccessKey) return undefined
  return { endpoint, bucket, accessKeyId, secretAccessKey, region: env.S3_REGION?.trim() || 'us-east-1' }
}

/** Settings that mean nothing without each other. */
function readTogether(env: NodeJS.ProcessEnv, names: string[]): (string | undefined)[] {
  const given = names.map(name => env[name]?.trim())
  const missing = names.filter((_, index) => !given[index])
  if (missing.length > 0 && missing.length < names.length)
    throw new Error(`${missing.join(', ')} is missing: give all of ${names.join(', ')}, or none.`)
  return given
}

function readOrigins(name: string, given = ''): string[] {
  return given
    .split(/[\s,]+/)
    .filter(Boolean)
    .map(address => {
      if (URL.canParse(address) && /^https?:/.test(address)) return new URL(address).origin
      throw new Error(`${name} holds "${address}": each has to be an http or https address.`)
    })
}

function readRoles(name: string, given = ''): Role[] {
  return given
    .split(/[\s,]+/)
    .filter(Boolean)
    .map(word => {
      const role = roles.find(each => each === word)
      if (role) return role
      throw new Error(`${name} holds "${word}": each has to be one of ${roles.join(', ')}.`)
    })
}

function readRate(given: string | undefined): number {
  const rate = Number(given || 30)
  if (rate >= 1 && rate <= 1_000) return rate
  throw new Error(`TELEGRAM_RATE is "${given}": it has to be a number from 1 to 1000.`)
}

function readLeave(given = ''): number {
  const seconds = Number(given.trim() || 5)
  if (seconds >= 0 && seconds <= 120) return seconds
  throw new Error(`LEAVE_SECONDS is "${given}": it has to be a number from 0 to 120.`)
}

function readPort(given: string | undefined): number {
  if (!given) return 3000
  const port = Number(given)
  if (Number.isInteger(port) && port >= 0 && port <= 65535) return port
  throw new Error(`PORT is "${given}": it has to be a number from 0 to 65535.`)
}

/** What commands want to know of the settings. */
export const settingsFor = ({ directory, s3, secretKeys, retention }: Config) => ({
  retention,
  directory,
  hasPhotoStore: s3 !== undefined,
  hasKeyFile: secretKeys === undefined,
})

/** The directory that an operator's file names count from: npm runs scripts in the project's own and tells where it was called. */
export function operatorDirectory(env: NodeJS.ProcessEnv = process.env): string {
  const project = fileURLToPath(new URL('..', import.meta.url))
  return env.INIT_CWD && resolve(process.cwd()) === resolve(project) ? env.INIT_CWD : process.cwd()
}
