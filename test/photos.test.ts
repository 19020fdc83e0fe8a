// Photos: whatever comes in, only clean pixels go out, under a name that nobody can guess.
import { randomUUID } from 'node:crypto'
import { copyFileSync, mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readLog } from '../db/log.ts'
import { migrate } from '../db/migrate.ts'
import { reportById } from '../db/reports.ts'
import type { ReportFeature } from '../server/domain/contract.ts'
import { isRefusal } from '../server/domain/refusal.ts'
import { openPhotos, type Photos } from '../server/photos/photos.ts'
import { freshDatabase } from './database.ts'
import {
  betrayingHeic,
  betrayingJpeg,
  exiftool,
  heifEncoder,
  hostileFiles,
  largeHeic,
  picture,
  saidIn,
} from './hostile-files.ts'
import { aKey, aReport, openWorld, postReport, type World } from './world.ts'

const MB = 1024 * 1024
const directory = mkdtempSync(join(tmpdir(), 'kentongan-photos-'))
let photos: Photos
beforeAll(async () => {
  photos = await openPhotos(directory, () => new Date())
})
afterAll(() => rmSync(directory, { recursive: true, force: true }))

async function kept(bytes: Buffer): Promise<string> {
  const outcome = await photos.keep(bytes)
  if (isRefusal(outcome)) throw new Error(outcome.refused)
  return outcome.name
}

const full = (name: string) => join(directory, 'photos', 'full', name)
const large = (name: string) => join(directory, 'photos', name)
const small = (name: string) => join(directory, 'photos', 'small', name)

test('a photo is stored in three sizes, none larger than it was', async () => {
  const name = await kept(await picture(4_000, 3_000).jpeg().toBuffer())
  expect(await sharp(full(name)).metadata()).toMatchObject({ format: 'jpeg', width: 2_560, height: 1_920 })
  expect(await sharp(large(name)).metadata()).toMatchObject({ format: 'jpeg', width: 1_280, height: 960 })
  expect(await sharp(small(name)).metadata()).toMatchObject({ format: 'jpeg', width: 320, height: 240 })
  const tiny = await kept(await picture(100, 50).png().toBuffer())
  expect(await sharp(large(tiny)).metadata()).toMatchObject({ width: 100, height: 50 })
})

test.each(['jpeg', 'png', 'webp', 'gif'] as const)('a %s is taken', async format => {
  const name = await kept(await picture().toFormat(format).toBuffer())
  expect((await sharp(large(name)).metadata()).format).toBe('jpeg')
})

test('a photo that was taken sideways stands upright', async () => {
  const name = await kept(await picture().withMetadata({ orientation: 6 }).jpeg().toBuffer())
  expect(await sharp(large(name)).metadata()).toMatchObject({ width: 200, height: 400 })
  // Turned by a quarter to the right, what was left is above.
  const { data } = await sharp(large(name)).raw().toBuffer({ resolveWithObject: true })
  expect(data[0]).toBeGreaterThan(150)
  expect(data[data.length - 1]).toBeGreaterThan(150)
})

test('names are long, all different, and say nothing', async () => {
  const bytes = await picture(20, 10).png().toBuffer()
  const names = await Promise.all(Array.from({ length: 20 }, () => kept(bytes)))
  expect(new Set(names).size).toBe(20)
  for (const name of names) expect(name).toMatch(/^[\w-]{32}\.jpg$/)
})

test('the secret of an installation is its own, kept, and read by its owner alone', async () => {
  const again = await openPhotos(directory, () => new Date())
  expect(again.nameFor('card', false)).toBe(photos.nameFor('card', false))
  expect(statSync(join(directory, 'secret')).mode & 0o777).toBe(0o600)
  const other = mkdtempSync(join(tmpdir(), 'kentongan-photos-'))
  const [first, second] = await Promise.all([
    openPhotos(other, () => new Date()),
    openPhotos(other, () => new Date()),
  ])
  expect(first.nameFor('card', false)).toBe(second.nameFor('card', false))
  expect(first.nameFor('card', false)).not.toBe(photos.nameFor('card', false))
  rmSync(other, { recursive: true })
})

