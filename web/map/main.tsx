// The public live map: the map whole, filters above it, a list that says the same, and whatever is open in full.
import '@preact/signals'
import './words.ts'
import { computed, effect } from '@preact/signals'
import type { Position } from 'geojson'
import { render } from 'preact'
import { useEffect } from 'preact/hooks'
import '../base.css'
import './map.css'
import './warnings.css'
import './narrow.css'
import type { IncidentFeature, WarningFeature } from '../../server/domain/contract.ts'
import { Sign } from '../icons.tsx'
import { language, tell } from '../language.ts'
import { followWarnings, onChooseWarning, standing } from '../standing.ts'
import type { Selection } from './address.ts'
import { AreaList } from './area-list.tsx'
import { alternate, besideChosen, watchBeside } from './beside.ts'
import { BesideDetail } from './beside-detail.tsx'
import { MapCanvas } from './canvas.tsx'
import { countIncidents, countReports } from './counts.ts'
import { Detail } from './detail.tsx'
import { EmbedDialog } from './embed-dialog.tsx'
import { Filters } from './filters.tsx'
import { FindPlace } from './find-place.tsx'
import { GaugeList } from './gauge-list.tsx'
import { Legend } from './legend.tsx'
import { List } from './list.tsx'
import { loadNames, placeOf } from './near.ts'
import { OfficialList } from './official-list.tsx'
import { overlays } from './overlay-list.ts'
import { drag, dragged, height, tap } from './sheet.ts'
import { totalOf, worstOf } from './shown.ts'
import { boundsOf, startView } from './start-view.ts'
import {
  choose,
  filters,
  isDrill,
  isWaiting,
  live,
  moment,
  opened,
  picture,
  selection,
  shown,
  view,
} from './state.ts'
import type { Surface } from './surface.ts'
import { LevelChip } from './tile.tsx'
import { past } from './timeline/past.ts'
import { Timeline } from './timeline/timeline.tsx'
import { Freshness, Languages, ThemeSwitch } from './top.tsx'
import { WarningBanner, WarningList } from './warning-banner.tsx'

const isReady = computed(() => !isWaiting.value)
const open = computed(() => {
  const now = opened.value
  return now?.kind === 'report' ? now.report : now?.kind === 'incident' ? now.incident : null
})

const isPhone = matchMedia('(max-width: 899px)')

/** What lies over the map, so that what is chosen never hides under it. */
function insets() {
  const covered = (selector: string) => document.querySelector(selector)?.getBoundingClientRect()
  const top = (covered('.over-map')?.bottom ?? 0) + 24
  if (!isPhone.matches) return { top: 80, bottom: 40, left: 40, right: selection.value ? 440 : 60 }
  const sheet = covered(selection.value ? '.detail' : '.panel')
  return {
    top,
    left: 32,
    right: 32,
    bottom: Math.min(innerHeight - (sheet?.top ?? innerHeight) + 16, innerHeight * 0.6),
  }
}

followWarnings(picture)
onChooseWarning.choose = id => location.assign(`/peringatan/${id}?lang=${language.value}`)

/** The warning that the address names is shown whole, once it is known. */
function showWarning(surface: Surface) {
  const asked = new URLSearchParams(location.search).get('warning')
  if (!asked) return
  const stop = effect(() => {
    const warning = standing.value.find(({ properties }) => properties.id === asked)
    if (!warning) return
    queueMicrotask(() => stop())
    surface.fit(boundsOf(outlineOf(warning)))
  })
}

function follow(surface: Surface) {
  showWarning(surface)
  startView(surface, {
    isKnown: isReady,
    shown,
    isDecided: () => view.peek() !== null || selection.peek() !== null,
  })
  let last = ''
  effect(() => {
    const now = opened.value
    const id = selection.value?.id ?? ''
    if (now?.kind !== 'report' && now?.kind !== 'incident') {
      last = ''
      return
    }
    if (id === last) return
    last = id
    // After the panel has come, so that its size is known.
    requestAnimationFrame(() => {
      if (now.kind === 'report') surface.goTo(placeOf(now.report))
      else surface.fit(boundsOf(outlineOf(now.incident)))
    })
  })
}

const outlineOf = ({ geometry }: IncidentFeature | WarningFeature): Position[] =>
  geometry.type === 'Polygon' ? geometry.coordinates.flat() : geometry.coordinates.flat(2)

