// An incident in full: how many reports of how many people, how deep, how fast it grows, and its reports.
import type { ComponentChildren } from 'preact'
import { confidenceOf } from '../../server/domain/confidence.ts'
import type { IncidentFeature } from '../../server/domain/contract.ts'
import { gaugesWarning } from '../../server/domain/gauge.ts'
import { hazardOf } from '../../server/domain/hazards/index.ts'
import { figure, language, read, tell } from '../language.ts'
import { age, moment as momentOf } from '../times.ts'
import { depthOf } from './counts.ts'
import { ReportRow } from './list.tsx'
import { useMembers } from './members.ts'
import { nameOf } from './near.ts'
import { Share } from './share.tsx'
import { choose, live, moment, selection } from './state.ts'
import { LevelChip, Tile } from './tile.tsx'

type Given = { incident: IncidentFeature; heading: { current: HTMLHeadingElement | null } }

export function IncidentDetail({ incident, heading }: Given) {
  const { id, hazard, level, count, citizens, verified, growth, measure, trend, started, latest, centre } =
    incident.properties
  const name = read(hazardOf(hazard).name)
  const now = moment.value
  const members = useMembers(incident)
  const gauges = gaugesWarning(
    { hazard, outline: incident.geometry, centre },
    live.picture.value.gauges.values(),
    now,
  )
  const sure = confidenceOf({ ...incident.properties, gauges }, hazardOf(hazard).lifeHours, now)
  return (
    <article>
      <header class="detail-head">
        <Tile hazard={hazard} level={level} isVerified={verified > 0} size={26} />
        <div>
          <h2 class="detail-title" tabIndex={-1} ref={heading}>
            {tell('map.incident-title', { hazard: name, place: nameOf(centre) })}
          </h2>
          <p class="chips">
            <LevelChip level={level} />
          </p>
        </div>
      </header>
      <dl class="figures-grid figures">
        <Figure name={tell('map.figure-reports')}>{String(count)}</Figure>
        <Figure name={tell('map.figure-citizens')}>{String(citizens)}</Figure>
        <Figure name={tell('map.figure-verified')}>{String(verified)}</Figure>
        {measure && <Figure name={tell('map.figure-median')}>{depthOf(incident)}</Figure>}
        {measure && (
          <Figure name={tell('map.figure-range')}>
            {[...new Set([measure.min, measure.max])].map(depth => figure(depth)).join('–')} cm
          </Figure>
        )}
        <Figure name={tell('map.figure-growth')}>+{growth}</Figure>
        {trend && <Figure name={tell('map.figure-trend')}>{tell(`map.trend-${trend}`)}</Figure>}
        <Figure name={tell('map.figure-confidence')} wide>
          {figure(sure.percent)}% · {tell(`confidence.${sure.called}`)}
        </Figure>
      </dl>
      <p>
        <a class="as-text" href={`/keyakinan?lang=${language.value}`}>
          {tell('map.how-sure')}
        </a>
      </p>
      <p class="figures">
        {tell('map.since', { moment: momentOf(started, now), age: age(started, now) })}
        <br />
        {tell('map.latest', { age: age(latest, now) })}
      </p>
      <Share selection={{ kind: 'incident', id }} title={name} />
      <h3>{tell('map.its-reports')}</h3>
      <ul class="list">
        {members.map(report => (
          <ReportRow
            key={report.properties.id}
            report={report}
            selection={selection.value}
            now={now}
            onChoose={choose}
          />
        ))}
      </ul>
    </article>
  )
}

const Figure = ({ name, wide, children }: { name: string; wide?: boolean; children: ComponentChildren }) => (
  <div class={wide ? 'wide' : undefined}>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
)
