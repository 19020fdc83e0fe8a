// What tiles and lists are cut from: every live report in the shape that everybody may see, ranked, filtered, and gathered in crowds by zoom.
// Pure; tile-worker.ts runs it in a thread of its own, since a hundred thousand reports take it half a second.
import { GeoJSONVT, type GeoJSONVTFeature, Supercluster } from '@maplibre/geojson-vt'
import { fromGeojsonVt } from '@maplibre/vt-pbf'
import type { IncidentFeature } from '../domain/contract.ts'
import { asksReports, type Filters, isAskedFor, nameOfFilters, wanted, wordsOf } from '../domain/filters.ts'
import type { Level } from '../domain/hazards/hazard.ts'
import type { HazardKey } from '../domain/hazards/index.ts'
import type { State } from '../domain/state.ts'
import type { LiveList } from '../domain/told.ts'

export type Row = {
  id: string
  number: number
  version: number
  hazard: HazardKey
  level: Level
  state: State
  /** ISO 8601. */
  at: string
  lng: number
  lat: number
  incident: string | null
  region: string | null
  area: string | null
  drill: boolean
  /** What words are looked for in, in small letters. */
  said: string
}

export type Asked = Filters & { drill: boolean; incident?: string }

export const nameOfAsked = (asked: Asked): string =>
  JSON.stringify([nameOfFilters(asked), asked.drill, asked.incident])

/** What a list says: how many there are, how many of each level, and a page of them, the most severe first, then the latest. */
/** What is listed of a page: the reports by name, for they are told as they stand then. */
export type Listed = Omit<LiveList, 'reports' | 'cursor' | 'generation'> & { ids: string[] }

export const layerNames = ['reports', 'incidents'] as const
export type LayerName = (typeof layerNames)[number]

/** Tiles end here; farther in, maps enlarge the last. From this zoom on each report stands alone. */
export const LAST_ZOOM = 14
const EXTENT = 4_096
/** Pixels within which reports are crowded, in a tile of 512: as in web/map/layers.ts. */
const CROWD = (42 * EXTENT) / 512
/** A tile with more points keeps the most severe. */
const MOST_POINTS = 5_000
/** Filters whose crowds are kept until something changes. */
const MOST_CUTS = 12

type Tags = Record<string, unknown>
type Cut = { rows: Row[]; crowds?: Crowds }

/** Reports, gathered where they are crowded. */
export type Crowds = Supercluster

export function createLayers(nameOf: () => (place: { lng: number; lat: number }) => string | null) {
  const rows = new Map<string, Row>()
  const names = new Map<string, string>()
  let ranked: Row[] = []
  let incidents: IncidentFeature[] = []
  let now = 0
  let cuts = new Map<string, Cut>()
  let old = cuts
  let outlines = new Map<string, GeoJSONVT>()

  function says(row: Row, words: string[]): boolean {
    const known = names.get(row.id)
    const name = known ?? (nameOf()(row) ?? '').toLowerCase()
    if (known === undefined) names.set(row.id, name)
    return words.every(word => row.said.includes(word) || name.includes(word))
  }

  function select(asked: Asked): Row[] {
    const isWanted = wanted(asked, now)
    const words = wordsOf(asked)
    const isRight = isAskedFor(asked)
    const { drill, incident } = asked
    return ranked.filter(
      row =>
        row.drill === drill &&
        isWanted(row) &&
        isRight(row) &&
        (incident === undefined || row.incident === incident) &&
        (words.length === 0 || says(row, words)),
    )
  }

  function cutOf(asked: Asked): Cut {
    const key = nameOfAsked(asked)
    const known = cuts.get(key)
    if (known) return known
    const before = old.get(key)
    const selected = select(asked)
    // Where nothing that is wanted has changed, the crowds stand as they are.
    const isSame =
      before?.rows.length === selected.length && selected.every((row, at) => row === before.rows[at])
    const cut = isSame && before ? before : { rows: selected }
    cuts.set(key, cut)
    dropOldest(cuts)
    return cut
  }

  function outlinesOf(asked: Asked): GeoJSONVT {
    const key = nameOfAsked(asked)
    const known = outlines.get(key)
    if (known) return known
    const isWanted = wanted(asked, now)
    const regarded = asksReports(asked) ? new Set(cutOf(asked).rows.map(({ incident }) => incident)) : null
    const made = new GeoJSONVT(
      {
        type: 'FeatureCollection',
        features: incidents
          .filter(
            ({ properties: { id, hazard, level, latest, drill } }) =>
              drill === asked.drill &&
              isWanted({ hazard, level, at: latest }) &&
              (regarded === null || regarded.has(id)),
          )
          .map(outlineOf),
      },
      { maxZoom: LAST_ZOOM, extent: EXTENT },
    )
    outlines.set(key, made)
    dropOldest(outlines)
    return made
  }

  return {
    /** What has come or changed since, and what has gone. */
    take(news: { put: Row[]; gone: string[]; incidents: IncidentFeature[] | null; now: number }) {
      for (const id of news.gone) {
        rows.delete(id)
        names.delete(id)
      }
      for (const row of news.put) {
        rows.set(row.id, row)
        names.delete(row.id)
      }
      now = news.now
      if (news.incidents) incidents = news.incidents
      if (news.put.length + news.gone.length > 0) {
        const changed = new Set(news.put.map(({ id }) => id))
        ranked = ranked.filter(row => rows.get(row.id) === row && !changed.has(row.id))
        // Nearly in order already, which is what sorting is quick with.
        ranked = [...ranked, ...[...changed].map(id => rows.get(id) as Row)].sort(byRank)
      }
      old = cuts
      cuts = new Map()
      outlines = new Map()
    },

    list(asked: Asked, { after, limit }: { after: number; limit: number }): Listed {
      const found = cutOf(asked).rows
      const levels: Listed['levels'] = [0, 0, 0, 0]
      for (const { level } of found) levels[level]++
      let all = 0
      for (const { drill } of ranked) if (drill === asked.drill) all++
      return {
        count: found.length,
        levels,
        all,
        ids: found.slice(after, after + limit).map(({ id }) => id),
        incidents: asksReports(asked) ? [...new Set(found.flatMap(({ incident }) => incident ?? []))] : null,
      }
    },

    tile(layer: LayerName, asked: Asked, [z, x, y]: [number, number, number]): Uint8Array {
      if (layer === 'reports') {
        const cut = cutOf(asked)
        cut.crowds ??= crowdsOf(cut.rows)
        return tileOf(cut.crowds, [z, x, y])
      }
      const tile = outlinesOf(asked).getTile(z, x, y)
      return tile ? fromGeojsonVt({ [layer]: tile }, { version: 2, extent: EXTENT }) : new Uint8Array()
    },
  }
}

