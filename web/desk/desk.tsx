// The desk on one page: the queue, the map, and the open report with what can be decided about it.
import { computed, effect } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Level } from '../../server/domain/hazards/hazard.ts'
import { tell } from '../language.ts'
import type { Selection } from '../map/address.ts'
import { besideChosen, watchBeside } from '../map/beside.ts'
import { BesideDetail } from '../map/beside-detail.tsx'
import { MapCanvas } from '../map/canvas.tsx'
import { loadNames, placeOf } from '../map/near.ts'
import { overlays } from '../map/overlay-list.ts'
import { membersOf, shownOf } from '../map/shown.ts'
import { boundsOf, startView } from '../map/start-view.ts'
import type { Surface } from '../map/surface.ts'
import { LevelChip } from '../map/tile.tsx'
import { past, pictureOf } from '../map/timeline/past.ts'
import { PastBanner, Timeline } from '../map/timeline/timeline.tsx'
import { Freshness, Languages, ThemeSwitch } from '../map/top.tsx'
import { followWarnings, onChooseWarning } from '../standing.ts'
import { timeOfDay } from '../times.ts'
import { isSheetShown, keys, listenToKeys } from './keys.ts'
import { signOut } from './requests.ts'
import { choose, chosen, chosenId, countOf, isDrill, live, minute, onMap } from './state.ts'
import { enter, view, views } from './views.ts'
import { drawingOverlay } from './warnings/drawing.ts'
import { content, opened as openedWarning, open as openWarning, wholeWarning } from './warnings/state.ts'

void loadNames()
watchBeside(live)
onChooseWarning.choose = id => {
  const room = views.find(({ key }) => key === 'warnings')
  if (room) enter(room)
  void openWarning({ kind: 'warning', id })
}

const pastPicture = pictureOf(live.picture)
followWarnings(pastPicture)
/** The queue's own reports, or everything that stood in the past that is looked at. */
const shownOnMap = computed(() =>
  past.value === null ? onMap.value : shownOf(pastPicture.value, { hazards: [], hours: 24 }, past.value),
)
const mapNow = computed(() => past.value ?? live.now.value)

const levels: Level[] = [3, 2, 1, 0]
const zones = ['Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura']

export function Desk({ officer }: { officer: string }) {
  useEffect(listenToKeys, [])
  const { Side, Detail, isOpen } = view.value
  return (
    <div class={`desk ${isOpen.value ? 'has-open' : ''}`}>
      {isDrill && <p class="drill">{tell('drill.banner')}</p>}
      <Bar officer={officer} />
      <main class="desk-main">
        <Side />
        <div class={`desk-map ${past.value === null ? '' : 'is-past'}`}>
          <MapCanvas
            shown={shownOnMap}
            now={mapNow}
            open={chosen}
            view={null}
            overlays={[...overlays, drawingOverlay]}
            insets={() => ({ top: 48, right: 48, bottom: 48, left: 48 })}
            onChoose={chooseOnMap}
            onMove={() => undefined}
            onReady={follow}
          />
          <div class="past-place">
            <PastBanner />
          </div>
          <div class="past-dock">
            <Timeline />
          </div>
          {besideChosen.value && (
            <section class="beside-card" aria-label={tell('map.detail')}>
              <BesideDetail />
            </section>
          )}
        </div>
        <Detail />
      </main>
      {isSheetShown.value && <KeySheet />}
    </div>
  )
}

function Bar({ officer }: { officer: string }) {
  const { levels: counts } = countOf.value
  const time = new Date(minute.value)
  async function leave() {
    await signOut()
    location.reload()
  }
  return (
    <header class="bar">
      <h1>{tell('desk.title')}</h1>
      {views.length > 1 && <Views />}
      <p class="counts figures">
        {levels.map(level => (
          <span key={level}>
            <LevelChip level={level} /> <b>{counts[level] ?? 0}</b>
          </span>
        ))}
      </p>
      <Freshness of={live.freshness} />
      <p class="clocks figures">{zones.map(zone => timeOfDay(time, zone)).join(' · ')}</p>
      <a class="button bare" href={isDrill ? '/desk' : '/desk?drill=1'}>
        {tell(isDrill ? 'desk.leave-drill' : 'desk.drill')}
      </a>
      <button
        type="button"
        class="quiet"
        aria-label={tell('desk.keys')}
        title={tell('desk.keys')}
        onClick={() => {
          isSheetShown.value = true
        }}
      >
        ?
      </button>
      <Languages />
      <ThemeSwitch />
      <button type="button" class="button bare" onClick={leave}>
        {tell('desk.sign-out', { officer })}
      </button>
    </header>
  )
}

function Views() {
  return (
    <nav class="views" aria-label={tell('desk.views')}>
      {views.map(each => (
        <button
          key={each.key}
          type="button"
          class="button bare"
          aria-current={each === view.value ? 'page' : undefined}
          onClick={() => enter(each)}
        >
          {tell(each.name)}
        </button>
      ))}
    </nav>
  )
}

function KeySheet() {
  return (
    <section class="key-sheet" aria-label={tell('desk.keys')}>
      <h2>{tell('desk.keys')}</h2>
      <dl>
        {keys.map(([key, message]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{tell(message)}</dd>
          </div>
        ))}
      </dl>
      <button
        type="button"
        class="button"
        onClick={() => {
          isSheetShown.value = false
        }}
      >
        {tell('desk.cancel')}
      </button>
    </section>
  )
}

/** An incident opens with its most severe report. */
function chooseOnMap(selection: Selection | null): void {
  const id =
    selection?.kind === 'incident'
      ? membersOf(live.picture.value, selection.id)[0]?.properties.id
      : selection?.id
  choose(id ?? null)
}

function follow(surface: Surface): void {
  startView(surface, { isKnown: live.isKnown, shown: onMap, isDecided: () => chosenId.peek() !== null })
  effect(() => {
    const id = chosenId.value
    const report = chosen.peek()
    if (id && report) requestAnimationFrame(() => surface.goTo(placeOf(report)))
  })
  // A warning that is opened is shown whole, once.
  let shownId = ''
  effect(() => {
    const id = openedWarning.value?.id ?? ''
    const outline = content.value?.outline ?? wholeWarning.value?.warning.outline
    if (id === '') shownId = ''
    if (!outline || id === shownId) return
    shownId = id
    const corners = outline.type === 'Polygon' ? outline.coordinates.flat() : outline.coordinates.flat(2)
    requestAnimationFrame(() => surface.fit(boundsOf(corners)))
  })
}
