// Who may do what. Whatever does not stand here is nobody's: routes, rooms of sockets, exports and pictures all ask `may`.
import type { Report } from './report.ts'

/** From the least to the most. */
export const roles = ['viewer', 'verifier', 'duty-officer', 'administrator'] as const
export type Role = (typeof roles)[number]

/** Each deed, and the least role that may do it. */
export const deeds = {
  /** Looks after the own account: password, second factor, sessions. */
  own: 'viewer',
  /** Reads what officers see: words in full, held reports, notes, the history. */
  look: 'viewer',
  /** Reads the open doors as who has an agreement on research: homes as exactly as they were told. */
  research: 'viewer',
  /** Verifies, dismisses, resolves, reopens, claims, notes, asks the citizen. */
  decide: 'verifier',
  /** Sets the state of a flooded area. */
  'set-area': 'verifier',
  /** Tells what a gauge reads. */
  measure: 'verifier',
  /** Brings reports that others took in: feeds, city systems. */
  bring: 'verifier',
  /** Merges and splits incidents, assigns to agencies, sets deadlines. */
  organise: 'duty-officer',
  /** Writes, approves, changes and ends warnings; two officers for each. */
  warn: 'duty-officer',
  /** Reads and exports the whole audit. */
  audit: 'administrator',
  /** Keeps webhooks: where other programs are told of what happens. A program keeps its own. */
  connect: 'administrator',
  /** Officers, agencies, service keys, imports, the table of deadlines. */
  administer: 'administrator',
} as const satisfies Record<string, Role>
export type Deed = keyof typeof deeds

export const deedNames = Object.keys(deeds) as Deed[]
/** What a program may be let do: neither the account of a person nor who may do what. */
export const keyDeeds = deedNames.filter(deed => deed !== 'own' && deed !== 'administer')

export type Officer = {
  id: string
  name: string
  role: Role
  /** Key of the agency; null: the platform's own. */
  agency: string | null
  /** ISO 3166-2 codes of the regions that are the officer's; null: all. */
  regions: string[] | null
  /** Only these, whatever the role: of a program with a service key, and of an officer who has to set up the second factor first. */
  only?: Deed[]
}

/** `region`: where the thing lies that it is done to; undefined: nowhere in particular. */
export function may(officer: Officer, deed: Deed, region?: Report['region'] | null): boolean {
  const isHigh = officer.only
    ? officer.only.includes(deed)
    : roles.indexOf(officer.role) >= roles.indexOf(deeds[deed])
  return (
    isHigh && (region === undefined || officer.regions === null || officer.regions.includes(region ?? ''))
  )
}

/** Whether these regions are all of them the officer's own; null: all there are. */
export const isWithin = ({ regions: own }: Pick<Officer, 'regions'>, given: string[] | null): boolean =>
  own === null || (given?.every(region => own.includes(region)) ?? false)
