// What the judge keeps so that it need not look at everything: the same as if it did.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { crowdsOf } from '../server/domain/trust/crowds.ts'
import { type Lately, rememberLately } from '../server/domain/trust/lately.ts'
import { createLexicon } from '../server/domain/trust/lexicon.ts'
import { metresBetween, neighbours, roleOf } from '../server/domain/trust/neighbours.ts'

type One = {
  nth: number
  hazard: string
  drill: boolean
  level: number
  lng: number
  lat: number
  isShown: boolean
  isEvident: boolean
  isRefuse: boolean
}

const thought = { isShown: fc.boolean(), isEvident: fc.boolean(), isRefuse: fc.boolean() }
const somebody: fc.Arbitrary<Omit<One, 'nth'>> = fc.record({
  hazard: fc.constantFrom('flood', 'fire'),
  drill: fc.boolean(),
  level: fc.integer({ min: 1, max: 3 }),
  // Some 1.5 km, over an edge of the map's cells and the equator.
  lng: fc.double({ min: 106.993, max: 107.007, noNaN: true }),
  lat: fc.double({ min: -0.007, max: 0.007, noNaN: true }),
  ...thought,
})
/** One comes, or what is thought of one changes, or one is forgotten. */
type Step =
  | { comes: Omit<One, 'nth'> }
  | { which: number; turns: Pick<One, keyof typeof thought> }
  | { which: number; goes: boolean }
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ comes: somebody }) },
  fc.record({ which: fc.nat(), turns: fc.record(thought) }),
  fc.record({ which: fc.nat(), goes: fc.constant(true) }),
)

/** Those there are after the steps, in the order they came, and the neighbours that were kept on the way. */
function after(steps: Step[]) {
  const places = neighbours<One>()
  const all: One[] = []
  for (const [nth, one] of steps.entries()) {
    if ('comes' in one) {
      const come = { ...one.comes, nth }
      places.add(come, roleOf(come))
      all.push(come)
      continue
    }
    const known = all[one.which % all.length]
    if (!known) continue
    places.delete(known, roleOf(known))
    if ('turns' in one) places.add(Object.assign(known, one.turns), roleOf(known))
    else all.splice(all.indexOf(known), 1)
  }
  return { places, all }
}

test.each(['telling', 'vague'] as const)(
  'the %s neighbours are those that a look at everybody finds',
  role => {
    const reach = fc.record({
      metres: fc.constantFrom(100, 300, 900),
      levels: fc.constantFrom(0, 1, Infinity),
    })
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 120 }),
        somebody,
        reach,
        (steps, asking, { metres, levels }) => {
          const { places, all } = after(steps)
          const [one, but] = [{ ...asking, nth: 0 }, all[0]]
          const found = [...places.near(one, role, { metres, levels }, but)]
          const near = all.filter(
            other =>
              roleOf(other) === role &&
              other !== but &&
              other.hazard === one.hazard &&
              other.drill === one.drill &&
              Math.abs(other.level - one.level) <= levels &&
              metresBetween(one, other) <= metres,
          )
          expect(found.toSorted((a, b) => a.nth - b.nth)).toEqual(near)
        },
      ),
    )
  },
)

test('of a crowd in one place the first 301 of its kind are looked at, whatever was thought of them in between', () => {
  const places = neighbours<One>()
  const [lng, lat] = [107.001, 0.001]
  const crowd = Array.from({ length: 1_000 }, (_, nth) => ({
    nth,
    hazard: 'flood',
    drill: false,
    level: nth % 2,
    lng,
    lat,
    isShown: true,
    isEvident: nth % 3 > 0,
    isRefuse: false,
  }))
  for (const one of crowd.toReversed()) places.add(one, roleOf(one))
  const [asking] = crowd
  if (!asking) throw new Error('There is no crowd.')
  const telling = crowd.filter(({ isEvident }) => isEvident)
  const found = [...places.near(asking, 'telling', { metres: 300, levels: 0 })]
  expect(found).toEqual(telling.slice(0, 301).filter(({ level }) => level === 0))
})

