// Photos: whatever comes in, only clean pixels go out, under a name that nobody can guess.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isRefusal } from '../server/domain/report.ts'
import { openPhotos, type Photos } from '../server/photos.ts'
import { aKey, openWorld, postReport, type World } from './world.ts'

const directory = mkdtempSync(join(tmpdir(), 'kentongan-photos-'))
let photos: Photos
beforeAll(async () => {
  photos = await openPhotos(directory, () => new Date())
})
afterAll(() => rmSync(directory, { recursive: true, force: true }))

/** Left half red, right half blue. */
const picture = (width = 400, height = 200) =>
  sharp({ create: { width, height, channels: 3, background: '#d00000' } }).composite([
    {
      input: { create: { width: width / 2, height, channels: 3, background: '#0000d0' } },
      left: width / 2,
      top: 0,
    },
  ])

async function kept(bytes: Buffer): Promise<string> {
  const outcome = await photos.keep(bytes)
  if (isRefusal(outcome)) throw new Error(outcome.refused)
  return outcome.name
}

const large = (name: string) => join(directory, 'photos', name)
const small = (name: string) => join(directory, 'photos', 'small', name)

test('a photo is stored in two sizes, neither larger than it was', async () => {
  const name = await kept(await picture(4_000, 3_000).jpeg().toBuffer())
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

/** A PNG that claims to be as large as one likes, in a few bytes. */
function bomb(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data])
    const [length, crc] = [Buffer.alloc(4), Buffer.alloc(4)]
    length.writeUInt32BE(data.length)
    crc.writeUInt32BE(crc32(body))
    return Buffer.concat([length, body, crc])
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(1_000))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function crc32(bytes: Buffer): number {
  let crc = ~0
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0)
  }
  return ~crc >>> 0
}

const heic = Buffer.concat([
  Buffer.from([0, 0, 0, 24]),
  Buffer.from('ftypheic\0\0\0\0mif1heic'),
  Buffer.alloc(200),
])

test.each([
  ['nothing at all', async () => Buffer.alloc(0), 'photo-unreadable'],
  ['a text', async () => Buffer.from('banjir'), 'photo-kind'],
  ['a page with a script', async () => Buffer.from('<html><script>alert(1)</script></html>'), 'photo-kind'],
  [
    'an SVG with a script',
    async () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
    'photo-kind',
  ],
  [
    'a program',
    async () => Buffer.concat([Buffer.from([0x7f]), Buffer.from('ELF'), Buffer.alloc(100)]),
    'photo-kind',
  ],
  ['a phone’s HEIC', async () => heic, 'photo-kind'],
  [
    'a JPEG that breaks off',
    async () => (await picture(800, 600).jpeg().toBuffer()).subarray(0, 900),
    'photo-unreadable',
  ],
  [
    'a JPEG in name alone',
    async () => Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(500, 7)]),
    'photo-unreadable',
  ],
  ['a picture of three thousand million pixels', async () => bomb(60_000, 50_000), 'photo-unreadable'],
  ['sixteen megabytes', async () => Buffer.alloc(16 * 1024 * 1024), 'photo-too-large'],
])('%s is refused and leaves nothing behind', async (_name, make, code) => {
  const before = readdirSync(join(directory, 'photos')).length
  expect(await photos.keep(await make())).toMatchObject({ refused: code })
  expect(readdirSync(join(directory, 'photos'))).toHaveLength(before)
})

const exiftool = '/usr/bin/exiftool'
const present = existsSync(exiftool)
if (!present) console.warn('SKIPPED: exiftool is not on this machine.')

test.skipIf(!present)('the place, the owner and the time that a phone hid in a photo are gone', async () => {
  const source = join(directory, 'source.jpg')
  writeFileSync(source, await picture(600, 400).jpeg().toBuffer())
  const hidden = [
    '-GPSLatitude=6.2',
    '-GPSLatitudeRef=S',
    '-GPSLongitude=106.8',
    '-GPSLongitudeRef=E',
    '-Artist=Budi',
    '-Model=Telepon',
    '-DateTimeOriginal=2026:01:01 10:00:00',
    '-IPTC:City=Jakarta',
    '-XMP:Creator=Budi',
    '-Comment=rahasia',
  ]
  execFileSync(exiftool, ['-q', '-overwrite_original', ...hidden, source])
  const tags = (path: string) => {
    const [found] = JSON.parse(execFileSync(exiftool, ['-j', '-G', path], { encoding: 'utf8' })) as Record<
      string,
      unknown
    >[]
    return Object.keys(found ?? {}).filter(
      tag => !/^(ExifTool|File|Composite|SourceFile)\b/.test(tag) || tag === 'File:Comment',
    )
  }
  expect(tags(source).length).toBeGreaterThan(8)
  const name = await kept(await sharp(source).keepMetadata().jpeg().toBuffer())
  const untouched = await kept(execFileSync('cat', [source]))
  for (const path of [name, untouched].flatMap(one => [large(one), small(one)]))
    expect(tags(path).filter(tag => !tag.startsWith('JFIF:'))).toEqual([])
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

describe('through the front door', () => {
  let world: World
  beforeAll(async () => {
    world = await openWorld('embedded')
  })
  afterAll(() => world.close())

  test('a report’s photo is put with the report’s key, served for ever and never sniffed', async () => {
    const key = aKey()
    const { body } = await postReport(world, undefined, key)
    const put = (bytes: Buffer, own = key) =>
      fetch(`${world.url}/api/reports/${body.report.properties.id}/photo`, {
        method: 'PUT',
        headers: { 'Idempotency-Key': own, 'Content-Type': 'image/jpeg' },
        body: new Uint8Array(bytes),
      })
    expect((await put(Buffer.from('no photo'))).status).toBe(415)
    expect((await put(await picture().jpeg().toBuffer(), 'another')).status).toBe(404)
    const { photo } = await (await put(await picture().jpeg().toBuffer())).json()
    for (const path of [`/photos/${photo}`, `/photos/small/${photo}`]) {
      const response = await fetch(world.url + path)
      expect(response.status).toBe(200)
      expect(response.headers.get('Content-Type')).toBe('image/jpeg')
      expect(response.headers.get('Cache-Control')).toContain('immutable')
      expect(response.headers.get('X-Content-Type-Options')).toBe('nosniff')
    }
    await world.caughtUp()
    const list = await (await fetch(`${world.url}/reports?geoformat=geojson`)).json()
    expect(list.result.features[0].properties.image_url).toMatch(new RegExp(`^http.*/photos/${photo}$`))
  })

  test.each([
    '/photos/',
    '/photos/..%2fsecret',
    '/photos/.hidden',
    '/photos/none.jpg',
    '/photos/%00',
    '/photos/small',
  ])('%s gives nothing away', async path => {
    expect((await fetch(world.url + path)).status).toBe(404)
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
