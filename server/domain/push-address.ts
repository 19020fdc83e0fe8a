// The address of a browser that wants notifications: the push service's endpoint and the browser's two keys, as one text. Whoever subscribes
// names the endpoint, and this platform calls it: so it has to be a public https host, by name.

export type PushAddress = { endpoint: string; p256dh: string; auth: string }

const LONGEST = 1_000
/** Names that lead into a network of one's own. */
const INSIDE = /(^|\.)(localhost|local|internal|lan|home|corp|intranet|arpa)$/
/** An uncompressed point on P-256, and 16 bytes, as base64url. */
const P256DH = /^B[A-Za-z0-9_-]{86}=?$/
const AUTH = /^[A-Za-z0-9_-]{22}={0,2}$/

/** `own`: origins of push services inside the operator's network, which are trusted as they are. Undefined where the address cannot be used. */
export function pushAddress(given: PushAddress, own: string[]): string | undefined {
  const { endpoint, p256dh, auth } = given
  if (endpoint.length > LONGEST || !P256DH.test(p256dh) || !AUTH.test(auth)) return undefined
  if (!URL.canParse(endpoint)) return undefined
  const url = new URL(endpoint)
  if (url.username || url.password || !(own.includes(url.origin) || isPublic(url))) return undefined
  const address: PushAddress = { endpoint: url.href, p256dh, auth }
  return JSON.stringify(address)
}

/** Numbers are no names: push services have names, and what these resolve to is looked at when they are called. */
function isPublic({ protocol, hostname, port }: URL): boolean {
  const isNumber = /^\[|^[\d.]+$/.test(hostname)
  return (
    protocol === 'https:' &&
    !isNumber &&
    hostname.includes('.') &&
    !INSIDE.test(hostname) &&
    (port === '' || port === '443')
  )
}
