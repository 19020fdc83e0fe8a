// Cards: a link is good for one report, however often and from however many sides it is used.
import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createCard } from '../db/cards.ts'
import { citizenAt } from '../db/citizens.ts'
import { reporterOf } from '../db/reports.ts'
import { answers } from '../server/wire/answers.ts'
import { engines } from './database.ts'
import { openWorld, type World } from './world.ts'

type Reply = { status: number; body: Record<string, never> & { cardId: string }; headers: Headers }

describe.each(engines)('cards on %s', engine => {
  let world: World
  let card = ''
  beforeAll(async () => {
    world = await openWorld(engine)
  })
  afterAll(() => world.close())
  beforeEach(async () => {
    card = (await send('POST', '/cards', aCard)).body.cardId
  })

  const aCard = { username: 'budi', network: 'telegram', language: 'id', network_data: { chat: 5 } }
  const aReport = (changes: object = {}) => ({
    disaster_type: 'flood',
    card_data: { report_type: 'flood', flood_depth: 80 },
    text: 'Banjir di depan rumah',
    created_at: new Date().toISOString(),
    location: { lat: -6.2607, lng: 106.8166 },
    ...changes,
  })
  const structure = {
    disaster_type: 'earthquake',
    card_data: { report_type: 'structure', structureFailure: 1 },
  }
  const road = {
    disaster_type: 'earthquake',
    card_data: { report_type: 'road', accessabilityFailure: 0, condition: 2 },
  }

  async function send(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Reply> {
    const response = await fetch(world.url + path, {
      method,
      headers: { ...(body !== undefined && { 'Content-Type': 'application/json' }), ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    return { status: response.status, body: text ? JSON.parse(text) : undefined, headers: response.headers }
  }

  const put = (body: unknown, id = card) => send('PUT', `/cards/${id}`, body)
  const stored = async () =>
    (await world.db.query<{ count: number }>('select count(*) from reports')).rows[0]?.count ?? 0
  const path = (address: string) => address.slice(address.indexOf('/photos/'))
  const photo = async () =>
    new Uint8Array(
      await sharp({ create: { width: 40, height: 30, channels: 3, background: '#123' } })
        .png()
        .toBuffer(),
    )

  test('a card is made, found, used, and told with its report', async () => {
    const made = await send('POST', '/cards', aCard)
    expect(made).toMatchObject({ status: 200, body: { created: true } })
    expect(answers.newCard.parse(made.body).cardId).toHaveLength(36)
    expect((await send('HEAD', `/cards/${card}`)).status).toBe(200)
    const before = await send('GET', `/cards/${card}`)
    expect(before.body).toEqual({
      statusCode: 200,
      result: { card_id: card, network: 'telegram', language: 'id', received: false, report: null },
    })
    expect(await put(aReport())).toMatchObject({
      status: 200,
      body: { statusCode: 200, cardId: card, created: true },
    })
    const { body } = await send('GET', `/cards/${card}`)
    expect(answers.card.parse(body)).toMatchObject({
      result: {
        received: true,
        report: { text: 'Banjir di depan rumah', report_data: { flood_depth: 80 }, source: 'grasp' },
      },
    })
    expect(JSON.stringify(body)).not.toContain('budi')
    await world.caughtUp()
    const list = await fetch(`${world.url}/reports?geoformat=geojson`).then(answer => answer.json())
    expect(
      list.result.features.map((one: { properties: { text: string } }) => one.properties.text),
    ).toContain('Banjir di depan rumah')
  })

  test('a browser that opens the link gets the form or nothing, never JSON', async () => {
    const response = await fetch(`${world.url}/cards/${card}`, { headers: { Accept: 'text/html,*/*;q=0.8' } })
    expect(response.headers.get('Content-Type')).not.toBe('application/json; charset=utf-8')
  })

  test('a used card is refused, and twenty at once make one report', async () => {
    const before = await stored()
    const replies = await Promise.all(Array.from({ length: 20 }, () => put(aReport())))
    expect(replies.map(reply => reply.status).sort()).toEqual([200, ...Array.from({ length: 19 }, () => 409)])
    expect(await put(aReport())).toMatchObject({
      status: 409,
      body: { statusCode: 409, cardId: card, message: expect.any(String) },
    })
    expect(await stored()).toBe(before + 1)
  })

  test('an earthquake’s card may be sent once more, for the other kind', async () => {
    const before = await stored()
    expect((await put(aReport(structure))).status).toBe(200)
    expect((await put(aReport(road))).status).toBe(409)
    expect((await put(aReport({ ...structure, sub_submission: true }))).status).toBe(409)
    const twice = await Promise.all([1, 2, 3].map(() => put(aReport({ ...road, sub_submission: true }))))
    expect(twice.map(reply => reply.status).sort()).toEqual([200, 409, 409])
    expect(await stored()).toBe(before + 2)
    expect((await send('GET', `/cards/${card}`)).body).toMatchObject({
      result: {
        report: { report_data: { report_type: 'structure' } },
        sub_report: { report_data: { report_type: 'road' } },
      },
    })
  })

  test('a flood’s card is good for one report even when a second is asked for', async () => {
    await put(aReport())
    expect((await put(aReport({ ...road, sub_submission: true }))).status).toBe(409)
  })

  test.each(['00000000-0000-4000-8000-000000000000', 'no-card-at-all'])(
    'the card %s is not known',
    async unknown => {
      expect((await send('HEAD', `/cards/${unknown}`)).status).toBe(404)
      expect((await send('GET', `/cards/${unknown}`)).body).toEqual({
        statusCode: 404,
        found: false,
        result: null,
      })
      for (const reply of [
        await put(aReport(), unknown),
        await send('PATCH', `/cards/${unknown}`, { image_url: 'x' }),
        await send('GET', `/cards/${unknown}/images`),
      ])
        expect(reply).toMatchObject({
          status: 404,
          body: { statusCode: 404, cardId: unknown, message: expect.any(String) },
        })
    },
  )

  test.each([
    ['POST', {}, 'username', 'child "username" fails because ["username" is required]'],
    ['POST', { ...aCard, language: 'xx' }, 'language', /must be one of \[id, en\]/],
    ['PUT', aReport({ disaster_type: 'godzilla' }), 'disaster_type', /must be one of \[flood/],
    [
      'PUT',
      aReport({ location: { lat: 91, lng: 0 } }),
      'location.lat',
      'child "location" fails because [child "lat" fails because ["lat" must be less than or equal to 90]]',
    ],
    [
      'PUT',
      aReport({ card_data: { report_type: 'flood', flood_depth: 300 } }),
      'card_data',
      /^child "card_data" fails because/,
    ],
    ['PUT', aReport({ location: { lat: 48.8, lng: 2.3 } }), 'location', /^child "location" fails because/],
    ['PUT', aReport({ foo: 1 }), 'foo', '"foo" is not allowed'],
    ['PATCH', {}, 'image_url', 'child "image_url" fails because ["image_url" is required]'],
  ])('%s of %j is refused in the incumbent’s words', async (method, body, key, message) => {
    const reply = await send(method, method === 'POST' ? '/cards' : `/cards/${card}`, body)
    expect(reply).toMatchObject({
      status: 400,
      body: { statusCode: 400, error: 'Bad Request', validation: { source: 'body', keys: [key] } },
    })
    expect(reply.body.message).toMatch(message)
  })

  test('a body that is no JSON is a bad request', async () => {
    const response = await fetch(`${world.url}/cards`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: '{',
    })
    expect(response.status).toBe(400)
    expect(answers.badRequest.parse(await response.json()).statusCode).toBe(400)
  })

  test('the photo is put at a signed address, once, and then given to the report', async () => {
    const images = await send('GET', `/cards/${card}/images`, undefined, { 'Content-Type': 'image/png' })
    const { signedRequest, url } = answers.images.parse(images.body)
    const upload = async () =>
      (await fetch(world.url + path(signedRequest), { method: 'PUT', body: await photo() })).status
    expect((await fetch(world.url + path(url))).status).toBe(404)
    expect((await send('PATCH', `/cards/${card}`, { image_url: 'photo' })).status).toBe(403)
    await put(aReport())
    expect(
      (await send('PATCH', `/cards/${card}`, { image_url: 'https://example.org/mine.jpg' })).status,
    ).toBe(400)
    expect(await upload()).toBe(200)
    expect(await upload()).toBe(409)
    // Nobody is shown a photo that stands with no report.
    expect((await fetch(world.url + path(url))).status).toBe(404)
    expect(await send('PATCH', `/cards/${card}`, { image_url: url.split('/').at(-1) })).toMatchObject({
      status: 200,
      body: { statusCode: 200, cardId: card, updated: true },
    })
    expect((await fetch(world.url + path(url))).headers.get('Content-Type')).toBe('image/jpeg')
    expect((await send('PATCH', `/cards/${card}`, { image_url: 'again' })).status).toBe(403)
    expect((await send('GET', `/cards/${card}`)).body).toMatchObject({
      result: { report: { image_url: url } },
    })
  })

  test('a photo that was put first comes with the report, one from elsewhere is left out', async () => {
    const { body } = await send('GET', `/cards/${card}/images`)
    const { signedRequest, url } = answers.images.parse(body)
    await fetch(world.url + path(signedRequest), { method: 'PUT', body: await photo() })
    await put(aReport({ image_url: url }))
    expect((await send('GET', `/cards/${card}`)).body).toMatchObject({
      result: { report: { image_url: url } },
    })
    const other = (await send('POST', '/cards', aCard)).body.cardId
    await put(aReport({ image_url: 'https://example.org/tracker.gif' }), other)
    expect((await send('GET', `/cards/${other}`)).body).toMatchObject({
      result: { report: { image_url: null } },
    })
  })

  test('what is not an image at the signed address is refused, whatever was declared', async () => {
    expect(
      await send('GET', `/cards/${card}/images`, undefined, { 'Content-Type': 'text/html' }),
    ).toMatchObject({
      status: 400,
      body: { validation: { source: 'headers', keys: ['content-type'] } },
    })
    const { body } = await send('GET', `/cards/${card}/images`, undefined, { 'Content-Type': 'image/png' })
    const { signedRequest } = answers.images.parse(body)
    const html = await fetch(world.url + path(signedRequest), {
      method: 'PUT',
      headers: { 'Content-Type': 'image/png' },
      body: '<html>',
    })
    expect(html.status).toBe(415)
  })

  test('the report of a bot’s card belongs to the citizen who asked for it', async () => {
    const citizen = await citizenAt(world.db, {
      id: crypto.randomUUID(),
      channel: 'telegram',
      address: card,
      language: 'en',
      at: new Date(),
    })
    const id = crypto.randomUUID()
    await createCard(world.db, {
      id,
      citizen,
      username: citizen,
      network: 'telegram',
      language: 'en',
      at: new Date(),
    })
    await put(aReport(), id)
    const { rows } = await world.db.query<{ report: string }>('select report from cards where citizen = $1', [
      citizen,
    ])
    expect(await reporterOf(world.db, rows[0]?.report ?? id)).toMatchObject({ citizen, language: 'en' })
  })

  test('its link stands in no row of the table', async () => {
    const { rows } = await world.db.query<{ row: string }>('select to_jsonb(cards)::text as row from cards')
    expect(rows.length).toBeGreaterThan(0)
    expect(rows.some(({ row }) => row.includes(card))).toBe(false)
  })

  test('a training report stands with the drills', async () => {
    await put(aReport({ is_training: true, text: `latihan ${card}` }))
    await world.caughtUp()
    const list = async (query: string) =>
      (await fetch(`${world.url}/reports?geoformat=geojson${query}`)).text()
    expect(await list('')).not.toContain(card)
    expect(await list('&training=true')).toContain(card)
  })
})
