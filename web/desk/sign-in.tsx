// The door of the desk: a name and a password.
import { useSignal } from '@preact/signals'
import { tell } from '../language.ts'
import { Languages, ThemeSwitch } from '../map/top.tsx'
import { signIn } from './requests.ts'

export function SignIn({ onEnter }: { onEnter: (officer: string) => Promise<void> }) {
  const said = useSignal<string | null>(null)
  const isBusy = useSignal(false)

  async function submit(event: SubmitEvent & { currentTarget: HTMLFormElement }) {
    event.preventDefault()
    if (isBusy.value) return
    const form = new FormData(event.currentTarget)
    isBusy.value = true
    const answer = await signIn(String(form.get('name')), String(form.get('password')))
    isBusy.value = false
    if ('found' in answer) return onEnter(answer.found.officer)
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
        <p role="alert" class={said.value ? 'notice' : 'unseen'}>
          {said.value}
        </p>
        <button type="submit" class="button main" aria-disabled={isBusy.value}>
          {tell('desk.sign-in')}
        </button>
        <p class="door-foot">
          <a href="/">{tell('desk.public-map')}</a>
          <Languages />
          <ThemeSwitch />
        </p>
      </form>
    </main>
  )
}
