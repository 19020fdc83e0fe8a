// How a report looks in our own answers (GeoJSON), as a schema of the OpenAPI document: what programs made from it know by name. Open to more,
// for public fields are added.
import { z } from 'zod'
import { hazardKeys } from '../domain/hazards/index.ts'
import { states } from '../domain/state.ts'
import { oneOf, text } from './shapes.ts'

const time = z.iso.datetime()

const point = z.object({
  type: z.enum(['Point']),
  coordinates: z.array(z.number()).min(2).meta({ description: 'Longitude, latitude in degrees.' }),
})

const reportProperties = z
  .looseObject({
    id: z.uuid(),
    number: z.int().meta({ description: 'What people and PetaBencana’s API call it by.' }),
    version: z.int().meta({ description: 'Grows with every change.' }),
    hazard: z.enum(hazardKeys),
    answers: z.looseObject({}).meta({ description: 'By the hazard: a flood’s depth is in centimetres.' }),
    level: oneOf([0, 1, 2, 3]).meta({ description: '0 unknown, 1 minor, 2 moderate, 3 severe.' }),
    at: time,
    receivedAt: time,
    expiresAt: time.meta({ description: 'When it leaves the live map.' }),
    placedBy: text,
    exactness: z.number().nullable().meta({ description: 'About how far off the point may be, in metres.' }),
    region: text.nullable().meta({ description: 'ISO 3166-2 code of the province.' }),
    area: text.nullable(),
    words: text,
    title: text.nullable(),
    photos: z.array(text).meta({ description: 'Names below /photos/.' }),
    source: text,
    partner: text.nullable(),
    points: z.int().nullable(),
    state: z.enum(states),
    about: text.nullable().meta({ description: 'The report that this one confirms or goes on from.' }),
    drill: z.boolean(),
    incident: text.nullable(),
  })
  .meta({ id: 'ReportOfOurs' })

export const reportFeature = z
  .object({ type: z.enum(['Feature']), geometry: point, properties: reportProperties })
  .meta({ id: 'ReportFeature' })

export const sentReport = z
  .object({
    report: reportFeature,
    created: z.boolean().meta({ description: 'false: it had come before under this key.' }),
    link: text.meta({ description: 'The private address where who sent it looks after it.' }),
  })
  .meta({ id: 'SentReport' })
