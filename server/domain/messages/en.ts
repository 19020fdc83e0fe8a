// English, written anew rather than translated word by word.

import { account } from './en/account.ts'
import { areas } from './en/areas.ts'
import { beside } from './en/beside.ts'
import { chat } from './en/chat.ts'
import { desk } from './en/desk.ts'
import { docs } from './en/docs.ts'
import { doors } from './en/doors.ts'
import { exports } from './en/exports.ts'
import { features } from './en/features.ts'
import { form } from './en/form.ts'
import { map } from './en/map.ts'
import { past } from './en/past.ts'
import { privacy } from './en/privacy.ts'
import { refusals } from './en/refusals.ts'
import { shared } from './en/shared.ts'
import { stages } from './en/stages.ts'
import { statistics } from './en/statistics.ts'
import { warnings } from './en/warnings.ts'
import { webhooks } from './en/webhooks.ts'
import { work } from './en/work.ts'
import type { id } from './id.ts'

export const en: Record<keyof typeof id, string> = {
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
}
