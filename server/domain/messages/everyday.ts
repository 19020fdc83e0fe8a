// What the form and every other page of the public may say. A page that says more adds its own rooms' words to these when it is read.
import { chat as chatEn } from './en/chat.ts'
import { form as formEn } from './en/form.ts'
import { map as mapEn } from './en/map.ts'
import { refusals as refusalsEn } from './en/refusals.ts'
import { shared as sharedEn } from './en/shared.ts'
import { chat } from './id/chat.ts'
import { form } from './id/form.ts'
import { map } from './id/map.ts'
import { refusals } from './id/refusals.ts'
import { shared } from './id/shared.ts'

export const words = {
  id: { ...shared, ...refusals, ...chat, ...form, ...map },
  en: { ...sharedEn, ...refusalsEn, ...chatEn, ...formEn, ...mapEn },
}
