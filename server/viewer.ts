// What somebody may see of the live picture and of the past: officers more than the public, and only where they may look.
import type { Response } from 'express'
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

/** What a program reads at the open doors: more than the public where its key stands for an agreement on research. */
export function readerFor(program: Officer): Viewer {
  if (!may(program, 'research')) return everybody
  const key = program.regions === null ? 'researcher' : `researcher:${[...program.regions].sort()}`
  return { key, audienceAt: region => (may(program, 'research', region) ? 'researcher' : 'public') }
}

/** Over the event stream: officers' programs see what officers see. */
export const followerFor = (program: Officer): Viewer =>
  may(program, 'look') ? viewerFor(program) : readerFor(program)

/** Who reads this answer; found out in server/fair-share.ts. */
export const readerOf = ({ locals }: Response): Viewer => locals.reader ?? everybody

/** Nobody on the way may keep what a researcher is told, and show it to others. */
export const cachingOf = (response: Response) =>
  readerOf(response) === everybody ? 'no-cache' : 'private, no-store'
