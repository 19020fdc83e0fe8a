// kentongan evaluate: how well the words of an archive's reports are understood, against what the reports themselves measured.
import { resolve } from 'node:path'
import { z } from 'zod'
import { readArchiveRow } from '../domain/archive-row.ts'
import { hazardKeys } from '../domain/hazards/index.ts'
import { createEvaluation, type Evaluation } from '../domain/understanding/evaluation.ts'
import { readFeatures, sizeOf } from '../feature-file.ts'
import { command, counted, DONE, FAILED, progressOf, STOPPED } from './command.ts'

const placeSchema = z.object({ lng: z.number(), lat: z.number() })

export const evaluate = command({
  name: 'evaluate',
  args: z.object({ file: z.string().min(1), json: z.boolean().default(false) }),
  describe: program =>
    void program
      .summary("how well the words of an archive's reports are understood")
      .argument('<file>', "reports in the incumbent's GeoJSON: a FeatureCollection, or one feature a line")
      .option('--json', 'the figures as one object')
      .addHelpText(
        'after',
        '\nNothing is stored. Each text is read as the bot reads a message, and held against its report.',
      ),
  async runAlone({ cwd, stop }, { file, json }, out) {
    const path = resolve(cwd, file)
    const size = await sizeOf(path)
    const evaluation = createEvaluation()
    let [rows, odd, end] = [0, 0, 0]
    const tell = progressOf(out, () => `${counted(rows, 'row')} (${Math.floor((end / size) * 100)}%)`)
    for await (const row of readFeatures(path)) {
      if (stop.aborted) return STOPPED
      rows++
      end = row.end
      tell()
      const read = 'fault' in row ? { odd: row.fault } : readArchiveRow(row.feature)
      const hazard = 'odd' in read ? undefined : hazardKeys.find(key => key === read.draft.hazard)
      const place = 'odd' in read ? undefined : placeSchema.safeParse(read.draft.place)
      if ('odd' in read || !hazard || !place?.success) {
        odd++
        continue
      }
      const { depth } = (read.draft.answers ?? {}) as { depth?: unknown }
      evaluation.add({
        words: typeof read.draft.words === 'string' ? read.draft.words : '',
        hazard,
        depth: typeof depth === 'number' ? depth : undefined,
        place: place.data,
      })
    }
    const result = evaluation.result()
    if (json) out.line(JSON.stringify(result))
    else for (const line of told(result, rows, odd)) out.line(line)
    return rows > 0 && odd === rows ? FAILED : DONE
  },
})

const percent = (value: number | null) => (value === null ? 'none' : `${(value * 100).toFixed(1)}%`)

function told({ texts, depth, hazard, place, rescue }: Evaluation, rows: number, odd: number): string[] {
  const of = (found: number, n: number) => percent(n === 0 ? null : found / n)
  return [
    `${counted(rows, 'row')}, ${counted(texts, 'text')}${odd > 0 ? `, ${odd} odd and left out` : ''}`,
    `Depth    found in ${depth.found} of ${depth.n} texts with a measured depth (${of(depth.found, depth.n)}); ` +
      `off by ${depth.medianErrorCm ?? '?'} cm in the median, ${percent(depth.within30cm)} within 30 cm`,
    `Hazard   told by ${hazard.n} texts; ${percent(hazard.accuracy)} as reported`,
    `Place    a known one in ${place.found} of ${place.n} texts (${of(place.found, place.n)}); ` +
      `off by ${place.medianErrorKm ?? '?'} km in the median, ${percent(place.within2km)} within 2 km`,
    `Rescue   asked for in ${counted(rescue.n, 'text')}`,
  ]
}
