// The page of a private link: what became of the report, the agency's words, and what its citizen can still do.
import '@preact/signals'
import './words.ts'
import { render } from 'preact'
import { useEffect } from 'preact/hooks'
import '../theme.ts'
import '../base.css'
import './mine.css'
import type { Mine } from '../../server/domain/aftermath.ts'
import { hazardOf } from '../../server/domain/hazards/index.ts'
import { languages } from '../../server/domain/messages/index.ts'
import { HazardIcon, LevelMark, Sign } from '../icons.tsx'
import { chooseLanguage, language, read, tell } from '../language.ts'
import { moment, timeOfDay } from '../times.ts'
import { Edit } from './edit.tsx'
import { Photos } from './photos.tsx'
import { Handling, Questions } from './questions.tsx'
import { done, isBusy, look, mine, restore, trouble } from './state.ts'
import { Still } from './still.tsx'
import { Withdraw } from './withdraw.tsx'

function Top() {
  return (
    <header class="top">
      <a class="brand" href="/">
        Kentongan
      </a>
      <a class="emergency" href="tel:112" aria-label={tell('form.emergency-call')}>
        {tell('form.emergency')}
      </a>
      <fieldset class="languages" aria-label={tell('form.language')}>
        {languages.map(each => (
          <button
            key={each}
            type="button"
            lang={each}
            aria-pressed={each === language.value}
            onClick={() => chooseLanguage(each)}
          >
            {each.toUpperCase()}
          </button>
        ))}
      </fieldset>
    </header>
  )
}

const isOver = ({ report }: Mine) => Date.parse(report.properties.expiresAt) <= Date.now()

/** Where the report stands, in one sentence. */
function standing(shown: Mine): string {
  const { state, expiresAt } = shown.report.properties
  const isOpen = state === 'unverified' || state === 'verified'
  if (isOpen && isOver(shown)) return tell('mine.state-ended')
  return tell(`mine.state-${state}`, { until: timeOfDay(expiresAt) })
}

function Head({ shown }: { shown: Mine }) {
  const { hazard, answers, level, number, at } = shown.report.properties
  const said = hazardOf(hazard).describe(answers)
  return (
    <div class="head">
      <HazardIcon hazard={hazard} size={40} />
      <div>
        <h1>{read(hazardOf(hazard).name)}</h1>
        {said && <p class="said">{read(said)}</p>}
        <p class="muted figures">
          {tell('map.number', { number })} · {moment(at, Date.now())}
        </p>
      </div>
      <span class={`level level-${level}`}>
        <LevelMark level={level} />
        {tell(`level.${level}`)}
      </span>
    </div>
  )
}

function Standing({ shown }: { shown: Mine }) {
  const { state, id, drill } = shown.report.properties
  const isPublic = state === 'unverified' || state === 'verified' || state === 'resolved'
  const words = shown.story.findLast(step => step.words)?.words
  return (
    <section class={`standing is-${state}`}>
      <p class="standing-said">
        <Sign sign={state === 'verified' || state === 'resolved' ? 'check' : 'clock'} size={22} />
        {standing(shown)}
      </p>
      {words && (
        <figure>
          <figcaption class="muted">{tell('mine.agency')}</figcaption>
          <blockquote>{words}</blockquote>
        </figure>
      )}
      {shown.next && (
        <a class="button" href={new URL(shown.next).pathname}>
          {tell('mine.next')}
          <Sign sign="forward" size={16} />
        </a>
      )}
      {isPublic && (
        <a class="button" href={`/?report=${id}${drill ? '&drill=1' : ''}`}>
          <Sign sign="map" />
          {tell('form.see-map')}
        </a>
      )}
      {shown.may.restore && (
        <button type="button" class="button main" aria-disabled={isBusy.value} onClick={() => void restore()}>
          {tell('mine.restore')}
        </button>
      )}
    </section>
  )
}

function Incident({ shown: { incident } }: { shown: Mine }) {
  if (!incident || Date.parse(incident.expiresAt) <= Date.now()) return null
  const { id, count, citizens } = incident
  return (
    <section>
      <h2>{tell('mine.incident')}</h2>
      <p>{tell('mine.incident-said', { count, citizens })}</p>
      <a class="button" href={`/?incident=${id}`}>
        {tell('mine.incident-see')}
        <Sign sign="forward" size={16} />
      </a>
    </section>
  )
}

function Story({ shown: { story } }: { shown: Mine }) {
  return (
    <section>
      <h2>{tell('mine.story')}</h2>
      <ol class="story">
        {story.map(({ at, what, words }) => (
          <li key={at}>
            <span class="muted figures">{moment(at, Date.now())}</span>
            <span>
              {tell(`mine.did-${what}`)}
              {words && <q>{words}</q>}
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}

function Page() {
  const shown = mine.value
  useEffect(() => {
    document.title = `${tell('mine.title')} · Kentongan`
  })
  return (
    <>
      {shown?.report.properties.drill && <p class="drill">{tell('drill.banner')}</p>}
      <div class="page">
        <Top />
        <main>
          {!shown && <h1>{tell('mine.title')}</h1>}
          {shown && <Head shown={shown} />}
          <p role="alert" class={trouble.value ? 'notice refusal' : 'unseen'}>
            {trouble.value}
          </p>
          <p role="status" class={done.value ? 'notice' : 'unseen'}>
            {done.value ?? (shown ? '' : tell('mine.opening'))}
          </p>
          {!shown && trouble.value && (
            <p>
              <button type="button" class="button" onClick={() => void look()}>
                {tell('mine.again')}
              </button>
            </p>
          )}
          {shown && (
            <>
              <Standing shown={shown} />
              <Questions shown={shown} />
              <Handling shown={shown} />
              {shown.may.still && <Still shown={shown} />}
              <Photos shown={shown} />
              {shown.may.edit && <Edit shown={shown} />}
              <Incident shown={shown} />
              <Story shown={shown} />
              {shown.may.withdraw && <Withdraw shown={shown} />}
              <p class="muted">{tell('mine.keep')}</p>
            </>
          )}
        </main>
      </div>
    </>
  )
}

const root = document.getElementById('mine')
root?.replaceChildren()
if (root) render(<Page />, root)
void look()
