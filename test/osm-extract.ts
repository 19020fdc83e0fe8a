// Writes an OpenStreetMap extract (.osm.pbf) for a test, by the format's own description (wiki.openstreetmap.org/wiki/PBF_Format).
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import { afterAll } from 'vitest'

const given: string[] = []
afterAll(() => {
  for (const folder of given) rmSync(folder, { recursive: true, force: true })
})

type Tags = Record<string, string>
export type OsmNode = { id: number; lng: number; lat: number; tags?: Tags }
export type OsmWay = { id: number; refs: number[]; tags: Tags }

function varint(value: number): number[] {
  const bytes = []
  let rest = BigInt.asUintN(64, BigInt(value))
  for (; rest >= 128n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128)
  return [...bytes, Number(rest)]
}
const zigzag = (value: number) => varint(value >= 0 ? 2 * value : -2 * value - 1)
const number = (field: number, value: number) => Buffer.from([...varint(field << 3), ...varint(value)])
const bytes = (field: number, value: Buffer | string) => {
  const content = Buffer.from(value)
  return Buffer.concat([Buffer.from([...varint((field << 3) | 2), ...varint(content.length)]), content])
}
const packed = (field: number, values: number[], encode = varint) =>
  bytes(field, Buffer.from(values.flatMap(encode)))
const steps = (values: number[]) => values.map((value, i) => value - (values[i - 1] ?? 0))

function block(type: string, content: Buffer): Buffer {
  const blob = Buffer.concat([number(2, content.length), bytes(3, deflateSync(content))])
  const header = Buffer.concat([bytes(1, type), number(3, blob.length)])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(header.length)
  return Buffer.concat([length, header, blob])
}

/** Nodes first, then ways, as every extract has them. */
export function extractOf(nodes: OsmNode[], ways: OsmWay[]): string {
  const strings = ['']
  const place = (text: string) => {
    const known = strings.indexOf(text)
    return known > 0 ? known : strings.push(text) - 1
  }
  const pairs = (tags: Tags = {}) => Object.entries(tags).map(pair => pair.map(place))
  const units = (degrees: number) => Math.round(degrees * 1e7)
  const dense = Buffer.concat([
    packed(1, steps(nodes.map(({ id }) => id)), zigzag),
    packed(8, steps(nodes.map(({ lat }) => units(lat))), zigzag),
    packed(9, steps(nodes.map(({ lng }) => units(lng))), zigzag),
    packed(
      10,
      nodes.flatMap(({ tags }) => [...pairs(tags).flat(), 0]),
    ),
  ])
  const groups = [
    bytes(2, bytes(2, dense)),
    ...ways.map(({ id, refs, tags }) => {
      const [keys, values] = [pairs(tags).map(pair => pair[0] ?? 0), pairs(tags).map(pair => pair[1] ?? 0)]
      const way = [number(1, id), packed(2, keys), packed(3, values), packed(8, steps(refs), zigzag)]
      return bytes(2, bytes(3, Buffer.concat(way)))
    }),
  ]
  const table = bytes(1, Buffer.concat(strings.map(text => bytes(1, text))))
  const header = Buffer.concat([bytes(4, 'OsmSchema-V0.6'), bytes(4, 'DenseNodes')])
  const folder = mkdtempSync(join(tmpdir(), 'kentongan-osm-'))
  given.push(folder)
  const path = join(folder, 'kota.osm.pbf')
  writeFileSync(
    path,
    Buffer.concat([block('OSMHeader', header), block('OSMData', Buffer.concat([table, ...groups]))]),
  )
  return path
}
