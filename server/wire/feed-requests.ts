// What partners' feeds send over the incumbent's API, and what may be asked of its cities.
import { z } from 'zod'
import { admin, disasterType, geoformat } from './requests.ts'

const latitude = z.number().min(-90).max(90)
const longitude = z.number().min(-180).max(180)
const post = z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER)
const words = z.string().max(4_000).nullish()
const told = {
  created_at: z
    .string()
    .refine(text => !Number.isNaN(Date.parse(text)), 'must be a valid ISO 8601 date')
    .meta({ format: 'date-time', example: '2026-01-15T07:30:00.000Z' }),
  title: words,
  text: words,
  image_url: z.string().max(2_000).nullish().meta({ description: 'Pictures from elsewhere are not shown.' }),
  disaster_type: disasterType.default('flood'),
}

export const qlueBody = z.strictObject({
  post_id: post,
  ...told,
  qlue_city: z.string().max(100).nullish().meta({ description: 'Where it lies, its point says.' }),
  location: z.strictObject({ lat: latitude, lng: longitude }),
})
export const detikBody = z.looseObject({
  contribution_id: post,
  ...told,
  location: z.strictObject({ latitude, longitude }),
})

/** A number that has to be given in a query. */
const given = (range: z.ZodNumber) =>
  z
    .string()
    .transform(text => (text.trim() === '' ? Number.NaN : Number(text)))
    .pipe(range)

export const citiesQuery = z.strictObject({ geoformat })
export const cityBoundsQuery = z.strictObject({
  admin,
  city: admin.meta({ description: 'The same filter under its older name.' }),
  lat: given(latitude).meta({ type: 'number', example: -6.2 }),
  long: given(longitude).meta({ type: 'number', example: 106.8 }),
})
