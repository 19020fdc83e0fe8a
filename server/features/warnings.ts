// Warnings that agencies gave, those that are over among them, with the area that they are for and the address of their CAP message.
import { z } from 'zod'
import type { Queryable } from '../../db/connect.ts'
import { warningSource } from '../../db/feature-search.ts'
import { hazardKeys } from '../domain/hazards/index.ts'
import { severities, type Warning } from '../domain/warning.ts'
import { type Collection, type Item, overlapping } from './collection.ts'
import { boxAround, oneById, pageById } from './pages.ts'

const itemOf =
  (publicUrl: string) =>
  (warning: Warning): Item => ({
    id: warning.id,
    geometry: warning.outline,
    properties: {
      id: warning.id,
      hazard: warning.hazard,
      level: warning.level,
      severity: warning.severity,
      urgency: warning.urgency,
      certainty: warning.certainty,
      headline_id: warning.words.id.headline,
      description_id: warning.words.id.description,
      instruction_id: warning.words.id.instruction,
      headline_en: warning.words.en.headline,
      description_en: warning.words.en.description,
      instruction_en: warning.words.en.instruction,
      area_id: warning.words.id.area,
      area_en: warning.words.en.area,
      regions: warning.regions.join(' '),
      issued: warning.issued,
      onset: warning.onset ?? warning.issued,
      expires_at: warning.expiresAt,
      until: warning.endedAt ?? warning.expiresAt,
      incident: warning.incident,
      page: `${publicUrl}/peringatan/${warning.id}`,
      cap: warning.identifier && `${publicUrl}/cap/${encodeURIComponent(warning.identifier)}.xml`,
    },
  })

export const warningCollection = (db: Queryable, publicUrl: string): Collection => ({
  id: 'warnings',
  properties: [
    { name: 'id', kind: 'text', about: 'A UUID that stays through all messages of the warning.' },
    { name: 'hazard', kind: 'text', about: 'What is warned of.', values: hazardKeys },
    { name: 'level', kind: 'integer', about: '1 Waspada, 2 Siaga, 3 Awas.', values: [1, 2, 3] },
    { name: 'severity', kind: 'text', about: 'In CAP’s words.', values: severities },
    { name: 'urgency', kind: 'text', about: 'In CAP’s words.' },
    { name: 'certainty', kind: 'text', about: 'In CAP’s words.' },
    { name: 'headline_id', kind: 'text', about: 'What it says first, in Indonesian.' },
    { name: 'description_id', kind: 'text', about: 'What happens, in Indonesian.' },
    { name: 'instruction_id', kind: 'text', about: 'What to do, in Indonesian.' },
    { name: 'headline_en', kind: 'text', about: 'What it says first, in English.' },
    { name: 'description_en', kind: 'text', about: 'What happens, in English.' },
    { name: 'instruction_en', kind: 'text', about: 'What to do, in English.' },
    { name: 'area_id', kind: 'text', about: 'The name of its area, in Indonesian.' },
    { name: 'area_en', kind: 'text', about: 'The name of its area, in English.' },
    { name: 'regions', kind: 'text', about: 'ISO 3166-2 codes of the provinces, with spaces in between.' },
    { name: 'issued', kind: 'time', about: 'When it was first issued, UTC.' },
    { name: 'onset', kind: 'time', about: 'From when on it holds, UTC.' },
    { name: 'expires_at', kind: 'time', about: 'Until when it was to hold, UTC.' },
    { name: 'until', kind: 'time', about: 'When it was lifted, or expires, UTC.' },
    { name: 'incident', kind: 'text', about: 'Id of the incident that it is about.' },
    { name: 'page', kind: 'text', about: 'Its page for people.' },
    { name: 'cap', kind: 'text', about: 'Its latest CAP 1.2 message.' },
  ],
  queryables: Object.keys(warningSource.terms.fields),
  orders: [],
  during: overlapping('onset', 'until'),
  extent: boxAround(db, warningSource),
  page: asked => pageById(db, warningSource, asked, itemOf(publicUrl), z.uuid()),
  one: id => oneById(db, warningSource, id, itemOf(publicUrl)),
})
