// Photos of several machines in one store that speaks S3.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { picture } from './hostile-files.ts'
import { openS3 } from './s3.ts'
import { aKey, aReport, openWorld, postReport, type World } from './world.ts'

const s3 = openS3()
let world: World
beforeAll(async () => {
  world = await openWorld('embedded', {}, s3.settings)
}, 180_000)
afterAll(() => world.close())

async function withPhoto() {
  const key = aKey()
  const { body } = await postReport(world, aReport(), key)
  const response = await fetch(`${world.url}/api/reports/${body.report.properties.id}/photo`, {
    method: 'PUT',
    headers: { 'Content-Type': 'image/jpeg', 'Idempotency-Key': key },
    body: new Uint8Array(await picture(800, 600).jpeg().toBuffer()),
  })
  const { photo } = (await response.json()) as { photo: string }
  return { status: response.status, photo }
}

test('a photo lies there in three sizes, signed for, and nothing of it on this disk', async () => {
  const { status, photo } = await withPhoto()
  expect(status).toBe(200)
  const stored = [...s3.objects.keys()].filter(name => name.endsWith(photo))
  const sizes = [`/foto/photos/${photo}`, `/foto/photos/full/${photo}`, `/foto/photos/small/${photo}`]
  expect(stored.sort()).toEqual(sizes.sort())
  expect(s3.unsigned).toBe(0)
  expect(existsSync(join(world.settings.DATA_DIR ?? '', 'photos'))).toBe(false)
})

test('it is served from here with the same care, and what is not there is not found', async () => {
  const { photo } = await withPhoto()
  for (const path of [photo, `small/${photo}`, `full/${photo}`]) {
    const response = await fetch(`${world.url}/photos/${path}`)
    expect(response.status).toBe(200)
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'image/jpeg',
      'cache-control': 'public, max-age=300',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
    })
    expect(Buffer.from(await response.arrayBuffer()).subarray(0, 2)).toEqual(Buffer.from([0xff, 0xd8]))
  }
  for (const path of ['gone.jpg', '..%2F..%2Fsecret', 'large/gone.jpg', `full/${photo}.svg`])
    expect((await fetch(`${world.url}/photos/${path}`)).status).toBe(404)
})

test.each([
  ['hangs', () => s3.hang(true)],
  ['is away', () => s3.close()],
])('while the store %s a photo is refused for now, and its report stands', async (_, happen) => {
  const key = aKey()
  const { body } = await postReport(world, aReport(), key)
  await happen()
  const response = await fetch(`${world.url}/api/reports/${body.report.properties.id}/photo`, {
    method: 'PUT',
    headers: { 'Content-Type': 'image/jpeg', 'Idempotency-Key': key },
    body: new Uint8Array(await picture(80, 60).jpeg().toBuffer()),
  })
  expect([response.status, response.headers.get('Retry-After'), (await response.json()).code]).toEqual([
    503,
    '5',
    'photos-away',
  ])
  expect((await fetch(`${world.url}/api/reports/${body.report.properties.id}`)).status).toBe(200)
})
