// Incidents: groups of reports of one hazard that stand near each other, of any age.
import { z } from 'zod'
import type { Queryable } from '../../db/connect.ts'
import { incidentSource } from '../../db/feature-search.ts'
import { hazardKeys } from '../domain/hazards/index.ts'
import type { Incident } from '../domain/incident.ts'
import { type Collection, home, type Item, overlapping } from './collection.ts'
import { oneById, pageById } from './pages.ts'

const itemOf = (incident: Incident): Item => ({
  id: incident.id,
  geometry: incident.outline,
  properties: {
    id: incident.id,
    hazard: incident.hazard,
    level: incident.level,
    reports: incident.count,
    citizens: incident.citizens,
    verified: incident.verified,
    photos: incident.pictured,
    growth: incident.growth,
    measure_min: incident.measure?.min ?? null,
    measure_median: incident.measure?.median ?? null,
    measure_max: incident.measure?.max ?? null,
    trend: incident.trend,
    started: incident.started,
    latest: incident.latest,
    expires_at: incident.expiresAt,
    area_m2: incident.area,
    region: incident.region,
  },
})

export const incidentCollection = (db: Queryable): Collection => ({
  id: 'incidents',
  properties: [
    { name: 'id', kind: 'text', about: 'A UUID that stays while the incident grows.' },
    { name: 'hazard', kind: 'text', about: 'What is seen there.', values: hazardKeys },
    {
      name: 'level',
      kind: 'integer',
      about: 'How bad: 0 unknown, 1 minor, 2 moderate, 3 severe.',
      values: [0, 1, 2, 3],
    },
    { name: 'reports', kind: 'integer', about: 'How many reports belong to it.' },
    { name: 'citizens', kind: 'integer', about: 'How many different people sent them.' },
    { name: 'verified', kind: 'integer', about: 'How many of them an officer verified.' },
    { name: 'photos', kind: 'integer', about: 'How many of them have a photo.' },
    { name: 'growth', kind: 'integer', about: 'Reports of the last hour before the latest one.' },
    { name: 'measure_min', kind: 'number', about: 'The least measure; for floods centimetres of water.' },
    { name: 'measure_median', kind: 'number', about: 'The measure in the middle.' },
    { name: 'measure_max', kind: 'number', about: 'The greatest measure.' },
    { name: 'trend', kind: 'text', about: 'What most of the last hour say: rising, steady or falling.' },
    { name: 'started', kind: 'time', about: 'When its first report was seen, UTC.' },
    { name: 'latest', kind: 'time', about: 'When its latest report was seen, UTC.' },
    { name: 'expires_at', kind: 'time', about: 'When it leaves or left the live map, UTC.' },
    { name: 'area_m2', kind: 'number', about: 'Square metres of its outline.' },
    { name: 'region', kind: 'text', about: 'ISO 3166-2 code of the province.' },
  ],
  queryables: Object.keys(incidentSource.terms.fields),
  orders: [],
  during: overlapping('started', 'latest'),
  async extent() {
    return { box: home, from: null }
  },
  page: asked => pageById(db, incidentSource, asked, itemOf, z.uuid()),
  one: id => oneById(db, incidentSource, id, itemOf),
})
