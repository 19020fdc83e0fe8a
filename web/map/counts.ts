// What is said of reports and incidents in a line: how many, and how deep.
import type { IncidentFeature } from '../../server/domain/contract.ts'
import { figure, tell } from '../language.ts'

export const depthOf = ({ properties: { measure } }: IncidentFeature): string | null =>
  measure ? `${figure(measure.median)} cm` : null

export const countReports = (count: number) =>
  tell(count === 1 ? 'map.count-report' : 'map.count-reports', { count })
export const countIncidents = (count: number) =>
  tell(count === 1 ? 'map.count-incident' : 'map.count-incidents', { count })

/** The tag on the map: "12 laporan · 50 cm". */
export const tagOf = (incident: IncidentFeature): string =>
  [countReports(incident.properties.count), depthOf(incident)].filter(Boolean).join(' · ')
