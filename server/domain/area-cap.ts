// The state of a flooded area as a CAP 1.2 message, as the incumbent tells it: what is seen now, sure for six hours. Renewed each hour with an
// identifier of its own, so that what has been read under one never changes.
import type { FloodedArea } from './area.ts'
import type { AreaState } from './area-suggestion.ts'
import { CAP_NAMESPACE, capReference, capTime } from './cap.ts'
import { languages, localeOf, say } from './messages/index.ts'
import type { Outline } from './warning.ts'
import { capPolygons } from './warning-shape.ts'

const HOUR_MS = 3_600_000
/** The incumbent's. */
const HOLDS_MS = 6 * HOUR_MS

/** By state, as the incumbent says it in CAP. */
const severities: Record<AreaState, string> = { 1: 'Unknown', 2: 'Minor', 3: 'Moderate', 4: 'Severe' }

type Given = {
  area: FloodedArea & { state: AreaState }
  outline: Outline
  timeZone: string
  sender: string
  publicUrl: string
  now: Date
}

export function areaMessage({ area, outline, timeZone, sender, publicUrl, now }: Given) {
  const since = Math.floor(Date.parse(area.since) / 1_000) * 1_000
  const hour = Math.floor(now.getTime() / HOUR_MS) * HOUR_MS
  // CAP has no room for blanks, commas and signs of markup in an identifier.
  const name = `kentongan-area-${encodeURIComponent(area.id)}-${area.version}`
  const told = (at: number) => ({
    sender,
    identifier: at <= since ? name : `${name}-${new Date(at).toISOString().slice(0, 13)}`,
    sent: capTime(new Date(Math.max(at, since)), timeZone),
  })
  const { identifier, sent } = told(hour)
  const isRenewed = hour > since
  const place = [area.name, area.parent, area.city].filter(Boolean).join(', ')
  return {
    identifier,
    sent,
    place,
    alert: {
      '@_xmlns': CAP_NAMESPACE,
      identifier,
      sender,
      sent,
      status: 'Actual',
      msgType: isRenewed ? 'Update' : 'Alert',
      scope: 'Public',
      ...(isRenewed && { references: capReference(told(hour - HOUR_MS)) }),
      info: languages.map(language => ({
        language: localeOf(language),
        category: 'Met',
        event: 'FLOODING',
        urgency: 'Immediate',
        severity: severities[area.state],
        certainty: 'Observed',
        effective: sent,
        onset: capTime(new Date(since), timeZone),
        expires: capTime(new Date(Math.max(hour, since) + HOLDS_MS), timeZone),
        senderName: say(language, 'warning.sender'),
        headline: say(language, 'area.cap-headline', { place }),
        description: say(language, `area.state-${area.state}`),
        web: publicUrl,
        parameter: { valueName: 'kentongan:area-state', value: String(area.state) },
        area: {
          areaDesc: place,
          polygon: capPolygons(outline),
          geocode: { valueName: 'kentongan:area', value: area.id },
        },
      })),
    },
  }
}
