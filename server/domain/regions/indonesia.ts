// Indonesia: 34 provinces under the incumbent's codes, their names and clocks. Shapes are in indonesia.json (see SOURCES.md).
import { bbox } from '@turf/bbox'
import type { MultiPolygon, Polygon } from 'geojson'
import shapes from './indonesia.json' with { type: 'json' }
import type { Bounds, Country, Region } from './region.ts'

const zones = { wib: 'Asia/Jakarta', wita: 'Asia/Makassar', wit: 'Asia/Jayapura' }

/** Code, Indonesian name, English name, clock, and other codes for the same province. */
const provinces: [keyof typeof shapes, string, string, keyof typeof zones, ...aliases: string[]][] = [
  ['ID-AC', 'Aceh', 'Aceh', 'wib'],
  ['ID-BA', 'Bali', 'Bali', 'wita'],
  ['ID-BB', 'Kepulauan Bangka Belitung', 'Bangka Belitung Islands', 'wib'],
  ['ID-BE', 'Bengkulu', 'Bengkulu', 'wib'],
  ['ID-BT', 'Banten', 'Banten', 'wib'],
  ['ID-GO', 'Gorontalo', 'Gorontalo', 'wita'],
  ['ID-JA', 'Jambi', 'Jambi', 'wib'],
  ['ID-JB', 'Jawa Barat', 'West Java', 'wib', 'bdg'],
  ['ID-JI', 'Jawa Timur', 'East Java', 'wib', 'sby'],
  ['ID-JK', 'DKI Jakarta', 'Jakarta', 'wib', 'jbd'],
  ['ID-JT', 'Jawa Tengah', 'Central Java', 'wib', 'srg'],
  ['ID-KB', 'Kalimantan Barat', 'West Kalimantan', 'wib'],
  ['ID-KI', 'Kalimantan Timur', 'East Kalimantan', 'wita'],
  ['ID-KR', 'Kepulauan Riau', 'Riau Islands', 'wib'],
  ['ID-KS', 'Kalimantan Selatan', 'South Kalimantan', 'wita'],
  ['ID-KT', 'Kalimantan Tengah', 'Central Kalimantan', 'wib'],
  ['ID-KU', 'Kalimantan Utara', 'North Kalimantan', 'wita'],
  ['ID-LA', 'Lampung', 'Lampung', 'wib'],
  ['ID-MA', 'Maluku', 'Maluku', 'wit'],
  ['ID-MU', 'Maluku Utara', 'North Maluku', 'wit'],
  ['ID-NB', 'Nusa Tenggara Barat', 'West Nusa Tenggara', 'wita'],
  ['ID-NT', 'Nusa Tenggara Timur', 'East Nusa Tenggara', 'wita'],
  ['ID-PA', 'Papua', 'Papua', 'wit', 'ID-PE', 'ID-PS', 'ID-PT'],
  ['ID-PB', 'Papua Barat', 'West Papua', 'wit', 'ID-PD'],
  ['ID-RI', 'Riau', 'Riau', 'wib'],
  ['ID-SA', 'Sulawesi Utara', 'North Sulawesi', 'wita'],
  ['ID-SB', 'Sumatera Barat', 'West Sumatra', 'wib'],
  ['ID-SG', 'Sulawesi Tenggara', 'Southeast Sulawesi', 'wita'],
  ['ID-SN', 'Sulawesi Selatan', 'South Sulawesi', 'wita'],
  ['ID-SR', 'Sulawesi Barat', 'West Sulawesi', 'wita'],
  ['ID-SS', 'Sumatera Selatan', 'South Sumatra', 'wib'],
  ['ID-ST', 'Sulawesi Tengah', 'Central Sulawesi', 'wita'],
  ['ID-SU', 'Sumatera Utara', 'North Sumatra', 'wib'],
  ['ID-YO', 'DI Yogyakarta', 'Yogyakarta', 'wib'],
]

const regions: Region[] = provinces.map(([code, id, en, zone, ...aliases]) => {
  const geometry = shapes[code] as Polygon | MultiPolygon
  const [w, s, e, n] = bbox(geometry)
  const bounds: Bounds = [w, s, e, n]
  return { code, name: { id, en }, country: 'ID', timeZone: zones[zone], bounds, aliases, geometry }
})

export const indonesia: Country = {
  code: 'ID',
  name: { id: 'Indonesia', en: 'Indonesia' },
  regions,
  cities: [
    {
      code: 'jbd',
      name: { id: 'Jabodetabek', en: 'Greater Jakarta' },
      bounds: [106.4, -6.75, 107.2, -5.9],
      region: 'ID-JK',
    },
    {
      code: 'bdg',
      name: { id: 'Bandung', en: 'Bandung' },
      bounds: [107.3, -7.2, 107.95, -6.7],
      region: 'ID-JB',
    },
    {
      code: 'sby',
      name: { id: 'Surabaya', en: 'Surabaya' },
      bounds: [112.4, -7.55, 113.05, -7.0],
      region: 'ID-JI',
    },
    {
      code: 'srg',
      name: { id: 'Semarang', en: 'Semarang' },
      bounds: [110.2, -7.25, 110.6, -6.9],
      region: 'ID-JT',
    },
  ],
}
