// The list that says the same as the map: incidents and reports under the same filters, most severe first, then latest.
import { useSignal } from '@preact/signals'
import type { IncidentFeature, ReportFeature } from '../../server/domain/contract.ts'
import { hazardOf } from '../../server/domain/hazards/index.ts'
import { Sign } from '../icons.tsx'
import { figure, read, tell } from '../language.ts'
import { age } from '../times.ts'
import { isSame, type Selection } from './address.ts'
import { countReports, depthOf } from './counts.ts'
import { nameOf, placeOf } from './near.ts'
import { type Shown, totalOf } from './shown.ts'
import { headline, Tile } from './tile.tsx'

/** Rows drawn at a time: thousands of reports would make every change slow on a phone. */
const PAGE = 100
/** Incidents above the reports, until the reader asks for all. */
const FIRST_INCIDENTS = 5

type Chosen = { selection: Selection | null; now: number; onChoose: (selection: Selection) => void }

export function List({ shown, ...chosen }: Chosen & { shown: Shown }) {
  const most = useSignal(PAGE)
  const isEveryIncident = useSignal(false)
  const { reports, incidents, many } = shown
  const total = totalOf(shown)
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the arrow keys only move the focus among the rows, which are buttons
    <div class="list" onKeyDown={walk}>
      {incidents.length > 0 && (
        <>
          <h2>{tell('map.incidents')}</h2>
          <ul>
            {incidents.slice(0, isEveryIncident.value ? undefined : FIRST_INCIDENTS).map(incident => (
              <IncidentRow key={incident.properties.id} incident={incident} {...chosen} />
            ))}
          </ul>
          {incidents.length > FIRST_INCIDENTS && !isEveryIncident.value && (
            <button
              type="button"
              class="button more"
              onClick={() => {
                isEveryIncident.value = true
              }}
            >
              {tell('map.all-incidents', { count: incidents.length })}
            </button>
          )}
        </>
      )}
      <h2>{tell('map.reports')}</h2>
      <ul>
        {reports.slice(0, most.value).map(report => (
          <ReportRow key={report.properties.id} report={report} {...chosen} />
        ))}
      </ul>
      {total > most.value && (
        <button
          type="button"
          class="button more"
          onClick={() => {
            most.value += PAGE
            if (most.value > reports.length) many?.more()
          }}
        >
          {tell('map.more', { shown: figure(most.value), count: figure(total) })}
        </button>
      )}
    </div>
  )
}

/** Up and down go from row to row. */
function walk(event: KeyboardEvent & { currentTarget: HTMLElement }) {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
  const rows = [...event.currentTarget.querySelectorAll('button')]
  const at = rows.findIndex(row => row.matches(':focus'))
  const next = rows[at + (event.key === 'ArrowDown' ? 1 : -1)]
  if (at < 0 || !next) return
  event.preventDefault()
  next.focus()
}

export function ReportRow({ report, selection, now, onChoose }: Chosen & { report: ReportFeature }) {
  const { id, hazard, level, state, at, photos } = report.properties
  const own: Selection = { kind: 'report', id }
  return (
    <li>
      <button
        type="button"
        class="row"
        data-report={id}
        aria-current={isSame(own, selection) ? 'true' : undefined}
        onClick={() => onChoose(own)}
      >
        <Tile hazard={hazard} level={level} isVerified={state === 'verified'} />
        <span class="said">
          <strong>
            <span class="headline">{headline(report.properties)}</span>
            {photos.length > 0 && (
              <>
                <Sign sign="camera" size={16} />
                <span class="unseen">{tell('map.with-photo')}</span>
              </>
            )}
          </strong>
          <span>
            {tell(`level.${level}`)} · {tell(`state.${state}`)}
          </span>
          <Where place={nameOf(placeOf(report))} when={age(at, now)} />
        </span>
      </button>
    </li>
  )
}

function IncidentRow({ incident, selection, now, onChoose }: Chosen & { incident: IncidentFeature }) {
  const { id, hazard, level, verified, count, latest, centre } = incident.properties
  const own: Selection = { kind: 'incident', id }
  const depth = depthOf(incident)
  return (
    <li>
      <button
        type="button"
        class="row"
        data-incident={id}
        aria-current={isSame(own, selection) ? 'true' : undefined}
        onClick={() => onChoose(own)}
      >
        <Tile hazard={hazard} level={level} isVerified={verified > 0} />
        <span class="said">
          <strong>
            <span class="headline">
              {read(hazardOf(hazard).name)} · {countReports(count)}
            </span>
          </strong>
          <span>
            {tell(`level.${level}`)}
            {depth && ` · ${tell('map.median', { depth })}`}
          </span>
          <Where place={nameOf(centre)} when={age(latest, now)} />
        </span>
      </button>
    </li>
  )
}

const Where = ({ place, when }: { place: string; when: string }) => (
  <span class="where muted">
    <span class="place">{place}</span>
    <span class="figures">{when}</span>
  </span>
)
