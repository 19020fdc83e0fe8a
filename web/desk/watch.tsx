// The desk's room of what stands beside the reports: gauges and official sources; what is open of them lies on the map.
import { signal } from '@preact/signals'
import { tell } from '../language.ts'
import { GaugeList } from '../map/gauge-list.tsx'
import { OfficialList } from '../map/official-list.tsx'

export const Watch = () => (
  <section class="queue watch" aria-label={tell('desk.view-beside')}>
    <GaugeList emptySaid={tell('desk.gauges-none')} />
    <OfficialList />
  </section>
)

export const Nothing = () => null
export const isNothingOpen = signal(false)
