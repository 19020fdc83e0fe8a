// kentongan evaluate-areas: how well area states are suggested from reports, against the states that agencies set in a past flood.
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { MultiPolygon, Polygon } from 'geojson'
import { z } from 'zod'
import { readArchiveRow } from '../domain/archive-row.ts'
import { type AreaEvaluation, evaluateAreas, type Figures, type Moment } from '../domain/area-evaluation.ts'
import { type Ground, layGround } from '../domain/area-ground.ts'
import type { AreaState, Sighting } from '../domain/area-suggestion.ts'
import type { LngLat } from '../domain/hazards/hazard.ts'
import { trendIn } from '../domain/understanding/situation.ts'
import { readFeatures, sizeOf } from '../feature-file.ts'
import { command, counted, DONE, FAILED, type Out } from './command.ts'

const position = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]).rest(z.number())
const rings = z.array(z.array(position).min(4)).min(1)
const outline = z.discriminatedUnion('type', [
  z.object({ type: z.literal('Polygon'), coordinates: rings }),
  z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(rings).min(1) }),
])
const fileSchema = z.object({
  areas: z.record(z.string(), z.unknown()),
  states: z.record(z.string(), z.record(z.string(), z.unknown())),
})
/** A report as our own interfaces tell it. */
const ownReport = z.object({
  geometry: z.object({ type: z.literal('Point'), coordinates: position }),
  properties: z.looseObject({
    hazard: z.string(),
    at: z.iso.datetime({ offset: true }),
    answers: z.looseObject({
      depth: z.number().nullish(),
      trend: z.enum(['rising', 'steady', 'falling']).nullish(),
    }),
    words: z.string().default(''),
    state: z.string().default('unverified'),
  }),
})
const stateSchema = z.coerce.number().pipe(z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]))

export const evaluateAreasCommand = command({
  name: 'evaluate-areas',
  args: z.object({ reports: z.string().min(1), states: z.string().min(1), json: z.boolean().default(false) }),
  describe: program =>
    void program
      .summary('how well area states are suggested, against those that agencies set')
      .argument(
        '<reports>',
        "reports as GeoJSON, in the incumbent's form or ours: a FeatureCollection, or one feature a line",
      )
      .argument(
        '<states>',
        'JSON: {"areas": {id: GeoJSON geometry}, "states": {ISO time: {id: 1 to 4}}}; an area without a state is not flooded',
      )
      .option('--json', 'the figures as one object')
      .addHelpText('after', '\nNothing is stored. At each time only reports made until then are looked at.'),
  async runAlone({ cwd }, { reports, states, json }, out) {
    const { grounds, moments } = await readStates(resolve(cwd, states), out)
    const sightings = await readSightings(resolve(cwd, reports), out)
    if (sightings.length === 0) {
      out.error(`${reports} holds no report of a flood that can be read.`)
      return FAILED
    }
    const result = evaluateAreas(layGround(grounds), sightings, moments)
    if (json) out.line(JSON.stringify(result))
    else for (const line of told(result, grounds.length, sightings.length)) out.line(line)
    return DONE
  },
})

async function readStates(path: string, out: Out): Promise<{ grounds: Ground[]; moments: Moment[] }> {
  await sizeOf(path)
  const parsed = fileSchema.safeParse(jsonOf(await readFile(path, 'utf8'), path))
  if (!parsed.success)
    throw new Error(
      `${path} is no file of states: it has to be {"areas": {id: geometry}, "states": {time: {id: 1 to 4}}}.`,
    )
  const grounds: Ground[] = []
  const positions = new Map<string, number>()
  const odd: string[] = []
  for (const [id, given] of Object.entries(parsed.data.areas)) {
    const read = outline.safeParse(isFeature(given) ? given.geometry : given)
    if (!read.success) odd.push(id)
    else {
      positions.set(id, grounds.length)
      grounds.push({ id, outline: read.data as Polygon | MultiPolygon })
    }
  }
  if (odd.length > 0) out.error(`${counted(odd.length, 'area')} without a polygon left out: ${few(odd)}.`)
  if (grounds.length === 0) throw new Error(`${path} holds no area with a polygon.`)
  const strangers = new Set<string>()
  const moments = Object.entries(parsed.data.states).map(([text, given]): Moment => {
    const time = timeOf(text)
    if (time === undefined)
      throw new Error(`${path}: "${text.slice(0, 40)}" is no time such as 2020-02-25T03:00:00Z.`)
    const states = new Map<number, AreaState>()
    for (const [id, value] of Object.entries(given)) {
      // Cleared.
      if (value === null || value === 0) continue
      const state = stateSchema.safeParse(value)
      if (!state.success)
        throw new Error(
          `${path}: the state of area ${id} at ${text} is ${JSON.stringify(value)}, not 1 to 4.`,
        )
      const area = positions.get(id)
      if (area === undefined) strangers.add(id)
      else states.set(area, state.data)
    }
    return { time, states }
  })
  if (moments.length === 0) throw new Error(`${path} holds no time with states.`)
  if (strangers.size > 0)
    out.error(
      `${counted(strangers.size, 'area')} with a state but no polygon left out: ${few([...strangers])}.`,
    )
  return { grounds, moments: moments.sort((a, b) => a.time - b.time) }
}