/** `turns`: what is thought of it before the last step; `goes`: it is forgotten. */
const oneOfCrowd = fc.record({
  at: fc.integer({ min: 0, max: 20 * 60_000 }),
  lng: fc.constantFrom(106.801, 106.811),
  manner: fc.constantFrom('brief' as const, 'strange' as const),
  turns: fc.option(fc.record({ isEvident: fc.boolean(), isLoud: fc.boolean() }), { nil: undefined }),
  goes: fc.boolean(),
})

test('of a crowd as many are counted as a look at all who are remembered finds, whoever was forgotten', () => {
  fc.assert(
    fc.property(
      fc.array(oneOfCrowd, { maxLength: 40 }),
      fc.integer({ min: 0, max: 15 }),
      (crowd, minutes) => {
        const memory = rememberLately()
        const all = crowd.map((told, nth) => ({ ...told, one: remembered(told, nth) }))
        for (const { one } of all) memory.add(one)
        for (const { one, turns } of all) if (turns) memory.turn(one, turns)
        for (const { one, goes } of all) if (goes) memory.forget(one.id)
        const minuteOf = (at: number) => Math.floor(at / 60_000)
        const since = Math.max(0, ...all.map(({ at }) => minuteOf(at))) - minutes
        const left = all.flatMap(({ one, goes }) => (goes || minuteOf(one.at) < since ? [] : one))
        for (const asked of new Set(all.flatMap(({ one }) => one.crowds)))
          expect(memory.tallyOf(asked, minutes)).toEqual(
            tallyOf(left.filter(({ crowds }) => crowds.some(({ name }) => name === asked.name))),
          )
      },
    ),
  )
})

function tallyOf(all: Lately[]) {
  const tally = { evident: 0, loud: 0, mute: 0, strange: 0, brief: 0, long: 0, worn: 0 }
  for (const { isEvident, isLoud, manner } of all) tally[isEvident ? 'evident' : isLoud ? 'loud' : manner]++
  return tally
}

function remembered({ at, lng, manner }: Pick<Lately, 'at' | 'lng' | 'manner'>, nth: number): Lately {
  const lat = -6.2
  const crowds = crowdsOf({ door: 'open', line: 'a line' }, '', { lng, lat })
  return {
    id: String(nth),
    nth: 0,
    at,
    lng,
    lat,
    manner,
    crowds,
    cameIn: crowds,
    door: 'open',
    sender: null,
    hazard: 'flood',
    drill: false,
    level: 2,
    words: [],
    terms: [],
    hasPhoto: false,
    isPlaced: () => false,
    isShown: true,
    isWaiting: false,
    isSettled: false,
    isEvident: false,
    isRefuse: false,
    isLoud: false,
    doubt: null,
  }
}

test('a term keeps its number while anybody holds it, and no two terms have one', () => {
  const terms = fc.array(fc.constantFrom('banjir', 'air', 'naik', 'air naik', 'jalan', 'selutut'))
  fc.assert(
    fc.property(fc.array(fc.record({ terms, goes: fc.nat() })), rounds => {
      const { hold, giveBack, textOf } = createLexicon()
      const held: { terms: string[]; numbers: number[] }[] = []
      for (const { terms, goes } of rounds) {
        held.push({ terms, numbers: hold(terms) })
        if (goes % 2) giveBack(held.splice(goes % held.length, 1)[0]?.numbers ?? [])
        for (const { terms, numbers } of held) expect(numbers.map(textOf)).toEqual(terms)
        const pairs = held.flatMap(({ terms, numbers }) => terms.map((term, at) => `${term} ${numbers[at]}`))
        const said = held.flatMap(({ terms }) => terms)
        expect(new Set(pairs).size).toBe(new Set(said).size)
      }
    }),
  )
})
