// Photos that come in pieces, as a phone on a bad line sends them: only by who sent the report, on from where the line broke, each attached once.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aKey, aReport, openWorld, postReport, type World } from './world.ts'

let world: World
let picture: Buffer
beforeAll(async () => {
  world = await openWorld('embedded')
  const colour = { width: 900, height: 600, channels: 3, background: '#357' } as const
  picture = await sharp({ create: colour }).png().toBuffer()
})
afterAll(() => world.close())

const folder = () => join(String(world.settings.DATA_DIR), 'uploads')
const encoded = (text: string) => Buffer.from(text).toString('base64')

async function aSentReport() {
  const key = aKey()
  const { body } = await postReport(world, aReport(), key)
  return { key, id: body.report.properties.id }
}

type Sender = { key: string; id: string }

const begin = ({ key, id }: Sender, { slot = '1', size = picture.length } = {}) =>
  fetch(`${world.url}/api/uploads`, {
    method: 'POST',
    headers: {
      'Tus-Resumable': '1.0.0',
      'Idempotency-Key': key,
      'Accept-Language': 'en',
      'Upload-Length': String(size),
      'Upload-Metadata': `report ${encoded(id)},slot ${encoded(slot)}`,
    },
  })

const addressOf = (begun: Response) => world.url + begun.headers.get('Location')

const sendPiece = (address: string, offset: number, piece: Buffer) =>
  fetch(address, {
    method: 'PATCH',
    headers: {
      'Tus-Resumable': '1.0.0',
      'Upload-Offset': String(offset),
      'Content-Type': 'application/offset+octet-stream',
      'Accept-Language': 'en',
    },
    body: new Uint8Array(piece),
  })

const ask = (address: string) => fetch(address, { method: 'HEAD', headers: { 'Tus-Resumable': '1.0.0' } })

async function photosOf({ id }: Sender): Promise<string[]> {
  await world.caughtUp()
  return world.board.reports.get(id)?.photos ?? []
}

test('a photo goes on from where the line broke, and is attached when it is whole', async () => {
  const sender = await aSentReport()
  const address = addressOf(await begin(sender))
  await sendPiece(address, 0, picture.subarray(0, 700))
  const where = await ask(address)
  expect(where.headers.get('Upload-Offset')).toBe('700')
  expect(await photosOf(sender)).toEqual([])
  expect((await sendPiece(address, 700, picture.subarray(700))).status).toBe(204)

  const [name, ...others] = await photosOf(sender)
  expect(others).toEqual([])
  const served = await fetch(`${world.url}/photos/${name}`)
  expect(await sharp(await served.arrayBuffer()).metadata()).toMatchObject({ width: 900, height: 600 })
  expect(readdirSync(folder())).toEqual([])
})

test('a sender who never heard the last answer sends it again, and it is still one photo', async () => {
  const sender = await aSentReport()
  await sendPiece(addressOf(await begin(sender)), 0, picture)
  const again = await begin(sender)
  expect(again.status).toBe(409)
  expect(await again.json()).toMatchObject({ code: 'photo-exists' })
  expect(await photosOf(sender)).toHaveLength(1)
})

test('four photos come in pieces at once, a fifth cannot be begun', async () => {
  const sender = await aSentReport()
  await Promise.all(
    ['1', '2', '3', '4'].map(async slot => sendPiece(addressOf(await begin(sender, { slot })), 0, picture)),
  )
  expect(new Set(await photosOf(sender)).size).toBe(4)
  expect((await begin(sender, { slot: '5' })).status).toBe(404)
})

test('only who sent the report may send its photo', async () => {
  const sender = await aSentReport()
  const stranger = await begin({ ...sender, key: aKey() })
  expect(stranger.status).toBe(404)
  expect(await stranger.json()).toMatchObject({ code: 'report-unknown' })
  expect((await begin({ ...sender, id: 'nonsense' })).status).toBe(404)
  expect((await sendPiece(`${world.url}/api/uploads/${'0'.repeat(32)}`, 0, picture)).status).toBe(404)
})

test('what is too large or no photo is refused, and nothing of it stays', async () => {
  const sender = await aSentReport()
  expect((await begin(sender, { size: 20 * 1024 * 1024 })).status).toBe(413)
  const words = Buffer.from('<script>alert(1)</script>'.repeat(20))
  const refused = await sendPiece(addressOf(await begin(sender, { size: words.length })), 0, words)
  expect(refused.status).toBe(415)
  expect(await refused.json()).toMatchObject({ code: 'photo-kind' })
  expect(await photosOf(sender)).toEqual([])
  expect(readdirSync(folder())).toEqual([])
})

test('what has arrived is served to nobody before it is clean', async () => {
  const address = addressOf(await begin(await aSentReport()))
  await sendPiece(address, 0, picture.subarray(0, 700))
  expect((await fetch(address, { headers: { 'Tus-Resumable': '1.0.0' } })).status).toBe(404)
})

test('an upload that nobody goes on with is thrown away after a day', async () => {
  const address = addressOf(await begin(await aSentReport()))
  const id = String(address.split('/').pop())
  const notes = join(folder(), `${id}.json`)
  const upload = JSON.parse(readFileSync(notes, 'utf8'))
  const before = readdirSync(folder()).length
  writeFileSync(notes, JSON.stringify({ ...upload, creation_date: new Date(Date.now() - 90_000_000) }))
  await world.sweepUploads()
  expect(readdirSync(folder())).toHaveLength(before - 2)
  expect((await ask(address)).status).toBe(404)
})
