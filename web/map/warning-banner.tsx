// Warnings on the public map in words: a banner while the view lies inside one, and all of them above the list.
import { computed } from '@preact/signals'
import { booleanPointInPolygon } from '@turf/boolean-point-in-polygon'
import type { WarningFeature } from '../../server/domain/contract.ts'
import { hazardOf } from '../../server/domain/hazards/index.ts'
import { language, read, tell } from '../language.ts'
import { standing } from '../standing.ts'
import { timeOfDay } from '../times.ts'
import { view } from './state.ts'
import { LevelChip } from './tile.tsx'

/** Farther out the middle of the map says nothing about where somebody is looking. */
const NEAR_ZOOM = 8

const here = computed<WarningFeature[]>(() => {
  const now = view.value
  if (!now || now.zoom < NEAR_ZOOM) return []
  return standing.value.filter(({ geometry }) => booleanPointInPolygon([now.lng, now.lat], geometry))
})

const headlineOf = ({ properties: { words, hazard } }: WarningFeature) =>
  words[language.value].headline || read(hazardOf(hazard).name)

const pageOf = ({ properties: { id } }: WarningFeature) => `/peringatan/${id}?lang=${language.value}`

export function WarningBanner() {
  const [worst] = here.value
  if (!worst) return null
  const { level, id } = worst.properties
  return (
    <aside class="warning-banner" aria-label={tell('warning.banner')} aria-live="polite" data-warning={id}>
      <LevelChip level={level} />
      <a href={pageOf(worst)}>{headlineOf(worst)}</a>
    </aside>
  )
}

export function WarningList() {
  if (standing.value.length === 0) return null
  return (
    <section class="warning-list" aria-label={tell('warning.view')}>
      <h2>{tell('warning.view')}</h2>
      <ul>
        {standing.value.map(warning => (
          <li key={warning.properties.id} data-warning={warning.properties.id}>
            <LevelChip level={warning.properties.level} />
            <a href={pageOf(warning)}>{headlineOf(warning)}</a>
            <span class="muted figures">
              {tell('warning.page-until', {
                time: timeOfDay(warning.properties.expiresAt, warning.properties.timeZone),
              })}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
