// The one door: the same report is stored once, bad input is refused kindly or mended, and a receipt means stored.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { engines } from './database.ts'
import { aKey, aReport, openWorld, postReport, type World } from './world.ts'

describe.each(engines)('intake on %s', engine => {
  let world: World
  beforeAll(async () => {
    world = await openWorld(engine)
  })
  afterAll(() => world.close())

  const stored = async () =>
    (await world.db.query<{ count: number }>('select count(*) from reports')).rows[0]?.count

  test('a report is stored with its region, its level and a number for people', async () => {
    const { status, body } = await postReport(world)
    expect(status).toBe(201)
    expect(body.report.properties).toMatchObject({
      region: 'ID-JK',
      level: 1,
      state: 'unverified',
      hazard: 'flood',
    })
    expect(body.report.properties.number).toBeGreaterThan(1_000_000)
    const again = await fetch(`${world.url}/api/reports/${body.report.properties.number}`).then(answer =>
      answer.json(),
    )
    expect(again.properties.id).toBe(body.report.properties.id)
  })

  test.each([
    [12.4, 12],
    [null, null],
    [-5, null],
    ['3', null],
    [1e9, null],
  ])('how exact its place is: %s is kept as %s', async (exactness, kept) => {
    const { body } = await postReport(world, aReport({ exactness }))
    expect(body.report.properties.exactness).toBe(kept)
  })

  test('the same report sent ten times at once and once more later is one report and one answer', async () => {
    const key = aKey()
    const before = await stored()
    const answers = await Promise.all(Array.from({ length: 10 }, () => postReport(world, aReport(), key)))
    const later = await postReport(world, aReport({ words: 'sent again' }), key)
    expect(new Set([...answers, later].map(answer => answer.body.report.properties.id)).size).toBe(1)
    expect(answers.filter(answer => answer.status === 201)).toHaveLength(1)
    expect(later).toMatchObject({ status: 200, body: { created: false } })
    expect(await stored()).toBe(Number(before) + 1)
  })

  test('a report that has meanwhile become too old is still known by its key', async () => {
    const key = aKey()
    const first = await postReport(world, aReport(), key)
    const later = await postReport(world, aReport({ at: '2020-01-01T00:00:00Z' }), key)
    expect(later.body.report.properties.id).toBe(first.body.report.properties.id)
  })

  test.each([
    ['an unknown hazard', { hazard: 'godzilla' }, 'hazard-unknown'],
    ['no hazard', { hazard: undefined }, 'hazard-unknown'],
    ['a depth that is no number', { answers: { depth: 'deep' } }, 'answers-wrong'],
    ['a depth of minus one', { answers: { depth: -1 } }, 'answers-wrong'],
    ['an answer to another question', { answers: { depth: 10, magnitude: 7 } }, 'answers-wrong'],
    ['no place', { place: null }, 'place-missing'],
    ['a place that is text', { place: 'Kemang' }, 'place-not-a-point'],
    ['a place with NaN', { place: { lng: Number.NaN, lat: -6 } }, 'place-not-a-point'],
    ['a place off the globe', { place: { lng: 106.8, lat: -620 } }, 'place-not-a-point'],
    ['the zero point of a phone without a fix', { place: { lng: 0, lat: 0 } }, 'place-zero'],
    ['a place in Paris', { place: { lng: 2.35, lat: 48.85 } }, 'place-outside'],
    ['a time that is none', { at: 'yesterday' }, 'time-unreadable'],
    ['a time in the future', { at: new Date(Date.now() + 3_600_000).toISOString() }, 'time-future'],
    ['a time long ago', { at: '1998-05-21T00:00:00Z' }, 'time-ancient'],
    ['words without end', { words: 'air '.repeat(5_000) }, 'words-too-long'],
  ])('%s is refused with a stable code and a sentence', async (_name, changes, code) => {
    const before = await stored()
    const { status, body } = await postReport(world, aReport(changes))
    expect(status).toBeGreaterThanOrEqual(400)
    expect(status).toBeLessThan(500)
    expect(body.code).toBe(code)
    expect(body.detail).toMatch(/\p{L}{3}.*\.$/u)
    expect(body.detail).not.toContain('{')
    expect(await stored()).toBe(before)
  })

  test('a refusal speaks the language of the sender', async () => {
    const refused = (language: string) =>
      fetch(`${world.url}/api/reports`, {
        method: 'POST',
        headers: {
          'Content-Type': 'application/json',
          'Accept-Language': language,
          'Idempotency-Key': aKey(),
        },
        body: JSON.stringify(aReport({ place: null })),
      })
    expect((await (await refused('id')).json()).detail).toContain('Lokasinya belum ada')
    expect((await (await refused('en-GB')).json()).detail).toContain('The place is missing')
    expect((await refused('en')).headers.get('Content-Type')).toContain('application/problem+json')
  })

  test.each([
    ['no JSON', '{"hazard":', 'body-unreadable', 400],
    ['a list', '[]', 'body-unreadable', 400],
    ['ten megabytes', JSON.stringify(aReport({ words: 'x'.repeat(10_000_000) })), 'body-too-large', 413],
    ['depth without end', `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`, 'body-unreadable', 400],
  ])('a body that is %s is refused', async (_name, body, code, status) => {
    const response = await fetch(`${world.url}/api/reports`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Idempotency-Key': aKey() },
      body,
    })
    expect(response.status).toBe(status)
    expect((await response.json()).code).toBe(code)
  })

  test.each([
    ['drill', { drill: 'yes' }],
    ['device', { device: 'short' }],
    ['placedBy', { placedBy: 'magic' }],
  ])('a body whose %s is not as it should be is refused, and the field is named', async (field, changes) => {
    expect(await postReport(world, aReport(changes))).toMatchObject({
      status: 400,
      body: { code: 'body-unreadable', field },
    })
  })

  test('a request without a key is refused', async () => {
    expect(await postReport(world, aReport(), '')).toMatchObject({
      status: 400,
      body: { code: 'key-missing' },
    })
  })

  test('latitude and longitude that were swapped are set right', async () => {
    const { body } = await postReport(world, aReport({ place: { lng: -6.26, lat: 106.81 } }))
    expect(body.report.geometry.coordinates).toEqual([106.81, -6.26])
  })

  test('a clock that runs some minutes ahead is set back to now', async () => {
    const { body } = await postReport(world, aReport({ at: new Date(Date.now() + 5 * 60_000).toISOString() }))
    expect(Date.parse(body.report.properties.at)).toBeLessThanOrEqual(Date.now())
  })

  test('control characters, lone surrogates and text that runs backwards are taken out, line breaks stay', async () => {
    const { body } = await postReport(
      world,
      aReport({ words: ' air\u0000 naik\u0007\ud800\u202E\r\nsampai lutut ' }),
    )
    expect(body.report.properties.words).toBe('air  naik  \nsampai lutut')
  })

  test('a telephone number and a mail address are shown to nobody but officers; figures that matter stay', async () => {
    const words =
      'tolong hubungi 0812-3456-7890 atau ibu@rumah.id, air 120 cm sejak 03.30, rumah no 12 RT 003/RW 004'
    const { body } = await postReport(world, aReport({ words }))
    expect(body.report.properties.words).toBe(
      'tolong hubungi ••• atau •••, air 120 cm sejak 03.30, rumah no 12 RT 003/RW 004',
    )
  })

  test('the database may go on with only one connection while a hundred report at once', async () => {
    const answers = await Promise.all(Array.from({ length: 100 }, () => postReport(world)))
    expect(answers.every(answer => answer.status === 201)).toBe(true)
    expect(new Set(answers.map(answer => answer.body.report.properties.number)).size).toBe(100)
  })
})
