// What is around a place, told in plain text: the same words in a chat, in a text message and on a page of a few kilobytes.
import type { LngLat } from './hazards/hazard.ts'
import { type HazardKey, hazardOf } from './hazards/index.ts'
import type { Incident } from './incident.ts'
import { type Language, phrase, say } from './messages/index.ts'
import type { ImportedKind } from './place-index.ts'
import type { Report } from './report.ts'

/** What people look for when the water comes, in the order in which they need it. */
export const facilities = ['shelter', 'hospital', 'gauge'] as const satisfies ImportedKind[]

/** Metres from the place. */
type Away = { place: LngLat; metres: number }

export type Nearby = {
  place: LngLat
  /** What the neighbourhood is called. */
  name: string
  incidents: (Away & Pick<Incident, 'id' | 'hazard' | 'level' | 'count' | 'measure' | 'latest'>)[]
  /** Reports that stand alone. */
  reports: (Away & Pick<Report, 'id' | 'hazard' | 'level' | 'answers' | 'at' | 'state'>)[]
  facilities: (Away & { kind: (typeof facilities)[number]; name: string; said?: string; room?: number })[]
}

/** One line each, in groups; `link` is the path of its place on the map. */
export type Told = { title: string; lines: { text: string; link?: string }[] }[]

export function tellNearby(nearby: Nearby, language: Language, now: Date): Told {
  const away = ({ place, metres }: Away) =>
    `${distanceOf(metres, language)} ${towards(nearby.place, place, language)}`
  const happening = [
    ...nearby.incidents.map(one => ({
      text: say(language, 'near.incident', {
        hazard: named(one.hazard, one.level, language),
        said: one.measure ? ` · ${Math.round(one.measure.median)} cm` : '',
        away: away(one),
        count: one.count,
        age: ageOf(one.latest, now, language),
      }),
      link: `/?incident=${one.id}`,
    })),
    ...nearby.reports.map(one => {
      const said = hazardOf(one.hazard).describe(one.answers)
      return {
        text: say(language, one.state === 'verified' ? 'near.report-verified' : 'near.report', {
          hazard: named(one.hazard, one.level, language),
          said: said ? ` · ${phrase(language, said)}` : '',
          away: away(one),
          age: ageOf(one.at, now, language),
        }),
        link: `/?report=${one.id}`,
      }
    }),
  ]
  const groups: Told = [
    {
      title: say(language, 'near.happening', { place: nearby.name }),
      lines: happening.length > 0 ? happening : [{ text: say(language, 'near.quiet') }],
    },
  ]
  for (const kind of facilities) {
    const lines = nearby.facilities
      .filter(one => one.kind === kind)
      .map(one => {
        const room = one.room && say(language, 'near.room', { count: one.room })
        return { text: [`${one.name}, ${away(one)}`, one.said, room].filter(Boolean).join(' · ') }
      })
    if (lines.length > 0) groups.push({ title: say(language, `near.${kind}`), lines })
  }
  groups.push({
    title: say(language, 'near.numbers'),
    lines: [{ text: say(language, 'bot.receipt-numbers') }],
  })
  return groups
}

export const asText = (told: Told, publicUrl: string): string =>
  told
    .map(({ title, lines }) =>
      [title, ...lines.map(({ text, link }) => `• ${text}${link ? `\n  ${publicUrl}${link}` : ''}`)].join(
        '\n',
      ),
    )
    .join('\n\n')

const named = (key: HazardKey, level: Incident['level'], language: Language) => {
  const { emoji, name } = hazardOf(key)
  const how = level > 0 ? ` (${say(language, `level.${level}`)})` : ''
  return `${emoji} ${phrase(language, name)}${how}`
}

const distanceOf = (metres: number, language: Language) =>
  metres < 950
    ? `${Math.max(10, Math.round(metres / 10) * 10)} m`
    : `${(metres / 1_000).toLocaleString(language === 'id' ? 'id-ID' : 'en-GB', { maximumFractionDigits: metres < 9_500 ? 1 : 0 })} km`

const winds = ['north', 'northeast', 'east', 'southeast', 'south', 'southwest', 'west', 'northwest'] as const

/** Which way to look from one place to another. */
function towards(from: LngLat, to: LngLat, language: Language): string {
  const east = (to.lng - from.lng) * Math.cos((from.lat * Math.PI) / 180)
  const turn = Math.atan2(east, to.lat - from.lat) / (Math.PI / 4)
  return say(language, `near.${winds[(Math.round(turn) + 8) % 8] ?? 'north'}`)
}

function ageOf(at: string, now: Date, language: Language): string {
  const minutes = Math.max(0, Math.floor((now.getTime() - Date.parse(at)) / 60_000))
  if (minutes < 1) return say(language, 'map.age-now')
  return minutes < 60
    ? say(language, 'map.age-minutes', { count: minutes })
    : say(language, 'map.age-hours', { count: Math.floor(minutes / 60) })
}
