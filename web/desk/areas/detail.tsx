// The open area: what it is, what Kentongan suggests and why, one click a state, undo, and who set what before.

import type { Reason } from '../../../server/domain/area-suggestion.ts'
import { Sign } from '../../icons.tsx'
import { tell } from '../../language.ts'
import { StateChip } from '../../map/area-list.tsx'
import { sayShortly, sayState, states } from '../../map/area-state.ts'
import { age, moment as momentOf } from '../../times.ts'
import { moment } from '../state.ts'
import { isAsking, type OpenArea, openArea, opened, said, setState, undo } from './state.ts'

export function AreaDetail() {
  const area = opened.value
  if (!area) return null
  const now = moment.value
  const { id, name, parent, state, since, suggestion } = area
  return (
    <aside class="detail" aria-label={tell('map.detail')} key={id}>
      <button
        type="button"
        class="quiet close"
        aria-label={tell('area.close')}
        onClick={() => void openArea(null)}
      >
        <Sign sign="close" />
      </button>
      <header class="area-head">
        <h2 class="detail-title">{name}</h2>
        {parent && <p class="muted">{parent}</p>}
      </header>
      <dl class="area-facts">
        <dt>{tell('area.now')}</dt>
        <dd>
          <StateChip state={state} />{' '}
          {state !== null && since && (
            <span class="muted figures">
              {tell('area.since', { moment: momentOf(since, now), age: age(since, now) })}
            </span>
          )}
        </dd>
        <dt>{tell('area.suggested')}</dt>
        <dd>
          {suggestion ? <StateChip state={suggestion.state} /> : <span>{tell('area.not-suggested')}</span>}
          {suggestion && (
            <ul class="area-reasons figures" aria-label={tell('area.why')}>
              {suggestion.reasons.map(reason => (
                <li key={reason.kind}>{sayReason(reason, now)}</li>
              ))}
            </ul>
          )}
        </dd>
      </dl>
      <Actions area={area} />
      <History area={area} now={now} />
    </aside>
  )
}

function sayReason(reason: Reason, now: number): string {
  switch (reason.kind) {
    case 'inside':
      return tell('area.reason-inside', { count: reason.count, age: age(reason.latest, now) })
    case 'depth':
      return tell('area.reason-depth', { depth: reason.depth })
    case 'around':
      return tell('area.reason-around', { percent: reason.percent })
    default:
      return tell(`area.reason-${reason.kind}`, { count: reason.count })
  }
}

function Actions({ area }: { area: OpenArea }) {
  const { state, suggestion, history } = area
  const wish = suggestion && suggestion.state !== state ? suggestion.state : null
  return (
    <section class="actions" aria-label={tell('area.set')}>
      {wish !== null && (
        <button
          type="button"
          class="button main"
          aria-keyshortcuts="U"
          aria-disabled={isAsking.value}
          onClick={() => void setState(wish)}
        >
          {tell('area.take', { state: sayShortly(wish) })} <kbd>U</kbd>
        </button>
      )}
      <fieldset class="area-states" aria-label={tell('area.set')}>
        {states.map(each => (
          <button
            key={each}
            type="button"
            class="button area-set"
            aria-pressed={state === each}
            aria-keyshortcuts={String(each)}
            aria-disabled={isAsking.value}
            title={sayState(each)}
            onClick={() => void setState(each)}
          >
            <StateChip state={each} isShort /> <kbd>{each}</kbd>
          </button>
        ))}
      </fieldset>
      <div class="action-row">
        {state !== null && (
          <button type="button" class="button" aria-keyshortcuts="0" onClick={() => void setState(null)}>
            {tell('area.clear')} <kbd>0</kbd>
          </button>
        )}
        {history.length > 0 && (
          <button type="button" class="button" aria-keyshortcuts="Z" onClick={() => void undo()}>
            {tell('area.undo')} <kbd>Z</kbd>
          </button>
        )}
      </div>
      <p role="status" class={said.value ? `notice ${said.value.isTrouble ? 'trouble' : ''}` : 'unseen'}>
        {said.value?.text}
      </p>
    </section>
  )
}

function History({ area, now }: { area: OpenArea; now: number }) {
  return (
    <section class="history">
      <h3>{tell('area.history')}</h3>
      {area.history.length === 0 && <p class="muted">{tell('area.never')}</p>}
      <ol>
        {area.history.map(({ version, state, since, officer, suggested, reason }) => (
          <li key={version}>
            <span class="muted figures">{momentOf(since, now)}</span>{' '}
            {tell('area.history-line', { officer, state: sayShortly(state) })}
            {suggested !== state && (
              <span class="muted"> ({tell('area.history-suggested', { state: sayShortly(suggested) })})</span>
            )}
            {reason && <q>{reason}</q>}
          </li>
        ))}
      </ol>
    </section>
  )
}