async function readSightings(path: string, out: Out): Promise<(Sighting & { place: LngLat })[]> {
  const sightings: (Sighting & { place: LngLat })[] = []
  let odd = 0
  for await (const row of readFeatures(path)) {
    const own = 'fault' in row ? undefined : ownReport.safeParse(row.feature).data
    if (own) {
      const { hazard, at, answers, words, state } = own.properties
      if (hazard !== 'flood' || state === 'dismissed') continue
      const [lng, lat] = own.geometry.coordinates
      sightings.push({
        at: Date.parse(at),
        depth: answers.depth ?? null,
        trend: answers.trend ?? trendIn(words) ?? null,
        verified: state === 'verified',
        place: { lng, lat },
      })
      continue
    }
    const read = 'fault' in row ? { odd: row.fault } : readArchiveRow(row.feature)
    if ('odd' in read) {
      odd++
      continue
    }
    const { hazard, answers, place, words } = read.draft
    if (hazard !== 'flood') continue
    const { depth } = (answers ?? {}) as { depth?: unknown }
    sightings.push({
      at: read.time,
      depth: typeof depth === 'number' ? depth : null,
      trend: typeof words === 'string' ? (trendIn(words) ?? null) : null,
      verified: false,
      place: place as LngLat,
    })
  }
  if (odd > 0) out.error(`${counted(odd, 'row')} that cannot be read left out.`)
  return sightings
}

function jsonOf(text: string, path: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Error(`${path} is no JSON.`)
  }
}

const isFeature = (given: unknown): given is { geometry: unknown } =>
  typeof given === 'object' && given !== null && 'geometry' in given

/** A time without a zone is in UTC, as the archive's are. */
function timeOf(text: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\d/.test(text)) return undefined
  const spelt = text
    .trim()
    .replace(' ', 'T')
    .replace(/([+-]\d\d)$/, '$1:00')
  const time = Date.parse(/T[\d:.]+$/.test(spelt) ? `${spelt}Z` : spelt)
  return Number.isNaN(time) ? undefined : time
}

const few = (ids: string[]) => `${ids.slice(0, 5).join(', ')}${ids.length > 5 ? ' …' : ''}`

function* told(result: AreaEvaluation, areas: number, reports: number): Generator<string> {
  const shown = ({ recall, precision, f1 }: Figures) =>
    [recall, precision, f1].map(value => value.toFixed(2).padStart(6)).join('')
  yield `${counted(areas, 'area')}, ${counted(reports, 'report')} of floods, ${counted(result.times.length, 'time')}`
  yield `${'Time'.padEnd(26)}flooded  ours: recall, precision, F1   naive (a report inside within 6 hours)`
  for (const { time, flooded, ours, naive } of result.times)
    yield `${time.padEnd(26)}${String(flooded).padStart(7)}      ${shown(ours)}            ${shown(naive)}`
  yield `${'In all'.padEnd(26)}${''.padStart(7)}      ${shown(result.ours)}            ${shown(result.naive)}`
  const { n, share } = result.exact
  yield `Exactly the agency's state in ${share === null ? 'none' : `${(share * 100).toFixed(0)}%`} of ${counted(n, 'area')} that are flooded and suggested`
}
