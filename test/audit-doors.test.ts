// Nothing is changed at the desk, or by an operator's command, that does not stand in the audit: every door of test/doors-table.ts that changes
// something is gone through, and every command of the command line is run.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { verifyAudit } from '../db/audit.ts'
import { commands } from '../server/commands/index.ts'
import { codeAt } from '../server/sign-in/second-factor.ts'
import { engines } from './database.ts'
import { desk } from './doors-table.ts'
import { importGauges } from './gauge-file.ts'
import { collection, fileOf, perform } from './operators.ts'
import { aReport, aSquare, aWarning, openWorld, password, postReport, signIn, type World } from './world.ts'

/** Doors that are not gone through here, and why. */
const leftOut: Record<string, string> = {
  'POST /api/desk/warnings/reach': 'counts who would be told',
  'POST /api/desk/presence': 'who looks at what, for half a minute',
  'POST /feeds/qlue': 'brings a report, which stands in the log with its partner',
  'POST /feeds/detik': 'brings a report, which stands in the log with its partner',
  'POST /api/desk/session/passkey/ask': 'a question in a cookie',
  'POST /api/desk/account/passkeys/offer': 'a question in a cookie',
  'POST /api/desk/session/passkey': 'needs an authenticator: test/passkeys.test.ts',
  'POST /api/desk/account/passkeys': 'needs an authenticator: test/passkeys.test.ts',
  'DELETE /api/desk/account/passkeys/:id': 'needs an authenticator: test/passkeys.test.ts',
}

