// What the marks mean, for those who ask.
import type { Level } from '../../server/domain/hazards/hazard.ts'
import { Path } from '../icons.tsx'
import { tell } from '../language.ts'
import { overlays } from './overlay-list.ts'
import { LevelChip, Tile } from './tile.tsx'

const levels: Level[] = [3, 2, 1, 0]

export const Legend = () => (
  <details class="legend">
    <summary>{tell('map.legend')}</summary>
    <ul>
      {levels.map(level => (
        <li key={level}>
          <LevelChip level={level} /> {tell(`map.level-${level}`)}
        </li>
      ))}
      <li>
        <Tile hazard="flood" level={2} isVerified={false} size={16} /> {tell('state.unverified')}
      </li>
      <li>
        <Tile hazard="flood" level={2} isVerified size={16} /> {tell('state.verified')}
      </li>
      <li>
        <i class="outline" aria-hidden="true" /> {tell('map.legend-incident')}
      </li>
      {overlays.map(
        ({ key, icon, name, isShown }) =>
          icon &&
          isShown.value && (
            <li key={key}>
              <Path d={icon} size={16} /> {tell(name)}
            </li>
          ),
      )}
    </ul>
  </details>
)
