// Asks citizens whether it is still so, some time before their report's life ends: once about each report, and of each citizen one question at a time.
// The question and the note that it was asked are one transaction, so that neither a crash nor a second process asks again.
import { isLanguage } from '../server/domain/messages/index.ts'
import { stillQuestion } from '../server/domain/own-reports.ts'
import type { Channel } from './channel.ts'
import type { Given } from './stores.ts'
import { pause } from './waiting.ts'

/** How long before its end a report is asked about. */
const BEFORE_MS = 20 * 60_000
const TICK_MS = 2_000
const AT_ONCE = 50

type AskerGiven<Client> = Pick<Given<Client>, 'db' | 'stores' | 'now' | 'newId' | 'log'> & {
  channels: Pick<Channel, 'name'>[]
}

/** What an elected process does until the signal aborts. */
export async function askWhetherStill<Client>(given: AskerGiven<Client>, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    let asked = 0
    try {
      asked = await askSome(given, signal)
    } catch (fault) {
      given.log(`asker: ${fault instanceof Error ? fault.message : fault}`)
    }
    if (asked < AT_ONCE) await pause(TICK_MS, signal)
  }
}

async function askSome<Client>(
  { db, stores, now, newId, channels }: AskerGiven<Client>,
  signal: AbortSignal,
): Promise<number> {
  const due = await stores.reportsToAskAbout(db, {
    now: now(),
    until: new Date(now().getTime() + BEFORE_MS),
    channels: channels.map(({ name }) => name),
    limit: AT_ONCE,
  })
  for (const { report, citizen, language } of due) {
    if (signal.aborted) break
    await db.transaction(async client => {
      if (!(await stores.claimQuestion(client, { report: report.id, citizen, at: now() }))) return
      const reply = stillQuestion(report, isLanguage(language) ? language : 'id')
      await stores.post(client, { id: newId(), citizen, reply, due: now(), as: 'news' })
    })
  }
  if (due.length > 0) db.wake()
  return due.length
}