describe.each(engines)('the audit on %s', engine => {
  let world: World
  beforeAll(async () => {
    world = await openWorld(engine)
  })
  afterAll(() => world.close())

  const lines = async (): Promise<{ officer: string; action: string }[]> =>
    (
      await world.db.query<{ officer: string; action: string }>(
        'select officer, action from audit order by seq',
      )
    ).rows

  test('has a line of each door that changes something, by whoever went through it', {
    timeout: 120_000,
  }, async () => {
    const chief = await signIn(world, 'Kepala')
    const second = await signIn(world, 'Kedua')
    const outline = { type: 'Polygon', coordinates: [aSquare({ lng: 106.8166, lat: -6.2607 }, 0.005)] }
    const village = { type: 'Feature', properties: { id: '317104', name: 'Bangka' }, geometry: outline }
    await perform(world.db, 'areas import', { file: fileOf(collection([village])) })
    await importGauges(world)
    const seen = new Map<string, string>()

    /** Goes through a door; the audit has to grow by a line of this officer. */
    async function go(door: string, body: object = {}, by = chief, fill: Record<string, string> = {}) {
      const before = (await lines()).length
      const [method = '', path = ''] = door.split(' ')
      const address = path.replace(/:(\w+)/g, (_, name: string) => fill[name] ?? '')
      const response = await fetch(world.url + address, {
        method,
        headers: { 'Content-Type': 'application/json', ...by },
        body: JSON.stringify(body),
      })
      const text = await response.text()
      const fresh = (await lines()).slice(before)
      const who = by === second ? 'Kedua' : by === chief ? 'Kepala' : 'Baru'
      const isTold = response.ok && fresh.some(({ officer }) => officer === who)
      seen.set(door, isTold ? 'told' : `${response.status} ${text.slice(0, 200)} ${JSON.stringify(fresh)}`)
      return { headers: response.headers, body: text === '' ? {} : JSON.parse(text) }
    }
    const post = async (lng = 106.8166) =>
      (await postReport(world, aReport({ place: { lng, lat: -6.2607 } }))).body.report.properties

    // The own account
    const added = await go('POST /api/desk/officers', {
      name: 'Baru',
      role: 'verifier',
      agency: null,
      regions: null,
    })
    const door = await go(
      'POST /api/desk/session',
      { name: 'Baru', password: added.body.password },
      {} as never,
    )
    const own = { Cookie: door.headers.get('Set-Cookie')?.split(';')[0] ?? '' }
    await go('PUT /api/desk/account/password', { password: added.body.password, wanted: password }, own)
    const offered = await go('POST /api/desk/account/second-factor', { password }, own)
    await go('PUT /api/desk/account/second-factor', { code: codeAt(offered.body.secret, new Date()) }, own)
    await go('DELETE /api/desk/account/second-factor', { password }, own)
    await go('PUT /api/desk/account/views/:name', { address: '#tab=mine' }, own, { name: 'Malam' })
    await go('DELETE /api/desk/account/views/:name', {}, own, { name: 'Malam' })
    const again = () =>
      fetch(`${world.url}/api/desk/session`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ name: 'Baru', password }),
      })
    await again()
    const account = await (await fetch(`${world.url}/api/desk/account`, { headers: own })).json()
    const other = account.sessions.find(({ isThis }: { isThis: boolean }) => !isThis)
    await go('DELETE /api/desk/account/sessions/:id', {}, own, { id: other.id })
    await again()
    await go('DELETE /api/desk/account/sessions', {}, own)
    await go('DELETE /api/desk/session', {}, own)
    // Officers, agencies, keys, the table of stages
    const { id } = added.body
    await again()
    await go('DELETE /api/desk/officers/:id/sessions', {}, chief, { id })
    await go('PATCH /api/desk/officers/:id', { role: 'viewer' }, chief, { id })
    await go('POST /api/desk/officers/:id/reset', {}, chief, { id })
    await go('POST /api/desk/agencies', { key: 'bpbd', name: 'BPBD' })
    const key = await go('POST /api/desk/keys', { name: 'pompa', deeds: ['look'], regions: null })
    await go('DELETE /api/desk/keys/:id', {}, chief, { id: key.body.id })
    const rule = { follows: [], hours: [1, 1, 1, 1], told: 'verifier', higherHours: 2 }
    await go('PUT /api/desk/stages/:stage', rule, chief, { stage: 'new' })
    // Webhooks: nobody is there, and it shall not be called
    const hook = await go('POST /api/desk/webhooks', { name: 'riset', url: 'https://riset.example/' })
    const by = { id: hook.body.webhook.id }
    await go('PATCH /api/desk/webhooks/:id', { name: 'lain' }, chief, by)
    await go('POST /api/desk/webhooks/:id/secret', {}, chief, by)
    await go('POST /api/desk/webhooks/:id/test', {}, chief, by)
    await go('POST /api/desk/webhooks/:id/replay', { dead: true }, chief, by)
    await go('POST /api/desk/webhooks/:id/pause', {}, chief, by)
    await go('POST /api/desk/webhooks/:id/resume', {}, chief, by)
    await go('DELETE /api/desk/webhooks/:id', {}, chief, by)
    // Reports
    const report = await post()
    await go('POST /api/desk/reports/:id/verify', {}, chief, { id: report.id })
    const secret = { secret: true, version: report.version + 1 }
    await go('POST /api/desk/reports/:id/secret', secret, chief, { id: report.id })
    const doubted = await post(106.95)
    await go('POST /api/desk/reports/:id/dismiss', { reason: 'x' }, chief, { id: doubted.id })
    await go('POST /api/desk/reports/:id/reopen', {}, chief, { id: doubted.id })
    await go('POST /api/desk/reports/:id/resolve', {}, chief, { id: doubted.id })
    const one = await post(106.9)
    await go('POST /api/desk/reports/several', {
      act: 'verify',
      items: [{ id: one.id, version: one.version }],
    })
    // Cases
    const first = await post(107)
    const next = await post(107.1)
    let found = (await go('POST /api/desk/cases/claim', { on: { report: first.id }, version: 0 })).body
    const on = () => ({ on: { case: found.id }, version: found.version })
    for (const [act, more] of [
      ['release', {}],
      ['note', { words: 'x' }],
      ['words', { words: 'x' }],
      ['ask', { words: 'x' }],
      ['assign', { agency: 'bpbd' }],
      ['hand-back', { words: 'x' }],
      ['resolve', {}],
      ['reopen', {}],
    ] as const)
      found = (await go(`POST /api/desk/cases/${act}`, { ...on(), ...more })).body
    const noted = await go('POST /api/desk/cases/several', { act: 'note', words: 'x', items: [on()] })
    found = noted.body.results[0].found
    const merged = { into: on(), from: [{ on: { report: next.id }, version: 0 }] }
    found = (await go('POST /api/desk/cases/merge', merged)).body
    found = (await go('POST /api/desk/cases/split', { from: on(), reports: [next.id] })).body.from
    await go('POST /api/desk/cases/undo', { case: found.id, version: found.version })
    // Warnings
    let draft = (await go('POST /api/desk/warnings', aWarning(Date.now()))).body
    const step = async (name: string, by = chief) => {
      const body = { version: draft.version, reason: 'x' }
      draft = (await go(`POST /api/desk/warnings/drafts/:id/${name}`, body, by, { id: draft.id })).body
    }
    const edited = { version: draft.version, content: draft.content }
    draft = (await go('PUT /api/desk/warnings/drafts/:id', edited, chief, { id: draft.id })).body
    for (const name of ['discard', 'restore', 'submit', 'withdraw', 'submit']) await step(name)
    await step('hand-back', second)
    await step('submit')
    await step('approve', second)
    await go('POST /api/desk/warnings/:id/change', {}, chief, { id: draft.warning })
    await go('POST /api/desk/warnings/:id/end', {}, chief, { id: draft.warning })
    // Flooded areas and gauges
    await go('PUT /api/desk/areas/:id/state', { state: 2 }, chief, { id: '317104' })
    await go('PUT /floods/:localAreaId', { state: 3 }, chief, { localAreaId: '317104' })
    await go('DELETE /floods/:localAreaId', {}, chief, { localAreaId: '317104' })
    const [gauge] = world.board.gauges.keys()
    const reading = { at: new Date().toISOString(), depth: 100 }
    await go('POST /api/gauges/:id/observations', reading, chief, { id: gauge ?? '' })

    const changing = Object.keys(desk).filter(name => !name.startsWith('GET ') && !(name in leftOut))
    expect(Object.fromEntries([...seen].filter(([, how]) => how !== 'told'))).toEqual({})
    expect(changing.filter(name => !seen.has(name))).toEqual([])
    expect([...seen.keys()].filter(name => !changing.includes(name))).toEqual([])
    expect(await verifyAudit(world.db)).toMatchObject({ whole: true })
  })

  test('has a line of each command that changes something, without a secret', {
    timeout: 120_000,
  }, async () => {
    const file = fileOf(collection([]))
    const given: Record<string, object> = {
      'officer add': { name: 'Operasi', password },
      'officer password': { name: 'Operasi', password: `${password} lagi` },
      'officer reset': { name: 'Operasi', password },
      'officer role': { name: 'Operasi', newRole: 'viewer' },
      'officer disable': { name: 'Operasi' },
      'officer enable': { name: 'Operasi' },
      'agency add': { key: 'basarnas', agencyName: 'Basarnas' },
      'key add': { name: 'pompa', deed: ['look'] },
      'key revoke': {},
      'audit export': {},
      'areas import': { file },
      'places import': { file, kind: 'shelter' },
      'places remove': { source: 'none' },
      'gauges import': { file: fileOf('gauge,at,depth\n') },
      drill: { minutes: 0.001, reports: 1, seed: 1 },
      'drill clear': {},
      replay: { file },
      backup: { file: `${file}.tar`, withoutPhotos: true },
    }
    const wrong: string[] = []
    for (const { name, audit } of commands) {
      // Restoring fills an empty database alone: test/backup.test.ts looks for its line.
      if (audit === undefined || name === 'restore') continue
      const before = (await lines()).length
      const key = await world.db.query<{ id: string }>('select id from service_keys where revoked_at is null')
      await perform(
        world.db,
        name,
        name === 'key revoke' ? { id: key.rows[0]?.id } : (given[name] ?? {}),
      ).catch(
        // A file with nothing in it may be refused; that it was tried stands there all the same.
        () => undefined,
      )
      if (!(await lines()).slice(before).some(({ officer }) => officer === 'operator')) wrong.push(name)
    }
    expect(wrong).toEqual([])
    const reading = commands.flatMap(({ name, audit }) => (audit === undefined ? [name] : []))
    expect(reading.sort()).toEqual([
      'agency list',
      'areas list',
      'audit verify',
      'evaluate',
      'evaluate-areas',
      'gauges list',
      'key list',
      'officer list',
      'places list',
      'snapshot',
      'status',
    ])
    const { rows } = await world.db.query<{ told: string }>(
      `select concat(before, after, reason) as told from audit where position($1 in concat(before, after, reason)) > 0`,
      [password],
    )
    expect(rows).toEqual([])
  })
})
