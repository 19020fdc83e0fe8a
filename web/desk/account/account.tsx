// The officer's own account: password, second factor, and the devices that are signed in.
import './account.css'
import { signal, useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { renderSVG } from 'uqr'
import { tell } from '../../language.ts'
import { moment as momentOf } from '../../times.ts'
import { self } from '../me.ts'
import { moment } from '../state.ts'
import { Field, Form } from './form.tsx'
import { Passkeys } from './passkeys.tsx'
import {
  type Account,
  changePassword,
  checkFactor,
  dropFactor,
  endOtherSessions,
  endSession,
  findAccount,
  offerFactor,
} from './requests.ts'

const account = signal<Account | null>(null)

async function load(): Promise<undefined> {
  const answer = await findAccount()
  if (!('found' in answer)) return
  const wasBound = account.value?.mayOnly != null
  account.value = answer.found
  // The rest of the desk opens, with a live picture of its own.
  if (wasBound && answer.found.mayOnly === null) location.reload()
}

const text = (form: FormData, name: string) => String(form.get(name) ?? '')

export function AccountRoom() {
  useEffect(() => void load(), [])
  const own = account.value
  return (
    <section class="queue room" aria-label={tell('account.view')}>
      {self.value?.mayOnly && <p class="notice">{tell('account.must')}</p>}
      {own && (
        <>
          <h2>{own.name}</h2>
          <p class="muted">
            {self.value && tell(`role.${self.value.role}`)} ·{' '}
            {self.value?.agency ?? tell('officers.no-agency')} ·{' '}
            {self.value?.regions?.join(', ') ?? tell('officers.all-regions')}
          </p>
          <h3>{tell('account.password')}</h3>
          {own.hasPassword ? <Password /> : <p class="muted">{tell('account.elsewhere')}</p>}
          {own.hasPassword && <SecondFactor since={own.secondFactor} />}
          <Passkeys hasPassword={own.hasPassword} />
          <Sessions own={own} />
        </>
      )}
    </section>
  )
}

const Password = () => (
  <Form
    act={tell('account.change')}
    send={form => changePassword(text(form, 'password'), text(form, 'wanted'))}
    done={() => {
      void load()
      return tell('account.changed')
    }}
  >
    <Field
      label={tell('account.now')}
      name="password"
      type="password"
      autocomplete="current-password"
      required
    />
    <Field
      label={tell('account.wanted')}
      name="wanted"
      type="password"
      autocomplete="new-password"
      minlength={12}
      required
    />
  </Form>
)

function SecondFactor({ since }: { since: string | null }) {
  const offered = useSignal<{ secret: string; address: string } | null>(null)
  const codes = useSignal<string[]>([])
  const proof = (
    <Field
      label={tell('account.now')}
      name="proof"
      type="password"
      autocomplete="current-password"
      required
    />
  )
  return (
    <>
      <h3>{tell('account.factor')}</h3>
      {codes.value.length > 0 && (
        <div class="notice">
          <p>{tell('account.backup')}</p>
          <ul class="backup-codes figures">
            {codes.value.map(code => (
              <li key={code}>{code}</li>
            ))}
          </ul>
        </div>
      )}
      {offered.value ? (
        <Form
          act={tell('account.factor-check')}
          send={form => checkFactor(text(form, 'code'))}
          done={found => {
            codes.value = found.codes
            offered.value = null
            // Where the desk waits for it, the codes are to be read before it opens.
            if (!self.value?.mayOnly) void load()
            return undefined
          }}
        >
          <p>{tell('account.factor-scan')}</p>
          <img
            class="qr"
            alt=""
            width="200"
            height="200"
            src={`data:image/svg+xml,${encodeURIComponent(renderSVG(offered.value.address))}`}
          />
          <code class="secret">{offered.value.secret}</code>
          <Field
            label={tell('account.factor-code')}
            name="code"
            inputmode="numeric"
            autocomplete="one-time-code"
            required
          />
        </Form>
      ) : since ? (
        <>
          <p class="muted">{tell('account.factor-on', { date: momentOf(since, moment.value) })}</p>
          <Form
            act={tell('account.factor-end')}
            send={form => dropFactor(text(form, 'proof'))}
            done={() => void load()}
          >
            {proof}
          </Form>
        </>
      ) : codes.value.length > 0 ? (
        <button type="button" class="button" onClick={() => location.reload()}>
          {tell('desk.cancel')}
        </button>
      ) : (
        <>
          <p class="muted">{tell('account.factor-off')}</p>
          <Form
            act={tell('account.factor-begin')}
            send={form => offerFactor(text(form, 'proof'))}
            done={found => {
              offered.value = found
              return undefined
            }}
          >
            {proof}
          </Form>
        </>
      )}
    </>
  )
}

function Sessions({ own }: { own: Account }) {
  const now = moment.value
  const end = (work: () => Promise<unknown>) => () => void work().then(load)
  return (
    <>
      <h3>{tell('account.sessions')}</h3>
      <ul class="sessions">
        {own.sessions.map(({ id, device, since, seen, isThis }) => (
          <li key={id}>
            <p>
              <strong>{nameOf(device)}</strong> {isThis && <span class="muted">{tell('account.this')}</span>}
              <br />
              <span class="muted figures">
                {tell('account.since', { since: momentOf(since, now), seen: momentOf(seen ?? since, now) })}
              </span>
            </p>
            {!isThis && (
              <button type="button" class="button" onClick={end(() => endSession(id))}>
                {tell('account.end')}
              </button>
            )}
          </li>
        ))}
      </ul>
      {own.sessions.length > 1 && (
        <button type="button" class="button" onClick={end(endOtherSessions)}>
          {tell('account.end-others')}
        </button>
      )}
    </>
  )
}

/** A browser's own description, as short as people say it. */
function nameOf(device: string): string {
  const browser = /(Edg|OPR|Firefox|Chrome|Safari)\//.exec(device)?.[1]
  const system = /(Android|iPhone|iPad|Windows|Mac OS X|Linux)/.exec(device)?.[1]
  const names: Record<string, string> = { Edg: 'Edge', OPR: 'Opera' }
  return [browser && (names[browser] ?? browser), system].filter(Boolean).join(', ') || device.slice(0, 40)
}
