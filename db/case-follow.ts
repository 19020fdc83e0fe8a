// What becomes of cases when the incident builder joins or splits incidents, in the builder's own transaction: no report falls out of its case in
// between. The builder never takes anything out of a case and never joins two: officers' work stays where officers put it.
import { randomUUID } from 'node:crypto'
import type { Incident } from '../server/domain/incident.ts'
import { PLATFORM } from '../server/domain/trust/doubts.ts'
import { lockCases, type Move, moveMembers, rowsOf, writeCase, writeStep } from './cases.ts'
import type { Queryable } from './connect.ts'

type Changes = {
  gone: { id: string; into: string | null }[]
  changed: { incident: Incident; joined: string[]; left: string[] }[]
}

/** Whether officers have a case at all: in many floods there is none yet, and nothing to follow. */
export async function hasCases(db: Queryable): Promise<boolean> {
  const { rowCount } = await db.query('select from case_members limit 1')
  return rowCount === 1
}

/** To be called before the reports are given to their new incidents: it reads whose they were. */
export async function followIncidents(client: Queryable, changes: Changes): Promise<void> {
  const { gone, changed } = changes
  const members = [
    ...gone.flatMap(({ id, into }) => (into === null ? [id] : [id, into])),
    ...changed.flatMap(({ incident, joined, left }) => [incident.id, ...joined, ...left]),
  ]
  const first = await rowsOf(client, members)
  if (first.size === 0) return
  const cases = await lockCases(client, [...new Set([...first.values()].map(row => row.case))])
  // Somebody may have moved them before the lock.
  const rows = await rowsOf(client, members)
  const homeOf = (member: string) => rows.get(member)?.case
  const moves: Move[] = []
  const give = (member: string, kind: Move['kind'], to: string | null) => {
    const from = homeOf(member) ?? null
    if (from === to) return
    moves.push({ member, kind, from, to })
    if (to === null) rows.delete(member)
    else rows.set(member, { kind, case: to })
  }

  for (const { id, into } of gone) {
    const home = homeOf(id)
    if (home === undefined || into === null) continue
    const other = homeOf(into)
    if (other !== undefined && other !== home)
      for (const report of await reportsWithoutRow(client, id)) give(report, 'report', home)
    give(id, 'incident', null)
    if (other === undefined) give(into, 'incident', home)
    await renameInSteps(client, home, id, into)
  }

  const nextOf = new Map<string, Incident>()
  for (const { incident, joined } of changed) for (const report of joined) nextOf.set(report, incident)
  for (const { incident, left } of changed) {
    const home = homeOf(incident.id)
    if (home === undefined) continue
    for (const report of left) {
      if (rows.has(report)) continue
      const next = nextOf.get(report)
      // A part that broke off stays in the case as a whole; whatever else a report goes to, it stays by itself.
      if (next?.version === 1 && homeOf(next.id) === undefined) give(next.id, 'incident', home)
      if (!next || homeOf(next.id) !== home) give(report, 'report', home)
    }
  }

  // A report that was worked on alone brings the incident that has grown around it into its case.
  for (const { incident, joined } of changed) {
    if (homeOf(incident.id) !== undefined) continue
    const own = joined.flatMap(report => homeOf(report) ?? [])
    const eldest = own.sort((a, b) => (cases.get(a)?.number ?? 0) - (cases.get(b)?.number ?? 0))[0]
    if (eldest !== undefined) give(incident.id, 'incident', eldest)
  }

  const done = await moveMembers(client, moves)
  const touched = new Set(done.flatMap(({ from, to }) => [from, to].filter(id => id !== null)))
  for (const id of [...touched].sort()) {
    const one = cases.get(id)
    if (!one) continue
    await writeCase(client, one)
    await writeStep(client, {
      step: randomUUID(),
      case: id,
      at: new Date(),
      officer: PLATFORM,
      what: 'follow',
      told: null,
      before: null,
    })
  }
}

async function reportsWithoutRow(client: Queryable, incident: string): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(
    'select id from reports where incident = $1 and not exists (select from case_members where member = reports.id)',
    [incident],
  )
  return rows.map(({ id }) => id)
}

/** What takes a step back moves the incident under its present name. */
async function renameInSteps(client: Queryable, one: string, from: string, to: string): Promise<void> {
  await client.query(
    `update case_steps set before = replace(before::text, $2, $3)::jsonb
     where step in (select step from case_steps where "case" = $1) and not undone and strpos(before::text, $2) > 0`,
    [one, from, to],
  )
}
