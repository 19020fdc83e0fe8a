// What is open, in full: a report, an incident, or why there is nothing to show.
import { useEffect, useRef } from 'preact/hooks'
import type { IncidentFeature, ReportFeature } from '../../server/domain/contract.ts'
import { hazardOf } from '../../server/domain/hazards/index.ts'
import { Sign } from '../icons.tsx'
import { read, tell } from '../language.ts'
import { countReports } from './counts.ts'
import { ReportFacts } from './facts.tsx'
import { IncidentDetail } from './incident-detail.tsx'
import { SeeToo } from './see-too.tsx'
import { Share } from './share.tsx'
import { choose, moment, type Opened, picture } from './state.ts'
import { LevelChip, StateChip, Tile } from './tile.tsx'
import { past } from './timeline/past.ts'

export function Detail({ opened }: { opened: Opened }) {
  const heading = useRef<HTMLHeadingElement>(null)
  const which =
    'report' in opened
      ? opened.report.properties.id
      : 'incident' in opened
        ? opened.incident.properties.id
        : opened.kind
  // The focus goes to what has just been opened.
  useEffect(() => heading.current?.focus({ preventScroll: true }), [which])
  return (
    <>
      <button type="button" class="quiet close" aria-label={tell('map.close')} onClick={() => choose(null)}>
        <Sign sign="close" />
      </button>
      {opened.kind === 'report' && (
        <ReportDetail report={opened.report} isEnded={opened.isEnded} heading={heading} />
      )}
      {opened.kind === 'incident' && <IncidentDetail incident={opened.incident} heading={heading} />}
      {opened.kind === 'loading' && <Said heading={heading} title={tell('map.opening')} />}
      {opened.kind === 'unreachable' && <Said heading={heading} title={tell('map.unreachable')} />}
      {opened.kind === 'incident-over' && <Said heading={heading} title={tell('map.incident-over')} />}
      {opened.kind === 'unknown' && <Said heading={heading} title={opened.said} />}
    </>
  )
}

type Heading = { heading: { current: HTMLHeadingElement | null } }

const Said = ({ title, heading }: Heading & { title: string }) => (
  <h2 class="detail-title" tabIndex={-1} ref={heading}>
    {title}
  </h2>
)

function ReportDetail({ report, isEnded, heading }: Heading & { report: ReportFeature; isEnded: boolean }) {
  const { id, hazard, level, state, number, incident } = report.properties
  const group = incident ? picture.value.incidents.get(incident) : undefined
  return (
    <article>
      <header class="detail-head">
        <Tile hazard={hazard} level={level} isVerified={state === 'verified'} size={26} />
        <div>
          <h2 class="detail-title" tabIndex={-1} ref={heading}>
            {read(hazardOf(hazard).name)}
          </h2>
          <p class="chips">
            <LevelChip level={level} />
            <StateChip state={isEnded && state !== 'resolved' ? 'ended' : state} />
          </p>
        </div>
      </header>
      {isEnded && <p class="notice">{tell('map.ended')}</p>}
      <ReportFacts report={report} now={moment.value} />
      {group && <GroupLink group={group} />}
      {!isEnded && past.value === null && <SeeToo key={id} report={report} />}
      <Share selection={{ kind: 'report', id }} title={read(hazardOf(hazard).name)} />
      <p class="muted number">{tell('map.number', { number })}</p>
    </article>
  )
}

function GroupLink({ group }: { group: IncidentFeature }) {
  const { id, count } = group.properties
  return (
    <button type="button" class="button group" onClick={() => choose({ kind: 'incident', id })}>
      {tell('map.part-of', { reports: countReports(count) })}
      <Sign sign="forward" size={16} />
    </button>
  )
}
