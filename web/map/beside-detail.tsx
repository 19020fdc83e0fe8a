// What is open beside the reports: a gauge with its chart, what an official source tells, a pump or a shelter.
import './beside.css'
import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { directionOf, type Gauge, isStale, type Observation, STALE_HOURS } from '../../server/domain/gauge.ts'
import { type Official, sources } from '../../server/domain/official.ts'
import { ask } from '../api.ts'
import { Path, Sign } from '../icons.tsx'
import { figure, tell } from '../language.ts'
import { age, moment } from '../times.ts'
import { AreaFacts } from './area-list.tsx'
import { besideChosen, besideNow, gauges, officials } from './beside.ts'
import { besideIcons } from './beside-icons.ts'
import { GaugeChart } from './gauge-chart.tsx'
import { spots } from './infrastructure-overlay.ts'
import { past } from './timeline/past.ts'
import { WarningChip } from './warning-chip.tsx'

export function BesideDetail() {
  const chosen = besideChosen.value
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus({ preventScroll: true }), [chosen?.id])
  if (!chosen) return null
  const gauge = chosen.kind === 'gauge' ? gauges.value.get(chosen.id) : undefined
  const official = chosen.kind === 'official' ? officials.value.get(chosen.id) : undefined
  return (
    <>
      <button
        type="button"
        class="quiet close"
        aria-label={tell('beside.close')}
        onClick={() => {
          besideChosen.value = null
        }}
      >
        <Sign sign="close" />
      </button>
      {gauge && <GaugeDetail key={gauge.id} gauge={gauge} heading={heading} />}
      {official && <OfficialDetail official={official} heading={heading} />}
      {chosen.kind === 'area' && <AreaFacts id={chosen.id} heading={heading} />}
      {chosen.kind === 'place' && <PlaceDetail id={chosen.id} heading={heading} />}
    </>
  )
}

type Heading = { heading: { current: HTMLHeadingElement | null } }

const Head = ({
  heading,
  icon,
  title,
  children,
}: Heading & { icon: string; title: string; children?: ComponentChildren }) => (
  <header class="detail-head">
    <span class="beside-tile" aria-hidden="true">
      <Path d={icon} size={24} />
    </span>
    <div>
      <h2 class="detail-title" tabIndex={-1} ref={heading}>
        {title}
      </h2>
      {children}
    </div>
  </header>
)

type Answer = { observations: Observation[] } | 'loading' | 'unreachable'

function GaugeDetail({ gauge, heading }: Heading & { gauge: Gauge }) {
  const answer = useSignal<Answer>('loading')
  const now = besideNow.value
  const at = past.value
  useEffect(() => {
    const query = at === null ? '' : `?at=${new Date(at).toISOString()}`
    void ask<{ observations: Observation[] }>(`/api/gauges/${gauge.id}${query}`).then(given => {
      if ('found' in given) answer.value = given.found
      else if (answer.value === 'loading') answer.value = 'unreachable'
    })
  }, [gauge.version, at])
  const { latest, trend } = gauge
  const stale = isStale(gauge, now)
  return (
    <article class="beside">
      <Head heading={heading} icon={besideIcons.gauge} title={gauge.name}>
        <p class="chips">
          <WarningChip gauge={gauge} now={now} />
        </p>
      </Head>
      <dl class="figures-grid figures">
        <div>
          <dt>{tell('gauge.level')}</dt>
          <dd>{latest ? tell('gauge.level-cm', { depth: figure(latest.depth, 1) }) : '?'}</dd>
        </div>
        {trend !== null && !stale && (
          <div class="wide">
            <dt>{tell('gauge.trend')}</dt>
            <dd>{tell(`gauge.${directionOf(trend)}`, { rate: figure(Math.abs(trend)) })}</dd>
          </div>
        )}
      </dl>
      {latest && stale && <p class="notice">{tell('gauge.stale-said', { hours: STALE_HOURS })}</p>}
      {latest && (
        <p class="figures">
          {tell('gauge.read-at', { moment: moment(latest.at, now), age: age(latest.at, now) })}
        </p>
      )}
      {!gauge.thresholds && <p class="muted">{tell('gauge.no-thresholds')}</p>}
      {answer.value === 'loading' && <p class="muted">{tell('gauge.loading')}</p>}
      {answer.value === 'unreachable' && <p class="notice">{tell('gauge.unreachable')}</p>}
      {typeof answer.value === 'object' && (
        <GaugeChart gauge={gauge} observations={answer.value.observations} now={now} />
      )}
      {gauge.within && <p class="muted">{gauge.within}</p>}
    </article>
  )
}

export const titleOf = ({ quake, headline }: Official): string =>
  quake ? tell('official.quake', { magnitude: figure(quake.magnitude, 1) }) : headline

function OfficialDetail({ official, heading }: Heading & { official: Official }) {
  const { kind, quake, headline, words, at, expiresAt, source, link } = official
  const now = besideNow.value
  return (
    <article class="beside">
      <Head heading={heading} icon={besideIcons[kind]} title={titleOf(official)}>
        <p class="muted figures">
          {moment(at, now)} ({age(at, now)})
        </p>
      </Head>
      {quake && <p>{headline}</p>}
      {quake && (
        <ul class="beside-facts figures">
          {quake.depth !== null && <li>{tell('official.depth', { depth: figure(quake.depth) })}</li>}
          {quake.tsunami !== null && (
            <li>
              <strong>{tell(quake.tsunami ? 'official.tsunami' : 'official.no-tsunami')}</strong>
            </li>
          )}
          {quake.felt && <li>{tell('official.felt', { felt: quake.felt })}</li>}
        </ul>
      )}
      {words && <p class="beside-words">{words}</p>}
      {kind !== 'earthquake' && (
        <p class="figures">{tell('official.until', { moment: moment(expiresAt, now) })}</p>
      )}
      <p class="muted">
        {link ? (
          <a href={link} target="_blank" rel="noreferrer">
            {tell('official.more', { source: sources[source] })}
          </a>
        ) : (
          tell('official.by', { source: sources[source] })
        )}
      </p>
    </article>
  )
}

const TOLD =
  /^(capacity|kapasitas|phone|telp|contact:phone|operator|addr:|alamat|status|description|keterangan)/i

function PlaceDetail({ id, heading }: Heading & { id: string }) {
  const spot = spots.get(id)
  if (!spot) return null
  return (
    <article class="beside">
      <Head heading={heading} icon={besideIcons[spot.kind]} title={spot.name || tell('beside.unnamed')}>
        <p class="muted">
          {tell(`layer.${spot.kind}`)}
          {spot.within && ` · ${spot.within}`}
        </p>
      </Head>
      <dl class="beside-tags">
        {Object.entries(spot.tags)
          .filter(([key]) => TOLD.test(key))
          .map(([key, value]) => (
            <div key={key}>
              <dt>{key}</dt>
              <dd>{String(value)}</dd>
            </div>
          ))}
      </dl>
    </article>
  )
}
