// Bahasa Indonesia, the reference language: calm, formal "Anda", short sentences, no exclamation marks.

import { account } from './id/account.ts'
import { areas } from './id/areas.ts'
import { beside } from './id/beside.ts'
import { chat } from './id/chat.ts'
import { desk } from './id/desk.ts'
import { docs } from './id/docs.ts'
import { doors } from './id/doors.ts'
import { exports } from './id/exports.ts'
import { features } from './id/features.ts'
import { form } from './id/form.ts'
import { map } from './id/map.ts'
import { past } from './id/past.ts'
import { privacy } from './id/privacy.ts'
import { refusals } from './id/refusals.ts'
import { shared } from './id/shared.ts'
import { stages } from './id/stages.ts'
import { statistics } from './id/statistics.ts'
import { warnings } from './id/warnings.ts'
import { webhooks } from './id/webhooks.ts'
import { work } from './id/work.ts'

export const id = {
  ...shared,
  ...account,
  ...refusals,
  ...chat,
  ...doors,
  ...exports,
  ...features,
  ...form,
  ...map,
  ...areas,
  ...beside,
  ...desk,
  ...docs,
  ...past,
  ...privacy,
  ...stages,
  ...statistics,
  ...warnings,
  ...webhooks,
  ...work,
} as const
