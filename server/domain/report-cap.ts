// One citizen's report as a CAP 1.2 message, as the incumbent's clients ask for it: what the public may see of it, sure as far as an officer has
// looked. Each version of a report is a message of its own, so that what was read under an identifier never changes. Pure.
import { CAP_NAMESPACE, capReference, capTime, categories } from './cap.ts'
import { hazardOf } from './hazards/index.ts'
import { type Language, languages, localeOf, phrase, say } from './messages/index.ts'
import { shownTo } from './privacy.ts'
import { regionByCode } from './regions/index.ts'
import type { Report } from './report.ts'
import { eventOf } from './warning-content.ts'

const severities = ['Unknown', 'Minor', 'Moderate', 'Severe'] as const
/** No place is told to less, m. */
const LEAST_METRES = 100
const HOUR_MS = 3_600_000

/** `changedAt`: when this version came to be. */
type Given = { report: Report; changedAt: string; sender: string; publicUrl: string }

export function reportMessage({ report: whole, changedAt, sender, publicUrl }: Given) {
  const report = shownTo('public', whole)
  const { number, version, drill } = report
  const timeZone = regionByCode(report.region ?? '')?.timeZone ?? 'Asia/Jakarta'
  const named = (version: number, at: string) => ({
    sender,
    identifier: `kentongan-${drill ? 'drill' : 'report'}-${number}-${version}`,
    sent: capTime(new Date(at), timeZone),
  })
  const { identifier, sent } = named(version, changedAt)
  const sentAt = Math.floor(Date.parse(changedAt) / 1_000) * 1_000
  const expires = new Date(Math.max(Date.parse(report.expiresAt), sentAt + HOUR_MS))
  return {
    identifier,
    sent,
    alert: {
      '@_xmlns': CAP_NAMESPACE,
      identifier,
      sender,
      sent,
      status: drill ? 'Exercise' : 'Actual',
      msgType: version > 1 ? 'Update' : 'Alert',
      scope: 'Public',
      note: languages.map(language => say(language, 'digest.note')).join(' '),
      ...(version > 1 && { references: capReference(named(1, report.receivedAt)) }),
      info: languages.map(language => ({
        language: localeOf(language),
        category: categories[report.hazard],
        event: eventOf(report),
        responseType: 'Assess',
        urgency: 'Immediate',
        severity: severities[report.level],
        certainty: report.state === 'verified' ? 'Observed' : 'Likely',
        eventCode: { valueName: 'kentongan:hazard', value: report.hazard },
        effective: sent,
        onset: capTime(new Date(report.at), timeZone),
        expires: capTime(expires, timeZone),
        senderName: say(language, 'digest.sender'),
        headline: reportHeadline(report, language),
        description: descriptionOf(report, language),
        web: `${publicUrl}/?report=${report.id}`,
        parameter: [
          ['report', number],
          ['state', report.state],
          ['level', report.level],
        ].map(([name, value]) => ({ valueName: `kentongan:${name}`, value: String(value) })),
        area: {
          areaDesc: placeOf(report, language),
          // Latitude, longitude, and kilometres.
          circle: `${degrees(report.place.lat)},${degrees(report.place.lng)} ${kilometres(report)}`,
          ...(report.region && { geocode: { valueName: 'ISO 3166-2', value: report.region } }),
        },
      })),
    },
  }
}

export const reportHeadline = (report: Report, language: Language): string =>
  say(language, 'report-cap.headline', {
    hazard: phrase(language, hazardOf(report.hazard).name),
    place: placeOf(report, language),
  })

function descriptionOf({ hazard, answers, words }: Report, language: Language): string {
  const said = hazardOf(hazard).describe(answers)
  return [said && phrase(language, said), words, say(language, 'digest.note')].filter(Boolean).join('. ')
}

function placeOf({ region }: Report, language: Language): string {
  const known = regionByCode(region ?? '')
  return known ? phrase(language, known.name) : 'Indonesia'
}

const degrees = (value: number) => Number(value.toFixed(7))

const kilometres = ({ exactness }: Report) => Math.max(exactness ?? 0, LEAST_METRES) / 1_000
