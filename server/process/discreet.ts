// What may stand in a line of the log: no words of citizens, no addresses, numbers or tokens of anybody, and nothing that looks like another line.
// Lines are written by us, but faults quote what they failed at, and chats and browsers send what they like.
import { isIP } from 'node:net'
import { inSources } from './source-lines.ts'

const LEFT_OUT = '…'
/** A name of ours: a table, a constraint, a file. */
const NAME = /^[\w.-]{1,60}$/
/** Longer parts of an address name somebody's link, chat or file. */
const LONGEST_PART = 20

/** One line, in which only we have spoken. */
export function discreet(text: string): string {
  return escaped(
    text
      .replace(/\b(?:https?|wss?|postgres(?:ql)?):\/\/[^\s"'<>)\]]+/gi, addressOf)
      .replace(/[^\s@"'<>]+@[^\s@"'<>]+\.\w+/g, LEFT_OUT)
      // Tokens of bots, ids, digests, and whatever else was made by chance.
      .replace(/\b\d{6,12}:[\w-]{20,}/g, LEFT_OUT)
      .replace(/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi, LEFT_OUT)
      .replace(/\b(?:[0-9a-f]{32,}|(?=[\w-]*[a-z])(?=[\w-]*[A-Z])(?=[\w-]*\d)[\w-]{20,})/g, LEFT_OUT)
      // Numbers of phones and chats.
      .replace(/\+?\d[\d -]{7,}\d/g, digits => (digits.replace(/\D/g, '').length >= 9 ? LEFT_OUT : digits))
      .replace(/[0-9a-f:.]{3,}/gi, word => (isElsewhere(word) ? LEFT_OUT : word)),
  )
}

/** A fault: what it is, with what it quotes left out, and where it happened. */
export function discreetFault(fault: unknown): string {
  if (!(fault instanceof Error)) return unquoted(String(fault))
  const code = 'code' in fault && typeof fault.code === 'string' ? ` ${escaped(fault.code)}` : ''
  const frames = (fault.stack ?? '').split('\n').filter(line => /^ {4}at [^"']+$/.test(line))
  const [head, ...rest] = [
    `${escaped(fault.name)}${code}: ${unquoted(fault.message)}`,
    ...frames.map(inSources).map(escaped),
  ]
  const cause = fault.cause === undefined ? [] : [`  because of ${discreetFault(fault.cause)}`]
  return [head, ...rest, ...cause].join('\n')
}

const unquoted = (message: string) =>
  discreet(
    message
      // PostgreSQL quotes the value that it could not read behind a colon.
      .replace(/(invalid [^"]*): "[\s\S]*"/g, `$1: ${LEFT_OUT}`)
      .replace(/^(Unexpected|Expected|Bad)[\s\S]* is not valid JSON$/, `$1 ${LEFT_OUT} is not valid JSON`)
      .replace(/"([^"]*)"|'([^']*)'|“([^”]*)”/g, (whole, ...groups: (string | undefined)[]) =>
        NAME.test(groups.find(group => group !== undefined) ?? '') ? whole : LEFT_OUT,
      ),
  )

/** Where it leads, without what is asked there and without anybody's link. */
function addressOf(text: string): string {
  if (!URL.canParse(text)) return LEFT_OUT
  const { protocol, host, pathname } = new URL(text)
  const parts = pathname.split('/').map(part => (part.length > LONGEST_PART ? LEFT_OUT : part))
  return `${protocol}//${host}${parts.join('/').replace(/\/$/, '')}`
}

/** Addresses of machines that are not inside the operator's own network. */
function isElsewhere(word: string): boolean {
  const address = word.replace(/[.:]+$/, '').replace(/^([\d.]+):\d+$/, '$1')
  const inner = /^(127|10|192\.168|172\.(1[6-9]|2\d|3[01])|169\.254)\.|^::1?$|^f[cd]|^fe80/i
  return isIP(address) !== 0 && !inner.test(address)
}

/** Nothing that ends a line, moves a cursor or turns the direction of writing. */
const escaped = (text: string) =>
  text.replace(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu,
    character => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  )
