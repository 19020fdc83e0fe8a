// What the form says, and every other page of the public may say. A page that says more adds its own rooms' words to these when it is read.
import { form as formEn } from './en/form.ts'
import { refusals as refusalsEn } from './en/refusals.ts'
import { shared as sharedEn } from './en/shared.ts'
import { form } from './id/form.ts'
import { refusals } from './id/refusals.ts'
import { shared } from './id/shared.ts'

export const words = {
  id: { ...shared, ...refusals, ...form },
  en: { ...sharedEn, ...refusalsEn, ...formEn },
}
