// The one table of what was measured, in the README between its two marks: rows that were measured anew take their place, the others stay.
import { readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import type { Row } from './measure.ts'

const BEGIN = '<!-- bench -->'
const END = '<!-- /bench -->'
const HEAD = ['| What | Ours | Beside it | Ratio | Aim | Measured |', '| --- | --- | --- | --- | --- | --- |']

const cell = (text: string) => text.replaceAll('|', '/').replaceAll('\n', ' ')

const lineOf = ({ what, ours, beside = '', ratio, aim = '' }: Row, when: string) =>
  `| ${[what, ours, beside, ratio === undefined ? '' : ratio < 0.1 ? ratio.toPrecision(1) : ratio.toFixed(2), aim, when].map(cell).join(' | ')} |`

const nameOf = (line: string) => line.split('|')[1]?.trim() ?? ''

/** The lines of the table as it stands and what was measured now, in the order in which rows first came. */
function mergeTable(standing: string[], rows: Row[], when: string): string[] {
  const lines = new Map(standing.filter(line => line.startsWith('| ')).map(line => [nameOf(line), line]))
  for (const row of rows) lines.set(cell(row.what), lineOf(row, when))
  for (const head of HEAD) lines.delete(nameOf(head))
  return [...HEAD, ...lines.values()]
}

export function writeTable(file: string, rows: Row[], when: Date): string[] {
  const text = readFileSync(file, 'utf8')
  const [from, to] = [text.indexOf(BEGIN), text.indexOf(END)]
  if (from < 0 || to < from) throw new Error(`${file} has no place for the table: ${BEGIN} … ${END}`)
  const machine = `${cpus().length} cores, ${when.toISOString().slice(0, 10)}`
  const table = mergeTable(text.slice(from + BEGIN.length, to).split('\n'), rows, machine)
  writeFileSync(file, `${text.slice(0, from) + BEGIN}\n\n${table.join('\n')}\n\n${text.slice(to)}`)
  return table
}
