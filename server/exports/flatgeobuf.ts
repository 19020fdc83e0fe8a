// Reports as FlatGeobuf, written as they come: the header says neither how many there are nor holds an index, as the format allows, so that the
// file needs no second walk. The library's own writer holds all in memory.

import { ColumnType } from 'flatgeobuf/lib/mjs/flat-geobuf/column-type.js'
import { GeometryType } from 'flatgeobuf/lib/mjs/flat-geobuf/geometry-type.js'
import { buildFeature } from 'flatgeobuf/lib/mjs/generic/feature.js'
import { buildHeader } from 'flatgeobuf/lib/mjs/generic/featurecollection.js'
import { parseGeometry } from 'flatgeobuf/lib/mjs/generic/geometry.js'
import { columns } from '../domain/columns.ts'
import type { Writer } from './writer.ts'

const MAGIC = Uint8Array.from([0x66, 0x67, 0x62, 0x03, 0x66, 0x67, 0x62, 0x00])
const WGS84 = 4326

const types = {
  text: ColumnType.String,
  integer: ColumnType.Long,
  boolean: ColumnType.Bool,
  time: ColumnType.DateTime,
}

const header = {
  geometryType: GeometryType.Point,
  columns: columns.map(({ name, kind, about }) => ({
    name,
    type: types[kind],
    title: null,
    description: about,
    width: -1,
    precision: -1,
    scale: -1,
    nullable: true,
    unique: name === 'id',
    primary_key: false,
  })),
  envelope: null,
  featuresCount: 0,
  indexNodeSize: 0,
  crs: null,
  title: null,
  description: null,
  metadata: null,
}

export const flatGeobuf: Writer = {
  head: Buffer.concat([MAGIC, buildHeader(header, WGS84)]),
  page: shown =>
    Buffer.concat(
      shown.map(({ values, point }) =>
        buildFeature(
          parseGeometry({ getFlatCoordinates: () => point, getType: () => 'Point' }, GeometryType.Point),
          Object.fromEntries(
            columns.map(({ name, kind }, index) => {
              const value = values[index] ?? null
              return [name, kind === 'integer' && typeof value === 'number' ? Math.round(value) : value]
            }),
          ),
          header,
        ),
      ),
    ),
  foot: '',
}
