// "I see it too": what others have reported near the chosen place, offered beside the way on. One tap sends; nobody has to.
import { signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { hazardOf } from '../../server/domain/hazards/index.ts'
import type { Seen } from '../../server/domain/seen.ts'
import { findSeenNear } from '../api.ts'
import { distance, read, tell } from '../language.ts'
import { age } from '../times.ts'
import { cardId, draft, isDrill } from './draft.ts'
import { queue, send } from './sending.ts'

const seen = signal<{ of: string; near: Seen[] }>({ of: '', near: [] })

/** Asked once for each place and hazard; without a network there is nothing to offer. */
async function lookAround(of: string): Promise<void> {
  const { hazard, place } = draft.value
  if (!hazard || !place || seen.value.of === of) return
  const answered = await findSeenNear(hazard, place.point, place.by === 'pin' ? undefined : place.accuracy)
  seen.value = { of, near: 'found' in answered ? answered.found.near : [] }
}

export function SeenNear() {
  const { hazard, place } = draft.value
  const isAsked = hazard !== null && place !== null && cardId === null && !isDrill
  const of = isAsked ? `${hazard} ${place.point.lng} ${place.point.lat}` : ''
  useEffect(() => {
    if (of) void lookAround(of)
  }, [of])
  const own = queue.value.map(({ sent }) => sent?.id)
  const near = seen.value.of === of ? seen.value.near.find(({ id }) => !own.includes(id)) : undefined
  if (!isAsked || !near) return null
  const said = hazardOf(near.hazard).describe(near.answers)
  return (
    <section class="seen-near" aria-live="polite">
      <p>
        {tell('after.near-form', { metres: distance(near.metres), age: age(near.at, Date.now()) })}{' '}
        <strong>
          {read(hazardOf(near.hazard).name)}
          {said && ` · ${read(said)}`}
        </strong>
      </p>
      <button type="button" class="button" onClick={() => void send(near)}>
        {tell('after.near-button')}
      </button>
    </section>
  )
}
