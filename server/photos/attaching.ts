// A photo for a report that is stored already: cleaned, under a name that only this very photo has in this report, and four at the most.
import type { IncomingMessage } from 'node:http'
import { isRefusal, type Refusal } from '../domain/refusal.ts'
import { PHOTOS_LIMIT, type Report } from '../domain/report.ts'
import type { Lifecycle } from '../lifecycle.ts'
import type { Photos } from './photos.ts'

type Given = { lifecycle: Pick<Lifecycle, 'addPhoto'>; photos: Pick<Photos, 'take' | 'nameIn'> }

export async function attachPhoto(
  { lifecycle, photos }: Given,
  report: Report,
  request: IncomingMessage,
): Promise<{ photo: string } | Refusal> {
  const kept = await photos.take(request, digest => {
    const name = photos.nameIn(report.id, digest)
    return report.photos.length < PHOTOS_LIMIT || report.photos.includes(name)
      ? { name }
      : { refused: 'photos-enough', details: { limit: PHOTOS_LIMIT } }
  })
  if (isRefusal(kept)) return kept
  const changed = await lifecycle.addPhoto(report.id, kept.name)
  return isRefusal(changed) ? changed : { photo: kept.name }
}
