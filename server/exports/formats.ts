// The formats of bulk files, one table: how each is called, what it is on the wire, and who writes it.
import { csv } from './csv.ts'
import { flatGeobuf } from './flatgeobuf.ts'
import { collection, lines } from './geojson.ts'
import { geopackage, MOST_IN_GEOPACKAGE } from './geopackage.ts'
import type { FileWriter, Writer } from './writer.ts'

type Format = {
  type: string
  about: string
  /** One writer a file. */
  open(options: { hxl: boolean }): Writer | Promise<FileWriter>
}

export const formats = {
  ndjson: {
    type: 'application/x-ndjson',
    about: 'A GeoJSON feature a line: for programs, and for files that are read while they come.',
    open: () => lines,
  },
  geojson: {
    type: 'application/geo+json',
    about: 'One GeoJSON collection: for maps.',
    open: collection,
  },
  csv: {
    type: 'text/csv',
    about: 'A table with lng and lat: for spreadsheets, R and pandas. The second line holds HXL tags.',
    open: csv,
  },
  fgb: {
    type: 'application/flatgeobuf',
    about: 'FlatGeobuf: the smallest and quickest for QGIS and GDAL.',
    open: () => flatGeobuf,
  },
  gpkg: {
    type: 'application/geopackage+sqlite3',
    about: `OGC GeoPackage: a database that QGIS edits. At most ${MOST_IN_GEOPACKAGE.toLocaleString('en')} reports a file; it comes when it is whole.`,
    open: geopackage,
  },
} satisfies Record<string, Format>

export type FormatName = keyof typeof formats
export const formatNames = Object.keys(formats) as FormatName[]
