// What only some need is read and made when it is first asked for, so that nobody waits for it at the start.
import { availableParallelism } from 'node:os'
import { type Sender, standingsOf } from '../db/citizens.ts'
import type { Database } from '../db/connect.ts'
import type { Config } from './config.ts'
import type { Board } from './live/board.ts'
import { onDemand } from './made-once.ts'
import type { OwnSecrets } from './secrets/own-secrets.ts'
import type { Auth } from './sign-in/auth.ts'
import { grouped } from './surge/grouped.ts'

type Given = {
  db: Database
  now: () => Date
  secrets: OwnSecrets
  config: Config
  log: (line: string) => void
  logFault: (fault: unknown) => void
}

/** A second core is there for a thread. The embedded database runs on small machines, where memory counts more than a storm. */
export const judgingOnDemand = ({
  db,
  logFault,
  threads,
}: Pick<Given, 'db' | 'logFault'> & { threads: boolean }) =>
  onDemand(async () => {
    const { createJudging, judgeHere } = await import('./trust/judging.ts')
    const standingOf = grouped((senders: Sender[]) => standingsOf(db, senders))
    if (threads && db.kind === 'postgres' && availableParallelism() > 1) {
      const { openTrustThread: openHome } = await import('./trust/trust-thread.ts')
      return createJudging({ openHome, standingOf, logFault })
    }
    const { createTrust } = await import('./trust/trust.ts')
    return createJudging({ openHome: () => judgeHere(createTrust()), standingOf, logFault })
  })

export const agencySignInOnDemand = ({ config, ...given }: Given & { auth: Auth }) =>
  onDemand(async () => {
    if (!config.oidc) throw new Error('No provider is set up.')
    const { createAgencySignIn } = await import('./sign-in/agency-sign-in.ts')
    return createAgencySignIn({ ...given, settings: config.oidc, publicUrl: config.publicUrl })
  })

export const passkeysOnDemand = ({ config, ...given }: Given & { auth: Auth }) =>
  onDemand(async () => {
    const { createPasskeys } = await import('./sign-in/passkeys.ts')
    return createPasskeys({ ...given, publicUrl: config.publicUrl })
  })

export const placesOnDemand = ({
  db,
  board,
  config,
  now,
  log,
  logFault,
}: Omit<Given, 'secrets'> & { board: Board }) =>
  onDemand(async () => {
    const [{ createLookUp }, { createLookAround }, { createGeocoder }] = await Promise.all([
      import('./places/places.ts'),
      import('./places/nearby.ts'),
      import('./places/geocoder.ts'),
    ])
    const { geocoder: address, publicUrl } = config
    const geocoder = address === undefined ? undefined : createGeocoder({ db, address, publicUrl, now, log })
    return {
      lookUp: createLookUp({ db, geocoder, logFault }),
      lookAround: createLookAround({ db, board, logFault }),
    }
  })

/** The platform's own keys of web push (VAPID). */
export const pushKeysOnDemand = ({ secrets }: Pick<Given, 'secrets'>) =>
  onDemand(async () => {
    const { default: push } = await import('web-push')
    const make = () => JSON.stringify(push.generateVAPIDKeys())
    const keys: ReturnType<typeof push.generateVAPIDKeys> = JSON.parse(await secrets('web-push', make))
    return keys
  })

/** A store of photos for many machines, and the secret that they share. */
export async function sharedPhotos(secrets: OwnSecrets, settings: NonNullable<Config['s3']>) {
  const { s3Store } = await import('./photos/s3-store.ts')
  return { store: s3Store(settings), secret: await secrets('photos') }
}