test('a report from the time of one photo, and its entry in the log, have it as their first', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kentongan-migrations-'))
  copyFileSync(
    new URL('../db/migrations/0001_foundation.sql', import.meta.url),
    join(folder, '0001_foundation.sql'),
  )
  const fresh = await freshDatabase('embedded', { migrated: false })
  await migrate(fresh.db, folder)
  const [withPhoto, without] = [randomUUID(), randomUUID()]
  await fresh.db.query(
    `insert into reports (id, number, version, key, hazard, answers, level, at, received_at, expires_at, place, placed_by, region,
       words, photo, source, state, drill)
     select id, row_number() over (), 1, id::text::bytea, 'flood', '{"depth": 50}', 2, now(), now(), now(),
       ST_MakePoint(106.8, -6.2)::geography, 'pin', 'ID-JK', 'Banjir', photo, 'grasp', 'unverified', false
     from unnest($1::uuid[], $2::text[]) as old (id, photo)`,
    [
      [withPhoto, without],
      ['old.jpg', null],
    ],
  )
  await fresh.db.query(
    `insert into log (kind, subject, body)
     select 'report', id, jsonb_build_object('id', id, 'version', 1, 'placedBy', placed_by, 'photo', photo) from reports order by photo`,
  )
  await migrate(fresh.db)
  expect((await reportById(fresh.db, withPhoto))?.photos).toEqual(['old.jpg'])
  expect((await reportById(fresh.db, without))?.photos).toEqual([])
  const { entries } = await readLog(fresh.db, '0.0', 10)
  expect(entries.map(({ body }) => body)).toEqual([
    {
      id: withPhoto,
      version: 1,
      placedBy: 'pin',
      exactness: null,
      about: null,
      secret: false,
      photos: ['old.jpg'],
    },
    { id: without, version: 1, placedBy: 'pin', exactness: null, about: null, secret: false, photos: [] },
  ])
  await fresh.drop()
  rmSync(folder, { recursive: true })
})

test.skipIf(!heifEncoder)(
  'a photo of a large HEIC is opened apart: meanwhile the server answers everybody',
  async () => {
    const bytes = await largeHeic()
    const delays = monitorEventLoopDelay({ resolution: 5 })
    delays.enable()
    const name = await kept(bytes)
    delays.disable()
    expect(await sharp(full(name)).metadata()).toMatchObject({ format: 'jpeg', width: 2_560, height: 1_920 })
    expect(delays.max / 1e6).toBeLessThan(1_000)
  },
)

