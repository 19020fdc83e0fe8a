// kentongan replay: plays an archive in the incumbent's format through the one door, as a drill or as real history.
import { open } from 'node:fs/promises'
import { resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { type ArchiveRow, readArchiveRow } from '../domain/archive-row.ts'
import { type Row, readFeatures, rowOf, sizeOf } from '../feature-file.ts'
import { type Tally, takeArchive } from '../take-archive.ts'
import { type Context, command, counted, DONE, FAILED, type Out, progressOf, STOPPED } from './command.ts'

const speed = z.union([
  z.literal('max').transform(() => Number.POSITIVE_INFINITY),
  z.coerce.number('--speed is a number above 0, or max').positive('--speed is a number above 0, or max'),
])
const args = z.object({
  file: z.string().min(1),
  speed: z.string().default('max'),
  real: z.boolean().default(false),
  shiftToNow: z.boolean().default(false),
})

/** Rows in the order of their times, by where they stand in the file: 16 bytes a row. */
type Timetable = {
  first: number
  last: number
  places: Float64Array
  order: Uint32Array
  lengths: Uint32Array
}

export const replay = command({
  name: 'replay',
  audit: 'told',
  args,
  describe: program =>
    void program
      .summary("play an archive of reports, in the incumbent's GeoJSON")
      .argument('<file>', 'a FeatureCollection, or one feature a line')
      .option('--speed <times>', 'so many times as fast as it happened, or max', 'max')
      .option('--shift-to-now', 'as if it happened now: at max speed the last report is now, else the first')
      .option('--real', 'take the reports in as real history, not as a drill')
      .addHelpText(
        'after',
        '\nWithout --real the reports are a drill: kept apart from real ones, shown at /?drill=1, and removed by "drill clear".' +
          '\nA second run adds none (with --shift-to-now each run is a drill of its own). Odd rows are named and counted.',
      ),
  async run(context, { file, real, shiftToNow, ...given }, out) {
    if (real && shiftToNow)
      throw new Error('Real history keeps its own times: leave out --real or --shift-to-now.')
    const parsedSpeed = speed.safeParse(given.speed)
    if (!parsedSpeed.success) throw new Error('--speed is a number above 0, or max.')
    const path = resolve(context.cwd, file)
    const began = context.now()
    const timed = Number.isFinite(parsedSpeed.data)
    const timetable = timed || shiftToNow ? await readTimetable(path, context, out) : undefined
    if (context.stop.aborted) return STOPPED
    const { tally, take, landed } = takeArchive({
      ...context,
      real,
      began,
      run: shiftToNow ? began.toISOString() : undefined,
      timeOf: shift(shiftToNow ? timetable : undefined, parsedSpeed.data, began),
      name: out.line,
    })
    const rows = timed && timetable ? played(path, timetable, parsedSpeed.data, context) : readFeatures(path)
    const size = await sizeOf(path)
    let end = 0
    const tell = progressOf(
      out,
      () => `${counted(tally.rows, 'row')}, ${tally.taken} taken (${Math.floor((end / size) * 100)}%)`,
    )
    try {
      for await (const row of rows) {
        if (context.stop.aborted) break
        await take(row)
        end = timed ? (tally.rows / (timetable?.order.length ?? 1)) * size : row.end
        tell()
      }
    } finally {
      await landed().finally(() => summarise(tally, began, context, out, real))
    }
    if (context.stop.aborted) {
      out.error('Stopped. Run it again to go on: what was taken is known.')
      return STOPPED
    }
    return tally.odd === 0 ? DONE : FAILED
  },
})

function shift(timetable: Timetable | undefined, speed: number, began: Date): (row: ArchiveRow) => number {
  if (!timetable) return row => row.time
  if (!Number.isFinite(speed)) return row => row.time + began.getTime() - timetable.last
  return row => began.getTime() + (row.time - timetable.first) / speed
}

async function readTimetable(path: string, { stop }: Context, out: Out): Promise<Timetable> {
  let count = 0
  let places = new Float64Array(1024)
  let lengths = new Uint32Array(1024)
  let times = new Float64Array(1024)
  let first = Number.POSITIVE_INFINITY
  let last = Number.NEGATIVE_INFINITY
  const tell = progressOf(out, () => `Reading the times of ${counted(count, 'row')} …`)
  for await (const row of readFeatures(path)) {
    if (stop.aborted) break
    if (count === places.length) {
      places = doubled(places, new Float64Array(2 * count))
      lengths = doubled(lengths, new Uint32Array(2 * count))
      times = doubled(times, new Float64Array(2 * count))
    }
    const archived = 'feature' in row ? readArchiveRow(row.feature) : undefined
    const time = archived && 'time' in archived ? archived.time : undefined
    if (time !== undefined) {
      first = Math.min(first, time)
      last = Math.max(last, time)
    }
    places[count] = row.offset
    lengths[count] = row.length
    // An odd row is named when its predecessor is played.
    times[count] = time ?? times[count - 1] ?? Number.NEGATIVE_INFINITY
    count++
    tell()
  }
  const order = Uint32Array.from({ length: count }, (_, index) => index)
  order.sort((a, b) => (times[a] ?? 0) - (times[b] ?? 0) || a - b)
  return { first, last, places, order, lengths }
}

function doubled<T extends Float64Array | Uint32Array>(values: T, larger: T): T {
  larger.set(values)
  return larger
}

/** The rows, each at its time. */
async function* played(
  path: string,
  timetable: Timetable,
  speed: number,
  { stop }: Context,
): AsyncGenerator<Row> {
  const began = performance.now()
  const file = await open(path)
  try {
    for (const index of timetable.order) {
      const offset = timetable.places[index] ?? 0
      const bytes = Buffer.alloc(timetable.lengths[index] ?? 0)
      await file.read(bytes, 0, bytes.length, offset)
      const row = rowOf(index + 1, { offset, bytes })
      const archived = 'feature' in row ? readArchiveRow(row.feature) : undefined
      if (archived && 'time' in archived) {
        const due = began + (archived.time - timetable.first) / speed
        await until(due, stop)
      }
      if (stop.aborted) return
      yield row
    }
  } finally {
    await file.close()
  }
}

/** A timer takes 24 days at most; longer waits are made of several. */
async function until(due: number, signal: AbortSignal): Promise<void> {
  for (let rest = due - performance.now(); rest > 0 && !signal.aborted; rest = due - performance.now())
    await sleep(Math.min(rest, 86_400_000), undefined, { signal }).catch(() => undefined)
}

function summarise(tally: Tally, began: Date, { now, publicUrl }: Context, out: Out, real: boolean): void {
  const seconds = ((now().getTime() - began.getTime()) / 1_000).toFixed(1)
  const parts = [
    `${tally.taken.toLocaleString('en')} taken`,
    `${tally.known.toLocaleString('en')} known already`,
    `${tally.repeats.toLocaleString('en')} the same again`,
    `${tally.odd.toLocaleString('en')} odd`,
    ...(tally.lossy > 0 ? [`${tally.lossy.toLocaleString('en')} taken not whole`] : []),
  ]
  out.line(`${counted(tally.rows, 'row')} in ${seconds} s: ${parts.join(', ')}.`)
  if (tally.taken === 0 || real) return
  const old = now().getTime() - tally.to > 24 * 3_600_000
  if (old)
    out.line('They are older than the live map looks back; with --shift-to-now they play as if it were now.')
  else out.line(`See them at ${publicUrl}/?drill=1`)
}
