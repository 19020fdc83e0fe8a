// `npm run bench [-- NAME …] [--json FILE]`: runs the benches, prints what they found and puts the table in the README. Asserts nothing: machines differ, ratios tell.
import { writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { fileURLToPath } from 'node:url'
import { Command } from 'commander'
import { benchAlerts } from './alerts.ts'
import { benchArchive } from './archive.ts'
import { benchExports } from './exports.ts'
import { benchIncidents } from './incidents.ts'
import { benchIntake } from './intake.ts'
import { benchLiveList } from './live-list.ts'
import { benchMap } from './map.ts'
import type { Result } from './measure.ts'
import { forgetHistories } from './million.ts'
import { benchSpam } from './spam.ts'
import { benchStatistics } from './statistics.ts'
import { writeTable } from './table.ts'

const benches: Record<string, () => Promise<Result[]>> = {
  intake: benchIntake,
  'live-list': benchLiveList,
  incidents: benchIncidents,
  alerts: benchAlerts,
  spam: benchSpam,
  map: benchMap,
  exports: benchExports,
  archive: benchArchive,
  statistics: benchStatistics,
}

const program = new Command('bench')
  .description('Measures Kentongan on this machine.')
  .argument('[names...]', `which benches: ${Object.keys(benches).join(', ')} (default: all)`)
  .option('--json <file>', 'write the figures to a file, too')
  .parse()
const chosen = program.args.length > 0 ? program.args : Object.keys(benches)
const unknown = chosen.find(name => !(name in benches))
if (unknown !== undefined)
  program.error(`There is no bench ${unknown}; there are ${Object.keys(benches).join(', ')}.`)

const results: Result[] = []
for (const name of chosen) {
  console.log(`Measuring ${name} …`)
  results.push(...((await benches[name]?.()) ?? []))
}
await forgetHistories()
for (const { name, figures } of results) {
  console.log(`\n${name}`)
  const width = Math.max(...Object.keys(figures).map(figure => figure.length))
  for (const [figure, value] of Object.entries(figures))
    console.log(`  ${figure.padEnd(width)}  ${value.toLocaleString('en').padStart(12)}`)
}

const rows = results.flatMap(({ row }) => row ?? [])
const readme = fileURLToPath(new URL('../../README.md', import.meta.url))
if (rows.length > 0) console.log(`\n${writeTable(readme, rows, new Date()).join('\n')}`)

const { json } = program.opts<{ json?: string }>()
if (json !== undefined) {
  const machine = { node: process.version, cpu: cpus()[0]?.model ?? '', cores: cpus().length }
  writeFileSync(json, `${JSON.stringify({ at: new Date().toISOString(), machine, results }, null, 2)}\n`)
}
