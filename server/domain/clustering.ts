// Which reports make one incident: DBSCAN over place and time, kept up to date report by report at the cost of the neighbourhood alone.
// A core has `minimum` neighbours, itself counted. Cores within reach of each other are one incident; a border report (no core, but near
// one) goes with its nearest core, the smallest report id deciding between equally near ones. The result depends on the set of reports only.
import { distance } from '@turf/distance'
import type { Clustering as Rule } from './hazards/hazard.ts'
import type { Incident } from './incident.ts'
import type { Member } from './member.ts'
import { type Cell, createNeighbourhood } from './neighbourhood.ts'
import { createHull, type Hull } from './outline.ts'
import { separated } from './separation.ts'
import { createTally, type Tally } from './tally.ts'

export type Cluster = {
  id: string
  /** What was last written of it; null for a new one. */
  stored: Incident | null
  members: Set<Placed>
  tally: Tally
  hull: Hull
  /** False while only some of its reports are here. */
  whole: boolean
}

/** A report in its neighbourhood. */
export type Placed = {
  member: Member
  readonly lng: number
  readonly lat: number
  readonly at: number
  core: boolean
  cluster: Cluster | null
}

/** What happened since the last look, as differences to what stood then. */
export type Changes = {
  /** Incidents that are no more, and which one has all that was theirs. */
  gone: { id: string; into: string | null }[]
  /** Incidents with other members or other contents. Who came with a whole gone incident is not listed again. */
  changed: { cluster: Cluster; joined: string[]; left: string[] }[]
}

export type Clustering = ReturnType<typeof createClustering>

