// Several values of a parameter, separated by commas.
import { z } from 'zod'

export const texts = z
  .string()
  .max(400)
  .transform(text => text.split(',').filter(Boolean))

export const severalOf = <T extends string>(values: readonly T[], most = values.length) =>
  texts.pipe(z.array(z.enum(values)).max(most))
