// What changes from one message to the next, field by field, as a second officer has to see it. Pure.
import { area } from '@turf/area'
import { hazardOf } from '../../../server/domain/hazards/index.ts'
import { languages, type MessageKey } from '../../../server/domain/messages/index.ts'
import { levelOf, type UnfinishedContent } from '../../../server/domain/warning.ts'
import { clockTime, wordsOf } from '../../../server/domain/warning-content.ts'
import { figure, language, read, tell } from '../../language.ts'

export type Difference = { label: string; before: string; after: string }

const fields: [keyof ReturnType<typeof wordsOf>, MessageKey][] = [
  ['area', 'warning.area-name'],
  ['headline', 'warning.headline-field'],
  ['description', 'warning.description'],
  ['instruction', 'warning.instruction'],
]

export function tableOf(content: UnfinishedContent, timeZone: string): [label: string, text: string][] {
  const { hazard, severity, urgency, certainty, outline, onset, expiresAt, contact, web } = content
  const time = (iso: string | null) => (iso ? clockTime(iso, language.value, timeZone) : '')
  const severityName = severity === 'Extreme' ? tell('warning.extreme') : tell(`level.${levelOf(severity)}`)
  return [
    [tell('warning.hazard'), read(hazardOf(hazard).name)],
    [tell('warning.severity'), severityName],
    [tell('warning.urgency'), tell(`warning.urgency-${urgency}`)],
    [tell('warning.certainty'), tell(`warning.certainty-${certainty}`)],
    [tell('warning.area'), outline ? tell('warning.size', { area: figure(area(outline) / 1e6, 2) }) : ''],
    [tell('warning.onset'), time(onset)],
    [tell('warning.until'), time(expiresAt)],
    ...languages.flatMap(each => {
      const words = wordsOf(content, each, timeZone)
      return fields.map(([field, label]): [string, string] => [`${tell(label)} (${each})`, words[field]])
    }),
    [tell('warning.contact'), contact],
    [tell('warning.web'), web],
  ]
}

export function differencesOf(
  before: UnfinishedContent,
  after: UnfinishedContent,
  timeZone: string,
): Difference[] {
  const old = tableOf(before, timeZone)
  return tableOf(after, timeZone).flatMap(([label, text], at) => {
    const was = old[at]?.[1] ?? ''
    return was === text ? [] : [{ label, before: was, after: text }]
  })
}
