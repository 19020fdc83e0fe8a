// The incident builder on a real database: whatever is reported, decided, imported, and whoever dies on the way, the incidents table, the
// reports' own column and the log all say what one run over everything says.
import fc from 'fast-check'
import { v7 as newId } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../db/connect.ts'
import { readLog } from '../db/log.ts'
import { fromRow, type ReportRow, reportColumns } from '../db/reports.ts'
import { hazardOf } from '../server/domain/hazards/index.ts'
import type { Incident } from '../server/domain/incident.ts'
import { type Member, memberOf } from '../server/domain/member.ts'
import { isRefusal } from '../server/domain/refusal.ts'
import { regionAt } from '../server/domain/regions/index.ts'
import { buildIncidents } from '../server/incidents/incidents.ts'
import { createLifecycle } from '../server/lifecycle.ts'
import { engines, type FreshDatabase, freshDatabase } from './database.ts'
import { fullRun, inOrder, summaryOf } from './full-run.ts'

const HOUR = 3_600_000

type Step =
  | { do: 'submit'; hazard: string; east: number; hoursAgo: number; drill: boolean }
  | { do: 'verify' | 'dismiss' | 'resolve' | 'reopen'; which: number }
  | { do: 'wait'; hours: number }
  | { do: 'restart' | 'lose the answer' | 'fail' | 'catch up' }

const steps: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({
      do: fc.constant('submit' as const),
      hazard: fc.constantFrom('flood', 'flood', 'flood', 'landslide'),
      east: fc.nat(12),
      // Now, around the edge of what is held in memory (24 hours for floods), and long ago.
      hoursAgo: fc.oneof(
        fc.nat(4),
        fc.integer({ min: 18, max: 30 }),
        fc.nat(4).map(hours => hours + 5_000),
      ),
      drill: fc.integer({ min: 0, max: 5 }).map(die => die === 0),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constantFrom(
        'dismiss' as const,
        'dismiss' as const,
        'reopen' as const,
        'verify' as const,
        'resolve' as const,
      ),
      which: fc.nat(60),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('wait' as const), hours: fc.nat(12) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom(
        'restart' as const,
        'lose the answer' as const,
        'fail' as const,
        'catch up' as const,
      ),
    }),
  },
)

describe.each(engines)('the incident builder on %s', engine => {
  let fresh: FreshDatabase
  beforeAll(async () => {
    fresh = await freshDatabase(engine)
  })
  afterAll(() => fresh.drop())

  test('ends up with the incidents of one run over everything', { timeout: 240_000 }, async () => {
    const { db } = fresh
    let time = Date.parse('2026-02-24T06:00:00Z')
    const now = () => new Date(time)
    const lifecycle = createLifecycle({ db, now, newId, regionAt })
    const ids: string[] = []
    const faults: unknown[] = []
    /** What goes wrong with the next writing of the builder. */
    let trouble: 'fail' | 'lose the answer' | undefined

    const troubled: Database = {
      ...db,
      async transaction(work) {
        const now = trouble
        trouble = undefined
        if (now === 'fail') throw new Error('the database is away')
        const result = await db.transaction(work)
        if (now === 'lose the answer') throw new Error('the answer was lost')
        return result
      },
    }
    const startBuilder = () =>
      buildIncidents({ db: troubled, now, newId, slack: 3, logFault: fault => faults.push(fault) })
    let builder = startBuilder()

    async function perform(step: Step) {
      switch (step.do) {
        case 'submit': {
          const outcome = await lifecycle.submit(
            {
              hazard: step.hazard,
              answers: step.hazard === 'flood' ? { depth: (step.east * 10) % 200 } : {},
              place: { lng: 106.7 + step.east * 0.0019, lat: -6.2 },
              at: new Date(time - step.hoursAgo * HOUR).toISOString(),
              drill: step.drill,
            },
            { key: newId(), channel: 'test', history: true },
          )
          if (!isRefusal(outcome)) ids.push(outcome.report.id)
          return
        }
        case 'wait':
          time += step.hours * HOUR
          return
        case 'restart':
          await builder.stop()
          builder = startBuilder()
          return
        case 'catch up':
          return builder.caughtUp()
        case 'fail':
        case 'lose the answer':
          trouble = step.do
          return
        default: {
          const id = ids.at(-1 - (step.which % ids.length))
          if (id) await lifecycle[step.do](id, { officer: 'Sari', reason: 'because' })
        }
      }
    }

    await fc.assert(
      fc.asyncProperty(fc.array(steps, { minLength: 20, maxLength: 60, size: 'max' }), async history => {
        for (const step of history) await perform(step)
        await builder.caughtUp()
        const stored = await membershipOf(db)
        expect(groupsOf(stored.map(({ report, incident }) => ({ id: report.id, incident })))).toEqual(
          fullRunOf(stored),
        )
        const incidents = await standing(db)
        for (const incident of incidents)
          expect(incident).toEqual(summaryOf(incident, membersOf(incident, stored)))
        const { membership, standing: folded } = await foldLog(db)
        expect(membership).toEqual(
          Object.fromEntries(
            stored.flatMap(({ report, incident }) => (incident ? [[report.id, incident]] : [])),
          ),
        )
        expect(folded).toEqual(Object.fromEntries(incidents.map(incident => [incident.id, incident])))
      }),
      { numRuns: 12, endOnFailure: true },
    )
    await builder.stop()
    expect(faults.map(fault => fault instanceof Error && fault.message)).toSatisfy((said: string[]) =>
      said.every(text => /is away|was lost/.test(text)),
    )
  })
})

