// Reports as CSV (RFC 4180, UTF-8): the names of the columns, their HXL tags, and a line each. No cell is a formula to a spreadsheet.
import { type Column, columns, type Value } from '../domain/columns.ts'
import type { Writer } from './writer.ts'

type Heading = Pick<Column, 'name' | 'kind' | 'hxl' | 'about'>
/** The point stands behind the id: new columns are added at the end. */
const point = [
  { name: 'lng', kind: 'number', hxl: '#geo+lon', about: 'Longitude in degrees, WGS 84.' },
  { name: 'lat', kind: 'number', hxl: '#geo+lat', about: 'Latitude in degrees, WGS 84.' },
] as const

const [id, ...rest] = columns
export const csvColumns: (Heading | (typeof point)[number])[] = [id, ...point, ...rest]

const FORMULA = /^[=+\-@\t\r]/
const SPECIAL = /[",\r\n]/

const cell = (value: Value | undefined): string => {
  if (value === null || value === undefined) return ''
  if (typeof value !== 'string') return String(value)
  const safe = FORMULA.test(value) ? `'${value}` : value
  return SPECIAL.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

export const csvLine = (cells: Value[]) => `${cells.map(cell).join(',')}\r\n`
const heading = (key: 'name' | 'hxl') => csvLine(csvColumns.map(column => column[key]))

export const csv = ({ hxl }: { hxl: boolean }): Writer => ({
  head: heading('name') + (hxl ? heading('hxl') : ''),
  page(shown) {
    let text = ''
    for (const {
      values,
      point: [lng, lat],
    } of shown) {
      text += `${values[0]},${lng},${lat}`
      for (let index = 1; index < values.length; index++) text += `,${cell(values[index])}`
      text += '\r\n'
    }
    return text
  },
  foot: '',
})
