// A small form of these rooms: what was said to it last stands in it, and nothing is sent twice.
import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import type { Answered } from '../../api.ts'
import { tell } from '../../language.ts'

type Props<T> = {
  /** On the button. */
  act: string
  children: ComponentChildren
  send: (form: FormData) => Promise<Answered<T>>
  done: (found: T) => string | undefined
}

export function Form<T>({ act, children, send, done }: Props<T>) {
  const said = useSignal('')
  const isBusy = useSignal(false)

  async function submit(event: SubmitEvent & { currentTarget: HTMLFormElement }) {
    event.preventDefault()
    if (isBusy.value) return
    const form = event.currentTarget
    isBusy.value = true
    const answer = await send(new FormData(form))
    isBusy.value = false
    said.value = saidOf(answer) ?? ''
    if (!('found' in answer)) return
    form.reset()
    said.value = done(answer.found) ?? ''
  }

  return (
    <form class="small-form" onSubmit={submit}>
      {children}
      <p role="status" class={said.value ? 'notice' : 'unseen'}>
        {said.value}
      </p>
      <button type="submit" class="button" aria-disabled={isBusy.value}>
        {act}
      </button>
    </form>
  )
}

/** What went wrong, in words; undefined where nothing did. */
export function saidOf(answer: Answered<unknown>): string | undefined {
  if ('found' in answer) return undefined
  return 'problem' in answer ? answer.problem.detail : tell('desk.unreachable')
}

export function Field({ label, name, ...rest }: { label: string; name: string } & Record<string, unknown>) {
  return (
    <label>
      {label}
      <input class="field" name={name} {...rest} />
    </label>
  )
}
