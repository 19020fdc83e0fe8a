// Writes CAP messages, and the Atom feeds that list or carry them (RFC 4287, with GeoRSS-Simple). What people wrote is escaped by the writer.
import { type CapMessage, capTree } from '../domain/cap.ts'
import { writeXml } from '../wire/xml.ts'

export const writeCap = (message: CapMessage): string => writeXml(capTree(message))

type AtomEntry = {
  identifier: string
  title: string
  summary: string
  /** As in the document. */
  sent: string
  kind: CapMessage['kind']
  polygons: string[]
}

type Feed = {
  id: string
  self: string
  title: string
  author: string
  updated: string
  entries: AtomEntry[]
  documentOf: (identifier: string) => string
}

export const writeAtom = ({ id, self, title, author, updated, entries, documentOf }: Feed): string =>
  writeXml({
    feed: {
      '@_xmlns': 'http://www.w3.org/2005/Atom',
      '@_xmlns:georss': 'http://www.georss.org/georss',
      id,
      title,
      updated,
      author: { name: author },
      link: { '@_rel': 'self', '@_type': 'application/atom+xml', '@_href': self },
      entry: entries.map(entry => ({
        id: `urn:kentongan:cap:${entry.identifier}`,
        title: entry.title,
        updated: entry.sent,
        published: entry.sent,
        category: { '@_term': entry.kind },
        link: {
          '@_rel': 'alternate',
          '@_type': 'application/cap+xml',
          '@_href': documentOf(entry.identifier),
        },
        summary: entry.summary,
        'georss:polygon': entry.polygons.map(polygon => polygon.replaceAll(',', ' ')),
      })),
    },
  })

type Carried = { identifier: string; sent: string; title: string; alert: object }

/** Each entry carries its message whole. */
export const writeCarried = ({
  self,
  title,
  author,
  updated,
  messages,
}: Pick<Feed, 'self' | 'title' | 'author' | 'updated'> & { messages: Carried[] }): string =>
  writeXml({
    feed: {
      '@_xmlns': 'http://www.w3.org/2005/Atom',
      id: self,
      title,
      updated,
      author: { name: author },
      link: { '@_rel': 'self', '@_type': 'application/atom+xml', '@_href': self },
      entry: messages.map(message => ({
        id: `urn:kentongan:cap:${message.identifier}`,
        title: message.title,
        updated: message.sent,
        content: { '@_type': 'application/cap+xml', alert: message.alert },
      })),
    },
  })
