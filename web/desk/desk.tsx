// The desk on one page: the queue, the map, and the open report with what can be decided about it.
import './phone.css'
import { computed, effect, signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Level } from '../../server/domain/hazards/hazard.ts'
import { Path } from '../icons.tsx'
import { figure, tell } from '../language.ts'
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
import { openArea } from './areas/state.ts'
import { attend, isSounding, setSounding, unseenCount } from './attention.ts'
import { mapView } from './filters.ts'
import { isSheetShown, keys, listenToKeys, warningKeys } from './keys.ts'
import { openPresence } from './presence.ts'
import { signOut } from './requests.ts'
import { isInSight, restedFocus, restedOn } from './rest.ts'
import {
  choose,
  chooseGroup,
  countOf,
  isDrill,
  isReady,
  isOpen as isSomethingOpen,
  itemWith,
  keyWith,
  live,
  me,
  moment,
  onMap,
} from './state.ts'
import { enter, ownViews, view, views, workViews } from './views.ts'
import { isWall, setWall, Wall } from './wall.tsx'
import { drawingOverlay } from './warnings/drawing.ts'
import { content, opened as openedWarning, open as openWarning, wholeWarning } from './warnings/state.ts'

void loadNames()
watchBeside(live)
onChooseWarning.choose = id => {
  const room = views.find(({ key }) => key === 'warnings')
  if (room) enter(room)
  void openWarning({ kind: 'warning', id })
}

/** A click on an area opens it in its own room. */
effect(() => {
  const asked = besideChosen.value
  const room = views.find(({ key }) => key === 'areas')
  if (asked?.kind !== 'area' || !room) return
  besideChosen.value = null
  enter(room)
  void openArea(asked.id)
})

/** The address says where to look. */
const isViewAsked = mapView.peek() !== null

const pastPicture = pictureOf(live.picture)
followWarnings(pastPicture)
/** The queue's own reports, or everything that stood in the past that is looked at. */
const shownOnMap = computed(() =>
  past.value === null ? onMap.value : shownOf(pastPicture.value, { hazards: [], hours: 24 }, past.value),
)
const mapNow = computed(() => past.value ?? live.now.value)

/** On a phone one of the two. */
const phoneShows = signal<'list' | 'map'>('list')
const focusedId = computed(() => restedFocus.value?.properties.id)

const levels: Level[] = [3, 2, 1, 0]
const zones = ['Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura']

export function Desk({ officer }: { officer: string }) {
  me.value = officer
  useEffect(listenToKeys, [])
  useEffect(attend, [])
  useEffect(openPresence, [])
  if (isWall.value) return <Wall />
  const { Side, Detail, isOpen } = view.value
  return (
    <div class={`desk ${isOpen.value ? 'has-open' : ''} phone-${phoneShows.value}`}>
      {isDrill && <aside class="drill">{tell('drill.banner')}</aside>}
      <Bar officer={officer} />
      <main class="desk-main">
        <Side />
        <div class={`desk-map ${past.value === null ? '' : 'is-past'}`}>
          <MapCanvas
            shown={shownOnMap}
            now={mapNow}
            open={restedOn}
            view={mapView.peek()}
            overlays={[...overlays, drawingOverlay]}
            insets={() => ({ top: 48, right: 48, bottom: 48, left: 48 })}
            onChoose={chooseOnMap}
            onMove={to => {
              mapView.value = to
            }}
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
      <nav class="desk-tabs" aria-label={`${tell('desk.tab-list')}, ${tell('map.map')}`}>
        {(['list', 'map'] as const).map(each => (
          <button
            key={each}
            type="button"
            aria-pressed={phoneShows.value === each}
            onClick={() => {
              phoneShows.value = each
            }}
          >
            {tell(each === 'list' ? 'desk.tab-list' : 'map.map')}
          </button>
        ))}
      </nav>
      {isSheetShown.value && <KeySheet />}
    </div>
  )
}

function Bar({ officer }: { officer: string }) {
  const { levels: counts } = countOf.value
  const time = new Date(moment.value)
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
            <LevelChip level={level} /> <b>{figure(counts[level] ?? 0)}</b>
          </span>
        ))}
      </p>
      <Freshness of={live.freshness} />
      <p class="clocks figures">{zones.map(zone => timeOfDay(time, zone)).join(' · ')}</p>
      <SoundSwitch />
      <button
        type="button"
        class="quiet only-wide"
        aria-label={tell('wall.open')}
        title={tell('wall.open')}
        onClick={() => setWall(true)}
      >
        <Path d={SCREEN} size={18} />
      </button>
      <a
        class="button bare only-wide"
        href={`/desk/situation${isDrill ? '?drill=1' : ''}`}
        target="_blank"
        rel="noreferrer"
      >
        {tell('situation.open')}
      </a>
      <a class="button bare only-wide" href={isDrill ? '/desk' : '/desk?drill=1'}>
        {tell(isDrill ? 'desk.leave-drill' : 'desk.drill')}
      </a>
      <button
        type="button"
        class="quiet only-wide"
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
      <OwnRooms />
      <button
        type="button"
        class="button bare"
        aria-label={tell('desk.sign-out', { officer })}
        title={tell('desk.sign-out', { officer })}
        onClick={leave}
      >
        <span class="whole">{tell('desk.sign-out', { officer })}</span>
        <span class="short">{tell('desk.leave')}</span>
      </button>
    </header>
  )
}

