// What somebody may see of the live picture and of the past: officers more than the public, and only where they may look.
import type { Response } from 'express'
import type { Audience } from '../domain/contract.ts'
import { may, type Officer } from '../domain/permissions.ts'
import type { Report } from '../domain/report.ts'

/** As whom somebody looks, and where; with null everywhere, else in these regions alone and as everybody elsewhere. */
type Seen = { audience: Audience; regions: readonly string[] | null }
/** Viewers of one `key` see the same, so that a change is encoded once for all of them. */
export type Viewer = { key: string; audienceAt(region: Report['region']): Audience }

function viewerOf(seen: Seen): Viewer {
  const { audience, regions } = seen
  return {
    key: audience === 'public' || regions === null ? audience : `${audience}:${[...regions].sort()}`,
    audienceAt: region => (regions === null || regions.includes(region ?? '') ? audience : 'public'),
  }
}

export const everybody = viewerOf({ audience: 'public', regions: null })

/** Where an officer may not look, the officer sees what everybody sees. */
export const viewerFor = (officer: Officer | undefined): Viewer =>
  officer && may(officer, 'look') ? viewerOf({ audience: 'officer', regions: officer.regions }) : everybody

/** What a program reads at the open doors: more than the public where its key stands for an agreement on research. */
const readerFor = (program: Officer): Viewer =>
  may(program, 'research') ? viewerOf({ audience: 'researcher', regions: program.regions }) : everybody

/** Over sockets and the event stream, and of the past: officers' programs see what officers see. */
export const followerFor = (program: Officer): Viewer =>
  may(program, 'look') ? viewerFor(program) : readerFor(program)

/** Whether they are people of the desk, and no program of a researcher's. */
export const isOfficers = ({ key }: Viewer) => key.startsWith('officer')

/** Says how much is told to a program whose key stands for an agreement; at what is the same for everybody it says `public`. */
const AUDIENCE = 'Data-Audience'

/** Whose key an answer at an open door is for. */
export function setReader(response: Response, program: Officer): void {
  const reader = readerFor(program)
  response.locals.reader = reader
  if (reader !== everybody) response.set(AUDIENCE, 'public')
}

/** Who reads this answer: found out in server/surge/fair-share.ts, and below /api by its gate. */
export const readerOf = ({ locals: { reader, officer } }: Response): Viewer =>
  reader ?? (officer ? readerFor(officer) : everybody)

/** The same, where the answer tells each what is theirs, and says so. */
export function toldTo(response: Response): Viewer {
  const reader = readerOf(response)
  if (reader !== everybody) response.set(AUDIENCE, 'researcher')
  return reader
}

/** Nobody on the way may keep what a researcher is told, and show it to others. */
export const cachingOf = (response: Response) =>
  readerOf(response) === everybody ? 'no-cache' : 'private, no-store'
