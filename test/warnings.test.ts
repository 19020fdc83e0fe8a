// Warnings from draft to all-clear: who may approve, who is told and who is not, what the map and the sockets show, and that drills stay drills.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { citizenAt } from '../db/citizens.ts'
import { saveSubscription } from '../db/subscriptions.ts'
import { hazardKeys } from '../server/domain/hazards/index.ts'
import { languages } from '../server/domain/messages/index.ts'
import { severities } from '../server/domain/warning.ts'
import { templateOf } from '../server/domain/warning-templates.ts'
import { engines } from './database.ts'
import { collection, fileOf, perform } from './operators.ts'
import {
  aReport,
  aSquare,
  askDesk,
  aWarning,
  issue,
  openSocket,
  openWorld,
  postReport,
  signIn,
  type World,
  warn,
} from './world.ts'

/** 10.00 in Jakarta. */
const MORNING = Date.parse('2026-01-05T03:00:00Z')
const HOUR = 3_600_000
type Two = [{ Cookie: string }, { Cookie: string }]
type Spot = { lng: number; lat: number }

describe.each(engines)('warnings on %s', engine => {
  let world: World
  let clock = MORNING
  let two: Two
  /** Each test has a town of its own. */
  let towns = 0
  const aTown = (): Spot => ({ lng: 108 + towns++ * 0.5, lat: -7 })
  beforeAll(async () => {
    world = await openWorld(engine, { now: () => new Date(clock) })
    two = [await signIn(world, 'Sari'), await signIn(world, 'Ketut')]
  })
  afterAll(() => world.close())

  let people = 0
  /** Somebody without a telephone that answers: what is told to them stays in the outbox. */
  async function follower(
    where: { place: Spot; metres: number } | { area: string },
    wishes: object = {},
  ): Promise<string> {
    const citizen = await citizenAt(world.db, {
      id: crypto.randomUUID(),
      channel: 'telegram',
      address: `person-${engine}-${people++}`,
      language: 'id',
      at: new Date(clock),
    })
    await saveSubscription(world.db, {
      citizen,
      at: new Date(clock),
      subscription: {
        id: crypto.randomUUID(),
        name: 'rumah',
        where,
        hazards: null,
        level: 0,
        quiet: null,
        timeZone: 'Asia/Jakarta',
        drills: false,
        removed: false,
        ...wishes,
      },
    })
    return citizen
  }
  async function toldTo(citizen: string): Promise<string[]> {
    await world.caughtUp()
    const { rows } = await world.db.query<{ text: string }>(
      `select message ->> 'text' as text from outbox where citizen = $1 order by id`,
      [citizen],
    )
    return rows.map(({ text }) => text)
  }
  const square = (town: Spot, half = 0.01, ...holes: [number, number][][]) => ({
    type: 'Polygon',
    coordinates: [aSquare(town, half), ...holes],
  })
  const draftOf = async (changes: object = {}) => {
    const { status, body } = await askDesk(world, two[0], '/warnings', aWarning(clock, { ...changes }))
    expect(status).toBe(201)
    return body
  }
  const stepOf = (
    officer: { Cookie: string },
    draft: { id: string; version: number },
    step: string,
    reason?: string,
  ) => askDesk(world, officer, `/warnings/drafts/${draft.id}/${step}`, { version: draft.version, reason })
  const edit = (
    officer: { Cookie: string },
    draft: { id: string; version: number; content: object },
    changes: object,
  ) =>
    askDesk(
      world,
      officer,
      `/warnings/drafts/${draft.id}`,
      { version: draft.version, content: { ...draft.content, ...changes } },
      'PUT',
    )

  test('nobody approves what they wrote themselves, and nothing is told before a second officer has', async () => {
    const town = aTown()
    const citizen = await follower({ place: town, metres: 1_000 })
    const draft = await draftOf({ outline: square(town) })
    expect((await stepOf(two[1], draft, 'approve')).body.code).toBe('warning-state')
    const waiting = await stepOf(two[0], draft, 'submit')
    expect(waiting.body.state).toBe('waiting')
    expect((await stepOf(two[0], waiting.body, 'approve')).body.code).toBe('warning-own')
    expect(await toldTo(citizen)).toEqual([])
    // Handed back with a reason, mended by the other one: now neither of them may approve it.
    expect((await stepOf(two[1], waiting.body, 'hand-back')).body.code).toBe('warning-reason-missing')
    const back = await stepOf(two[1], waiting.body, 'hand-back', 'Sebut pintu airnya')
    expect(back.body).toMatchObject({ state: 'draft', handedBack: 'Sebut pintu airnya' })
    const edited = await edit(two[1], back.body, { contact: '112' })
    expect(edited.body.writers).toEqual(['Ketut', 'Sari'])
    const again = await stepOf(two[0], edited.body, 'submit')
    for (const officer of two)
      expect((await stepOf(officer, again.body, 'approve')).body.code).toBe('warning-own')
    const third = await signIn(world, 'Made')
    expect((await stepOf(third, again.body, 'approve')).body).toMatchObject({
      state: 'issued',
      approver: 'Made',
    })
    expect(await toldTo(citizen)).toEqual([
      expect.stringMatching(/Peringatan Siaga: Banjir di sekitar rumah[\s\S]*Jauhi bantaran kali/),
    ])
    const { body } = await askDesk(world, two[0], `/warnings/${draft.warning}`)
    expect(
      body.history.map(({ action, officer }: { action: string; officer: string }) => `${officer} ${action}`),
    ).toEqual([
      'Sari warning-drafted',
      'Sari warning-submitted',
      'Ketut warning-handed-back',
      'Ketut warning-edited',
      'Sari warning-submitted',
      'Made warned',
      'Made warning-approved',
    ])
  })

  test('two at one draft never overwrite each other, and every version can be had again', async () => {
    const draft = await draftOf({ outline: square(aTown()) })
    const first = await edit(two[0], draft, { contact: 'satu' })
    expect((await edit(two[1], draft, { contact: 'dua' })).body.code).toBe('warning-changed')
    const { body } = await askDesk(world, two[1], `/warnings/drafts/${draft.id}`)
    expect(body.versions.map(({ content }: { content: { contact: string } }) => content.contact)).toEqual([
      '',
      'satu',
    ])
    const restored = await edit(two[0], { ...first.body, content: body.versions[0].content }, {})
    expect(restored.body.content.contact).toBe('')
    const gone = await stepOf(two[0], restored.body, 'discard')
    expect(gone.body.state).toBe('discarded')
    expect((await stepOf(two[0], gone.body, 'restore')).body.state).toBe('draft')
  })

  test('a draft with a hole in it is not submitted, and the officer is told which', async () => {
    const code = async (changes: object) =>
      (await stepOf(two[0], await draftOf({ outline: square(aTown()), ...changes }), 'submit')).body.code
    const { words } = aWarning(clock)
    // In UTC it is in a year that no database knows: one such warning, and nobody could list any.
    const early = { onset: '0001-01-01T00:00:00+07:00' }
    expect((await askDesk(world, two[0], '/warnings', early)).body.code).toBe('body-unreadable')
    expect(await code({ outline: null })).toBe('outline-wrong')
    expect(await code({ expiresAt: null })).toBe('warning-time-wrong')
    expect(await code({ expiresAt: new Date(clock + 8 * 24 * HOUR).toISOString() })).toBe(
      'warning-time-wrong',
    )
    expect(await code({ onset: new Date(clock + 9 * HOUR).toISOString() })).toBe('warning-time-wrong')
    expect(await code({ words: { ...words, en: { ...words.en, instruction: ' ' } } })).toBe(
      'warning-words-missing',
    )
    expect(await code({ words: { ...words, id: { ...words.id, description: 'Gunung {gunung}' } } })).toBe(
      'warning-gap-open',
    )
    expect(await code({ web: 'javascript:alert(1)' })).toBe('warning-web-wrong')
  })

  test('it reaches exactly those inside: on the border, but neither just outside nor in a hole, and no wider than the area', async () => {
    const town = aTown()
    const at = (east: number, north: number) => ({ lng: town.lng + east, lat: town.lat + north })
    const hole = aSquare(at(0.03, 0.03), 0.01)
    const outline = square(town, 0.1, hole)
    // A metre is about 0.000009 degrees.
    const inside = [at(0, 0), at(0.0999, 0), at(0, -0.0999), at(0.041, 0.03), at(0.03, 0.0199)]
    const border = [at(0.1, 0), at(0, -0.1), at(0.1, 0.1), at(0.04, 0.03)]
    const outside = [
      at(0.10001, 0),
      at(0, -0.10001),
      at(0.1, 0.10001),
      at(0.03, 0.03),
      at(0.0399, 0.03),
      at(0.03, 0.0201),
    ]
    const place = (spot: Spot) => follower({ place: spot, metres: 50_000 })
    const reached = await Promise.all([...inside, ...border].map(place))
    const spared = await Promise.all(outside.map(place))
    const reach = await askDesk(world, two[0], '/warnings/reach', {
      hazard: 'flood',
      severity: 'Moderate',
      outline,
    })
    expect(reach.body).toMatchObject({ people: reached.length, timeZone: 'Asia/Jakarta' })
    await warn(world, two, aWarning(clock, { outline }))
    for (const citizen of reached) expect(await toldTo(citizen)).toHaveLength(1)
    for (const citizen of spared) expect(await toldTo(citizen)).toHaveLength(0)
  })

  test('across two provinces it names both; who follows a whole area is told where it is covered, not where it is touched', async () => {
    const town = aTown()
    const at = (east: number): Spot => ({ lng: town.lng + east, lat: town.lat })
    const file = fileOf(
      collection(
        [
          { id: `${engine}-west`, name: 'Barat', ring: aSquare(at(-0.05), 0.05) },
          { id: `${engine}-east`, name: 'Timur', ring: aSquare(at(0.05), 0.05) },
          { id: `${engine}-far`, name: 'Jauh', ring: aSquare(at(0.15), 0.05) },
        ].map(({ id, name, ring }) => ({
          type: 'Feature' as const,
          properties: { id, name },
          geometry: { type: 'Polygon' as const, coordinates: [ring] },
        })),
      ),
    )
    expect((await perform(world.db, 'areas import', { file })).code).toBe(0)
    const [west, east, far] = await Promise.all(
      ['west', 'east', 'far'].map(area => follower({ area: `${engine}-${area}` })),
    )
    // All of the east, a strip of the west, and the far one only along its border.
    const ring = [
      [town.lng - 0.01, town.lat - 0.05],
      [town.lng + 0.1, town.lat - 0.05],
      [town.lng + 0.1, town.lat + 0.05],
      [town.lng - 0.01, town.lat + 0.05],
    ]
    await warn(world, two, aWarning(clock, { outline: { type: 'Polygon', coordinates: [ring] } }))
    expect(await toldTo(west ?? '')).toHaveLength(1)
    expect(await toldTo(east ?? '')).toHaveLength(1)
    expect(await toldTo(far ?? '')).toHaveLength(0)

    const border = { type: 'Polygon', coordinates: [aSquare({ lng: 106.75, lat: -6.32 }, 0.15)] }
    const id = await warn(world, two, aWarning(clock, { outline: border }))
    const { body } = await askDesk(world, two[0], `/warnings/${id}`)
    expect(body.warning.regions).toEqual(expect.arrayContaining(['ID-BT', 'ID-JK', 'ID-JB']))
  })

  test('a change tells those inside now, and those whom it left; the all-clear is told once to each', async () => {
    const town = aTown()
    const east = { lng: town.lng + 0.015, lat: town.lat }
    const [stays, leaves, joins] = await Promise.all([
      follower({ place: town, metres: 1_000 }),
      follower({ place: east, metres: 1_000 }),
      follower({ place: { lng: town.lng - 0.015, lat: town.lat }, metres: 1_000 }),
    ])
    const id = await warn(
      world,
      two,
      aWarning(clock, {
        outline: square({ lng: town.lng + 0.005, lat: town.lat }, 0.012),
        severity: 'Severe',
      }),
    )
    expect(await toldTo(joins)).toHaveLength(0)
    clock += 20 * 60_000
    const change = await askDesk(world, two[1], `/warnings/${id}/change`, {})
    expect((await askDesk(world, two[0], `/warnings/${id}/change`, {})).body.code).toBe('warning-open')
    const edited = await edit(two[1], change.body, {
      outline: square({ lng: town.lng - 0.005, lat: town.lat }, 0.012),
    })
    await issue(world, [two[1], two[0]], edited.body)
    expect((await toldTo(stays)).at(-1)).toContain('diperbarui')
    expect((await toldTo(joins)).at(-1)).toContain('diperbarui')
    expect((await toldTo(leaves)).at(-1)).toContain('dicabut')
    clock += 20 * 60_000
    const words = { id: 'Air sudah surut.', en: 'The water is gone.' }
    expect((await askDesk(world, two[0], `/warnings/${id}/end`, { words })).status).toBe(200)
    expect((await askDesk(world, two[1], `/warnings/${id}/end`, { words })).status).toBe(200)
    for (const citizen of [stays, joins])
      expect((await toldTo(citizen)).at(-1)).toMatch(/dicabut[\s\S]*Air sudah surut/)
    expect((await toldTo(stays)).length).toBe(3)
    expect((await toldTo(joins)).length).toBe(2)
    expect((await toldTo(leaves)).length).toBe(2)
    expect((await askDesk(world, two[0], `/warnings/${id}/change`, {})).body.code).toBe('warning-over')
  })

  test('at night only danger to life comes through to who asked for quiet', async () => {
    const town = aTown()
    const citizen = await follower({ place: town, metres: 1_000 }, { quiet: { from: 0, until: 12 * 60 } })
    await warn(world, two, aWarning(clock, { outline: square(town), severity: 'Moderate' }))
    expect(await toldTo(citizen)).toHaveLength(0)
    await warn(world, two, aWarning(clock, { outline: square(town), severity: 'Extreme' }))
    expect(await toldTo(citizen)).toEqual([expect.stringContaining('Peringatan Awas')])
  })

  test('a drill reaches nobody who takes no part in drills, and shows on the drill alone', async () => {
    const town = aTown()
    const citizen = await follower({ place: town, metres: 1_000 })
    const partaker = await follower({ place: town, metres: 1_000 }, { drills: true })
    await postReport(world, aReport({ place: town }))
    const real = await openSocket(world)
    const drill = await openSocket(world)
    await real.watch({})
    await drill.watch({ drill: true })
    const id = await warn(world, two, aWarning(clock, { outline: square(town), drill: true }))
    await drill.until(change => change.what === 'warning' && change.feature.properties.id === id)
    expect(await toldTo(citizen)).toHaveLength(0)
    expect(await toldTo(partaker)).toEqual([
      expect.stringMatching(/^LATIHAN: ini bukan kejadian nyata\n\n📢/),
    ])
    expect(real.changes.filter(([change]) => change.what === 'warning')).toEqual([])
    const page = await (await fetch(`${world.url}/peringatan/${id}`)).text()
    expect(page).toContain('LATIHAN: ini bukan kejadian nyata')
    expect(
      (await askDesk(world, two[0], '/warnings')).body.warnings.map((each: { id: string }) => each.id),
    ).not.toContain(id)
    expect(
      (await askDesk(world, two[0], '/warnings?drill=1')).body.warnings.map(
        (each: { id: string }) => each.id,
      ),
    ).toContain(id)
    for (const socket of [real, drill]) socket.close()
  })

  test('it stands on every open map within the second, with no officer’s name, and leaves when it is lifted or its time is over', async () => {
    const town = aTown()
    const socket = await openSocket(world)
    await socket.watch({ box: [town.lng - 0.1, town.lat - 0.1, town.lng + 0.1, town.lat + 0.1] })
    const id = await warn(world, two, aWarning(clock, { outline: square(town) }))
    await socket.until(change => change.what === 'warning' && change.feature.properties.id === id)
    expect(JSON.stringify(socket.changes)).not.toMatch(/Sari|Ketut/)
    await askDesk(world, two[0], `/warnings/${id}/end`, {})
    await socket.until(change => change.what === 'gone' && change.id === id)
    const short = await warn(
      world,
      two,
      aWarning(clock, { outline: square(town), expiresAt: new Date(clock + HOUR).toISOString() }),
    )
    await socket.until(change => change.what === 'warning' && change.feature.properties.id === short)
    expect((await fetch(`${world.url}/peringatan/${short}?lang=en`)).headers.get('content-language')).toBe(
      'en',
    )
    clock += 2 * HOUR
    await socket.until(change => change.what === 'gone' && change.id === short)
    socket.close()
  })

  test('the past shows what held then: neither what came later nor what had been lifted', async () => {
    const town = aTown()
    const before = clock
    clock += HOUR
    const id = await warn(world, two, aWarning(clock, { outline: square(town), severity: 'Minor' }))
    clock += HOUR
    const { body: change } = await askDesk(world, two[0], `/warnings/${id}/change`, {})
    const { body: edited } = await edit(two[0], change, { severity: 'Severe' })
    await issue(world, two, edited)
    clock += HOUR
    await askDesk(world, two[0], `/warnings/${id}/end`, {})
    clock += HOUR
    const levelAt = async (at: number) => {
      const response = await fetch(`${world.url}/api/moments?at=${new Date(at).toISOString()}`)
      const { warnings } = await response.json()
      return warnings.find(({ properties }: { properties: { id: string } }) => properties.id === id)
        ?.properties.level
    }
    const half = HOUR / 2
    expect(await levelAt(before + half)).toBeUndefined()
    expect(await levelAt(before + HOUR + half)).toBe(1)
    expect(await levelAt(before + 2 * HOUR + half)).toBe(3)
    expect(await levelAt(before + 3 * HOUR + half)).toBeUndefined()
  })

  test('only duty officers warn, and only where they may: across two provinces only who may in both', async () => {
    const verifier = await signIn(world, 'Budi', { role: 'verifier' })
    expect((await askDesk(world, verifier, '/warnings', aWarning(clock))).body.code).toBe('not-allowed')
    const jakarta = await signIn(world, 'Rina', { role: 'duty-officer', regions: ['ID-JK'] })
    const border = { type: 'Polygon', coordinates: [aSquare({ lng: 106.75, lat: -6.32 }, 0.15)] }
    expect((await askDesk(world, jakarta, '/warnings', aWarning(clock, { outline: border }))).body.code).toBe(
      'region-not-yours',
    )
    const own = await askDesk(world, jakarta, '/warnings', aWarning(clock))
    expect(own.status).toBe(201)
    expect((await edit(jakarta, own.body, { outline: border })).body.code).toBe('region-not-yours')
    const elsewhere = await draftOf({ outline: square({ lng: 110.4, lat: -7.2 }) })
    const waiting = await stepOf(two[0], elsewhere, 'submit')
    expect((await stepOf(jakarta, waiting.body, 'approve')).body.code).toBe('region-not-yours')
    const id = await warn(world, two, aWarning(clock, { outline: square({ lng: 110.4, lat: -7.2 }) }))
    expect((await askDesk(world, jakarta, `/warnings/${id}/end`, {})).body.code).toBe('region-not-yours')
  })

  test('nobody who is not signed in reads or does anything', async () => {
    for (const [path, body] of [
      ['/warnings', undefined],
      ['/warnings', aWarning(clock)],
      ['/warnings/reach', {}],
      [`/warnings/${crypto.randomUUID()}/end`, {}],
      [`/warnings/drafts/${crypto.randomUUID()}/approve`, { version: 1 }],
    ] as const)
      expect((await askDesk(world, { Cookie: '' }, path, body)).status).toBe(401)
  })
})

test('every hazard and level has its template in each language, and only the name of a volcano is left to be filled', () => {
  for (const hazard of hazardKeys)
    for (const severity of severities)
      for (const language of languages) {
        const { headline, description, instruction } = templateOf(hazard, severity, language)
        expect(instruction).not.toBe('')
        const gaps = new Set(`${headline} ${description} ${instruction}`.match(/\{\w+\}/g))
        for (const known of ['{level}', '{place}', '{until}']) gaps.delete(known)
        expect([...gaps]).toEqual(hazard === 'volcano' ? ['{gunung}'] : [])
      }
})
