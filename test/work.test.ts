// The officers' work through the front door: cases that are claimed, joined, split, assigned, resolved and taken back; and two officers who never
// overwrite each other. At two processes: processes.test.ts; questions to citizens: citizen-questions.test.ts.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { addAgency } from '../db/agencies.ts'
import type { Case, StageRule } from '../server/domain/case.ts'
import { byUrgency, type Urgency } from '../server/domain/case.ts'
import type { ReportFeature } from '../server/domain/contract.ts'
import { act, ask, here, look, type Officer, on, there } from './case-acts.ts'
import { engines } from './database.ts'
import { aReport, decide, openSocket, openWorld, postReport, signIn, type World } from './world.ts'

describe.each(engines)('the work of officers on %s', engine => {
  let world: World
  let sari: Officer
  let ketut: Officer
  let time = Date.now()
  beforeAll(async () => {
    world = await openWorld(engine, { now: () => new Date(time) })
    ;[sari, ketut] = await Promise.all([signIn(world, 'Sari'), signIn(world, 'Ketut')])
    // The shifts of this test last for months.
    await world.db.query("update sessions set expires_at = 'infinity', seen_at = 'infinity'")
  }, 60_000)
  afterAll(() => world.close())
  beforeEach(() => {
    // What an earlier test has left is over.
    time += 30 * 24 * 3_600_000
  })

  const post = async (draft: object) => (await postReport(world, draft)).body.report.properties.id
  async function incidentOf(drafts: object[]): Promise<{ incident: string; reports: string[] }> {
    const reports: string[] = []
    for (const draft of drafts) reports.push(await post(draft))
    await world.caughtUp()
    const incident = world.board.incidentOf(reports[0] ?? '')
    if (!incident) throw new Error('no incident')
    return { incident, reports }
  }

  test('the first act opens the case of an incident, and all desks hear of it within a second', async () => {
    const { incident, reports } = await incidentOf([here(0), here(1), here(2)])
    const desk = await openSocket(world, sari)
    const map = await openSocket(world)
    await Promise.all([desk.watch(), map.watch()])
    const { status, body } = await act(world, ketut, 'claim', { on: { incident }, version: 0 })
    expect(status).toBe(200)
    expect(body).toMatchObject({ stage: 'working', claimedBy: 'Ketut', incidents: [incident], version: 1 })
    await desk.until(change => change.what === 'case' && change.case.id === body.id, 1_000)
    expect((await look(world, sari, body.id)).reports.map(({ properties }) => properties.id).sort()).toEqual(
      reports.sort(),
    )
    expect(map.changes.some(([change]) => change.what === 'case')).toBe(false)
    desk.close()
    map.close()
  })

  test('the second of two officers is told who was quicker and with what, and overwrites nothing', async () => {
    const report = await post(there(0))
    const first = await act(world, ketut, 'claim', { on: { report }, version: 0 })
    const second = await act(world, sari, 'note', { on: { report }, version: 0 }, { words: 'Pompa dikirim' })
    expect(second).toMatchObject({
      status: 409,
      body: { code: 'case-changed', officer: 'Ketut', change: 'claim', version: 1 },
    })
    const after = await act(world, sari, 'note', on(first.body), { words: 'Pompa dikirim' })
    expect(after).toMatchObject({ status: 200, body: { claimedBy: 'Ketut', version: 2 } })
  })

  test('of many who claim the same at once exactly one gets it', async () => {
    const report = await post(there(0))
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        act(world, index % 2 ? sari : ketut, 'claim', { on: { report }, version: 0 }),
      ),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409, 409, 409, 409])
  })

  test('cases are joined and split, every step can be taken back, and stays in the history', async () => {
    const one = await incidentOf([here(0), here(1), here(2)])
    const alone = await post(here(20))
    const far = await post(there(0))
    const claimed = (await act(world, sari, 'claim', { on: { report: alone }, version: 0 })).body
    const merged = await ask<Case>(world, sari, 'cases/merge', {
      into: { on: { incident: one.incident }, version: 0 },
      from: [on(claimed), { on: { report: far }, version: 0 }],
    })
    expect(merged.status).toBe(200)
    expect((await look(world, sari, merged.body.id)).reports).toHaveLength(5)
    expect((await look(world, sari, claimed.id)).case).toMatchObject({ closed: merged.body.id })
    const split = await ask<{ from: Case; to: Case }>(world, sari, 'cases/split', {
      from: on(merged.body),
      reports: [one.reports[0], far],
    })
    expect(split.status).toBe(200)
    const { from, to } = split.body
    expect((await look(world, sari, to.id)).reports.map(({ properties }) => properties.id).sort()).toEqual(
      [one.reports[0], far].sort(),
    )
    expect((await look(world, sari, from.id)).reports).toHaveLength(3)
    const unsplit = await ask<Case>(world, sari, 'cases/undo', { case: from.id, version: from.version })
    expect(unsplit.status).toBe(200)
    expect((await look(world, sari, from.id)).reports).toHaveLength(5)
    expect((await look(world, sari, to.id)).case.closed).toBe(to.id)
    const unmerged = await ask<Case>(world, sari, 'cases/undo', {
      case: from.id,
      version: unsplit.body.version,
    })
    expect(unmerged.status).toBe(200)
    const back = await look(world, sari, claimed.id)
    expect(back.case).toMatchObject({ closed: null, claimedBy: 'Sari' })
    expect(back.reports.map(({ properties }) => properties.id)).toEqual([alone])
    const { steps } = await look(world, sari, from.id)
    expect(steps.map(({ what, undone }) => [what, undone])).toEqual([
      ['merge', true],
      ['split', true],
      ['undo', false],
      ['undo', false],
    ])
  })

  test('an act on what a merge has taken over is refused and says where it went', async () => {
    const [one, other] = [await post(there(0)), await post(there(30))]
    const first = (await act(world, sari, 'claim', { on: { report: one }, version: 0 })).body
    const second = (await act(world, ketut, 'claim', { on: { report: other }, version: 0 })).body
    const merged = (await ask<Case>(world, sari, 'cases/merge', { into: on(first), from: [on(second)] })).body
    const late = await act(world, ketut, 'note', on(second), { words: 'Saya di sana' })
    expect(late).toMatchObject({
      status: 409,
      body: { code: 'case-changed', officer: 'Sari', change: 'merge', into: merged.id },
    })
  })

  test('what the incident builder joins stays as officers grouped it', async () => {
    const left = await incidentOf([here(0), here(1), here(2)])
    const right = await incidentOf([here(14), here(15), here(16)])
    expect(left.incident).not.toBe(right.incident)
    const mine = (await act(world, sari, 'claim', { on: { incident: left.incident }, version: 0 })).body
    const theirs = (await act(world, ketut, 'claim', { on: { incident: right.incident }, version: 0 })).body
    // Between the two the water is reported, too: the builder makes one incident of them.
    await incidentOf([here(5), here(8), here(11)])
    expect(world.board.incidentOf(left.reports[0] ?? '')).toBe(world.board.incidentOf(right.reports[0] ?? ''))
    const idsOf = async (id: string) =>
      (await look(world, sari, id)).reports.map(({ properties }) => properties.id)
    expect(await idsOf(mine.id)).toEqual(expect.arrayContaining(left.reports))
    expect(await idsOf(theirs.id)).toEqual(expect.arrayContaining(right.reports))
    expect([...(await idsOf(mine.id)), ...(await idsOf(theirs.id))]).toHaveLength(9)
    for (const report of right.reports) expect(world.board.caseOf(report)?.id).toBe(theirs.id)
  })

  test('what the incident builder joins to an incident that nobody has touched takes the case along', async () => {
    const left = await incidentOf([here(0), here(1), here(2)])
    const right = await incidentOf([here(14), here(15), here(16)])
    const theirs = (await act(world, ketut, 'claim', { on: { incident: right.incident }, version: 0 })).body
    await incidentOf([here(5), here(8), here(11)])
    expect((await look(world, sari, theirs.id)).reports).toHaveLength(9)
    for (const report of left.reports) expect(world.board.caseOf(report)?.id).toBe(theirs.id)
  })

  test('what the incident builder splits stays in one case', async () => {
    const all = await incidentOf([here(0), here(1), here(2), here(8), here(14), here(15), here(16)])
    const mine = (await act(world, sari, 'claim', { on: { incident: all.incident }, version: 0 })).body
    const bridge = all.reports[3] ?? ''
    await decide(world, sari, bridge, 'dismiss', { reason: 'Bukan di sini' })
    await world.caughtUp()
    expect(world.board.incidentOf(all.reports[0] ?? '')).not.toBe(
      world.board.incidentOf(all.reports[6] ?? ''),
    )
    expect((await look(world, sari, mine.id)).reports).toHaveLength(7)
    for (const report of all.reports)
      if (report !== bridge) expect(world.board.caseOf(report)?.id).toBe(mine.id)
  })

  test('a report that was worked on alone brings the incident that grows around it', async () => {
    const first = await post(here(0))
    const mine = (await act(world, sari, 'claim', { on: { report: first }, version: 0 })).body
    const { incident } = await incidentOf([here(1), here(2)])
    expect((await look(world, sari, mine.id)).case.incidents).toEqual([incident])
  })

  test('a case is assigned with a deadline, handed back with a reason, resolved in public words, and brought back', async () => {
    const { incident, reports } = await incidentOf([here(0), here(1), here(2)])
    await addAgency(world.db, { key: 'bpbd-dki', name: 'BPBD DKI', contact: null, at: new Date(time) })
    const due = new Date(time + 2 * 3_600_000).toISOString()
    const assigned = await act(
      world,
      sari,
      'assign',
      { on: { incident }, version: 0 },
      { agency: 'bpbd-dki', due },
    )
    expect(assigned.body).toMatchObject({ stage: 'assigned', agency: 'bpbd-dki', due })
    const handling = await (await fetch(`${world.url}/api/reports/${reports[0]}/handling`)).json()
    const agency = { agency: 'bpbd-dki', agencyName: 'BPBD DKI' }
    expect(handling.handling).toMatchObject({ stage: 'assigned', ...agency, due })
    expect(JSON.stringify(handling)).not.toContain('Sari')
    expect(await act(world, sari, 'hand-back', on(assigned.body))).toMatchObject({
      status: 422,
      body: { code: 'reason-missing' },
    })
    const back = await act(world, sari, 'hand-back', on(assigned.body), { words: 'Bukan wilayah kami' })
    expect(back.body).toMatchObject({ stage: 'returned', agency: null })
    const resolved = await act(world, sari, 'resolve', on(back.body), { words: 'Air surut, jalan dibuka' })
    expect(resolved.body).toMatchObject({ stage: 'resolved', words: 'Air surut, jalan dibuka', due: null })
    await world.caughtUp()
    for (const report of reports) expect(world.board.reports.has(report)).toBe(false)
    const undone = await ask<Case>(world, sari, 'cases/undo', {
      case: resolved.body.id,
      version: resolved.body.version,
    })
    expect(undone.body).toMatchObject({ stage: 'returned', words: null })
    await world.caughtUp()
    for (const report of reports) expect(world.board.reports.get(report)?.state).toBe('unverified')
  })

  test('deciding about the last report that waits moves its case on', async () => {
    const report = await post(there(0))
    const claimed = (await act(world, sari, 'note', { on: { report }, version: 0 }, { words: 'x' })).body
    expect(claimed.stage).toBe('new')
    await decide(world, sari, report, 'verify')
    expect((await look(world, sari, claimed.id)).case.stage).toBe('checked')
    await decide(world, sari, report, 'dismiss', { reason: 'Ternyata keliru' })
    expect((await look(world, sari, claimed.id)).case.stage).toBe('resolved')
    await decide(world, sari, report, 'reopen')
    expect((await look(world, sari, claimed.id)).case.stage).toBe('working')
  })

  test('work that waits too long is told higher up, once each time, by the table that an operator can change', async () => {
    const { body } = await ask<{ stages: StageRule[] }>(world, sari, 'stages')
    const rule = body.stages.find(({ stage }) => stage === 'new')
    expect(rule).toMatchObject({ hours: [3, 3, 1, 0.25], told: 'duty-officer' })
    const report = await post(there(0))
    await world.caughtUp()
    time += 2 * 3_600_000
    await world.lookAtDeadlines()
    expect(world.board.caseOf(report)).toBeUndefined()
    const changed = await fetch(`${world.url}/api/desk/stages/new`, {
      method: 'PUT',
      headers: { 'Content-Type': 'application/json', ...sari },
      body: JSON.stringify({ follows: [], hours: [1, 1, 1, 1], told: 'duty-officer', higherHours: 2 }),
    })
    expect(changed.status).toBe(200)
    await Promise.all([world.lookAtDeadlines(), world.lookAtDeadlines()])
    await world.caughtUp()
    await world.lookAtDeadlines()
    await world.caughtUp()
    const opened = world.board.caseOf(report)
    expect(opened).toMatchObject({ stage: 'new', escalated: 1 })
    time += 2 * 3_600_000
    await world.lookAtDeadlines()
    await world.lookAtDeadlines()
    await world.caughtUp()
    const { steps } = await look(world, sari, opened?.id ?? '')
    expect(steps.filter(({ what }) => what === 'escalate').map(({ told }) => told)).toEqual([
      'duty-officer',
      'administrator',
    ])
  })

  test('many are decided and claimed at once, and each has its own answer', async () => {
    const reports = [await post(there(0)), await post(there(30)), await post(there(60))]
    await decide(world, ketut, reports[1] ?? '', 'verify')
    const several = await ask<{ results: { found?: ReportFeature; problem?: { code: string } }[] }>(
      world,
      sari,
      'reports/several',
      { act: 'dismiss', reason: 'Kejadian lama', items: reports.map(id => ({ id, version: 1 })) },
    )
    expect(
      several.body.results.map(({ found, problem }) => found?.properties.state ?? problem?.code),
    ).toEqual(['dismissed', 'report-changed', 'dismissed'])
    const claims = await ask<{ results: { found?: Case }[] }>(world, sari, 'cases/several', {
      act: 'claim',
      items: reports.map(report => ({ on: { report }, version: 0 })),
    })
    expect(claims.body.results.every(({ found }) => found?.claimedBy === 'Sari')).toBe(true)
  })

  test('officers see what the others have open', async () => {
    const report = await post(there(0))
    const desk = await openSocket(world, sari)
    const map = await openSocket(world)
    const heard: string[] = []
    const leaked: unknown[] = []
    desk.socket.on('presence', all => heard.push(JSON.stringify(all)))
    map.socket.on('presence', all => leaked.push(all))
    await Promise.all([desk.watch(), map.watch()])
    await ask(world, ketut, 'presence', { page: 'desk-of-ketut', subject: report })
    await expect
      .poll(() => heard.at(-1), { timeout: 2_000 })
      .toContain(`"officer":"Ketut","subject":"${report}"`)
    await ask(world, ketut, 'presence', { page: 'desk-of-ketut', subject: null })
    await expect.poll(() => heard.at(-1), { timeout: 2_000 }).not.toContain(report)
    expect(leaked).toEqual([])
    desk.close()
    map.close()
  })

  test('a secret report shows the public its hazard, level and about where, and officers everything', async () => {
    const { body } = await postReport(world, aReport({ secret: true, words: 'Suami saya terjebak di gang' }))
    await world.caughtUp()
    const { id } = body.report.properties
    const expected = { answers: {}, words: '', photos: [], level: 1, secret: true }
    expect(body.report.properties).toMatchObject(expected)
    expect(body.report.geometry.coordinates).toEqual([106.82, -6.26])
    const map = await openSocket(world)
    const seen = await map.watch()
    const text = JSON.stringify(seen)
    expect(text).toContain(id)
    expect(text).not.toContain('terjebak')
    expect(text).not.toContain('106.8166')
    for (const path of [
      `/api/reports/${id}`,
      '/reports?geoformat=geojson&timeperiod=3600',
      '/dekat?lat=-6.2607&lng=106.8166',
    ]) {
      const told = await (await fetch(world.url + path)).text()
      expect(told).not.toContain('terjebak')
      expect(told).not.toContain('106.8166,')
    }
    const desk = await openSocket(world, sari)
    expect(JSON.stringify(await desk.watch())).toContain('Suami saya terjebak di gang')
    const opened = await ask<ReportFeature>(world, sari, `reports/${id}/secret`, {
      secret: false,
      version: 1,
    })
    expect(opened.status).toBe(200)
    await map.until(
      change => change.what === 'report' && change.feature.properties.words.includes('terjebak'),
    )
    map.close()
    desk.close()
  })

  test('officers act where they may and as far as they may', async () => {
    const [near, far] = [await post(here(0)), await post(there(0))]
    const wati = await signIn(world, `Wati ${engine}`, { role: 'verifier', regions: ['ID-JK'] })
    const joko = await signIn(world, `Joko ${engine}`, { role: 'viewer' })
    await world.db.query("update sessions set expires_at = 'infinity', seen_at = 'infinity'")
    const claimed = await act(world, wati, 'claim', { on: { report: near }, version: 0 })
    expect(claimed.status).toBe(200)
    const elsewhere = await act(world, wati, 'claim', { on: { report: far }, version: 0 })
    expect(elsewhere).toMatchObject({ status: 403, body: { code: 'region-not-yours' } })
    expect((await act(world, wati, 'assign', on(claimed.body), { agency: 'bpbd-dki' })).status).toBe(403)
    expect((await act(world, joko, 'note', on(claimed.body), { words: 'x' })).status).toBe(403)
    const there0 = (await act(world, sari, 'claim', { on: { report: far }, version: 0 })).body
    const desk = await openSocket(world, wati)
    const seen = JSON.stringify(await desk.watch())
    expect(seen).toContain(claimed.body.id)
    expect(seen).not.toContain(there0.id)
    expect((await ask(world, wati, `cases/${there0.id}`)).status).toBe(403)
    desk.close()
  })

  test('nobody but officers gets at any of it', async () => {
    for (const path of ['cases', 'stages', 'cases/merge', 'cases/claim', 'presence', 'reports/several']) {
      const response = await fetch(`${world.url}/api/desk/${path}`, {
        method: path === 'cases' || path === 'stages' ? 'GET' : 'POST',
        headers: { 'Content-Type': 'application/json' },
      })
      expect(response.status).toBe(401)
    }
  })
})

test('the queue begins with calls for rescue, then the worse level, then what is overdue, then what waits longest', () => {
  const urgency = (changes: Partial<Urgency>): Urgency => ({
    rescue: false,
    escalated: 0,
    isOverdue: false,
    level: 1,
    waiting: '2026-01-05T10:00:00Z',
    citizens: 1,
    ...changes,
  })
  const inOrder = [
    urgency({ rescue: true }),
    urgency({ level: 3 }),
    urgency({ level: 2, isOverdue: true, escalated: 1 }),
    urgency({ level: 2, waiting: '2026-01-05T08:00:00Z' }),
    urgency({ level: 2, citizens: 9 }),
    urgency({ level: 2 }),
    urgency({}),
  ]
  expect([...inOrder].reverse().sort(byUrgency)).toEqual(inOrder)
})
