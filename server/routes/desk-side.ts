// Everything behind the officers' door, in one place: a new room of the desk adds its routes here.
import type { Router } from 'express'
import type { Config } from '../config.ts'
import { accountRoutes } from './account.ts'
import { administerRoutes } from './administer.ts'
import { agencySignInRoutes } from './agency-sign-in.ts'
import { caseRoutes, handlingRoutes } from './cases.ts'
import { deskRoutes } from './desk.ts'
import { passkeyRoutes } from './passkeys.ts'
import { queueRoutes } from './queue.ts'
import { situationRoutes } from './situation.ts'
import { viewRoutes } from './views.ts'
import { warningRoutes } from './warnings.ts'
import { webhookRoutes } from './webhooks.ts'

/** What each of them needs, under one name. */
type Given = Parameters<typeof deskRoutes>[0] &
  Parameters<typeof caseRoutes>[0] &
  Parameters<typeof queueRoutes>[0] &
  Parameters<typeof accountRoutes>[0] &
  Parameters<typeof administerRoutes>[0] &
  Parameters<typeof situationRoutes>[0] &
  Parameters<typeof warningRoutes>[0] &
  Parameters<typeof webhookRoutes>[0] & {
    agencySignIn: NonNullable<Parameters<typeof agencySignInRoutes>[0]>
    passkeys: Parameters<typeof passkeyRoutes>[0]['load']
    config: Pick<Config, 'oidc' | 'publicUrl'>
  }

export const deskSide = (given: Given): Router[] => [
  deskRoutes(given),
  caseRoutes(given),
  handlingRoutes(given),
  queueRoutes(given),
  agencySignInRoutes(
    given.config.oidc && given.agencySignIn,
    given.config.publicUrl,
    given.config.oidc?.name,
  ),
  passkeyRoutes({ ...given, load: given.passkeys }),
  accountRoutes(given),
  viewRoutes(given),
  administerRoutes(given),
  situationRoutes(given),
  warningRoutes(given),
  webhookRoutes(given),
]