function SoundSwitch() {
  const name = tell(isSounding.value ? 'attention.off' : 'attention.on')
  return (
    <button
      type="button"
      class="quiet"
      aria-pressed={isSounding.value}
      aria-label={tell('attention.on')}
      title={unseenCount.value > 0 ? tell('attention.new', { count: unseenCount.value }) : name}
      onClick={() => setSounding(!isSounding.value)}
    >
      <Path d={isSounding.value ? SOUND_ON : SOUND_OFF} size={18} />
    </button>
  )
}

const SCREEN = 'M2 3.5h20v14h-7.500V20H18v2H6v-2h3.500v-2.500H2Zm2.400 2.400v9.200h15.200V5.900Z'
const SOUND_ON =
  'M11 4v16l-5-4.5H2v-7h4Zm3 3.5c2 1 3 2.6 3 4.5s-1 3.500-3 4.500v-2.400c.6-.5 1-1.200 1-2.100s-.4-1.600-1-2.100Zm0-4.500c4.200 1 7 4.500 7 9s-2.800 8-7 9v-2.200c3-.9 4.900-3.500 4.900-6.800s-1.900-5.900-4.900-6.800Z'
const SOUND_OFF =
  'M11 4v16l-5-4.500H2v-7h4Zm3.600 4 2.900 2.900L20.400 8 22 9.600 19.100 12.500 22 15.400 20.400 17l-2.900-2.900-2.900 2.900-1.600-1.600 2.900-2.900L13 9.600Z'

const SIGNS: Record<string, string> = {
  webhooks:
    'M5 9.500a2.500 2.500 0 0 1 2.400 1.800h4.200l3-4.700a2.800 2.800 0 1 1 1.500 1l-2.800 4.400 2.800 4.400a2.800 2.800 0 1 1-1.500 1l-3-4.700h-4.200A2.500 2.500 0 1 1 5 9.500Z',
  account:
    'M12 3a4.500 4.500 0 1 1 0 9 4.500 4.500 0 0 1 0-9Zm0 10.500c4.700 0 8.500 2.800 8.500 6.300V21h-17v-1.200c0-3.500 3.800-6.300 8.500-6.300Z',
  officers:
    'M8.500 4a3.700 3.700 0 1 1 0 7.400 3.700 3.700 0 0 1 0-7.400Zm7.500 1.500a3 3 0 1 1 0 6 3 3 0 0 1 0-6ZM8.500 13c3.900 0 7 2.400 7 5.400V20h-14v-1.600c0-3 3.100-5.400 7-5.400Zm7.500 0c3.600 0 6.500 2 6.500 4.600V20h-5v-1.600c0-2-1-3.800-2.600-5.300Z',
}

function OwnRooms() {
  return (
    <>
      {ownViews.value.map(each => (
        <button
          key={each.key}
          type="button"
          class="quiet"
          aria-label={tell(each.name)}
          aria-current={each === view.value ? 'page' : undefined}
          title={tell(each.name)}
          onClick={() => enter(each)}
        >
          <Path d={SIGNS[each.key] ?? ''} size={18} />
        </button>
      ))}
    </>
  )
}

function Views() {
  return (
    <nav class="views" aria-label={tell('desk.views')}>
      {workViews.value.map(each => (
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
        {(view.value.onKey ? warningKeys : keys).map(([key, message]) => (
          <div key={message}>
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

/** An incident opens as its line of the queue. */
function chooseOnMap(selection: Selection | null): void {
  if (!selection) besideChosen.value = null
  if (selection?.kind !== 'incident') {
    choose(selection?.id ?? null)
    return
  }
  if (live.isPart.value) {
    chooseGroup(keyWith(selection.id))
    return
  }
  const [worst] = membersOf(live.picture.value, selection.id)
  const item = itemWith(worst?.properties.id)
  if (item) chooseGroup(item.key)
}

function follow(surface: Surface): void {
  startView(surface, {
    isKnown: isReady,
    shown: onMap,
    isDecided: () => isSomethingOpen.peek() || isViewAsked,
  })
  effect(() => {
    const id = focusedId.value
    const report = restedFocus.peek()
    if (id && report && !isInSight(placeOf(report)))
      requestAnimationFrame(() => surface.goTo(placeOf(report)))
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
