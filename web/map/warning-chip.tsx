// How a gauge's warning level is said everywhere alike: colour, shape and word; an old reading is called old.
import { type Gauge, isStale } from '../../server/domain/gauge.ts'
import { LevelMark } from '../icons.tsx'
import { tell } from '../language.ts'

export function WarningChip({ gauge, now }: { gauge: Gauge; now: number }) {
  if (!gauge.latest) return <span class="state">{tell('gauge.unread')}</span>
  if (isStale(gauge, now)) return <span class="state stale">{tell('gauge.stale')}</span>
  const { warning } = gauge
  if (warning === null) return null
  if (warning === 0) return <span class="state">{tell('gauge.warning-0')}</span>
  return (
    <span class={`level level-${warning}`}>
      <LevelMark level={warning} />
      {tell(`gauge.warning-${warning}`)}
    </span>
  )
}
