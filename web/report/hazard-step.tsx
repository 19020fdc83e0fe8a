// The first question: what is happening. One touch answers it and goes on.
import { hazardKeys, hazardOf } from '../../server/domain/hazards/index.ts'
import { HazardIcon } from '../icons.tsx'
import { read, tell } from '../language.ts'
import { beginAgain, choose, draft, resumed } from './draft.ts'
import { goOn } from './flow.ts'
import { QueueLine } from './queue-step.tsx'
import { On, Screen } from './screen.tsx'

export function HazardStep() {
  const { hazard } = draft.value
  return (
    <Screen
      of="hazard"
      title={tell('form.hazard')}
      hint={tell('form.hazard-hint')}
      foot={hazard && <On onGo={goOn} />}
    >
      <QueueLine />
      {resumed.value && <Resumed />}
      <ul class="tiles">
        {hazardKeys.map(key => (
          <li key={key}>
            <button
              type="button"
              class="tile"
              aria-pressed={key === hazard}
              onClick={() => {
                choose(key)
                goOn()
              }}
            >
              <HazardIcon hazard={key} size={40} />
              {read(hazardOf(key).name)}
            </button>
          </li>
        ))}
      </ul>
    </Screen>
  )
}

function Resumed() {
  return (
    <p class="notice">
      {tell('form.resumed')}{' '}
      <button type="button" class="link" onClick={() => void beginAgain()}>
        {tell('form.restart')}
      </button>
    </p>
  )
}
