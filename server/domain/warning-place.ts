// Which provinces a warning's area touches, and whose clock its times are told by.
import { centerOfMass } from '@turf/center-of-mass'
import { regionAt, regionsTouched } from './regions/index.ts'
import type { Outline } from './warning.ts'

const DEFAULT_ZONE = 'Asia/Jakarta'

export function whereIs(outline: Outline): { regions: string[]; timeZone: string } {
  const [lng = 0, lat = 0] = centerOfMass(outline).geometry.coordinates
  const touched = regionsTouched(outline)
  return {
    regions: touched.map(({ code }) => code).sort(),
    timeZone: (regionAt({ lng, lat }) ?? touched[0])?.timeZone ?? DEFAULT_ZONE,
  }
}
