// The report's photos, and one more where there is room.
import type { Mine } from '../../server/domain/aftermath.ts'
import { hazardOf } from '../../server/domain/hazards/index.ts'
import { read, tell } from '../language.ts'
import { PhotoTaker } from '../report/shots.tsx'
import { addPhoto, photoAddress } from './state.ts'

const PHOTOS_LIMIT = 4

export function Photos({ shown: { report, may } }: { shown: Mine }) {
  const { photos, hazard } = report.properties
  if (photos.length === 0 && !may.photo) return null
  return (
    <section>
      <h2>{tell('form.photo')}</h2>
      {photos.length > 0 && (
        <ul class="photos">
          {photos.map(photo => (
            <li key={photo}>
              <a href={photoAddress(photo, 'full/')} target="_blank" rel="noreferrer">
                <img
                  src={photoAddress(photo)}
                  alt={tell('map.photo-alt', { hazard: read(hazardOf(hazard).name) })}
                  loading="lazy"
                />
              </a>
            </li>
          ))}
        </ul>
      )}
      {may.photo && <PhotoTaker taken={photos.length} most={PHOTOS_LIMIT} onTaken={addPhoto} />}
    </section>
  )
}