function dropOldest(kept: Map<string, unknown>): void {
  const [oldest] = kept.keys()
  if (oldest !== undefined && kept.size > MOST_CUTS) kept.delete(oldest)
}

/** Times are ISO 8601 in UTC to the millisecond: their letters are in order. */
function byRank(a: Row, b: Row): number {
  return b.level - a.level || (a.at < b.at ? 1 : a.at > b.at ? -1 : a.id < b.id ? 1 : a.id > b.id ? -1 : 0)
}

type Point = Pick<
  Row,
  'id' | 'number' | 'version' | 'hazard' | 'level' | 'state' | 'at' | 'incident' | 'lng' | 'lat'
>

export function crowdsOf(rows: Point[]): Crowds {
  const crowds = new Supercluster({
    radius: CROWD,
    extent: EXTENT,
    maxZoom: LAST_ZOOM - 1,
    map: (properties: Tags | null) => ({ worst: properties?.level }),
    reduce: (sum: Tags, properties: Tags) => {
      sum.worst = Math.max(Number(sum.worst), Number(properties.worst))
    },
  })
  crowds.load(rows.map(pointOf))
  return crowds
}

/** Under the layer name `reports`. */
export function tileOf(crowds: Crowds, [z, x, y]: [number, number, number]): Uint8Array {
  const tile = crowds.getTile(z, x, y)
  if (!tile) return new Uint8Array()
  const features = keepWorst(tile.features).map(feature => withOpening(feature, crowds))
  return fromGeojsonVt({ reports: { ...tile, features } }, { version: 2, extent: EXTENT })
}

const pointOf = ({ id, number, version, hazard, level, state, at, incident, lng, lat }: Point) => ({
  type: 'Feature' as const,
  geometry: { type: 'Point' as const, coordinates: [lng, lat] },
  properties: { id, number, version, hazard, level, state, at, ...(incident && { incident }) },
})

const outlineOf = ({ geometry, properties }: IncidentFeature) => {
  const { id, hazard, level, count, verified, latest } = properties
  return { type: 'Feature' as const, geometry, properties: { id, hazard, level, count, verified, latest } }
}

const weightOf = ({ tags }: GeoJSONVTFeature) => Number(tags?.worst ?? tags?.level ?? 0)

function keepWorst(features: GeoJSONVTFeature[]): GeoJSONVTFeature[] {
  if (features.length <= MOST_POINTS) return features
  return features.toSorted((a, b) => weightOf(b) - weightOf(a)).slice(0, MOST_POINTS)
}

/** A crowd tells at which zoom it comes apart; what else it is called changes from one time to the next. */
function withOpening(feature: GeoJSONVTFeature, crowds: Supercluster): GeoJSONVTFeature {
  const { tags } = feature
  if (!tags?.cluster) return { ...feature, id: undefined }
  const { point_count, worst, cluster_id } = tags
  const opens = crowds.getClusterExpansionZoom(cluster_id)
  return { ...feature, id: undefined, tags: { cluster: true, point_count, worst, opens } }
}
