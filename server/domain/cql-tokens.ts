// CQL2 text taken apart into names, words, texts, numbers and signs, and read from left to right.
import type { MessageKey } from './messages/index.ts'

/** `position` counts letters from 1. */
export type Unreadable = { position: number; reason: MessageKey; near: string }

type TokenKind = 'name' | 'word' | 'text' | 'number' | 'sign' | 'end'
type Token = { kind: TokenKind; text: string; at: number }
const TOKEN =
  /\s*(?:(?<name>"(?:[^"]|"")+")|(?<word>[A-Za-z_][A-Za-z0-9_.]*)|(?<text>'(?:[^'\\]|''|\\.)*')|(?<number>[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|(?<sign><>|<=|>=|[<>=(),]))/uy

/** Longer ones nobody writes by hand. */
const LONGEST = 8_000

export type Tokens = ReturnType<typeof openTokens>

export function openTokens(text: string) {
  let fault: Unreadable | undefined
  const tokens: Token[] = []
  let next = 0

  /** The first fault counts; then nothing is left to read, and everything returns. */
  function stop(reason: MessageKey, at: number): undefined {
    fault ??= { position: at + 1, reason, near: text.slice(at, at + 20) }
    next = tokens.length
    return undefined
  }

  const end: Token = { kind: 'end', text: '', at: text.length }
  const peek = (ahead = 0): Token => tokens[next + ahead] ?? end
  const isWord = (word: string, ahead = 0) =>
    peek(ahead).kind === 'word' && peek(ahead).text.toUpperCase() === word
  const isSign = (sign: string, ahead = 0) => peek(ahead).kind === 'sign' && peek(ahead).text === sign
  const skip = (count = 1) => {
    next += count
  }
  const takeIf = (found: boolean) => {
    if (found) skip()
    return found
  }
  const sign = (wanted: string) => {
    if (!takeIf(isSign(wanted))) stop(`cql.awaited-${wanted as '(' | ')' | ','}`, peek().at)
  }

  function tokenise() {
    TOKEN.lastIndex = 0
    for (let at = 0; text.slice(at).trim() !== ''; at = TOKEN.lastIndex) {
      TOKEN.lastIndex = at
      const found = TOKEN.exec(text)
      if (!found) return stop('cql.sign', at + (text.slice(at).length - text.slice(at).trimStart().length))
      const [kind, raw = ''] =
        Object.entries(found.groups ?? {}).find(([, value]) => value !== undefined) ?? []
      tokens.push({ kind: kind as TokenKind, text: raw, at: TOKEN.lastIndex - raw.length })
    }
  }

  function listOf<T>(read: () => T | undefined): T[] {
    const list: T[] = []
    sign('(')
    do {
      const found = read()
      if (found !== undefined) list.push(found)
    } while (takeIf(isSign(',')))
    sign(')')
    return list
  }

  function number(): number | undefined {
    const { kind, text: written, at } = peek()
    if (kind !== 'number') return stop('cql.awaited-number', at)
    skip()
    return Number(written)
  }

  if (text.length > LONGEST) stop('cql.too-long', LONGEST)
  else tokenise()

  return { peek, isWord, isSign, skip, takeIf, sign, stop, listOf, number, fault: () => fault }
}

/** What a backslash makes of a letter, by the requirement cql2-text/escaping. */
const escapes: Record<string, string> = {
  "'": "'",
  a: '\u0007',
  b: '\b',
  t: '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
}

/** A backslash before anything else belongs to LIKE. */
export const unquoted = (written: string) =>
  written
    .slice(1, -1)
    .replace(/''|\\([\s\S])/g, (found, escaped?: string) =>
      escaped === undefined ? "'" : (escapes[escaped] ?? found),
    )
