// The map for other sites: nothing but the picture, what it counts, and the way to the whole map. Its view, hazards and language come in the address.
import '@preact/signals'
import '../map/words.ts'
import { computed, signal } from '@preact/signals'
import { render } from 'preact'
import '../base.css'
import '../map/marks.css'
import './embed.css'
import { language, tell } from '../language.ts'
import { writeAddress } from '../map/address.ts'
import { besideChosen, watchBeside } from '../map/beside.ts'
import { MapCanvas } from '../map/canvas.tsx'
import { countReports } from '../map/counts.ts'
import { overlays } from '../map/overlay-list.ts'
import { totalOf, worstOf } from '../map/shown.ts'
import { startView } from '../map/start-view.ts'
import { filters, isDrill, isWaiting, live, moment, selection, shown, view } from '../map/state.ts'
import { LevelChip } from '../map/tile.tsx'
import { Freshness } from '../map/top.tsx'

watchBeside(live)
const isReady = computed(() => !isWaiting.value)
const nothingOpen = signal(null)

/** The whole map, where this one stands. */
const wholeMap = () => {
  const query = new URLSearchParams({ lang: language.value, ...(isDrill && { drill: '1' }) })
  return `/${writeAddress(`?${query}`, { selection: selection.value, view: view.value, filters: filters.value, drill: isDrill })}`
}

function Page() {
  const { reports } = shown.value
  document.title = `${tell('map.title')} · Kentongan`
  return (
    <div class="embed">
      {isDrill && <aside class="drill">{tell('drill.banner')}</aside>}
      <main>
        <h1 class="unseen">{tell('map.title')}</h1>
        <MapCanvas
          shown={shown}
          now={moment}
          open={nothingOpen}
          view={view.value}
          overlays={overlays}
          insets={() => ({ top: 24, right: 24, bottom: 24, left: 24 })}
          onChoose={chosen => chosen && window.open(`/?${chosen.kind}=${chosen.id}`, '_blank', 'noopener')}
          onMove={to => {
            view.value = to
          }}
          onReady={surface =>
            startView(surface, { isKnown: isReady, shown, isDecided: () => view.peek() !== null })
          }
        />
      </main>
      <footer class="embed-foot figures">
        <strong>{isWaiting.value ? tell('map.waiting') : countReports(totalOf(shown.value))}</strong>
        {reports.length > 0 && <LevelChip level={worstOf(reports)} />}
        <Freshness of={live.freshness} />
        <a href={wholeMap()} target="_blank" rel="noopener">
          {tell('embed.full')}
        </a>
      </footer>
    </div>
  )
}

besideChosen.subscribe(chosen => {
  if (chosen) window.open(wholeMap(), '_blank', 'noopener')
})

const root = document.getElementById('embed')
if (root) render(<Page />, root)
