// The work on what is open: how far it is, until when, who holds it and who looks on, its reports, what citizens answered, and every step.
import type { CaseStep } from '../../server/domain/case.ts'
import { confidenceOf } from '../../server/domain/confidence.ts'
import { hazardOf } from '../../server/domain/hazards/index.ts'
import type { Item } from '../../server/domain/queue.ts'
import { doubts, PLATFORM } from '../../server/domain/trust/doubts.ts'
import { figure, tell } from '../language.ts'
import { moment as momentOf } from '../times.ts'
import { changeOf } from './acts.ts'
import { othersAt } from './presence.ts'
import { live, moment, opened } from './state.ts'

/** Stage, deadline, holder and agency in one line each. */
export function WorkFacts({ item }: { item: Item }) {
  const { case: own, stage, due } = item
  const now = moment.value
  const others = othersAt(item)
  return (
    <div class="work-facts figures">
      <p>
        <b>{tell(`work.stage-${stage}`)}</b>
        {own && ` · ${tell('work.number', { number: own.number })}`}
        {own?.agency && ` · ${tell('work.at-agency', { agency: own.agency })}`}
      </p>
      {due && stage !== 'resolved' && (
        <p class={item.isOverdue ? 'is-late' : 'muted'}>
          {tell(item.isOverdue ? 'work.was-due' : 'work.due', { moment: momentOf(due, now) })}
          {item.escalated > 0 && ` · ${tell('work.is-escalated')}`}
        </p>
      )}
      {own?.claimedBy && <p>{tell('work.held-by', { officer: own.claimedBy })}</p>}
      {others.length > 0 && <p class="here">{tell('work.open-at', { officer: others.join(', ') })}</p>}
      {own?.words && <q class="public-words">{own.words}</q>}
    </div>
  )
}

/** What the reports of the incidents say together. */
export function GroupFigures({ item }: { item: Item }) {
  const now = moment.value
  const incidents = item.incidents.flatMap(id => live.picture.value.incidents.get(id)?.properties ?? [])
  const [first] = incidents.toSorted((a, b) => b.count - a.count)
  const sure = first && confidenceOf(first, hazardOf(first.hazard).lifeHours, now)
  return (
    <dl class="figures-grid figures">
      <Figure name={tell('map.figure-reports')} value={String(item.count)} />
      <Figure name={tell('map.figure-citizens')} value={String(item.citizens)} />
      <Figure name={tell('work.figure-photos')} value={String(item.pictured)} />
      {first?.measure && (
        <Figure name={tell('map.figure-median')} value={`${figure(first.measure.median)} cm`} />
      )}
      {first && <Figure name={tell('map.figure-growth')} value={`+${first.growth}`} />}
      {first?.trend && <Figure name={tell('map.figure-trend')} value={tell(`map.trend-${first.trend}`)} />}
      {sure && (
        <Figure
          name={tell('map.figure-confidence')}
          value={`${figure(sure.percent)}% · ${tell(`confidence.${sure.called}`)}`}
        />
      )}
    </dl>
  )
}

const Figure = ({ name, value }: { name: string; value: string }) => (
  <div>
    <dt>{name}</dt>
    <dd>{value}</dd>
  </div>
)

export function Questions({ item }: { item: Item }) {
  const known = opened.value
  if (!known || known.case.id !== item.case?.id || known.questions.length === 0) return null
  const now = moment.value
  return (
    <section class="history questions">
      <h3>{tell('work.questions')}</h3>
      <ol>
        {known.questions.map(({ id, officer, words, askedAt, answer, answeredAt }) => (
          <li key={id}>
            <span class="muted figures">{momentOf(askedAt, now)}</span> {tell('work.asked-by', { officer })}
            <q>{words}</q>
            {answer === null ? (
              <span class="muted">{tell('work.no-answer')}</span>
            ) : (
              <>
                <span class="muted figures">{answeredAt && momentOf(answeredAt, now)}</span>{' '}
                {tell('work.step-answer')}
                <q class="answer">{answer}</q>
              </>
            )}
          </li>
        ))}
      </ol>
    </section>
  )
}

export function Steps({ item }: { item: Item }) {
  const known = opened.value
  if (!known || known.case.id !== item.case?.id) return null
  const now = moment.value
  return (
    <section class="history steps">
      <h3>{tell('work.steps')}</h3>
      <ol>
        {known.steps.toReversed().map(step => (
          <li key={step.step} class={step.undone ? 'is-undone' : undefined}>
            <span class="muted figures">{momentOf(step.at, now)}</span> {whoOf(step)}
            {changeOf(step.what)}
            {step.undone && ` (${tell('work.undone')})`}
            {step.told && <q>{toldOf(step)}</q>}
          </li>
        ))}
      </ol>
    </section>
  )
}

const whoOf = ({ officer, what }: CaseStep): string =>
  officer === PLATFORM ? 'Kentongan: ' : what === 'answer' ? '' : `${officer}: `

const roles = ['verifier', 'duty-officer', 'administrator'] as const
const stages = ['new', 'checked', 'working', 'assigned', 'returned', 'resolved'] as const

/** Words of people stay as they are; what the platform notes down is said in the reader's language. */
function toldOf({ what, told }: CaseStep): string {
  const text = told ?? ''
  if (what === 'undo') return changeOf(text)
  const role = what === 'escalate' && roles.find(each => each === text)
  if (role) return tell(`work.told-${role}`)
  const stage = what === 'decided' && stages.find(each => each === text)
  if (stage) return tell(`work.stage-${stage}`)
  const doubt = doubts.find(each => each === text)
  return doubt ? tell(`doubt.${doubt}`) : text
}
