// What became of a report, for officers: their decisions, and what its citizen did with it, each with what it was before.
import type { CitizenAct } from '../../server/domain/aftermath.ts'
import type { ReportFeature } from '../../server/domain/contract.ts'
import type { Answers } from '../../server/domain/hazards/hazard.ts'
import { hazardOf } from '../../server/domain/hazards/index.ts'
import { doubts, PLATFORM } from '../../server/domain/trust/doubts.ts'
import { read, tell } from '../language.ts'
import { moment as momentOf } from '../times.ts'
import type { Decision } from './requests.ts'
import { history, moment } from './state.ts'

const CITIZEN_ACTS = ['edited', 'withdrawn', 'restored', 'gone'] as const satisfies CitizenAct[]

const decidable = ['unverified', 'verified', 'dismissed', 'resolved', 'withdrawn'] as const

export function History({ report }: { report: ReportFeature }) {
  const { id, receivedAt, hazard } = report.properties
  const decisions = history.value?.id === id ? history.value.decisions : []
  const now = moment.value
  return (
    <section class="history">
      <h3>{tell('desk.history')}</h3>
      <ol>
        <li>
          <span class="muted figures">{momentOf(receivedAt, now)}</span> {tell('desk.received')}
        </li>
        {decisions.map(decision => (
          <li key={decision.at}>
            <span class="muted figures">{momentOf(decision.at, now)}</span> {whatOf(decision)}
            {decision.reason && decision.officer !== PLATFORM && <q>{decision.reason}</q>}
            {decision.action === 'edited' && (
              <>
                <del>{toldIn(decision.before, hazard)}</del> <ins>{toldIn(decision.after, hazard)}</ins>
              </>
            )}
          </li>
        ))}
      </ol>
    </section>
  )
}

function whatOf({ officer, action, after, reason }: Decision): string {
  if (officer === PLATFORM) return whyOf(action, reason ?? '')
  const own = CITIZEN_ACTS.find(act => act === action)
  if (own) return tell(`after.history-${own}`)
  if (action === 'secret')
    return tell(after === 'secret' ? 'work.history-secret' : 'work.history-open', { officer })
  const state = decidable.find(each => each === after) ?? 'unverified'
  return tell(`desk.history-${state}`, { officer })
}

/** What the platform decided itself. */
function whyOf(action: string, reason: string): string {
  if (action === 'echo') return tell('desk.history-echo', { reason })
  const doubt = doubts.find(each => each === reason)
  return doubt
    ? tell('desk.history-held', { reason: tell(`doubt.${doubt}`) })
    : tell('desk.history-confirmed')
}

/** Answers and words as the audit kept them. */
function toldIn(kept: string, hazard: ReportFeature['properties']['hazard']): string {
  const { answers, words }: { answers: Answers; words: string } = JSON.parse(kept)
  const said = hazardOf(hazard).describe(answers)
  return [said && read(said), words && `“${words}”`].filter(Boolean).join(' ')
}
