// Reports in the words of Open311 GeoReport v2: hazards are services, their questions are attributes, reports are service requests.
// Pure; server/wire/open311.ts writes it as XML or JSON.
import type { Choice, Question } from './hazards/hazard.ts'
import { type HazardKey, hazardKeys, hazardOf } from './hazards/index.ts'
import { type Language, phrase, say } from './messages/index.ts'
import { type Audience, shownTo } from './privacy.ts'
import type { Report } from './report.ts'

const serviceOf = (key: HazardKey, language: Language) => ({
  service_code: key,
  service_name: phrase(language, hazardOf(key).name),
  description: say(language, 'open311.service', {
    hazard: phrase(language, hazardOf(key).name),
    emergency: say(language, 'open311.emergency'),
  }),
  metadata: hazardOf(key).questions.length > 0,
  type: 'realtime',
  keywords: hazardOf(key).synonyms.slice(0, 10).join(', '),
  group: 'disaster',
})

export const servicesOf = (language: Language) => hazardKeys.map(key => serviceOf(key, language))

export const definitionOf = (key: HazardKey, language: Language) => ({
  service_code: key,
  attributes: hazardOf(key).questions.map((question, index) => ({
    variable: true,
    code: question.key,
    datatype: datatypes[question.kind],
    required: false,
    datatype_description: hintOf(question, language),
    order: index + 1,
    description: phrase(language, question.ask),
    values: choicesOf(question).map(({ value, label }) => ({
      key: String(value),
      name: phrase(language, label),
    })),
  })),
})

const datatypes = { choice: 'singlevaluelist', choices: 'multivaluelist', depth: 'number' } as const

const hintOf = (question: Question, language: Language): string =>
  question.kind === 'depth'
    ? say(language, 'open311.depth', { min: question.min, max: question.max })
    : say(language, `open311.${question.kind}`)

const choicesOf = (question: Question): Choice[] => (question.kind === 'depth' ? [] : question.choices)

/** `attribute[depth]=50`, `attribute[signs][]=3`: answers, or the code of the attribute that has no such value. What we never asked is left out. */
export function answersOf(
  key: HazardKey,
  given: Map<string, string[]>,
): { answers: Record<string, unknown> } | { wrong: string } {
  const answers: Record<string, unknown> = {}
  for (const question of hazardOf(key).questions) {
    const texts = (given.get(question.key) ?? []).map(text => text.trim()).filter(Boolean)
    if (texts.length === 0) continue
    const values = texts.map(text => readValue(question, text))
    if (values.includes(undefined) || (question.kind !== 'choices' && values.length > 1))
      return { wrong: question.key }
    answers[question.key] = question.kind === 'choices' ? [...new Set(values)] : values[0]
  }
  return { answers }
}

function readValue(question: Question, text: string): Choice['value'] | undefined {
  if (question.kind !== 'depth')
    return question.choices.find(({ value }) => String(value) === text.toLowerCase())?.value
  const number = /^\d+([.]\d+)?$/.test(text) ? Number(text) : Number.NaN
  return number >= question.min && number <= question.max ? number : undefined
}

type Known = {
  incident: string | null
  changedAt: string
  audience: Audience
  publicUrl: string
  now: Date
  language: Language
}

const isOver = ({ expiresAt }: Report, now: Date) => Date.parse(expiresAt) <= now.getTime()

/** What an audience may see of a report. The number is what people call it, the UUID stands among the extended attributes. */
export function requestOf(whole: Report, { incident, changedAt, audience, publicUrl, now, language }: Known) {
  const report = shownTo(audience, whole)
  const { hazard, level, state, exactness } = report
  const said = hazardOf(hazard).describe(report.answers)
  const answered = said ? phrase(language, said) : ''
  const over = isOver(report, now)
  const note = state === 'resolved' ? 'resolved' : over ? 'over' : state === 'verified' ? state : 'unverified'
  const changed = over && state !== 'resolved' ? later(changedAt, report.expiresAt) : changedAt
  return {
    service_request_id: String(report.number),
    status: state === 'resolved' || over ? 'closed' : 'open',
    status_notes: say(language, `open311.${note}`),
    service_name: phrase(language, hazardOf(hazard).name),
    service_code: hazard,
    description: report.words || answered,
    agency_responsible: null,
    service_notice: say(language, 'open311.emergency'),
    requested_datetime: report.at,
    updated_datetime: changed,
    expected_datetime: null,
    address: null,
    address_id: report.area,
    zipcode: null,
    lat: report.place.lat,
    long: report.place.lng,
    media_url: report.photos[0] ? `${publicUrl}/photos/${report.photos[0]}` : null,
    extended_attributes: {
      id: report.id,
      state,
      level,
      answers: answered,
      exactness_m: exactness,
      region: report.region,
      incident,
    },
  }
}

const later = (a: string, b: string) => (a > b ? a : b)
