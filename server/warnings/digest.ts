// Keeps the digest of verified incidents true: each process looks now and then, one at a time, and writes the CAP messages that are due.
import type { Database } from '../../db/connect.ts'
import { digestsOf, holdDigest, incidentsToTell, insertDigest } from '../../db/incident-documents.ts'
import { digestOf, nextKind, REFERRED } from '../domain/incident-cap.ts'
import { writeXml } from '../wire/xml.ts'

const TICK_MS = 10_000

type Given = {
  db: Database
  now: () => Date
  publicUrl: string
  /** Never the sender of warnings. */
  sender: string
  logFault: (fault: unknown) => void
}

export function keepDigest({ db, now, publicUrl, sender, logFault }: Given) {
  const look = () =>
    db.transaction(async client => {
      await holdDigest(client)
      const time = now()
      const incidents = await incidentsToTell(client, time)
      const ids = incidents.map(({ id }) => id)
      const last = await digestsOf(client, ids, 1)
      for (const { gone, ...incident } of incidents) {
        const kind = nextKind({ ...incident, gone }, last.get(incident.id)?.[0], time)
        if (!kind) continue
        const before = (await digestsOf(client, [incident.id], REFERRED)).get(incident.id) ?? []
        const { digest, alert } = digestOf({ incident, kind, before, sender, publicUrl, now: time })
        await insertDigest(client, digest, writeXml({ alert }))
      }
    })

  let looking: Promise<void> = Promise.resolve()
  const timer = setInterval(() => {
    looking = looking.then(look).catch(logFault)
  }, TICK_MS)
  timer.unref()

  return {
    look,
    async stop() {
      clearInterval(timer)
      await looking
    },
  }
}
