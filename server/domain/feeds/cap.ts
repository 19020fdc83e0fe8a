// BMKG's warnings of weather: an RSS feed lists them, each is a CAP 1.2 message in Indonesian or English with up to 150 polygons.
import type { Level } from '../hazards/hazard.ts'
import type { Told } from '../official.ts'
import { plainText } from './json.ts'
import { outlineOf, readRing } from './rings.ts'
import { childOf, childrenOf, type Element, type Refused, readXml, textOf } from './xml.ts'

const HOUR_MS = 3_600_000
/** BMKG's warnings hold for a few hours; what claims more, or says nothing, is cut to this. */
const LONGEST_MS = 48 * HOUR_MS
const UNTOLD_MS = 3 * HOUR_MS
const MOST_LISTED = 60

/** Addresses of the messages that the feed lists, each once. */
export function readAlertList(text: string, base: string): { links: string[] } | Refused {
  const root = readXml(text)
  if ('fault' in root) return root
  const channel = root.name === 'rss' ? childOf(root, 'channel') : root
  if (!channel || !['channel', 'feed'].includes(channel.name)) return { fault: 'it is no list of alerts' }
  const links = [...childrenOf(channel, 'item'), ...childrenOf(channel, 'entry')].flatMap(item => {
    const link = childOf(item, 'link')
    const address = link?.text || link?.attributes.href || ''
    return URL.canParse(address, base) ? [new URL(address, base).href] : []
  })
  return { links: [...new Set(links)].slice(0, MOST_LISTED) }
}

const LEVELS: Record<string, Level> = { Extreme: 3, Severe: 3, Moderate: 2, Minor: 1, Unknown: 0 }

/** `gone`: keys of earlier messages that this one replaces or takes back. Nothing is told by tests, exercises and what is over. */
export function readAlert(text: string, now: Date): { told: Told[]; gone: string[] } | Refused {
  const root = readXml(text)
  if ('fault' in root) return root
  if (root.name !== 'alert') return { fault: 'it is no CAP alert' }
  const identifier = plainText(textOf(root, 'identifier'), 200)
  if (!identifier) return { fault: 'it has no identifier' }
  if (textOf(root, 'status') !== 'Actual') return { told: [], gone: [] }
  const gone = textOf(root, 'references')
    .split(/\s+/)
    .flatMap(reference => reference.split(',')[1] ?? [])
    .slice(0, 50)
  const type = textOf(root, 'msgType')
  if (type === 'Cancel') return { told: [], gone: [identifier, ...gone] }
  if (type !== 'Alert' && type !== 'Update') return { told: [], gone: [] }
  const infos = childrenOf(root, 'info')
  const info = infos.find(one => /^id/i.test(textOf(one, 'language'))) ?? infos[0]
  if (!info) return { fault: 'it tells nothing' }
  const told = toldBy(root, info, identifier, now)
  return typeof told === 'string' ? { fault: told } : { told: told ? [told] : [], gone: told ? gone : [] }
}

function toldBy(root: Element, info: Element, key: string, now: Date): Told | string | undefined {
  const from =
    timeOf(textOf(info, 'onset')) ?? timeOf(textOf(info, 'effective')) ?? timeOf(textOf(root, 'sent'))
  if (from === undefined) return 'it does not say from when it holds'
  const until = Math.min(timeOf(textOf(info, 'expires')) ?? from + UNTOLD_MS, from + LONGEST_MS)
  if (until <= from) return 'it ends before it begins'
  if (until <= now.getTime()) return undefined
  const areas = childrenOf(info, 'area')
  const rings = areas.flatMap(area =>
    childrenOf(area, 'polygon').flatMap(polygon => {
      const ring = readRing(polygon.text)
      return ring ? [ring] : []
    }),
  )
  const outline = outlineOf(rings)
  if (!outline) return 'none of its areas can be drawn'
  const web = textOf(info, 'web')
  const event = plainText(textOf(info, 'event'), 100)
  return {
    source: 'bmkg',
    kind: 'weather',
    key,
    at: new Date(from).toISOString(),
    expiresAt: new Date(until).toISOString(),
    headline: plainText(textOf(info, 'headline'), 300) || event || key,
    words: [textOf(info, 'description'), textOf(info, 'instruction')]
      .map(part => plainText(part, 4_000))
      .filter(Boolean)
      .join('\n'),
    link: /^https?:\/\//.test(web) && URL.canParse(web) ? new URL(web).href : null,
    place: null,
    outline,
    level: LEVELS[textOf(info, 'severity')] ?? 0,
    quake: null,
  }
}

/** CAP's times carry their zone. */
function timeOf(text: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/.test(text)) return undefined
  const time = Date.parse(text)
  return Number.isNaN(time) ? undefined : time
}
