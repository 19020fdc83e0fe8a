// What this browser follows: each can be changed, stopped, and had again.
import { useState } from 'preact/hooks'
import { hazardOf } from '../../server/domain/hazards/index.ts'
import type { Subscription } from '../../server/domain/subscription.ts'
import { read, tell } from '../language.ts'
import { change, followed } from './following.ts'
import { asWanted, clock, WishFields, wishesOf } from './wishes.tsx'

export function Followed() {
  const [gone, setGone] = useState<Subscription | null>(null)
  const [changing, setChanging] = useState<string | null>(null)
  return (
    <section aria-labelledby="followed" hidden={followed.value.length === 0 && !gone}>
      <h2 id="followed">{tell('alert.own').replace(/:$/, '')}</h2>
      <ul class="followed">
        {followed.value.map(one => (
          <li key={one.id}>
            <div>
              <p class="chosen-name">{one.name}</p>
              <p class="muted">{describe(one)}</p>
            </div>
            <button
              type="button"
              class="button"
              aria-label={`${tell('alerts.change')}: ${one.name}`}
              aria-expanded={changing === one.id}
              onClick={() => setChanging(changing === one.id ? null : one.id)}
            >
              {tell('alerts.change')}
            </button>
            <button
              type="button"
              class="button"
              aria-label={`${tell('alert.remove')}: ${one.name}`}
              onClick={async () => {
                if (await change(one, { removed: true })) setGone(one)
              }}
            >
              {tell('alert.remove')}
            </button>
            {changing === one.id && <Changing of={one} onDone={() => setChanging(null)} />}
          </li>
        ))}
      </ul>
      <p class="undo" role="status">
        {gone && (
          <>
            {tell('alert.removed', { place: gone.name })}{' '}
            <button
              type="button"
              class="button bare"
              onClick={async () => {
                if (await change(gone, { removed: false })) setGone(null)
              }}
            >
              {tell('alert.undo')}
            </button>
          </>
        )}
      </p>
    </section>
  )
}

function Changing({ of, onDone }: { of: Subscription; onDone: () => void }) {
  const [wishes, setWishes] = useState(wishesOf(of))
  const [said, setSaid] = useState<string | null>(null)
  async function submit(event: SubmitEvent) {
    event.preventDefault()
    if (wishes.hazards.length === 0) return setSaid(tell('alerts.hazard-needed'))
    if (await change(of, asWanted(wishes))) onDone()
    else setSaid(tell('alerts.unreachable'))
  }
  return (
    <form class="changing" aria-label={`${tell('alerts.change')}: ${of.name}`} onSubmit={submit}>
      <WishFields wishes={wishes} onChange={setWishes} name={of.id} />
      <p role="alert" class={said ? 'notice' : 'unseen'}>
        {said}
      </p>
      <p class="changing-foot">
        <button type="submit" class="button main">
          {tell('alerts.save')}
        </button>
        <button type="button" class="button" onClick={onDone}>
          {tell('alerts.leave')}
        </button>
      </p>
    </form>
  )
}

function describe({ where, hazards, level, quiet, drills }: Subscription): string {
  return [
    'metres' in where ? `${where.metres / 1_000} km` : tell('alert.whole-area'),
    hazards === null ? tell('alert.all-hazards') : hazards.map(key => read(hazardOf(key).name)).join(', '),
    level > 0 && tell('alert.from-level', { level: tell(`level.${level}`) }),
    quiet && tell('alert.quiet', { hours: `${clock(quiet.from)}–${clock(quiet.until)}` }),
    drills && tell('alert.with-drills'),
  ]
    .filter(Boolean)
    .join(' · ')
}