/** One for each hazard, and for drills apart. Generators yield between steps of a few milliseconds at most, so that the caller can let others run. */
export function createClustering(rule: Rule, newId: () => string) {
  const space = createNeighbourhood<Placed>(rule)
  const nodes = new Map<string, Placed>()
  const clusters = new Map<string, Cluster>()

  /** Where a report stood before it first moved, by report. */
  let moved = new Map<string, string | null>()
  let touched = new Set<Cluster>()
  /** Ids that nobody has heard of yet. */
  let newborn = new Set<string>()
  /** What became of the ids that are no more. */
  let absorbed = new Map<string, string | null>()

  const newCluster = (id: string): Cluster => ({
    id,
    stored: null,
    members: new Set(),
    tally: createTally(),
    hull: createHull(),
    whole: true,
  })

  function openCluster(id: string): Cluster {
    const cluster = newCluster(id)
    clusters.set(id, cluster)
    return cluster
  }

  /** What others made known, of which the reports are still to come. */
  function reopenCluster(stored: Incident): Cluster {
    return Object.assign(openCluster(stored.id), { stored, whole: false })
  }

  function freshId(): string {
    const id = newId()
    newborn.add(id)
    return id
  }

  function note({ member, cluster }: Placed) {
    if (!moved.has(member.id)) moved.set(member.id, cluster?.id ?? null)
  }

  function move(node: Placed, to: Cluster | null) {
    const from = node.cluster
    if (from === to) return
    note(node)
    if (from) {
      leave(node, from)
      touched.add(from)
    }
    node.cluster = to
    if (to) {
      enter(node, to)
      touched.add(to)
    }
  }

  function retire(id: string, into: string | null) {
    clusters.delete(id)
    absorbed.set(id, into)
  }

  /** The smaller one's reports move over; the elder one's id stays. */
  function* unite(a: Cluster | null, b: Cluster): Generator<void, Cluster> {
    if (a === null || a === b) return b
    const [large, small] = a.members.size < b.members.size ? [b, a] : [a, b]
    const [elder, younger] = a.id < b.id ? [a, b] : [b, a]
    const { id, stored } = elder
    retire(younger.id, id)
    for (const node of small.members) {
      move(node, large)
      yield
    }
    touched.delete(small)
    touched.add(large)
    large.id = id
    large.stored = stored
    clusters.set(id, large)
    return large
  }

  /** Gives a report that is no core to its nearest core, or to nobody. */
  function settle(node: Placed) {
    let claim: Placed | null = null
    let nearest = Number.POSITIVE_INFINITY
    for (const other of space.near(node, isCore)) {
      const metres = distance([node.lng, node.lat], [other.lng, other.lat], { units: 'meters' })
      if (metres > nearest || (metres === nearest && claim && other.member.id > claim.member.id)) continue
      claim = other
      nearest = metres
    }
    move(node, claim?.cluster ?? null)
  }

  function* add(member: Member): Generator<void> {
    const { id, lng, lat, at } = member
    const node: Placed = { member, lng, lat, at, core: false, cluster: null }
    nodes.set(id, node)
    space.add(node)
    const risen = space.near(node, isNoCore).filter(other => space.hasNear(other, rule.minimum))
    const unsettled = new Set([node])
    for (const core of risen) {
      let home: Cluster | null = null
      // All cores of one cell are in one incident.
      for (const cell of space.cellOf(core).around) {
        const met = space.oneNearIn(cell, core, isCore)
        if (met?.cluster) home = yield* unite(home, met.cluster)
      }
      move(core, home ?? openCluster(freshId()))
      core.core = true
      for (const other of space.near(core, isNoCore)) unsettled.add(other)
    }
    for (const other of unsettled) if (!other.core) settle(other)
  }

  function* remove(id: string): Generator<void> {
    const node = nodes.get(id)
    if (!node) return
    const held = coresNear(node)
    const unsettled = new Set(node.core ? space.near(node, isNoCore) : [])
    space.remove(node)
    nodes.delete(id)
    move(node, null)
    const fallen = held.filter(other => !space.hasNear(other, rule.minimum))
    for (const other of fallen) {
      other.core = false
      unsettled.add(other)
    }
    /** Cores that may have been held together by what is lost now. */
    const loose = new Map<Cluster, Placed[]>()
    const loosen = (core: Placed) => {
      if (core.cluster) loose.set(core.cluster, [...(loose.get(core.cluster) ?? []), core])
    }
    if (node.core) held.filter(isCore).forEach(loosen)
    for (const gap of fallen) {
      space.near(gap, isCore).forEach(loosen)
      for (const other of space.near(gap, isNoCore)) unsettled.add(other)
    }
    for (const other of unsettled) settle(other)
    for (const [cluster, cores] of loose) {
      const parts = yield* separated(cores, space)
      if (parts.length > 0) yield* split(cluster, parts)
    }
  }

  /** Of a crowded cell one for all: its cores stay what they are, and together, when one report leaves. */
  function coresNear(node: Placed): Placed[] {
    const isOther = (other: Placed) => other.core && other !== node
    return space.cellOf(node).around.flatMap(cell => {
      if (cell.spots.length <= rule.minimum) return space.nearIn(cell, node, isOther)
      return space.oneNearIn(cell, node, isOther) ?? []
    })
  }

  /** The part with most reports keeps the id; among equals the one with the smallest report id. */
  function* split(whole: Cluster, parts: Cell<Placed>[][]): Generator<void> {
    const pieces = [whole]
    for (const part of parts) {
      const piece = newCluster('')
      pieces.push(piece)
      for (const cell of part) {
        for (const node of cell.spots) if (node.core) move(node, piece)
        yield
      }
    }
    for (const node of whole.members) {
      if (node.core) continue
      settle(node)
      yield
    }
    const heir = pieces.reduce((a, b) => (outranks(a, b) ? a : b))
    const { id, stored } = whole
    if (heir !== whole) for (const node of whole.members) note(node)
    for (const piece of pieces) {
      const own = piece === heir ? { id, stored } : { id: freshId(), stored: null }
      Object.assign(piece, own)
      clusters.set(piece.id, piece)
    }
  }

  return {
    nodes: nodes as ReadonlyMap<string, Placed>,
    clusters: clusters as ReadonlyMap<string, Cluster>,

    /** Takes a report in, or what is new about it. Another place or time is another report. */
    *put(member: Member): Generator<void> {
      const known = nodes.get(member.id)
      if (known && known.lng === member.lng && known.lat === member.lat && known.at === member.at) {
        known.cluster?.tally.leave(known.member)
        known.member = member
        known.cluster?.tally.enter(member)
        if (known.cluster) touched.add(known.cluster)
        return
      }
      if (known) yield* remove(member.id)
      yield* add(member)
    },

    remove,

    /** What was decided earlier comes back as it was: the report, and the incident that it belongs to. `settled` has to follow. */
    restore(member: Member, incident: Incident | null) {
      if (nodes.has(member.id)) return
      const { id, lng, lat, at } = member
      const cluster = incident && (clusters.get(incident.id) ?? reopenCluster(incident))
      const node: Placed = { member, lng, lat, at, core: false, cluster }
      nodes.set(id, node)
      space.add(node)
      if (cluster) enter(node, cluster)
    },

    /** After the last `restore`: tells the cores among these reports and around them. */
    *settled(ids: Iterable<string>): Generator<void> {
      const seen = new Set<Cell<Placed>>()
      for (const id of ids) {
        const node = nodes.get(id)
        for (const cell of node ? space.cellOf(node).around : []) {
          if (seen.has(cell)) continue
          seen.add(cell)
          for (const other of cell.spots) {
            if (other.cluster && !other.core) other.core = space.hasNear(other, rule.minimum)
            yield
          }
        }
        yield
      }
    },

    /** Lets go of what no change after `time` can reach. */
    *forget(time: number): Generator<void> {
      const kept = new Set<Cell<Placed>>()
      for (const cluster of clusters.values()) {
        cluster.whole &&= isSince(cluster, time)
        if (!cluster.whole) continue
        for (const node of cluster.members) {
          const cell = space.cellOf(node)
          if (kept.has(cell)) continue
          for (const other of cell.around) kept.add(other)
          yield
        }
      }
      for (const node of nodes.values()) {
        if (node.at >= time || kept.has(space.cellOf(node))) continue
        nodes.delete(node.member.id)
        space.remove(node)
        if (node.cluster) leave(node, node.cluster)
        if (node.cluster?.members.size === 0) clusters.delete(node.cluster.id)
        yield
      }
    },

    /** The differences since the last call. */
    changes(): Changes {
      for (const cluster of touched)
        if (cluster.members.size === 0 && clusters.get(cluster.id) === cluster) retire(cluster.id, null)
      const standsIn = (id: string | null): string | null =>
        id !== null && absorbed.has(id) ? standsIn(absorbed.get(id) ?? null) : id
      const changed = new Map<string, Changes['changed'][number]>()
      for (const cluster of touched)
        if (cluster.members.size > 0) changed.set(cluster.id, { cluster, joined: [], left: [] })
      for (const [report, before] of moved) {
        const from = standsIn(before)
        const to = nodes.get(report)?.cluster?.id ?? null
        if (from === to) continue
        if (from !== null) changed.get(from)?.left.push(report)
        if (to !== null) changed.get(to)?.joined.push(report)
      }
      const gone = [...absorbed.keys()].filter(id => !newborn.has(id)).map(id => ({ id, into: standsIn(id) }))
      newborn = new Set()
      moved = new Map()
      touched = new Set()
      absorbed = new Map()
      return { gone, changed: [...changed.values()] }
    },
  }
}

function isSince({ members }: Cluster, time: number): boolean {
  for (const { at } of members) if (at >= time) return true
  return false
}

function enter(node: Placed, { members, tally, hull }: Cluster) {
  members.add(node)
  hull.enter(node)
  tally.enter(node.member)
}

function leave(node: Placed, { members, tally, hull }: Cluster) {
  members.delete(node)
  hull.leave(node)
  tally.leave(node.member)
}

const isCore = (node: Placed) => node.core
const isNoCore = (node: Placed) => !node.core

function outranks(a: Cluster, b: Cluster): boolean {
  if (a.members.size !== b.members.size) return a.members.size > b.members.size
  return smallestId(a) < smallestId(b)
}

const smallestId = ({ members }: Cluster) => {
  let smallest: string | undefined
  for (const { member } of members) if (smallest === undefined || member.id < smallest) smallest = member.id
  return smallest ?? ''
}
