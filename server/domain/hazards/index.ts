// Every hazard that Kentongan knows. To add one: write its file, then add its line here.
import { earthquake } from './earthquake.ts'
import { fire } from './fire.ts'
import { flood } from './flood.ts'
import type { Hazard, Still } from './hazard.ts'
import { haze } from './haze.ts'
import { landslide } from './landslide.ts'
import { volcano } from './volcano.ts'
import { wind } from './wind.ts'

const hazards = { flood, earthquake, wind, haze, volcano, fire, landslide } satisfies Record<string, Hazard>

export type HazardKey = keyof typeof hazards

export const hazardKeys = Object.keys(hazards) as HazardKey[]

export const hazardOf = (key: HazardKey): Hazard => hazards[key]

const stillOfAny: Still = {
  ask: { id: 'Bagaimana keadaannya sekarang?', en: 'How is it now?' },
  deeper: { id: 'Lebih parah', en: 'Worse' },
  same: { id: 'Sama saja', en: 'The same' },
  lower: { id: 'Membaik', en: 'Better' },
  gone: { id: 'Sudah berakhir', en: 'Over' },
}

export const stillOf = (key: HazardKey): Still => hazardOf(key).still ?? stillOfAny

export const hazardByDisasterType = (type: string): HazardKey | undefined =>
  hazardKeys.find(key => hazards[key].wire.disasterType === type)
