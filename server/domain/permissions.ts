// Who may do what. Whatever does not stand here is nobody's: routes, rooms of sockets, exports and pictures all ask `may`.
import type { Report } from './report.ts'

/** From the least to the most. */
export const roles = ['viewer', 'verifier', 'duty-officer', 'administrator'] as const
export type Role = (typeof roles)[number]

/** Each deed, and the least role that may do it. */
export const deeds = {
  /** Reads what officers see: words in full, held reports, notes, the history. */
  look: 'viewer',
  /** Verifies, dismisses, resolves, reopens, claims, notes, asks the citizen. */
  decide: 'verifier',
  /** Sets the state of a flooded area. */
  'set-area': 'verifier',
  /** Merges and splits incidents, assigns to agencies, sets deadlines. */
  organise: 'duty-officer',
  /** Writes, approves, changes and ends warnings; two officers for each. */
  warn: 'duty-officer',
  /** Reads and exports the whole audit. */
  audit: 'administrator',
  /** Officers, agencies, service keys, imports, the table of deadlines. */
  administer: 'administrator',
} as const satisfies Record<string, Role>
export type Deed = keyof typeof deeds

export type Officer = {
  id: string
  name: string
  role: Role
  /** Key of the agency; null: the platform's own. */
  agency: string | null
  /** ISO 3166-2 codes of the regions that are the officer's; null: all. */
  regions: string[] | null
}

/** `region`: where the thing lies that it is done to; undefined: nowhere in particular. */
export function may(officer: Officer, deed: Deed, region?: Report['region']): boolean {
  const isHigh = roles.indexOf(officer.role) >= roles.indexOf(deeds[deed])
  return (
    isHigh && (region === undefined || officer.regions === null || officer.regions.includes(region ?? ''))
  )
}