type Stored = { report: ReturnType<typeof fromRow>; citizen: string | null; incident: string | null }

async function membershipOf(db: Database): Promise<Stored[]> {
  const { rows } = await db.query<ReportRow & { incident: string | null; citizen: string | null }>(
    `select ${reportColumns}, incident, citizen from reports left join reporters on report = id`,
  )
  return rows.map(row => ({ report: fromRow(row), citizen: row.citizen, incident: row.incident }))
}

function groupsOf(reports: { id: string; incident: string | null }[]): string[][] {
  const groups = new Map<string, string[]>()
  for (const { id, incident } of reports)
    if (incident) groups.set(incident, [...(groups.get(incident) ?? []), id])
  return inOrder([...groups.values()])
}

function fullRunOf(stored: Stored[]): string[][] {
  const byKind = new Map<string, { members: Member[]; hazard: Incident['hazard'] }>()
  for (const { report, citizen } of stored) {
    if (report.state === 'dismissed') continue
    const key = `${report.hazard}/${report.drill}`
    const kind = byKind.get(key) ?? { members: [], hazard: report.hazard }
    kind.members.push(memberOf(report, citizen))
    byKind.set(key, kind)
  }
  return inOrder(
    [...byKind.values()].flatMap(({ members, hazard }) => fullRun(members, hazardOf(hazard).clustering)),
  )
}

const membersOf = ({ id }: Incident, stored: Stored[]): Member[] =>
  stored.flatMap(({ report, citizen, incident }) => (incident === id ? memberOf(report, citizen) : []))

async function standing(db: Database): Promise<Incident[]> {
  const { rows } = await db.query<{ body: Incident }>('select body from incidents where gone_into is null')
  return rows.map(row => row.body)
}

/** What a reader of the log knows who has read all of it and nothing else. */
async function foldLog(db: Database) {
  const membership: Record<string, string> = {}
  const incidents: Record<string, Incident> = {}
  let cursor = '0.0'
  for (;;) {
    const { entries, heldSince } = await readLog(db, cursor, 500)
    // Transactions of other tests on the same server hold entries back.
    if (entries.length === 0 && !heldSince) return { membership, standing: incidents }
    for (const { kind, subject, body } of entries) {
      if (kind === 'incident') {
        incidents[subject] = body.incident
        for (const id of body.left) if (membership[id] === subject) delete membership[id]
        for (const id of body.joined) membership[id] = subject
      }
      if (kind === 'incident-gone') {
        delete incidents[subject]
        for (const [id, incident] of Object.entries(membership)) {
          if (incident !== subject) continue
          if (body.into === null) delete membership[id]
          else membership[id] = body.into
        }
      }
    }
    cursor = entries.at(-1)?.cursor ?? cursor
  }
}
