// The wall screen: the map, the counters and the latest severe incidents, read from across a room. It tours the worst incidents slowly, and stands
// still for who wants no motion.
import './wall.css'
import { computed, effect, signal } from '@preact/signals'
import type { Position } from 'geojson'
import { useEffect } from 'preact/hooks'
import type { IncidentFeature } from '../../server/domain/contract.ts'
import type { Level } from '../../server/domain/hazards/hazard.ts'
import { hazardOf } from '../../server/domain/hazards/index.ts'
import { read, tell } from '../language.ts'
import { MapCanvas } from '../map/canvas.tsx'
import { depthOf } from '../map/counts.ts'
import { nameOf } from '../map/near.ts'
import { overlays } from '../map/overlay-list.ts'
import { boundsOf, startView } from '../map/start-view.ts'
import type { Surface } from '../map/surface.ts'
import { LevelChip, Tile } from '../map/tile.tsx'
import { Freshness } from '../map/top.tsx'
import { age, timeOfDay } from '../times.ts'
import { chosen, countOf, isDrill, isReady, live, moment, onMap } from './state.ts'

const asked = new URLSearchParams(location.search).get('wall') === '1'
export const isWall = signal(asked)

export function setWall(isOn: boolean): void {
  isWall.value = isOn
  const address = new URL(location.href)
  if (isOn) address.searchParams.set('wall', '1')
  else address.searchParams.delete('wall')
  history.replaceState(history.state, '', address)
}

/** The most severe first, of those the latest. */
const worstLatest = computed(() =>
  onMap.value.incidents.toSorted(
    ({ properties: a }, { properties: b }) => b.level - a.level || (a.latest < b.latest ? 1 : -1),
  ),
)

const levels: Level[] = [3, 2, 1, 0]
const zones = ['Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura']
const SHOWN = 8
/** From this width on the map is drawn twice as large (wall.css), px. */
const HUGE = 2_560
/** How long the tour stays at each, ms, and how many it visits before it shows everything again. */
const STAY_MS = 12_000
const VISITED = 5

export function Wall() {
  const { levels: counts, calls } = countOf.value
  const now = moment.value
  const worst = worstLatest.value.slice(0, SHOWN)
  useEffect(() => {
    const leave = (event: KeyboardEvent) => event.key === 'Escape' && setWall(false)
    addEventListener('keydown', leave)
    return () => removeEventListener('keydown', leave)
  }, [])
  return (
    <div class="wall">
      {isDrill && <aside class="drill">{tell('drill.banner')}</aside>}
      <header class="wall-bar figures">
        <h1>Kentongan</h1>
        <p class="wall-counts">
          {levels.map(level => (
            <span key={level}>
              <LevelChip level={level} /> <b>{isReady.value ? (counts[level] ?? 0) : '–'}</b>
            </span>
          ))}
          {calls > 0 && (
            <span class="wall-calls">
              SOS · {tell('wall.calls')} <b>{calls}</b>
            </span>
          )}
        </p>
        <Freshness of={live.freshness} />
        <p class="wall-clock">
          {zones.map(zone => (
            <span key={zone}>{timeOfDay(new Date(now), zone)}</span>
          ))}
        </p>
        <button type="button" class="button" onClick={() => setWall(false)}>
          {tell('wall.leave')}
        </button>
      </header>
      <main class="wall-main">
        <MapCanvas
          shown={onMap}
          now={live.now}
          open={chosen}
          view={null}
          overlays={overlays}
          insets={() => ({ top: 80, right: 80, bottom: 80, left: 80 })}
          onChoose={() => undefined}
          onMove={() => undefined}
          onReady={tour}
        />
        <section class="wall-worst" aria-label={tell('wall.worst')}>
          <h2>{tell('wall.worst')}</h2>
          {worst.length === 0 && <p class="muted">{tell('wall.none')}</p>}
          <ol>
            {worst.map(incident => (
              <Row key={incident.properties.id} incident={incident} now={now} />
            ))}
          </ol>
        </section>
      </main>
    </div>
  )
}

function Row({ incident, now }: { incident: IncidentFeature; now: number }) {
  const { hazard, level, verified, count, latest, centre } = incident.properties
  const depth = depthOf(incident)
  return (
    <li class="figures">
      <Tile hazard={hazard} level={level} isVerified={verified > 0} size={28} />
      <span>
        <strong>{nameOf(centre)}</strong>
        <span>
          {read(hazardOf(hazard).name)} · {tell('wall.reports', { count })}
          {depth && ` · ${depth}`}
        </span>
        <span class="muted">{age(latest, now)}</span>
      </span>
    </li>
  )
}

const outlineOf = ({ geometry }: IncidentFeature): Position[] =>
  geometry.type === 'Polygon' ? geometry.coordinates.flat() : geometry.coordinates.flat(2)

/** From one of the worst incidents to the next, and back to all of them. */
function tour(surface: Surface): void {
  if (innerWidth >= HUGE) surface.sharpen(2 * devicePixelRatio)
  startView(surface, { isKnown: isReady, shown: onMap, isDecided: () => false })
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) return
  let step = 0
  const timer = setInterval(() => {
    const worst = onMap.peek().incidents.slice(0, VISITED)
    if (worst.length === 0) return
    const at = step++ % (worst.length + 1)
    const one = worst[at]
    surface.fit(boundsOf(one ? outlineOf(one) : worst.flatMap(outlineOf)))
  }, STAY_MS)
  const stop = effect(() => {
    if (isWall.value) return
    clearInterval(timer)
    queueMicrotask(() => stop())
  })
}
