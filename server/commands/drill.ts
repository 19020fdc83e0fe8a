// kentongan drill: a made-up flood on the live map for those who practise, and `drill clear` to take every drill away again.
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { citizenAt } from '../../db/citizens.ts'
import {
  databaseTime,
  dismissDrills,
  endDrillIncidents,
  removeDrillEntries,
  removeDrillReports,
  removeDrillRest,
  standingDrillIncidents,
} from '../../db/drills.ts'
import { isRefusal } from '../domain/refusal.ts'
import { rehearse, rivers } from '../domain/rehearsal.ts'
import { command, counted, DONE, FAILED, progressOf, STOPPED } from './command.ts'

const CHANNEL = 'drill'
/** How long the incident builder of a running server may take to dissolve what is dismissed. */
const BUILDER_MS = 5_000

const positive = (what: string, most: number) =>
  z.coerce
    .number(`${what} is a number`)
    .positive(`${what} is above 0`)
    .max(most, `${what} is at most ${most}`)

export const drill = command({
  name: 'drill',
  audit: 'told',
  args: z.object({
    minutes: positive('--minutes', 24 * 60).default(15),
    reports: positive('--reports', 100_000).default(150).transform(Math.ceil),
    place: z.string().default('ciliwung'),
    seed: z.coerce.number('--seed is a number').int().optional(),
  }),
  describe: program =>
    void program
      .summary('make a flood to practise on, on the live map within a minute')
      .option('--minutes <number>', 'how long it goes on', '15')
      .option('--reports <number>', 'how many reports come in', '150')
      .option('--place <river>', `where: ${Object.keys(rivers).join(', ')}`, 'ciliwung')
      .option('--seed <number>', 'the same number gives the same flood (default: another one each time)')
      .addHelpText('after', '\n"drill clear" takes away all drills, replayed ones included.'),
  async run({ db, lifecycle, now, newId, publicUrl, stop }, { minutes, reports, place, seed }, out) {
    const river = rivers[place]
    if (!river)
      throw new Error(`There is no drill on ${place}; choose one of ${Object.keys(rivers).join(', ')}.`)
    const began = now().getTime()
    const chosenSeed = seed ?? began % 2 ** 31
    const told = rehearse({ seed: chosenSeed, minutes, reports, river })
    out.line(`A drill on the ${river.name} (seed ${chosenSeed}). Watch it at ${publicUrl}/?drill=1`)
    const run = newId()
    let sent = 0
    const tell = progressOf(out, () => `${sent} of ${counted(told.length, 'report')} sent`)
    for (const { sentAfter, seenAfter, citizen, draft } of told) {
      const wait = began + sentAfter - now().getTime()
      if (wait > 0) await sleep(wait, undefined, { signal: stop }).catch(() => undefined)
      if (stop.aborted) break
      const at = now()
      const who = await citizenAt(db, {
        id: newId(),
        channel: CHANNEL,
        address: `${run} ${citizen}`,
        language: 'id',
        at,
      })
      const outcome = await lifecycle.submit(
        { ...draft, at: new Date(began + seenAfter) },
        { key: `${run} ${sent}`, channel: CHANNEL, citizen: who },
      )
      if (isRefusal(outcome)) throw new Error(`The drill's own report was refused as ${outcome.refused}.`)
      sent++
      tell()
    }
    out.line(`${counted(sent, 'report')} sent. "drill clear" takes them away.`)
    return stop.aborted ? STOPPED : DONE
  },
})

export const drillClear = command({
  name: 'drill clear',
  audit: 'told',
  args: z.object({}),
  describe: program => void program.summary('take all drills away: reports, incidents and log entries'),
  async run({ db, now, stop }, _args, out) {
    const since = await databaseTime(db)
    let dismissed = 0
    const tell = progressOf(out, () => `${counted(dismissed, 'drill report')} taken off the maps …`)
    for (let page = -1; page !== 0 && !stop.aborted; dismissed += page) {
      page = await dismissDrills(db)
      if (page > 0) db.wake()
      tell()
    }
    // A running server dissolves the incidents itself; what is left after a while has no server to see it.
    const until = Date.now() + BUILDER_MS
    while (!stop.aborted && Date.now() < until && (await standingDrillIncidents(db, now())) > 0)
      await sleep(100)
    if (stop.aborted) {
      out.error('Stopped half-way. Run it again to go on.')
      return STOPPED
    }
    await endDrillIncidents(db)
    db.wake()
    const entries = await untilNone(() => removeDrillEntries(db, since))
    const reports = await untilNone(() => removeDrillReports(db))
    const incidents = await removeDrillRest(db)
    out.line(
      `Removed ${counted(reports, 'drill report')}, ${counted(incidents, 'incident')}, ${counted(entries, 'log entry', 'log entries')}.`,
    )
    if ((await standingDrillIncidents(db, now())) === 0) return DONE
    out.error(
      'Some incidents of drills could not be removed: is a drill still running? Stop it and run this again.',
    )
    return FAILED
  },
})

async function untilNone(remove: () => Promise<number>): Promise<number> {
  let all = 0
  for (let page = await remove(); page > 0; page = await remove()) all += page
  return all
}
