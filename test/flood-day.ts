// The reports of 24 February 2020, the day of the flood on which a shift is worked: real ones where the archive is at hand, else told for the purpose.
import { existsSync, readFileSync } from 'node:fs'
import { attack } from './spam.ts'

const archive = new URL('../../shared/data/reports-2020.geojson', import.meta.url)

type Row = {
  properties: { created_at: string; text: string | null; report_data: { flood_depth?: number } | null }
  geometry: { coordinates: [number, number] }
}

export function reportsOfTheDay(count: number): object[] {
  if (!existsSync(archive)) {
    console.warn('The archive of 2020 is not here: the shift is worked on reports that were made up.')
    return attack({ kinds: [], hostile: 0, real: count, seed: 2020 }).map(({ body }) => body)
  }
  const { features }: { features: Row[] } = JSON.parse(readFileSync(archive, 'utf8'))
  return features
    .filter(({ properties }) => properties.created_at.startsWith('2020-02-24'))
    .slice(0, count)
    .map(({ properties: { text, report_data }, geometry: { coordinates } }) => ({
      hazard: 'flood',
      answers: { depth: report_data?.flood_depth ?? 50 },
      place: { lng: coordinates[0], lat: coordinates[1] },
      words: text ?? '',
    }))
}
