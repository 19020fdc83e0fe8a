// Reads the XML of strangers: elements, attributes and text, and nothing that could make a small file large. Document types and entities of its own
// are refused, so is what is too deep or too much; a file that is not well-formed is refused as a whole.

export type Element = {
  /** Without its namespace's prefix. */
  name: string
  attributes: Record<string, string>
  children: Element[]
  /** All its own text, trimmed. */
  text: string
}

export type Refused = { fault: string }

const DEEPEST = 40
const MOST_ELEMENTS = 50_000
const PREDEFINED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
const NAME = /[\p{L}_:][\p{L}\p{N}_:.-]*/uy
const ATTRIBUTE = /\s+([\p{L}_:][\p{L}\p{N}_:.-]*)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/uy
const SPACE = /\s*/y

/** A fault of the file, caught where reading began. */
class Malformed extends Error {}

export function readXml(text: string): Element | Refused {
  try {
    return parse(text.replace(/^\uFEFF/, ''))
  } catch (fault) {
    if (fault instanceof Malformed) return { fault: fault.message }
    throw fault
  }
}

function parse(text: string): Element {
  let at = 0
  let count = 0
  let root: Element | undefined
  const open: { element: Element; written: string; pieces: string[] }[] = []

  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at
    const found = pattern.exec(text)
    if (found) at = pattern.lastIndex
    return found
  }
  const skipTo = (end: string, what: string) => {
    const stop = text.indexOf(end, at)
    if (stop < 0) throw new Malformed(`${what} has no end`)
    const inside = text.slice(at, stop)
    at = stop + end.length
    return inside
  }

  while (at < text.length) {
    if (text[at] !== '<') {
      const stop = text.indexOf('<', at)
      const piece = text.slice(at, stop < 0 ? undefined : stop)
      at += piece.length
      const inside = open.at(-1)
      if (inside) inside.pieces.push(decoded(piece))
      else if (piece.trim() !== '') throw new Malformed('there is text outside the document')
    } else if (text.startsWith('<!--', at)) {
      at += 4
      skipTo('-->', 'a comment')
    } else if (text.startsWith('<![CDATA[', at)) {
      at += 9
      const inside = open.at(-1)
      if (!inside) throw new Malformed('there is text outside the document')
      inside.pieces.push(skipTo(']]>', 'a CDATA section'))
    } else if (text.startsWith('<?', at)) {
      at += 2
      skipTo('?>', 'an instruction')
    } else if (text.startsWith('<!', at)) throw new Malformed('document types and entities are refused')
    else if (text.startsWith('</', at)) {
      at += 2
      const name = match(NAME)?.[0]
      match(SPACE)
      const closing = open.pop()
      if (!closing || closing.written !== name || text[at] !== '>')
        throw new Malformed(`"${name ?? ''}" is closed where it is not open`)
      at++
      closing.element.text = closing.pieces.join('').trim()
    } else {
      at++
      const name = match(NAME)?.[0]
      if (!name) throw new Malformed('an element has no name')
      if (root && open.length === 0) throw new Malformed('there is more than one root')
      if (++count > MOST_ELEMENTS) throw new Malformed('there are too many elements')
      if (open.length >= DEEPEST) throw new Malformed('it is too deep')
      const element: Element = {
        name: plainName(name),
        attributes: attributesOf(match),
        children: [],
        text: '',
      }
      open.at(-1)?.element.children.push(element)
      root ??= element
      match(SPACE)
      if (text.startsWith('/>', at)) at += 2
      else if (text[at] === '>') {
        at++
        open.push({ element, written: name, pieces: [] })
      } else throw new Malformed(`"${name}" cannot be read`)
    }
  }
  if (!root || open.length > 0) throw new Malformed('it ends in the middle')
  return root
}

function attributesOf(match: (pattern: RegExp) => RegExpExecArray | null): Record<string, string> {
  const attributes: Record<string, string> = {}
  for (let found = match(ATTRIBUTE); found; found = match(ATTRIBUTE)) {
    const name = found[1] ?? ''
    if (Object.hasOwn(attributes, name)) throw new Malformed(`"${name}" is given twice`)
    attributes[name] = decoded(found[2] ?? found[3] ?? '')
  }
  return attributes
}

const plainName = (name: string) => name.slice(name.indexOf(':') + 1)

function decoded(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&([^;&\s]{0,12});?/g, (whole, name: string) => {
    if (!whole.endsWith(';')) throw new Malformed('a sign "&" stands alone')
    const code = /^#(?:x([0-9a-f]{1,6})|(\d{1,7}))$/i.exec(name)
    if (!code) {
      const known = Object.hasOwn(PREDEFINED, name) ? PREDEFINED[name] : undefined
      if (known === undefined) throw new Malformed(`the entity "${name}" is refused`)
      return known
    }
    const point = code[1] ? Number.parseInt(code[1], 16) : Number(code[2])
    if (point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff) || point === 0)
      throw new Malformed('a character that there is not')
    return String.fromCodePoint(point)
  })
}

/** The first child of a name. */
export const childOf = (element: Element, name: string): Element | undefined =>
  element.children.find(child => child.name === name)

export const textOf = (element: Element, name: string): string => childOf(element, name)?.text ?? ''

export const childrenOf = (element: Element, name: string): Element[] =>
  element.children.filter(child => child.name === name)
