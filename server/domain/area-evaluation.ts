// How well suggested area states agree with those that agencies set in a past flood, beside the naive rule 'a report inside within six hours'.
// At each time only the reports made at or before it are looked at.
import type { Grounds } from './area-ground.ts'
import type { AreaState, Near, Sighting } from './area-suggestion.ts'
import type { LngLat } from './hazards/hazard.ts'

export type Figures = { recall: number; precision: number; f1: number }
type Both = { ours: Figures; naive: Figures }
export type AreaEvaluation = Both & {
  times: (Both & { time: string; flooded: number; suggested: number })[]
  /** Of the areas that are flooded and suggested: how many with exactly the agency's state. */
  exact: { n: number; share: number | null }
}

/** What stood at a moment: by area, as a position in the grounds. */
export type Moment = { time: number; states: ReadonlyMap<number, AreaState> }

const NAIVE_MS = 6 * 3_600_000

export function evaluateAreas(
  grounds: Grounds,
  sightings: readonly (Sighting & { place: LngLat })[],
  moments: readonly Moment[],
): AreaEvaluation {
  const near = new Map<number, Near[]>()
  for (const { place, ...sighting } of sightings)
    for (const { area, metres } of grounds.nearTo(place)) {
      const own = near.get(area)
      if (own) own.push({ sighting, metres })
      else near.set(area, [{ sighting, metres }])
    }
  const all = { ours: newCount(), naive: newCount() }
  let [matched, exact] = [0, 0]
  const times = moments.map(({ time, states }) => {
    const past = new Map<number, Near[]>()
    const naive = new Set<number>()
    for (const [area, own] of near) {
      const known = own.filter(({ sighting }) => sighting.at <= time)
      if (known.length > 0) past.set(area, known)
      if (known.some(({ sighting, metres }) => metres === 0 && time - sighting.at <= NAIVE_MS))
        naive.add(area)
    }
    const suggested = grounds.suggestAll(past, time)
    for (const [area, { state }] of suggested) {
      const theirs = states.get(area)
      if (theirs === undefined) continue
      matched++
      if (theirs === state) exact++
    }
    const row = { ours: counted(new Set(suggested.keys()), states), naive: counted(naive, states) }
    for (const rule of ['ours', 'naive'] as const) add(all[rule], row[rule])
    return {
      time: new Date(time).toISOString(),
      flooded: states.size,
      suggested: suggested.size,
      ours: figuresOf(row.ours),
      naive: figuresOf(row.naive),
    }
  })
  return {
    ours: figuresOf(all.ours),
    naive: figuresOf(all.naive),
    times,
    exact: { n: matched, share: matched === 0 ? null : rounded(exact / matched) },
  }
}

/** Areas that are flooded and said to be; said to be; and flooded. */
type Count = { right: number; said: number; flooded: number }
const newCount = (): Count => ({ right: 0, said: 0, flooded: 0 })

const counted = (said: ReadonlySet<number>, flooded: ReadonlyMap<number, unknown>): Count => ({
  right: [...said].filter(area => flooded.has(area)).length,
  said: said.size,
  flooded: flooded.size,
})

function add(sum: Count, { right, said, flooded }: Count): void {
  sum.right += right
  sum.said += said
  sum.flooded += flooded
}

/** Where nothing is flooded and nothing said to be, all is right. */
function figuresOf({ right, said, flooded }: Count): Figures {
  const share = (of: number) => (of === 0 ? (said + flooded === 0 ? 1 : 0) : right / of)
  return {
    recall: rounded(share(flooded)),
    precision: rounded(share(said)),
    f1: rounded(said + flooded === 0 ? 1 : (2 * right) / (said + flooded)),
  }
}

const rounded = (value: number) => Math.round(value * 1e4) / 1e4
