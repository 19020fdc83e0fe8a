// What is around a place, from the board and the imported places. Without the database the board alone answers.
import { distance } from '@turf/distance'
import type { Queryable } from '../../db/connect.ts'
import { placesAround } from '../../db/places.ts'
import { cut } from '../domain/cut.ts'
import { placeNear } from '../domain/gazetteer.ts'
import type { LngLat } from '../domain/hazards/hazard.ts'
import { facilities, type Nearby } from '../domain/nearby.ts'
import { shownTo } from '../domain/privacy.ts'
import type { Board } from '../live/board.ts'

type Given = { db: Queryable; board: Board; logFault: (fault: unknown) => void }

/** How far to look, in metres, and how many of each to tell. */
const INCIDENTS = { metres: 15_000, most: 5 }
const REPORTS = { metres: 3_000, most: 4 }
const FACILITIES = { metres: 20_000, most: 3 }

export type LookAround = (place: LngLat, name?: string) => Promise<Nearby>

export function createLookAround({ db, board, logFault }: Given): LookAround {
  return async (place, name) => {
    const from = [place.lng, place.lat]
    const metresTo = ({ lng, lat }: LngLat) => Math.round(distance(from, [lng, lat], { units: 'meters' }))
    const nearest = <T extends { metres: number }>(all: T[], { metres, most }: typeof REPORTS) =>
      all
        .filter(one => one.metres <= metres)
        .sort((a, b) => a.metres - b.metres)
        .slice(0, most)

    const incidents = [...board.incidents.values()]
      .filter(({ drill }) => !drill)
      .map(({ id, hazard, level, count, measure, latest, centre }) => {
        return { id, hazard, level, count, measure, latest, place: centre, metres: metresTo(centre) }
      })
    const reports = [...board.reports.values()]
      .filter(({ id, drill }) => !drill && board.incidentOf(id) === null)
      .map(report => shownTo('public', report))
      .map(({ id, hazard, level, answers, at, state, place: where }) => {
        return { id, hazard, level, answers, at, state, place: where, metres: metresTo(where) }
      })
    const around = await placesAround(db, place, [...facilities], FACILITIES).catch(fault => {
      logFault(fault)
      return []
    })
    const { name: neighbourhood, within } = placeNear(place)
    return {
      place,
      name: name ?? [neighbourhood, within.split(', ')[0]].filter(Boolean).join(', '),
      incidents: nearest(incidents, INCIDENTS),
      reports: nearest(reports, REPORTS),
      facilities: around.flatMap(one => {
        const kind = facilities.find(each => each === one.kind)
        return kind
          ? { kind, name: one.name, place: one.place, metres: one.metres, ...saidOf(one.properties) }
          : []
      }),
    }
  }
}

/** What a gauge or a shelter says of itself, where the import brought it. */
function saidOf({ level, status, phone, capacity }: Record<string, unknown>) {
  const said = cut([level, status, phone].filter(Boolean).join(' · '), 120)
  const room = Number(capacity)
  return { ...(said && { said }), ...(room > 0 && { room }) }
}
