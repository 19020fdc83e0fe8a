// What somebody may see of the live picture and of the past: officers more than the public, and only where they may look.
import type { Audience } from './domain/contract.ts'
import { may, type Officer } from './domain/permissions.ts'
import type { Report } from './domain/report.ts'

/** Viewers of one `key` see the same, so that a change is encoded once for all of them. */
export type Viewer = { key: string; audienceAt(region: Report['region']): Audience }

export const everybody: Viewer = { key: 'public', audienceAt: () => 'public' }

/** Where an officer may not look, the officer sees what everybody sees. */
export function viewerFor(officer: Officer | undefined): Viewer {
  if (!officer || !may(officer, 'look')) return everybody
  const key = officer.regions === null ? 'officer' : `officer:${[...officer.regions].sort()}`
  return { key, audienceAt: region => (may(officer, 'look', region) ? 'officer' : 'public') }
}
