// How a report or incident is recognised at a glance, everywhere alike: its tile (the pin without its tip), its level and its state in words.
import type { Level } from '../../server/domain/hazards/hazard.ts'
import type { HazardKey } from '../../server/domain/hazards/index.ts'
import { hazardOf } from '../../server/domain/hazards/index.ts'
import type { Report } from '../../server/domain/report.ts'
import { HazardIcon, LevelMark, Sign } from '../icons.tsx'
import { read, tell } from '../language.ts'

type Recognised = { hazard: HazardKey; level: Level; isVerified: boolean }

export const Tile = ({ hazard, level, isVerified, size = 20 }: Recognised & { size?: number }) => (
  <span class={`tile level-${level} ${isVerified ? 'verified' : 'unverified'}`} aria-hidden="true">
    <HazardIcon hazard={hazard} size={size} />
    <LevelMark level={level} size={size / 2} />
  </span>
)

export const LevelChip = ({ level }: { level: Level }) => (
  <span class={`level level-${level}`}>
    <LevelMark level={level} />
    {tell(`level.${level}`)}
  </span>
)

export const StateChip = ({ state }: { state: Report['state'] | 'ended' }) => (
  <span class={`state state-${state}`}>
    {state === 'verified' && <Sign sign="check" size={14} />}
    {tell(`state.${state}`)}
  </span>
)

/** "Banjir · 50 cm, selutut" */
export function headline({ hazard, answers }: Pick<Report, 'hazard' | 'answers'>): string {
  const { name, describe } = hazardOf(hazard)
  const said = describe(answers)
  return said ? `${read(name)} · ${read(said)}` : read(name)
}
