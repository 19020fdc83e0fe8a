// Indonesia: 34 provinces under the incumbent's codes, their names and clocks (indonesia-names.ts). Shapes are in indonesia.json (see SOURCES.md).
import { bbox } from '@turf/bbox'
import type { MultiPolygon, Polygon } from 'geojson'
import shapes from './indonesia.json' with { type: 'json' }
import { provinces } from './indonesia-names.ts'
import type { Bounds, Country, Region } from './region.ts'

const regions: Region[] = provinces.map(({ code, name, timeZone, aliases }) => {
  const geometry = shapes[code] as Polygon | MultiPolygon
  const [w, s, e, n] = bbox(geometry)
  const bounds: Bounds = [w, s, e, n]
  return { code, name, country: 'ID', timeZone, bounds, aliases, geometry }
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