function Summary() {
  const { reports, incidents } = shown.value
  const isLow = height.value === 'low'
  return (
    <div class="summary">
      <button
        type="button"
        class="handle"
        aria-expanded={!isLow}
        aria-label={tell(isLow ? 'map.open-list' : 'map.close-list')}
        onPointerDown={drag}
        onClick={tap}
      >
        <i aria-hidden="true" />
      </button>
      <p class="count figures" aria-live="polite">
        <strong>{isWaiting.value ? tell('map.waiting') : countReports(totalOf(shown.value))}</strong>
        {incidents.length > 0 && ` · ${countIncidents(incidents.length)}`}
      </p>
      {reports.length > 0 && (
        <p class="worst">
          {tell('map.worst')} <LevelChip level={worstOf(reports)} />
        </p>
      )}
    </div>
  )
}

function Nothing() {
  const all = shown.value.many?.all ?? picture.value.reports.size
  // The line above says so: what is not known is not called none.
  if (isWaiting.value) return null
  if (all > 0)
    return (
      <div class="nothing">
        <p>{tell('map.filtered', { count: all })}</p>
        <button
          type="button"
          class="button"
          onClick={() => {
            filters.value = { hazards: [], hours: 24 }
          }}
        >
          {tell('map.unfilter')}
        </button>
      </div>
    )
  return (
    <div class="nothing">
      <h2>{tell('map.empty-title')}</h2>
      <p>{tell('map.empty')}</p>
      <p>{tell('map.empty-how')}</p>
    </div>
  )
}

function Page() {
  const now = opened.value
  useEffect(() => {
    document.title = `${tell('map.title')} · Kentongan`
  })
  const isEmpty = shown.value.reports.length === 0
  return (
    <div
      class={`page ${isDrill ? 'is-drill' : ''} ${past.value === null ? '' : 'is-past'}`}
      data-height={height.value}
      data-open={now !== null || besideChosen.value !== null}
    >
      {isDrill && <aside class="drill">{tell('drill.banner')}</aside>}
      <header class="top">
        <h1>
          <a class="brand" href="/">
            Kentongan
          </a>
        </h1>
        {past.value === null ? (
          <Freshness of={live.freshness} />
        ) : (
          <span class="fresh">{tell('past.not-live')}</span>
        )}
        <Languages />
        <ThemeSwitch />
      </header>
      <main>
        <h2 class="unseen">{tell('map.map')}</h2>
        <MapCanvas
          shown={shown}
          now={moment}
          open={open}
          overlays={overlays}
          view={view.value}
          insets={insets}
          onChoose={chooseOnMap}
          onMove={to => {
            view.value = to
          }}
          onReady={follow}
        />
        <div class="over-map">
          <Filters filters={filters} />
          <WarningBanner />
        </div>
        <div class="past-dock">
          <Timeline />
        </div>
        <FindPlace />
        <Legend />
      </main>
      <section class="panel" aria-label={tell('map.list')} style={{ '--dragged': `${dragged.value}px` }}>
        <Summary />
        <div class="scroll">
          <WarningList />
          {isEmpty ? (
            <Nothing />
          ) : (
            <List shown={shown.value} selection={selection.value} now={moment.value} onChoose={choose} />
          )}
          <AreaList />
          <GaugeList />
          <OfficialList />
          <Legend />
          <a class="as-text" href="/angka">
            {tell('figures.link')}
          </a>
          <a class="as-text" href="/dekat">
            {tell('map.as-text')}
          </a>
          <a class="as-text" href={isDrill ? '/cap/exercise' : '/cap'}>
            {tell('warning.feed-link')}
          </a>
          <a class="as-text" href={`/privasi?lang=${language.value}`}>
            {tell('privacy.link')}
          </a>
          <EmbedDialog />
        </div>
      </section>
      {now && (
        <aside class="detail" aria-label={tell('map.detail')}>
          <Detail opened={now} />
        </aside>
      )}
      {!now && besideChosen.value && (
        <aside class="detail" aria-label={tell('map.detail')}>
          <BesideDetail />
        </aside>
      )}
      <footer class="foot">
        <a class="emergency" href="tel:112">
          {tell('map.emergency')}
        </a>
        <a class="button main report" href={isDrill ? '/lapor?drill=1' : '/lapor'}>
          <Sign sign="plus" />
          {tell('map.report')}
        </a>
      </footer>
    </div>
  )
}

/** A tap on nothing closes whatever is open. */
function chooseOnMap(next: Selection | null): void {
  if (!next) besideChosen.value = null
  choose(next)
}

watchBeside(live)
alternate(selection, () => choose(null))

const root = document.getElementById('map')
if (root) render(<Page />, root)
void loadNames()
