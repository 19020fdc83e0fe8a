// Reports as an OGC GeoPackage (OGC 12-128r18, version 1.3): an SQLite file with one table of points. SQLite itself writes it, as WebAssembly and
// straight to the disk, so that memory stays flat; the file is whole when `end` has been called.
import type { Database, Statement } from 'node-sqlite3-wasm'
import { columns, type Value } from '../server/domain/columns.ts'

const types = { text: 'text', integer: 'integer', boolean: 'boolean', time: 'datetime' }

/** "GPKG", and the version: what tells a GeoPackage from any other SQLite file. */
const SIGNS = 'pragma application_id = 1196444487; pragma user_version = 10300;'
/** Nobody else sees the file before it is whole, and one that broke off is thrown away. */
const FAST = 'pragma journal_mode = off; pragma synchronous = off; pragma cache_size = -4000;'

const TABLES = `
  create table gpkg_spatial_ref_sys (srs_name text not null, srs_id integer primary key, organization text not null,
    organization_coordsys_id integer not null, definition text not null, description text);
  insert into gpkg_spatial_ref_sys values
    ('Undefined cartesian SRS', -1, 'NONE', -1, 'undefined', null),
    ('Undefined geographic SRS', 0, 'NONE', 0, 'undefined', null),
    ('WGS 84 geodetic', 4326, 'EPSG', 4326, 'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4326"]]', 'longitude, latitude');
  create table gpkg_contents (table_name text primary key, data_type text not null, identifier text unique, description text default '',
    last_change datetime not null, min_x double, min_y double, max_x double, max_y double, srs_id integer references gpkg_spatial_ref_sys);
  create table gpkg_geometry_columns (table_name text not null references gpkg_contents, column_name text not null, geometry_type_name text not null,
    srs_id integer not null references gpkg_spatial_ref_sys, z tinyint not null, m tinyint not null, primary key (table_name, column_name), unique (table_name));
  create table reports (fid integer primary key autoincrement, geom point,
    ${columns.map(({ name, kind }) => `"${name}" ${types[kind]}`).join(', ')});`

const INSERT = `insert into reports (geom, ${columns.map(({ name }) => `"${name}"`).join(', ')})
  values (${Array.from({ length: columns.length + 1 }, () => '?').join(', ')})`

type Point = [lng: number, lat: number]

export async function openGeopackage(path: string, now: Date) {
  // Read when somebody first asks for such a file.
  const { default: sqlite } = (await import('node-sqlite3-wasm')) as unknown as {
    default: { Database: typeof Database }
  }
  const db = new sqlite.Database(path)
  db.exec(`${SIGNS} ${FAST} begin; ${TABLES}`)
  const insert: Statement = db.prepare(INSERT)
  let [west, south, east, north] = [180, 90, -180, -90]

  return {
    add(point: Point, values: Value[]): void {
      const [lng, lat] = point
      west = Math.min(west, lng)
      south = Math.min(south, lat)
      east = Math.max(east, lng)
      north = Math.max(north, lat)
      insert.run([geometryOf(point), ...values])
    },
    end(): void {
      const box = west <= east ? [west, south, east, north] : [null, null, null, null]
      db.run(
        `insert into gpkg_contents values ('reports', 'features', 'reports', 'Citizens'' reports of disasters', ?, ?, ?, ?, ?, 4326)`,
        [now.toISOString(), ...box],
      )
      db.run(`insert into gpkg_geometry_columns values ('reports', 'geom', 'POINT', 4326, 0, 0)`)
      db.exec('commit')
      insert.finalize()
      db.close()
    },
    /** Leaves the file; whoever opened it throws it away. */
    drop(): void {
      if (!db.isOpen) return
      insert.finalize()
      db.close()
    },
  }
}

/** The header says little endian, no envelope and the reference system; a point in WKB stands behind. */
function geometryOf([lng, lat]: Point): Uint8Array {
  const bytes = Buffer.alloc(29)
  bytes.write('GP', 0)
  bytes.writeUInt8(1, 3)
  bytes.writeInt32LE(4326, 4)
  bytes.writeUInt8(1, 8)
  bytes.writeUInt32LE(1, 9)
  bytes.writeDoubleLE(lng, 13)
  bytes.writeDoubleLE(lat, 21)
  return bytes
}
