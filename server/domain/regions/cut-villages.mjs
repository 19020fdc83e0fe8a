// Cuts indonesia-villages.json, the villages and quarters that the gazetteer knows by name and code, at a founder's table. In the folder of cut-places.mjs:
//   node …/regions/cut-villages.mjs . > …/regions/indonesia-villages.json
// A line is a district: its code, its name, where it is if that is known (lng, lat, 1 GeoNames or 2 by hand), then its villages with the rest of their codes.
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

const folder = resolve(process.argv[2] ?? '.', 'node_modules', 'idn-area-data', 'data')
const list = name =>
  readFileSync(`${folder}/${name}.csv`, 'utf8')
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map(line => line.split(',').map(field => field.replace(/^"|"$/g, '').replace(/[|\t]/g, ' ').trim()))
const squeeze = name =>
  name
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')

const { districts: placed } = JSON.parse(
  readFileSync(new URL('indonesia-places.json', import.meta.url), 'utf8'),
)
const where = new Map(
  placed.map(([lng, lat, regency, name, source]) => [`${regency} ${squeeze(name)}`, [lng, lat, source]]),
)
const villages = new Map()
for (const [code, district, title] of list('villages'))
  villages.set(district, [...(villages.get(district) ?? []), `${code.slice(-4)} ${title}`])

const lines = list('districts').map(([code, regency, name]) =>
  JSON.stringify(
    [
      code,
      name,
      (where.get(`${regency} ${squeeze(name)}`) ?? []).join(' '),
      (villages.get(code) ?? []).join('|'),
    ].join('\t'),
  ),
)
console.log(`[\n${lines.join(',\n')}\n]`)
