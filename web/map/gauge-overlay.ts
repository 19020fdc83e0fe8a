// Water gauges on the map: how high the water stands and where it goes; what was read long ago is shown as old.
import { computed } from '@preact/signals'
import type { FeatureCollection } from 'geojson'
import { directionOf, type Gauge, isStale } from '../../server/domain/gauge.ts'
import { figure } from '../language.ts'
import { besideChosen, besideNow, gauges } from './beside.ts'
import { besideIcons } from './beside-icons.ts'
import { gaugeMark } from './beside-marks.ts'
import { type Overlay, shownByChoice } from './overlays.ts'

const ARROWS = { rising: '↑', steady: '→', falling: '↓' } as const

/** "870 ↑"; one that is old shows no direction. */
function labelOf(gauge: Gauge, stale: boolean): string {
  if (!gauge.latest) return '?'
  const arrow = gauge.trend === null || stale ? '' : ` ${ARROWS[directionOf(gauge.trend)]}`
  return `${figure(gauge.latest.depth)}${stale ? ' ?' : ''}${arrow}`
}

const features = computed<FeatureCollection>(() => ({
  type: 'FeatureCollection',
  features: [...gauges.value.values()].map(gauge => {
    const stale = isStale(gauge, besideNow.value)
    const level = stale ? 0 : (gauge.warning ?? 0)
    return {
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [gauge.place.lng, gauge.place.lat] },
      properties: { id: gauge.id, level, mark: gaugeMark(level, stale, labelOf(gauge, stale)) },
    }
  }),
}))

export const gaugeOverlay: Overlay = {
  key: 'gauges',
  name: 'layer.gauges',
  icon: besideIcons.gauge,
  features,
  layers: (theme, source) => [
    {
      id: `${source}-plate`,
      type: 'symbol',
      source,
      minzoom: 7,
      layout: {
        'icon-image': ['concat', `${theme}/`, ['get', 'mark']],
        'icon-allow-overlap': false,
        'icon-padding': 1,
        'symbol-sort-key': ['-', 0, ['get', 'level']],
      },
    },
  ],
  clickable: ['overlay-gauges-plate'],
  onChoose: id => {
    besideChosen.value = { kind: 'gauge', id }
  },
  isShown: shownByChoice('gauges', true),
}