describe('through the front door', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kentongan-served-'))
  let world: World
  beforeAll(async () => {
    const scanner = join(folder, 'scanner')
    writeFileSync(scanner, '#!/bin/sh\n[ "$1" = --strict ] && ! grep -q BERBAHAYA "$2"\n', { mode: 0o755 })
    world = await openWorld('embedded', {}, { PHOTO_SCAN: `${scanner} --strict` })
  })
  afterAll(async () => {
    await world.close()
    rmSync(folder, { recursive: true, force: true })
  })

  /** A report, and the door for its photos. */
  async function reported(words = 'Air setinggi lutut, tolong') {
    const key = aKey()
    const { body } = await postReport(world, aReport({ words }), key)
    const address = `${world.url}/api/reports/${body.report.properties.id}`
    return {
      address: `${address}/photo`,
      key,
      read: async (): Promise<ReportFeature> => (await fetch(address)).json(),
      async put(bytes: Buffer, type = 'image/jpeg', own = key, language = 'id') {
        const headers = { 'Idempotency-Key': own, 'Content-Type': type, 'Accept-Language': language }
        const response = await fetch(`${address}/photo`, {
          method: 'PUT',
          headers,
          body: new Uint8Array(bytes),
        })
        return { status: response.status, body: await response.json() }
      },
    }
  }

  const folderOfPhotos = () => join(world.settings.DATA_DIR ?? '', 'photos')
  const stored = () => readdirSync(folderOfPhotos(), { recursive: true }).length
  const arriving = () => readdirSync(join(world.settings.DATA_DIR ?? '', 'arriving'))

  test.each(hostileFiles.filter(({ needsEncoder }) => heifEncoder || !needsEncoder))(
    '$name: nothing of it is served but clean pixels, and the words stay',
    async hostile => {
      const report = await reported()
      const before = stored()
      const answer = await report.put(await hostile.make(), hostile.type)
      expect(answer).toMatchObject({ status: hostile.status })
      const { words, photos } = (await report.read()).properties
      expect(words).toBe('Air setinggi lutut, tolong')
      expect(arriving()).toEqual([])
      if (hostile.status !== 200) {
        expect(answer.body.detail).toMatch(/\w/)
        expect(photos).toEqual([])
        expect(stored()).toBe(before)
        return
      }
      expect(photos).toEqual([answer.body.photo])
      const names: string[] = []
      for (const size of ['', 'small/', 'full/']) {
        const response = await fetch(`${world.url}/photos/${size}${answer.body.photo}`)
        expect(response.headers.get('Content-Type')).toBe('image/jpeg')
        const bytes = Buffer.from(await response.arrayBuffer())
        expect(await sharp(bytes).metadata()).not.toMatchObject({ exif: expect.anything() })
        for (const trace of ['<script', 'PK\x03\x04', 'rahasia', 'Budi', 'Telepon', 'Exif', 'Jakarta'])
          expect(bytes.includes(trace)).toBe(false)
        // Behind the mark of a JPEG's end there is nothing.
        expect(bytes.subarray(-2).toString('hex')).toBe('ffd9')
        names.push(`${randomUUID()}.jpg`)
        writeFileSync(join(folder, names.at(-1) ?? ''), bytes)
      }
      expect(saidIn(folder, names)).toEqual([])
    },
  )

  test.skipIf(!exiftool)('what is looked for in photos is there before they are cleaned', async () => {
    writeFileSync(join(folder, 'betraying.jpg'), await betrayingJpeg())
    expect(saidIn(folder, ['betraying.jpg']).join()).toMatch(/EXIF:GPSLatitude.*IPTC|IPTC.*EXIF:GPSLatitude/)
    if (!heifEncoder) return
    writeFileSync(join(folder, 'betraying.heic'), await betrayingHeic())
    expect(saidIn(folder, ['betraying.heic']).join()).toContain('EXIF:GPSLatitude')
  })

  test.each([
    ['that says so', { 'Content-Length': 200 * MB }],
    ['that does not', { 'Transfer-Encoding': 'chunked' }],
  ])('a body of 200 MB %s is refused on its way, and memory stays flat', async (_name, headers) => {
    const report = await reported()
    const before = process.memoryUsage().rss
    let most = before
    const begun = Date.now()
    const piece = Buffer.alloc(64 * 1024, 0xff)
    let sent = 0
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const sending = request(report.address, {
        method: 'PUT',
        headers: { 'Idempotency-Key': report.key, 'Content-Type': 'image/jpeg', ...headers },
      })
      sending.on('response', response => {
        resolve(response.statusCode)
        sending.destroy()
      })
      sending.on('error', reject)
      const send = () => {
        while (sent < 200 * MB && !sending.destroyed) {
          most = Math.max(most, process.memoryUsage().rss)
          sent += piece.length
          if (!sending.write(piece)) return void sending.once('drain', send)
        }
      }
      send()
    })
    expect(status).toBe(413)
    expect(sent).toBeLessThan(100 * MB)
    expect(Date.now() - begun).toBeLessThan(10_000)
    expect(most - before).toBeLessThan(100 * MB)
    await expect.poll(arriving).toEqual([])
    expect((await report.read()).properties).toMatchObject({
      words: 'Air setinggi lutut, tolong',
      photos: [],
    })
  })

  test('a sender who goes away in the middle leaves the report and no file', async () => {
    const report = await reported()
    const sending = request(report.address, {
      method: 'PUT',
      headers: { 'Idempotency-Key': report.key, 'Content-Length': MB },
    })
    sending.on('error', () => undefined)
    sending.write(Buffer.alloc(64 * 1024))
    await expect.poll(() => arriving().length).toBe(1)
    sending.destroy()
    await expect.poll(arriving).toEqual([])
    expect((await report.read()).properties.photos).toEqual([])
  })

  test('the operator’s scanner sees each file first, and what it does not like is refused kindly', async () => {
    const report = await reported()
    const bytes = Buffer.concat([await picture().jpeg().toBuffer(), Buffer.from('BERBAHAYA')])
    expect(await report.put(bytes)).toMatchObject({ status: 422, body: { code: 'photo-unsafe' } })
    expect((await report.put(bytes, 'image/jpeg', report.key, 'en')).body.detail).toContain('safety check')
    expect((await report.put(await picture().jpeg().toBuffer())).status).toBe(200)
  })

  test('a scanner that is not there lets nothing through', async () => {
    const other = mkdtempSync(join(tmpdir(), 'kentongan-photos-'))
    const guarded = await openPhotos(other, () => new Date(), {
      scan: { program: join(other, 'none'), options: [] },
    })
    expect(await guarded.keep(await picture().jpeg().toBuffer())).toEqual({ refused: 'photo-unsafe' })
    rmSync(other, { recursive: true })
  })

  test('four photos stand in the order they came, one sent twice is one, and a fifth is refused in both languages', async () => {
    const report = await reported()
    const pictures = await Promise.all([10, 20, 30, 40, 50].map(side => picture(side, side).png().toBuffer()))
    const names: string[] = []
    for (const one of pictures.slice(0, 4)) names.push((await report.put(one)).body.photo)
    const [first, , , , fifth] = pictures
    expect((await report.put(first ?? Buffer.alloc(0))).body.photo).toBe(names[0])
    const before = stored()
    for (const [language, words] of [
      ['id', 'sudah punya 4 foto'],
      ['en', 'already has 4 photos'],
    ] as const)
      expect(await report.put(fifth ?? Buffer.alloc(0), 'image/png', report.key, language)).toMatchObject({
        status: 409,
        body: { code: 'photos-enough', detail: expect.stringContaining(words) },
      })
    expect(stored()).toBe(before)
    expect((await report.read()).properties.photos).toEqual(names)
    await world.caughtUp()
    const list = await (await fetch(`${world.url}/reports?geoformat=geojson`)).json()
    const shown = list.result.features.map((one: ReportFeature) => Object(one.properties).image_url)
    expect(shown).toContainEqual(expect.stringMatching(new RegExp(`^http.*/photos/${names[0]}$`)))
  })

  test('a photo is put with the report’s key alone, kept by others for minutes alone, and a browser can do nothing with it but show it', async () => {
    const report = await reported()
    const bytes = await picture().jpeg().toBuffer()
    expect((await report.put(bytes, 'image/jpeg', 'another')).status).toBe(404)
    const { photo } = (await report.put(bytes)).body
    for (const path of [`/photos/${photo}`, `/photos/small/${photo}`, `/photos/full/${photo}`]) {
      const response = await fetch(world.url + path)
      expect(response.status).toBe(200)
      expect(Object.fromEntries(response.headers)).toMatchObject({
        'content-type': 'image/jpeg',
        'cache-control': 'public, max-age=300',
        'x-content-type-options': 'nosniff',
        'content-security-policy': "default-src 'none'; sandbox",
      })
    }
  })

  test('a photo from before there was a full size is shown in the panel’s', async () => {
    const name = `${'b'.repeat(32)}.jpg`
    writeFileSync(join(folderOfPhotos(), name), await picture().jpeg().toBuffer())
    // That no report shows it is reason enough to show it to nobody.
    expect((await fetch(`${world.url}/photos/${name}`)).status).toBe(404)
    const { body } = await postReport(world)
    await world.db.query('update reports set photos = array[$2] where id = $1', [
      body.report.properties.id,
      name,
    ])
    expect((await fetch(`${world.url}/photos/full/${name}`)).status).toBe(200)
  })

  test('what is arriving cannot be asked for, and what a killed process left of it is taken away', async () => {
    const path = join(world.settings.DATA_DIR ?? '', 'arriving', 'left')
    writeFileSync(path, 'half a photo')
    for (const address of ['/photos/left', '/photos/..%2farriving%2fleft', '/arriving/left'])
      expect((await fetch(world.url + address)).status).toBe(404)
    utimesSync(path, 0, 0)
    await openPhotos(world.settings.DATA_DIR ?? '', () => new Date())
    expect(arriving()).toEqual([])
  })

  test.each([
    '/photos/',
    '/photos/..%2fsecret',
    '/photos/.hidden',
    '/photos/none.jpg',
    '/photos/small',
    '/photos/full/none.jpg',
  ])('%s gives nothing away', async path => {
    expect((await fetch(world.url + path)).status).toBe(404)
  })

  test('an address with a zero character is refused before anybody looks', async () => {
    expect((await fetch(`${world.url}/photos/%00`)).status).toBe(400)
  })

  test('an address that nobody signed takes no photo', async () => {
    for (const query of [
      '',
      '?until=9999999999999&signature=',
      `?until=9999999999999&signature=${'A'.repeat(43)}`,
    ]) {
      const response = await fetch(`${world.url}/photos/${'a'.repeat(32)}.jpg${query}`, {
        method: 'PUT',
        body: new Uint8Array(await picture().jpeg().toBuffer()),
      })
      expect(response.status).toBe(404)
    }
  })
})
