// What of the past may be shown again, and how far back a moment reaches.
import { hazardKeys, hazardOf } from './hazards/index.ts'
import type { Report } from './report.ts'
import { isPublic } from './state.ts'

/** A report comes in after it was seen, and nothing outlives this: whatever stands at a moment was written within such a time before it. */
export const longestLifeHours = Math.max(...hazardKeys.map(key => hazardOf(key).lifeHours))

type Said = Pick<Report, 'words' | 'title' | 'photos'>

/**
 * A past report as the public may see it again: that it stood there, where and how severe. What was said is left out where its citizen has
 * taken it back or changed it since, or an officer has dismissed it; `present` is what the report is now.
 */
export function asStillSaid<T extends Said>(
  then: T,
  present: Pick<Report, 'words' | 'photos' | 'state'> | undefined,
): T {
  if (!present || !isPublic(present)) return { ...then, words: '', title: null, photos: [] }
  return {
    ...then,
    words: then.words === present.words ? then.words : '',
    photos: then.photos.filter(photo => present.photos.includes(photo)),
  }
}
