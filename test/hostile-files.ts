// Files that somebody sends as a photo to break, deceive or betray: made here, byte by byte, for test/photos.test.ts.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32, deflateSync } from 'node:zlib'
import sharp from 'sharp'

export const exiftool = programAt('/usr/bin/exiftool')
export const heifEncoder = programAt('/usr/bin/heif-enc')

function programAt(path: string): string | undefined {
  if (existsSync(path)) return path
  console.warn(`\n${path} is not on this machine: ITS TESTS OF PHOTOS ARE SKIPPED.\n`)
  return undefined
}

/** Left half red, right half blue. */
export const picture = (width = 400, height = 200) =>
  sharp({ create: { width, height, channels: 3, background: '#d00000' } }).composite([
    {
      input: { create: { width: width / 2, height, channels: 3, background: '#0000d0' } },
      left: width / 2,
      top: 0,
    },
  ])

/** What a phone hides in a photo: where, when and whose. */
const hidden = [
  '-GPSLatitude=6.2',
  '-GPSLatitudeRef=S',
  '-GPSLongitude=106.8',
  '-GPSLongitudeRef=E',
  '-Artist=Budi',
  '-Model=Telepon',
  '-DateTimeOriginal=2026:01:01 10:00:00',
  '-XMP:Creator=Budi',
]
const hiddenInJpeg = ['-IPTC:City=Jakarta', '-Comment=rahasia', '-Orientation#=6']

/** Runs work on files of a folder that is gone afterwards. */
function inFolder<T>(work: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'kentongan-hostile-'))
  try {
    return work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

export async function betrayingJpeg(): Promise<Buffer> {
  const bytes = await picture(600, 400).jpeg().toBuffer()
  return inFolder(folder => {
    const path = join(folder, 'photo.jpg')
    writeFileSync(path, bytes)
    if (exiftool) execFileSync(exiftool, ['-q', '-overwrite_original', ...hidden, ...hiddenInJpeg, path])
    return readFileSync(path)
  })
}

export const betrayingHeic = async (): Promise<Buffer> =>
  encodeHeic(await picture(600, 400).jpeg().toBuffer(), hidden)

/** As a phone makes it, 12 million pixels. */
export const largeHeic = async (): Promise<Buffer> =>
  encodeHeic(await picture(4_000, 3_000).jpeg().toBuffer(), [])

function encodeHeic(bytes: Buffer, tags: string[]): Buffer {
  return inFolder(folder => {
    const [jpeg, heic] = [join(folder, 'photo.jpg'), join(folder, 'photo.heic')]
    writeFileSync(jpeg, bytes)
    if (exiftool && tags.length > 0) execFileSync(exiftool, ['-q', '-overwrite_original', ...tags, jpeg])
    if (heifEncoder) execFileSync(heifEncoder, [jpeg, '-o', heic], { stdio: 'ignore' })
    return readFileSync(heic)
  })
}

/** Groups, names and values of everything that files say beside their pixels. */
export function saidIn(folder: string, names: string[]): string[] {
  if (!exiftool || names.length === 0) return []
  const out = execFileSync(exiftool, ['-j', '-G', ...names], { cwd: folder, encoding: 'utf8', stdio: 'pipe' })
  return (JSON.parse(out) as Record<string, unknown>[])
    .flatMap(tags => Object.keys(tags))
    .filter(tag => !/^(ExifTool|File|Composite|SourceFile|JFIF)\b/.test(tag) || tag === 'File:Comment')
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}

/** A PNG that claims to be as large as one likes, in a few bytes. */
function bomb(width: number, height: number): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(1_000_000))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** A real PNG whose first chunk after the header is a text of megabytes with a script in it. */
async function talkativePng(): Promise<Buffer> {
  const png = await picture().png().toBuffer()
  const afterHeader = 8 + 25
  const text = Buffer.concat([
    Buffer.from('Comment\0<script>alert(1)</script>'),
    Buffer.alloc(4_000_000, 'a'),
  ])
  return Buffer.concat([png.subarray(0, afterHeader), chunk('tEXt', text), png.subarray(afterHeader)])
}

async function animation(): Promise<Buffer> {
  const frames = await Promise.all(
    ['#d00000', '#00d000', '#0000d0'].map(background =>
      sharp({ create: { width: 60, height: 40, channels: 3, background } })
        .png()
        .toBuffer(),
    ),
  )
  return sharp(frames, { join: { animated: true } })
    .webp({ delay: [100, 100, 100] })
    .toBuffer()
}

function bmp(): Buffer {
  const bytes = Buffer.alloc(54 + 12)
  bytes.write('BM')
  bytes.writeUInt32LE(bytes.length, 2)
  bytes.writeUInt32LE(54, 10)
  bytes.writeUInt32LE(40, 14)
  bytes.writeInt32LE(2, 18)
  bytes.writeInt32LE(1, 22)
  bytes.writeUInt16LE(1, 26)
  bytes.writeUInt16LE(24, 28)
  return bytes
}

