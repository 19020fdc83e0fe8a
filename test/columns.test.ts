// A report as a flat row: each column holds what the table of columns says.
import { expect, test } from 'vitest'
import { columns, rowOf } from '../server/domain/columns.ts'
import type { Report } from '../server/domain/report.ts'

const report: Report = {
  ...{ id: '0199c0de-0000-7000-8000-000000000001', number: 1_000_001, version: 2, hazard: 'flood', level: 1 },
  ...{ answers: { depth: 50 }, state: 'verified', drill: false, secret: false, about: null, title: null },
  ...{
    at: '2026-01-15T07:30:00.000Z',
    receivedAt: '2026-01-15T07:31:00.000Z',
    expiresAt: '2026-01-15T13:30:00.000Z',
  },
  ...{
    place: { lng: 106.8166371, lat: -6.2607419 },
    placedBy: 'location',
    exactness: 12,
    region: 'ID-JK',
    area: '42',
  },
  ...{
    words: 'Jalan tergenang, hubungi 0812 3456 7890',
    photos: ['a.jpg', 'b.jpg'],
    source: 'grasp',
    partner: null,
  },
  ...{ tags: null, points: null, flag: null },
}

test('every column holds what it says, under a name, an HXL tag and a line in the dictionary of its own', () => {
  const { row, point } = rowOf(report, 'incident-1', 'public', 'https://peta.example')
  expect(point).toEqual([106.8166371, -6.2607419])
  expect(row).toMatchObject({
    number: 1_000_001,
    depth_cm: 50,
    words: 'Jalan tergenang, hubungi •••',
    photos: 'https://peta.example/photos/a.jpg https://peta.example/photos/b.jpg',
    incident: 'incident-1',
  })
  const kinds = { text: 'string', time: 'string', integer: 'number', boolean: 'boolean' }
  for (const { name, kind, hxl, about } of columns) {
    const value = row[name]
    if (value !== null) expect([name, typeof value]).toEqual([name, kinds[kind]])
    if (kind === 'time') expect(new Date(String(value)).toISOString()).toBe(value)
    expect(name).toMatch(/^[a-z][a-z0-9_]*$/)
    expect(hxl).toMatch(/^#[a-z0-9]+(\+[a-z0-9]+)*$/)
    expect(about).toMatch(/\.$/)
  }
  expect(new Set(columns.map(({ name }) => name)).size).toBe(columns.length)
  expect(new Set(columns.map(({ hxl }) => hxl)).size).toBe(columns.length)
})

test('a report from home, and a secret one, are rows as the public sees them', () => {
  const home = { ...report, words: 'air masuk rumah saya' }
  expect(rowOf(home, null, 'public', '')).toMatchObject({
    point: [106.817, -6.261],
    row: { exactness_m: 100 },
  })
  expect(rowOf(home, null, 'researcher', '').point).toEqual([106.8166371, -6.2607419])
  const secret = rowOf({ ...report, secret: true }, null, 'researcher', '')
  expect(secret).toMatchObject({
    point: [106.82, -6.26],
    row: { words: '', photos: '', answers: '{}', depth_cm: null },
  })
})
