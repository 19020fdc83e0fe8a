// `npm run bench [-- NAME … [NUMBER …]] [--json FILE]`: runs the benches, prints what they found and puts the table in the README. Asserts nothing: machines differ, ratios tell.
import { writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { fileURLToPath } from 'node:url'
import { Command } from 'commander'
import { benchAlerts } from './alerts.ts'
import { benchArchive } from './archive.ts'
import { benchExports } from './exports.ts'
import { benchFanOut } from './fan-out.ts'
import { benchFaults } from './faults.ts'
import { benchFuzz } from './fuzz.ts'
import { benchGrowth } from './growth.ts'
import { benchIncidents } from './incidents.ts'
import { benchIntake } from './intake.ts'
import { benchLiveList } from './live-list.ts'
import { benchMap } from './map.ts'
import type { Result } from './measure.ts'
import { forgetHistories } from './million.ts'
import { benchRestart } from './restart.ts'
import { benchSpam } from './spam.ts'
import { benchStatistics } from './statistics.ts'
import { benchStorm } from './storm.ts'
import { writeTable } from './table.ts'

/** Numbers behind a name are the bench's own; `all` is as many as there are. */
const benches: Record<string, (...numbers: number[]) => Promise<Result[]>> = {
  intake: benchIntake,
  'live-list': benchLiveList,
  'fan-out': benchFanOut,
  incidents: benchIncidents,
  alerts: benchAlerts,
  spam: benchSpam,
  map: benchMap,
  exports: benchExports,
  archive: benchArchive,
  statistics: benchStatistics,
  growth: benchGrowth,
  restart: benchRestart,
  faults: benchFaults,
  fuzz: benchFuzz,
  storm: benchStorm,
}
/** Those that take a long time are run only by name. */
const LONG = ['faults', 'fuzz', 'storm']

const program = new Command('bench')
  .description('Measures Kentongan on this machine.')
  .argument(
    '[names...]',
    `which benches: ${Object.keys(benches).join(', ')} ; behind a name its numbers, e.g. faults 20 7 or spam all (default: all but ${LONG.join(', ')})`,
  )
  .option('--json <file>', 'write the figures to a file, too')
  .parse()
const chosen: { name: string; numbers: number[] }[] = []
for (const word of program.args)
  if (word === 'all') chosen.at(-1)?.numbers.push(Number.POSITIVE_INFINITY)
  else if (/^\d+$/.test(word)) chosen.at(-1)?.numbers.push(Number(word))
  else chosen.push({ name: word, numbers: [] })
if (chosen.length === 0)
  for (const name of Object.keys(benches)) if (!LONG.includes(name)) chosen.push({ name, numbers: [] })
const unknown = chosen.find(({ name }) => !(name in benches))
if (unknown) program.error(`There is no bench ${unknown.name}; there are ${Object.keys(benches).join(', ')}.`)

const results: Result[] = []
for (const { name, numbers } of chosen) {
  console.log(`Measuring ${name} …`)
  results.push(...((await benches[name]?.(...numbers)) ?? []))
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
