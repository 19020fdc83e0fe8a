// Buttons for a phone that has none: they are numbered in the text, and the number that comes back is the button.
// Texts are of the characters that a plain SMS carries (GSM 03.38), 160 of them in one.
import type { Input } from '../server/domain/exchange.ts'
import type { Reply } from '../server/domain/reply.ts'

/** Characters of one SMS, and of each part of a longer one. */
const WHOLE = 160
const PART = 153
const MOST_PARTS = 4
/** What the numbered buttons may take of a question. */
const LIST_ROOM = 115

/** A question is one SMS: what is asked and its list stay whole, what stands before is cut. News takes a few parts. */
export function numbered(reply: Reply): string {
  const paragraphs = reply.text
    .split(/\n{2,}/)
    .map(gsm)
    .filter(Boolean)
  const labels = (reply.buttons ?? []).flat().map(({ label }) => label)
  if (!reply.question) return news(reply, paragraphs.join('\n'))
  const full = listed(labels.map(gsm))
  const whole = [...paragraphs, ...full].join(' ')
  if (whole.length <= WHOLE) return whole
  // "selutut · 50 cm" is understood without what follows the dot.
  let list = listed(labels.map(label => gsm(label.split(' · ')[0] ?? label)))
  // The last buttons lead back and out: they are also understood as words.
  while (list.join(' ').length > LIST_ROOM && list.length > 1) list = list.slice(0, -1)
  if (list.length === 0) return cut(paragraphs.join(' '), WHOLE)
  const below = list.join(' ')
  const [question = ''] = paragraphs.at(-1)?.split('\n') ?? []
  const ask = cut(question, WHOLE - below.length - 1)
  const before = paragraphs.slice(0, -1).join(' ')
  const room = WHOLE - below.length - ask.length - 2
  return [room > 10 ? cut(before, room) : '', ask, below].filter(Boolean).join(' ')
}

const listed = (labels: string[]) => labels.map((label, index) => `${index + 1} ${label}`)

function news({ links = [] }: Reply, text: string): string {
  const below = links.map(({ url }) => `\n${gsm(url)}`).join('')
  const whole = `${text}${below}`
  return whole.length <= WHOLE ? whole : `${cut(text, MOST_PARTS * PART - below.length)}${below}`
}

/** "2" and "2. Gempa" are the second button under the last question; all else is said in words. */
export function meantByNumber(text: string, last: Reply): Input {
  const [, digits] = /^\s*(\d{1,2})\s*[.)]?\s*$/.exec(text) ?? []
  const button = (last.buttons ?? []).flat()[Number(digits ?? 0) - 1]
  return button ? { kind: 'choice', choice: button.choice } : { kind: 'text', text }
}

/** Without emoji and ornament, every character a single one of GSM 03.38. */
const gsm = (text: string): string =>
  text
    .replace(/[‘’]/g, "'")
    .replace(/[“”]/g, '"')
    .replace(/[–—·•]/g, '-')
    .replace(/…/g, '..')
    .replace(/[[{]/g, '(')
    .replace(/[\]}]/g, ')')
    .replace(/[^A-Za-z0-9 \n@£$¥èéùìòÇØøÅåÄÖÑÜ§¿äöñüà!"#%&'()*+,\-./:;<=>?_]/g, one =>
      one.normalize('NFD').replace(/[^A-Za-z]/g, ''),
    )
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .trim()

const cut = (text: string, limit: number): string =>
  text.length <= limit ? text : `${text.slice(0, Math.max(0, limit - 2)).replace(/\s+\S*$/, '')}..`
