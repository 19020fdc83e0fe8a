// Readings of gauges as files bring them: CSV with a header line in any of the usual words, or JSON. Every row that cannot be taken is named.
import { z } from 'zod'
import { DEPTHS, type Observation } from './gauge.ts'

/** `gauge`: its id, number, name, or the name that its import gave it. */
export type Reading = Observation & { gauge: string }
export type Readings = { readings: Reading[]; faults: string[] }

/** A clock that goes wrong by more than this brings readings from the future, ms. */
const AHEAD_MS = 10 * 60_000
/** Nobody kept digital gauges before. */
const EARLIEST = Date.UTC(1950, 0, 1)
const MOST_ROWS = 500_000

const columns = {
  gauge: ['gauge', 'gaugeid', 'id', 'ref', 'pos', 'nama', 'namapos', 'name', 'stasiun', 'station'],
  at: ['at', 'time', 'timestamp', 'datetime', 'waktu', 'tanggal', 'jam', 'date'],
  depth: ['depth', 'depthcm', 'level', 'levelcm', 'tma', 'tmacm', 'tinggi', 'tinggimukaair', 'value', 'cm'],
} as const

/** `zone`: the offset of times that name none, such as +07:00. */
export function readReadings(text: string, form: 'csv' | 'json', zone: string, now: Date): Readings {
  return form === 'json' ? fromJson(text, zone, now) : fromCsv(text, zone, now)
}

/** One as a request brings it; undefined where it cannot be taken. */
export function observationOf(given: { at: string; depth: number }, now: Date): Observation | undefined {
  const time = Date.parse(given.at)
  const isRight =
    time >= EARLIEST &&
    time <= now.getTime() + AHEAD_MS &&
    given.depth >= DEPTHS.least &&
    given.depth <= DEPTHS.most
  return isRight ? { at: new Date(time).toISOString(), depth: given.depth } : undefined
}

const rowSchema = z.looseObject({
  gauge: z.union([z.string(), z.number()]),
  at: z.string(),
  depth: z.union([z.number(), z.string()]),
})

function fromJson(text: string, zone: string, now: Date): Readings {
  let given: unknown
  try {
    given = JSON.parse(text)
  } catch (fault) {
    return { readings: [], faults: [`This is no JSON: ${fault instanceof Error ? fault.message : fault}`] }
  }
  const rows = Array.isArray(given)
    ? given
    : z.object({ observations: z.array(z.unknown()) }).safeParse(given)
  if (!Array.isArray(rows) && !rows.success)
    return { readings: [], faults: ['An array is wanted, or an object with an array "observations".'] }
  const list: unknown[] = Array.isArray(rows) ? rows : (rows.data?.observations ?? [])
  return collect(
    list.slice(0, MOST_ROWS).map((row, index) => {
      const parsed = rowSchema.safeParse(row)
      return parsed.success
        ? readingOf(`Row ${index + 1}`, [parsed.data.gauge, parsed.data.at, parsed.data.depth], zone, now)
        : `Row ${index + 1}: gauge, at and depth are wanted; not taken.`
    }),
  )
}

function fromCsv(text: string, zone: string, now: Date): Readings {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/)
  const header = lines[0] ?? ''
  const separator = [';', '\t', ','].find(each => header.includes(each)) ?? ','
  const heads = cellsOf(header, separator).map(head => head.toLowerCase().replace(/[^a-z]/g, ''))
  const at = (names: readonly string[]) => heads.findIndex(head => names.includes(head))
  const [gauge, time, depth] = [at(columns.gauge), at(columns.at), at(columns.depth)]
  if (gauge < 0 || time < 0 || depth < 0)
    return {
      readings: [],
      faults: ['The first line has to name the columns gauge, at and depth (or pos, waktu and tinggi).'],
    }
  return collect(
    lines.slice(1, MOST_ROWS).flatMap((line, index) => {
      if (line.trim() === '') return []
      const cells = cellsOf(line, separator)
      return [readingOf(`Line ${index + 2}`, [cells[gauge], cells[time], cells[depth]], zone, now)]
    }),
  )
}

/** Quoted cells may hold the separator, and a quotation mark twice. */
function cellsOf(line: string, separator: string): string[] {
  const cells: string[] = []
  let cell = ''
  let isQuoted = false
  for (let index = 0; index < line.length; index++) {
    const sign = line[index]
    if (sign === '"') {
      if (isQuoted && line[index + 1] === '"') {
        cell += '"'
        index++
      } else isQuoted = !isQuoted
    } else if (sign === separator && !isQuoted) {
      cells.push(cell.trim())
      cell = ''
    } else cell += sign
  }
  return [...cells, cell.trim()]
}

type Cells = [gauge?: string | number, at?: string, depth?: string | number]

function readingOf(row: string, [gauge, at, depth]: Cells, zone: string, now: Date): Reading | string {
  const number = depthOf(depth)
  const time = withZone(at ?? '', zone)
  const taken = number === undefined ? undefined : observationOf({ at: time, depth: number }, now)
  if (gauge === undefined || String(gauge).trim() === '') return `${row}: no gauge is named; not taken.`
  return taken
    ? { gauge: String(gauge).trim(), ...taken }
    : `${row}: "${at}" and "${depth}" are no time and depth in cm that can be; not taken.`
}

/** "712", "712.5", "712,5", "1.250,5". */
function depthOf(given: string | number | undefined): number | undefined {
  if (typeof given === 'number') return given
  const plain = (given ?? '').trim().replace(/\s*cm$/i, '')
  if (!/^-?\d[\d.,]*$/.test(plain)) return undefined
  const isComma = plain.includes(',')
  const number = Number(isComma ? plain.replaceAll('.', '').replace(',', '.') : plain)
  return Number.isNaN(number) ? undefined : number
}

/** "2020-02-25 06:00", "25/02/2020 06.00", or ISO 8601 with its zone. */
function withZone(given: string, zone: string): string {
  const local = given
    .trim()
    .replace(/^(\d{1,2})[/-](\d{1,2})[/-](\d{4})/, (_, day: string, month: string, year: string) =>
      [year, month.padStart(2, '0'), day.padStart(2, '0')].join('-'),
    )
    .replace(/^(\d{4}-\d{2}-\d{2})[ T](\d{2})[.:](\d{2})(?:[.:](\d{2}))?/, '$1T$2:$3:$4')
    .replace(/:$/, ':00')
    .replace(/^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}):(?=[Z+-])/, '$1')
  return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?$/.test(local) ? local + zone : local
}

function collect(rows: (Reading | string)[]): Readings {
  const readings: Reading[] = []
  const faults: string[] = []
  for (const row of rows) typeof row === 'string' ? faults.push(row) : readings.push(row)
  return { readings, faults }
}
