// The door of the desk: a name and a password, the code of the second factor where it is asked for, a passkey, or the way through one's agency.
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { tell } from '../language.ts'
import { Languages, ThemeSwitch } from '../map/top.tsx'
import { enterByPasskey } from './passkey.ts'
import { findWays, type Seated, signIn } from './requests.ts'

export function SignIn({ onEnter }: { onEnter: (who: Seated) => Promise<void> }) {
  const isRefused = new URLSearchParams(location.search).has('refused')
  const said = useSignal<string | null>(isRefused ? tell('door.refused') : null)
  const isBusy = useSignal(false)
  const isCodeAsked = useSignal(false)
  const agency = useSignal<string | null>(null)
  const hasPasskeys = useSignal(false)
  useEffect(() => {
    void findWays().then(answer => {
      if (!('found' in answer)) return
      agency.value = answer.found.agency
      hasPasskeys.value = answer.found.passkey && 'PublicKeyCredential' in window
    })
  }, [])

  async function submit(event: SubmitEvent & { currentTarget: HTMLFormElement }) {
    event.preventDefault()
    if (isBusy.value) return
    const form = new FormData(event.currentTarget)
    const code = form.get('code')
    isBusy.value = true
    const answer = await signIn(
      String(form.get('name')),
      String(form.get('password')),
      typeof code === 'string' ? code : undefined,
    )
    isBusy.value = false
    if ('found' in answer) return onEnter(answer.found)
    if ('problem' in answer && answer.problem.code === 'code-needed') isCodeAsked.value = true
    said.value = 'problem' in answer ? answer.problem.detail : tell('desk.unreachable')
  }

  async function byPasskey() {
    if (isBusy.value) return
    isBusy.value = true
    const answer = await enterByPasskey()
    isBusy.value = false
    if ('found' in answer) return onEnter(answer.found)
    said.value = 'problem' in answer ? answer.problem.detail : tell('desk.unreachable')
  }

  return (
    <main class="door">
      <form onSubmit={submit}>
        <h1>{tell('desk.title')}</h1>
        <p class="muted">{tell('desk.door')}</p>
        <label>
          {tell('desk.name')}
          <input class="field" name="name" autocomplete="username" autocapitalize="off" required />
        </label>
        <label>
          {tell('desk.password')}
          <input class="field" name="password" type="password" autocomplete="current-password" required />
        </label>
        {isCodeAsked.value && (
          <label>
            {tell('door.code')}
            <input
              ref={field => field?.focus()}
              class="field"
              name="code"
              autocomplete="one-time-code"
              autocapitalize="off"
              required
            />
          </label>
        )}
        <p role="alert" class={said.value ? 'notice' : 'unseen'}>
          {said.value}
        </p>
        <button type="submit" class="button main" aria-disabled={isBusy.value}>
          {tell('desk.sign-in')}
        </button>
        {hasPasskeys.value && (
          <button type="button" class="button" aria-disabled={isBusy.value} onClick={byPasskey}>
            {tell('door.passkey')}
          </button>
        )}
        {agency.value !== null && (
          <a class="button" href="/api/desk/session/oidc">
            {tell('door.agency', { agency: agency.value })}
          </a>
        )}
        <p class="door-foot">
          <a href="/">{tell('desk.public-map')}</a>
          <Languages />
          <ThemeSwitch />
        </p>
      </form>
    </main>
  )
}
