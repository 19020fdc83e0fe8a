// The teller of webhooks as it runs, and the one thing that it does by itself to them: it stops an endpoint that is gone or has failed for too long.
// What officers and programs do with them is webhooks.ts.
import { writeAudit } from '../../db/audit.ts'
import type { Database, Queryable } from '../../db/connect.ts'
import { stopWebhook } from '../../db/webhooks.ts'
import type { Disabling } from '../domain/webhook.ts'
import type { Sealing } from '../secrets/sealing.ts'
import { createWebhookCaller } from './webhook-call.ts'
import { collectedUntil, tellWebhooks } from './webhook-collecting.ts'

/** Whom the audit names where nobody did it. */
const PLATFORM = 'platform'

type Given = {
  db: Database
  now: () => Date
  sealing: Sealing
  /** Whether webhooks may go to addresses inside the operator's own network. */
  allowPrivate: boolean
  publicUrl: string
  logFault: (fault: unknown) => void
}

export function runWebhooks(given: Given) {
  const { now, publicUrl } = given
  const note = noting(now)

  /** In the transaction in which it was found out. */
  async function disable(
    client: Queryable,
    id: string,
    why: { reason: Disabling; fault: string },
  ): Promise<void> {
    const cursor = await collectedUntil(client)
    if (await stopWebhook(client, id, { at: now(), cursor, why }))
      await note(client, PLATFORM, id, 'disabled', why)
  }

  const caller = createWebhookCaller({ ...given, userAgent: `Kentongan (${publicUrl})` })
  const told = tellWebhooks({ ...given, caller, disable })
  return {
    async stop() {
      await told.stop()
      caller.close()
    },
  }
}

/** A line of the audit about a webhook. */
export const noting =
  (now: () => Date) =>
  (client: Queryable, by: string, id: string, action: string, after?: object): Promise<void> =>
    writeAudit(client, {
      at: now(),
      officer: by,
      action: `webhook-${action}`,
      kind: 'webhook',
      subject: id,
      ...(after && { after: JSON.stringify(after) }),
    })