const script = Buffer.from('<html><body><script>alert(document.cookie)</script></body></html>')
const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')
const zip = Buffer.concat([Buffer.from('PK\x03\x04\x14\0\0\0\0\0'), Buffer.alloc(60), Buffer.from('rahasia')])
const jpeg = () => picture().jpeg().toBuffer()
const behind = async (first: Promise<Buffer>, ...rest: Buffer[]) => Buffer.concat([await first, ...rest])

export type Hostile = {
  name: string
  make: () => Buffer | Promise<Buffer>
  /** What the sender says that it is. */
  type: string
  /** 200 where clean pixels can be had from it. */
  status: number
  needsEncoder?: true
}

const taken = 200
const noPhoto = 415
const unreadable = 422

export const hostileFiles: Hostile[] = [
  {
    name: 'a JPEG that is a zip as well',
    make: () => behind(jpeg(), zip),
    type: 'image/jpeg',
    status: taken,
  },
  {
    name: 'a JPEG with a page behind it',
    make: () => behind(jpeg(), script),
    type: 'text/html',
    status: taken,
  },
  {
    name: 'a JPEG with a page in its comment',
    make: async () => {
      const bytes = await jpeg()
      const length = Buffer.alloc(2)
      length.writeUInt16BE(script.length + 2)
      return Buffer.concat([
        bytes.subarray(0, 2),
        Buffer.from([0xff, 0xfe]),
        length,
        script,
        bytes.subarray(2),
      ])
    },
    type: 'image/jpeg',
    status: taken,
  },
  { name: 'an SVG with a script', make: () => svg, type: 'image/svg+xml', status: noPhoto },
  { name: 'an SVG that says it is a JPEG', make: () => svg, type: 'image/jpeg', status: noPhoto },
  {
    name: 'a PNG of 3,600 million pixels',
    make: () => bomb(60_000, 60_000),
    type: 'image/png',
    status: unreadable,
  },
  {
    name: 'a JPEG that breaks off',
    make: async () => (await picture(800, 600).jpeg().toBuffer()).subarray(0, 900),
    type: 'image/jpeg',
    status: unreadable,
  },
  {
    name: 'a JPEG in name alone',
    make: () => Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(500, 7)]),
    type: 'image/jpeg',
    status: unreadable,
  },
  {
    name: 'a HEIC that breaks off',
    make: async () => (await betrayingHeic()).subarray(0, -200),
    type: 'image/heic',
    status: unreadable,
    needsEncoder: true,
  },
  {
    name: 'a HEIC in name alone',
    make: () => Buffer.concat([Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic'), Buffer.alloc(2_000, 7)]),
    type: 'image/heic',
    status: unreadable,
  },
  { name: 'nothing at all', make: () => Buffer.alloc(0), type: 'image/jpeg', status: unreadable },
  { name: 'a text', make: () => Buffer.from('banjir'), type: 'image/jpeg', status: noPhoto },
  { name: 'a page with a script', make: () => script, type: 'text/html', status: noPhoto },
  { name: 'a zip', make: () => zip, type: 'image/png', status: noPhoto },
  {
    name: 'a PDF',
    make: () => Buffer.from('%PDF-1.7\n1 0 obj <</S /JavaScript /JS (app.alert(1))>> endobj'),
    type: 'image/jpeg',
    status: noPhoto,
  },
  {
    name: 'a GIF that is a script as well',
    make: () => Buffer.from('GIF89a/*\0\0\0*/=1;alert(1)//'),
    type: 'image/gif',
    status: unreadable,
  },
  {
    name: 'a GIF with a page behind it',
    make: () => behind(picture().gif().toBuffer(), script),
    type: 'image/gif',
    status: taken,
  },
  { name: 'a PNG with megabytes of text', make: talkativePng, type: 'image/png', status: taken },
  { name: 'a WebP that moves', make: animation, type: 'image/webp', status: taken },
  { name: 'a JPEG that says where', make: betrayingJpeg, type: 'image/jpeg', status: taken },
  {
    name: 'a HEIC that says where',
    make: betrayingHeic,
    type: 'image/heic',
    status: taken,
    needsEncoder: true,
  },
  { name: 'a TIFF', make: () => picture().tiff().toBuffer(), type: 'image/tiff', status: noPhoto },
  { name: 'a BMP', make: bmp, type: 'image/bmp', status: noPhoto },
  {
    name: 'a program of Windows',
    make: () => Buffer.concat([Buffer.from('MZ\x90\0'), Buffer.alloc(200), Buffer.from('PE\0\0')]),
    type: 'image/jpeg',
    status: noPhoto,
  },
  {
    name: 'a program of Linux',
    make: () => Buffer.concat([Buffer.from('\x7fELF\x02\x01\x01'), Buffer.alloc(200)]),
    type: 'image/png',
    status: noPhoto,
  },
  { name: 'a JPEG that says it is a page', make: jpeg, type: 'text/html; charset=utf-8', status: taken },
]
