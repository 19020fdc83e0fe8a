// Atom (RFC 4287) with GeoRSS-Simple, whose points are latitude first: reports and incidents for feed readers, maps and GDAL.
import type { MultiPolygon, Polygon, Position } from 'geojson'
import { emptySince } from './tagged.ts'
import { writeXml } from './xml.ts'

export type AtomEntry = {
  /** Stable for ever. */
  id: string
  title: string
  summary: string
  published: string
  updated: string
  /** The page and the feature. */
  page: string
  data: string
  categories: { term: string; scheme: 'hazard' | 'level' | 'state' | 'region' | 'number' }[]
  photo?: string | undefined
  shape: { point: { lat: number; lng: number } } | { outline: Polygon | MultiPolygon }
}

type Given = {
  id: string
  self: string
  home: string
  title: string
  author: string
  entries: AtomEntry[]
  /** When nothing stands in it. */
  now: Date
}

export function writeAtomFeed({ id, self, home, title, author, entries, now }: Given): string {
  const updated = entries.map(entry => entry.updated).sort()
  return writeXml({
    feed: {
      '@_xmlns': 'http://www.w3.org/2005/Atom',
      '@_xmlns:georss': 'http://www.georss.org/georss',
      id,
      title,
      updated: updated.at(-1) ?? emptySince(now).toISOString(),
      author: { name: author },
      link: [link('self', self, 'application/atom+xml'), link('alternate', home, 'text/html')],
      entry: entries.map(entry => ({
        id: entry.id,
        title: entry.title,
        updated: entry.updated,
        published: entry.published,
        category: entry.categories.map(({ term, scheme }) => ({
          '@_term': term,
          '@_scheme': `urn:kentongan:${scheme}`,
        })),
        link: [
          link('alternate', entry.page, 'text/html'),
          link('related', entry.data, 'application/geo+json'),
          ...(entry.photo ? [link('enclosure', entry.photo, 'image/jpeg')] : []),
        ],
        summary: entry.summary,
        ...shapeOf(entry.shape),
      })),
    },
  })
}

const link = (rel: string, href: string, type: string) => ({ '@_rel': rel, '@_type': type, '@_href': href })

/** GeoRSS-Simple knows no holes, and one polygon an element. */
function shapeOf(shape: AtomEntry['shape']) {
  if ('point' in shape) return { 'georss:point': `${shape.point.lat} ${shape.point.lng}` }
  const { outline } = shape
  const polygons = outline.type === 'Polygon' ? [outline.coordinates] : outline.coordinates
  return { 'georss:polygon': polygons.map(([ring = []]) => ring.map(latFirst).join(' ')) }
}

const latFirst = ([lng = 0, lat = 0]: Position) => `${lat} ${lng}`
