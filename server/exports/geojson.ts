// Reports as GeoJSON (RFC 7946): a collection, or a feature a line, which GDAL knows as GeoJSONSeq.
import { columns, type Value } from '../domain/columns.ts'
import type { Writer } from './writer.ts'

const names = columns.map(({ name }, index) => `${index === 0 ? '' : ','}"${name}":`)
/** Written by ourselves, with nothing in them that JSON escapes. */
const isPlain = columns.map(({ name, kind }) => kind === 'time' || name === 'id')

/** Put together by hand: `JSON.stringify` of an object takes twice as long, and a million are waited for. */
function featureOf(values: Value[], [lng, lat]: [number, number]): string {
  let text = `{"type":"Feature","id":"${values[0]}","geometry":{"type":"Point","coordinates":[${lng},${lat}]},"properties":{`
  for (let index = 0; index < values.length; index++) {
    const value = values[index]
    text += names[index]
    if (typeof value !== 'string') text += value
    else if (isPlain[index]) text += `"${value}"`
    else text += JSON.stringify(value)
  }
  return `${text}}}`
}

export const lines: Writer = {
  head: '',
  page: shown => shown.map(({ values, point }) => `${featureOf(values, point)}\n`).join(''),
  foot: '',
}

/** Its own, because a comma stands between pages. */
export function collection(): Writer {
  let between = '\n'
  return {
    head: '{"type":"FeatureCollection","features":[',
    page(shown) {
      const text = shown.map(({ values, point }) => featureOf(values, point)).join(',\n')
      const before = between
      between = ',\n'
      return before + text
    },
    foot: '\n]}\n',
  }
}
