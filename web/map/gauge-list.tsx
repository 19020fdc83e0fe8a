// The list of water gauges: those that warn first, then by name.
import { type Gauge, isStale } from '../../server/domain/gauge.ts'
import { figure, tell } from '../language.ts'
import { besideChosen, besideNow, gauges } from './beside.ts'
import { WarningChip } from './warning-chip.tsx'

export function GaugeList({ emptySaid }: { emptySaid?: string }) {
  const now = besideNow.value
  const rank = (gauge: Gauge) => (isStale(gauge, now) ? -1 : (gauge.warning ?? 0))
  const listed = [...gauges.value.values()].sort(
    (a, b) => rank(b) - rank(a) || a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1),
  )
  if (listed.length === 0) return emptySaid ? <p class="muted">{emptySaid}</p> : null
  return (
    <section class="gauges" aria-label={tell('desk.gauges')}>
      <h2>{tell('desk.gauges')}</h2>
      <ul>
        {listed.map(gauge => (
          <li key={gauge.id}>
            <button
              type="button"
              class="beside-row figures"
              aria-current={besideChosen.value?.id === gauge.id ? 'true' : undefined}
              onClick={() => {
                besideChosen.value = { kind: 'gauge', id: gauge.id }
              }}
            >
              <span class="beside-name">{gauge.name}</span>
              <span>{gauge.latest ? tell('gauge.level-cm', { depth: figure(gauge.latest.depth) }) : ''}</span>
              <WarningChip gauge={gauge} now={now} />
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
