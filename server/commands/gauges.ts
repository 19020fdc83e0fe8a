// kentongan gauges …: what water gauges read, from a file that an agency hands over.
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { z } from 'zod'
import { allGauges } from '../../db/gauges.ts'
import { isStale } from '../domain/gauge.ts'
import { readReadings } from '../domain/gauge-readings.ts'
import { sizeOf } from '../feature-file.ts'
import { recordReadings } from '../gauges.ts'
import { command, counted, DONE, FAILED } from './command.ts'

const LARGEST = 64 * 1024 * 1024
/** Faults that are told one by one. */
const MOST_TOLD = 20

export const gaugesImport = command({
  name: 'gauges import',
  audit: 'told',
  args: z.object({
    file: z.string().min(1),
    zone: z
      .string()
      .regex(/^[+-]\d{2}:\d{2}$/)
      .default('+07:00'),
  }),
  describe: program =>
    void program
      .summary('load what water gauges read')
      .argument('<file>', 'CSV with the columns gauge, at, depth (cm), or JSON with the same fields')
      .option('--zone <offset>', 'of times that name none', '+07:00')
      .addHelpText(
        'after',
        '\nA gauge is named by its number, its id, the ref of its import, or its name. Gauges come with: places import FILE --kind gauge',
      ),
  async run({ cwd, db, now }, { file, zone }, out) {
    const path = resolve(cwd, file)
    if ((await sizeOf(path)) > LARGEST) throw new Error(`${path} is larger than 64 MB: cut it in parts.`)
    const at = now()
    const form = /\.json$/i.test(path) ? 'json' : 'csv'
    const { readings, faults } = readReadings(await readFile(path, 'utf8'), form, zone, at)
    for (const fault of faults.slice(0, MOST_TOLD)) out.line(fault)
    const { stored, gauges, unknown } = await recordReadings(db, readings, at)
    for (const name of unknown.slice(0, MOST_TOLD))
      out.line(`"${name}" means no gauge, or more than one: see kentongan gauges list.`)
    out.line(
      `${counted(stored, 'reading')} of ${counted(gauges, 'gauge')} stored; ${faults.length} odd, ${counted(unknown.length, 'unknown name')}.`,
    )
    return faults.length + unknown.length === 0 ? DONE : FAILED
  },
})

export const gaugesList = command({
  name: 'gauges list',
  args: z.object({}),
  describe: program => void program.summary('show the water gauges and what they read last'),
  async run({ db, now }, _args, out) {
    const gauges = await allGauges(db)
    if (gauges.length === 0)
      out.line('No gauges were imported yet: kentongan places import FILE --kind gauge')
    for (const gauge of gauges) {
      const { number, code, name, latest, thresholds } = gauge
      const read = latest
        ? `${latest.depth} cm at ${latest.at}${isStale(gauge, now().getTime()) ? ' (old)' : ''}`
        : 'nothing read yet'
      const limits = thresholds ? `thresholds ${thresholds.join(', ')} cm` : 'no thresholds'
      out.line(`${number}  ${code}  ${name}  ${read}  ${limits}`)
    }
    return DONE
  },
})
