// What crosses the doors: the one whitelist that makes public shapes, and the typed socket contract that neither side owns.
import type { Feature, MultiPolygon, Point, Polygon } from 'geojson'
import type { FloodedArea } from './area.ts'
import type { Case } from './case.ts'
import type { Gauge } from './gauge.ts'
import type { HazardKey } from './hazards/index.ts'
import type { Incident } from './incident.ts'
import type { Official } from './official.ts'
import { type Audience, shownTo } from './privacy.ts'
import type { Refusal } from './refusal.ts'
import type { Report } from './report.ts'
import { callsForRescue } from './understanding/situation.ts'
import type { Warning } from './warning.ts'

export type { Audience }

/** What anyone may see of a report. Who reported it is not in a `Report` at all. */
type ReportProperties = Pick<
  Report,
  | 'id'
  | 'number'
  | 'version'
  | 'hazard'
  | 'answers'
  | 'level'
  | 'at'
  | 'receivedAt'
  | 'expiresAt'
  | 'placedBy'
  | 'exactness'
  | 'region'
  | 'area'
  | 'words'
  | 'title'
  | 'photos'
  | 'source'
  | 'partner'
  | 'points'
  | 'state'
  | 'about'
  | 'drill'
> & {
  incident: string | null
  /** Words, photos and the exact place are for officers and its own citizen alone. */
  secret?: true
  /** For officers alone: the words ask for rescue. */
  rescue?: true
}

export type ReportFeature = Feature<Point, ReportProperties>
export type IncidentFeature = Feature<Polygon | MultiPolygon, Omit<Incident, 'outline'>>

/** The one whitelist. Every public shape of a report is made here: socket, API, tiles, exports. */
export function toFeature(whole: Report, incident: string | null, audience: Audience): ReportFeature {
  const report = shownTo(audience, whole)
  return {
    type: 'Feature',
    geometry: { type: 'Point', coordinates: [report.place.lng, report.place.lat] },
    properties: {
      id: report.id,
      number: report.number,
      version: report.version,
      hazard: report.hazard,
      answers: report.answers,
      level: report.level,
      at: report.at,
      receivedAt: report.receivedAt,
      expiresAt: report.expiresAt,
      placedBy: report.placedBy,
      exactness: report.exactness,
      region: report.region,
      area: report.area,
      words: report.words,
      title: report.title,
      photos: report.photos,
      source: report.source,
      partner: report.partner,
      points: report.points,
      state: report.state,
      about: report.about,
      drill: report.drill,
      incident,
      ...(report.secret && { secret: true as const }),
      ...(audience === 'officer' && callsForRescue(report) && { rescue: true as const }),
    },
  }
}

export function toIncidentFeature({ outline, ...properties }: Incident): IncidentFeature {
  return { type: 'Feature', geometry: outline, properties }
}

/** Who wrote and approved it is the agency's own business. */
export type WarningFeature = Feature<
  Polygon | MultiPolygon,
  Pick<
    Warning,
    | 'id'
    | 'version'
    | 'hazard'
    | 'level'
    | 'severity'
    | 'urgency'
    | 'certainty'
    | 'words'
    | 'onset'
    | 'expiresAt'
    | 'contact'
    | 'web'
    | 'incident'
    | 'identifier'
    | 'timeZone'
    | 'regions'
    | 'drill'
    | 'issued'
    | 'sent'
  >
>

export function toWarningFeature(warning: Warning): WarningFeature {
  return {
    type: 'Feature',
    geometry: warning.outline,
    properties: {
      id: warning.id,
      version: warning.version,
      hazard: warning.hazard,
      level: warning.level,
      severity: warning.severity,
      urgency: warning.urgency,
      certainty: warning.certainty,
      words: warning.words,
      onset: warning.onset,
      expiresAt: warning.expiresAt,
      contact: warning.contact,
      web: warning.web,
      incident: warning.incident,
      identifier: warning.identifier,
      timeZone: warning.timeZone,
      regions: warning.regions,
      drill: warning.drill,
      issued: warning.issued,
      sent: warning.sent,
    },
  }
}

/** West, south, east, north in degrees. */
export type Box = [number, number, number, number]

/** What a client asks to see. Neither box nor region: everything. */
export type Watch = {
  box?: Box
  region?: string
  hazards?: HazardKey[]
  /** true: the drill and nothing else. */
  drill?: boolean
  /** At most so many reports at once, the most severe first, and the rest asked for by `more`; without it all of them at once. */
  page?: number
  /** With more reports than this only some are told, and `more` is silent: tiles and /api/live tell of all. */
  most?: number
  /** In a rush the changes of a moment may come as one message, `changes`; not with a box. */
  together?: boolean
  /** The last cursor this client has seen with the same box and filters. */
  cursor?: string
}

/** Incidents carry who joined and left since their last change, so that a join of thousands is one message. */
export type Change =
  | { what: 'report'; feature: ReportFeature }
  | { what: 'incident'; feature: IncidentFeature; joined: string[]; left: string[] }
  | { what: 'warning'; feature: WarningFeature }
  /** To officers alone. */
  | { what: 'case'; case: Case }
  /** `into`: the incident that took over all members of this one. */
  | { what: 'gone'; kind: 'report' | 'incident' | 'warning'; id: string; into?: string }
  /** What stands beside the reports is told whole, to everybody but drills. */
  | { what: 'gauge'; gauge: Gauge }
  | { what: 'official'; official: Official }
  /** `state` null: cleared. */
  | { what: 'area'; area: FloodedArea }
  | { what: 'beside-gone'; kind: 'gauge' | 'official'; id: string }

/** An officer who has a case, an incident or a report open. */
export type Presence = { officer: string; subject: string }

/** Everything in view (`whole`), or only what the client missed. `now` is the server's clock. */
export type Seen =
  | {
      whole: true
      cursor: string
      now: string
      reports: ReportFeature[]
      /** Reports that are still to be asked for. */
      left?: number
      /** There are more than the watch wanted at most. */
      isPart?: true
      incidents: IncidentFeature[]
      gauges?: Gauge[]
      officials?: Official[]
      areas?: FloodedArea[]
      warnings: WarningFeature[]
      cases?: Case[]
    }
  | { whole: false; cursor: string; now: string; changes: Change[] }

export type More = { reports: ReportFeature[]; left: number }

export type ServerEvents = {
  change: (change: Change, cursor: string) => void
  /** To who watches `together`: JSON of [change, cursor][], or that in gzip and base64, which never begins with a bracket. */
  changes: (text: string) => void
  /** To officers alone: who has what open, all of it, whenever it changes. */
  presence: (present: Presence[]) => void
  /** Every 10 s: the server's clock, and how many seconds the picture lies behind the database. */
  pulse: (pulse: { now: string; lag: number; cursor: string }) => void
}

export type ClientEvents = {
  watch: (watch: Watch, answer: (seen: Seen | Refusal) => void) => void
  /** The next page of what the last watch has left, as it is now; changes that come before it may be newer. */
  more: (answer: (more: More) => void) => void
}
