// Warnings that hold, on both maps: the area hatched by a line of its level's colour, broader than an incident's and dashed.
import { computed } from '@preact/signals'
import type { LayerSpecification } from 'maplibre-gl'
import type { Level } from '../../server/domain/hazards/hazard.ts'
import { onChooseWarning, standing } from '../standing.ts'
import type { Theme } from '../theme.ts'
import { levelColour, surfaceColour } from './marks.ts'
import { type Overlay, shownByChoice } from './overlays.ts'

const levels: Level[] = [1, 2, 3]

export const byLevel = (theme: Theme): ['match', ...unknown[]] => [
  'match',
  ['get', 'level'],
  ...levels.flatMap(level => [level, levelColour(theme, level)]),
  levelColour(theme, 0),
]

export const warningsOverlay: Overlay = {
  key: 'warnings',
  name: 'warning.view',
  features: computed(() => ({
    type: 'FeatureCollection',
    features: standing.value.map(({ geometry, properties: { id, level } }) => ({
      type: 'Feature',
      geometry,
      properties: { id, level },
    })),
  })),
  layers: (theme, source) =>
    [
      {
        id: `${source}-area`,
        source,
        type: 'fill',
        paint: { 'fill-color': byLevel(theme), 'fill-opacity': theme === 'dark' ? 0.12 : 0.09 },
      },
      {
        id: `${source}-casing`,
        source,
        type: 'line',
        layout: { 'line-join': 'round' },
        paint: { 'line-color': surfaceColour(theme), 'line-width': 5 },
      },
      {
        id: `${source}-line`,
        source,
        type: 'line',
        layout: { 'line-join': 'round' },
        paint: { 'line-color': byLevel(theme), 'line-width': 3, 'line-dasharray': [3, 1.5] },
      },
    ] as LayerSpecification[],
  clickable: ['overlay-warnings-area'],
  onChoose: id => onChooseWarning.choose(id),
  isShown: shownByChoice('warnings', true),
}
