// The rooms in which sockets wait (live-telling.ts): what a watch has to hear of, by drill, audience, hazard and place, and which rooms a change goes to.

import type { Watch } from '../domain/contract.ts'
import type { HazardKey } from '../domain/hazards/index.ts'
import type { Viewer } from '../sign-in/viewer.ts'
import { cellsOf, cellsTouching, WORLD } from './cells.ts'
import type { Delta } from './delta.ts'
import { type Beside, boxOf, regionsOf, thingsOf } from './watching.ts'

const ANY_HAZARD = '*'
/** The room of all who are here. */
export const EVERYBODY = 'everybody'
/** The room of all who watch what is real: what stands beside the reports is little, and everybody's. */
export const BESIDE = 'beside'
/** Of what has no place of its own, as a case: whoever watches a box is told of it, too. */
const NOWHERE = 'nowhere'

/** A room of many is a room for each slice of them. */
export const sliceOf = (name: string, slice: number) => `${name} ${slice}`

const room = (drill: boolean, { key }: Viewer, hazard: HazardKey | typeof ANY_HAZARD, where: string) =>
  `${drill ? 'drill' : 'real'}/${key}/${hazard}/${where}`

export function roomsOfWatch(watch: Watch, viewer: Viewer): string[] {
  const wheres = watch.box ? [...cellsOf(watch.box), NOWHERE] : watch.region ? [watch.region] : [WORLD]
  const wanted = watch.hazards ?? [ANY_HAZARD]
  return wanted.flatMap(hazard => wheres.map(where => room(watch.drill ?? false, viewer, hazard, where)))
}

export const roomTogether = ({ drill, hazards, region }: Watch, { key }: Viewer) =>
  `together/${JSON.stringify([drill ?? false, key, [...(hazards ?? [])].sort(), region ?? ''])}`

export function roomsOfDelta(delta: Exclude<Delta, Beside>, viewer: Viewer): string[] {
  const rooms = new Set<string>()
  for (const thing of thingsOf(delta)) {
    const box = boxOf(thing, viewer)
    const wheres = [...(box ? cellsTouching(box) : [WORLD, NOWHERE]), ...regionsOf(thing)]
    for (const where of wheres)
      for (const hazard of [thing.hazard, ANY_HAZARD] as const)
        rooms.add(room(thing.drill, viewer, hazard, where))
  }
  return [...rooms]
}
