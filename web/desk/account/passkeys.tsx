// The officer's own passkeys: what there is, and a form for one more.
import { signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { tell } from '../../language.ts'
import { moment as momentOf } from '../../times.ts'
import { addPasskey, dropPasskey, findPasskeys, type ListedPasskey } from '../passkey.ts'
import { moment } from '../state.ts'
import { Field, Form } from './form.tsx'

const passkeys = signal<ListedPasskey[]>([])

async function load(): Promise<void> {
  const answer = await findPasskeys()
  if ('found' in answer) passkeys.value = answer.found.passkeys
}

export function Passkeys({ hasPassword }: { hasPassword: boolean }) {
  useEffect(() => void load(), [])
  const now = moment.value
  return (
    <>
      <h3>{tell('account.passkeys')}</h3>
      {passkeys.value.length === 0 && <p class="muted">{tell('account.passkeys-none')}</p>}
      <ul class="sessions">
        {passkeys.value.map(({ id, name, since, used }) => (
          <li key={id}>
            <p>
              <strong>{name}</strong>
              <br />
              <span class="muted figures">
                {used === null
                  ? tell('account.passkey-unused', { since: momentOf(since, now) })
                  : tell('account.passkey-since', { since: momentOf(since, now), used: momentOf(used, now) })}
              </span>
            </p>
            <button
              type="button"
              class="button"
              aria-label={`${tell('account.passkey-drop')}: ${name}`}
              onClick={() => void dropPasskey(id).then(load)}
            >
              {tell('account.passkey-drop')}
            </button>
          </li>
        ))}
      </ul>
      {'PublicKeyCredential' in window && (
        <Form
          act={tell('account.passkey-add')}
          send={form =>
            addPasskey(
              String(form.get('passkey-name') ?? ''),
              hasPassword ? String(form.get('passkey-proof') ?? '') : undefined,
            )
          }
          done={() => {
            void load()
            return tell('account.passkey-added')
          }}
        >
          <Field label={tell('account.passkey-name')} name="passkey-name" maxlength={100} required />
          {hasPassword && (
            <Field
              label={tell('account.now')}
              name="passkey-proof"
              type="password"
              autocomplete="current-password"
              required
            />
          )}
        </Form>
      )}
    </>
  )
}
