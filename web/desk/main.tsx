// The officers' desk. Whoever is not signed in sees the door; the desk itself is fetched behind it.
import '@preact/signals'
import '../map/words.ts'
import './words.ts'
import { signal } from '@preact/signals'
import { type ComponentType, render } from 'preact'
import '../base.css'
import '../map/marks.css'
import './desk.css'
import { tell } from '../language.ts'
import { reportsThen, self } from './me.ts'
import { type Seated, whoAmI } from './requests.ts'
import { SignIn } from './sign-in.tsx'

type Room =
  | { state: 'asking' | 'door' }
  | { state: 'desk'; Desk: ComponentType<{ officer: string }>; officer: string }

const room = signal<Room>({ state: 'asking' })

/** The desk's live connection is made with the officer's cookie, so it opens only now. */
async function enter({ reports = 0, ...who }: Seated): Promise<void> {
  self.value = who
  reportsThen.value = reports
  const { officer } = who
  // Who has to set up the second factor first finds the room for it.
  if (who.mayOnly) history.replaceState(history.state, '', '/desk?view=account')
  // The map is the larger part, and comes beside the desk and not after it; a browser that cannot have it says so there.
  import('../map/surface.ts').catch(() => undefined)
  const { Desk } = await import('./desk.tsx')
  room.value = { state: 'desk', Desk, officer }
}

async function look(): Promise<void> {
  const answer = await whoAmI()
  if ('found' in answer) await enter(answer.found)
  else room.value = { state: 'door' }
}

function Page() {
  const now = room.value
  // Behind the door the desk names the page itself: new incidents are counted there.
  if (now.state !== 'desk') document.title = `${tell('desk.title')} · Kentongan`
  if (now.state === 'asking')
    return (
      <p class="door" role="status">
        {tell('map.connecting')}
      </p>
    )
  if (now.state !== 'desk') return <SignIn onEnter={enter} />
  const { Desk, officer } = now
  return <Desk officer={officer} />
}

const root = document.getElementById('desk')
if (root) render(<Page />, root)
void look()
