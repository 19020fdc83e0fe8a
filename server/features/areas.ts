// Local areas as an operator imported them, each with the flood state that an agency gave it.
import { z } from 'zod'
import type { Queryable } from '../../db/connect.ts'
import { areaSource, type StatedArea } from '../../db/feature-search.ts'
import type { Collection, Item } from './collection.ts'
import { boxAround, oneById, pageById } from './pages.ts'

const itemOf = ({ outline, since, ...rest }: StatedArea): Item => ({
  id: rest.id,
  geometry: outline,
  properties: { ...rest, since: since?.toISOString() ?? null },
})

export const areaCollection = (db: Queryable): Collection => ({
  id: 'areas',
  properties: [
    { name: 'id', kind: 'text', about: 'Its id in the import.' },
    { name: 'name', kind: 'text', about: 'What it is called.' },
    { name: 'parent', kind: 'text', about: 'What it is a part of.' },
    { name: 'city', kind: 'text', about: 'The city or regency that it lies in, where the import says so.' },
    { name: 'region', kind: 'text', about: 'ISO 3166-2 code of the province.' },
    {
      name: 'state',
      kind: 'integer',
      about:
        'The agency’s flood state: 1 unknown, use caution; 2 minor; 3 moderate; 4 severe. None where it is dry.',
      values: [1, 2, 3, 4],
    },
    { name: 'since', kind: 'time', about: 'Since when it has this state, UTC.' },
  ],
  queryables: Object.keys(areaSource.terms.fields),
  orders: [],
  // A state that is shown still holds, however long ago it began; an area without one is of no time, and always fits.
  during: (_from, to) =>
    to === undefined
      ? []
      : [
          {
            any: [
              { field: 'since', is: '<=', value: to },
              { field: 'since', missing: true },
            ],
          },
        ],
  extent: boxAround(db, areaSource),
  page: asked => pageById(db, areaSource, asked, itemOf, z.string().max(500)),
  one: id => oneById(db, areaSource, id, itemOf),
})
