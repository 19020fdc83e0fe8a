// For administrators: officers, keys of programs and the table of deadlines on the left, the one that is open on the right.
import './account.css'
import { computed, signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Agency } from '../../../server/domain/agency.ts'
import { keyDeeds, roles } from '../../../server/domain/permissions.ts'
import { tell } from '../../language.ts'
import { moment as momentOf } from '../../times.ts'
import { mayI } from '../me.ts'
import { moment } from '../state.ts'
import { Field, Form, saidOf } from './form.tsx'
import {
  addKey,
  addOfficer,
  changeOfficer,
  findAgencies,
  findKeys,
  findOfficers,
  type ListedKey,
  type ListedOfficer,
  type Rights,
  resetOfficer,
  revokeKey,
  signOutOfficer,
} from './requests.ts'
import { isStageOpen, StageDetail, StagesList, showStage } from './stages.tsx'

const officers = signal<ListedOfficer[]>([])
const keys = signal<ListedKey[]>([])
const agencies = signal<Agency[]>([])
const chosen = signal<{ kind: 'officer'; id: string } | { kind: 'new-officer' | 'new-key' } | null>(null)
const said = signal('')

export const isOfficersOpen = computed(() => chosen.value !== null || isStageOpen.value)

async function load(): Promise<void> {
  const [people, programs, all] = await Promise.all([findOfficers(), findKeys(), findAgencies()])
  if ('found' in people) officers.value = people.found.officers
  if ('found' in programs) keys.value = programs.found.keys
  if ('found' in all) agencies.value = all.found.agencies
}

function show(next: typeof chosen.value): void {
  said.value = ''
  chosen.value = next
  if (next) showStage(null)
}

export function OfficersList() {
  useEffect(() => void load(), [])
  return (
    <section class="queue room" aria-label={tell('officers.list')}>
      <h2>{tell('officers.view')}</h2>
      <ul class="people">
        {officers.value.map(officer => (
          <li key={officer.id}>
            <button
              type="button"
              class="person"
              aria-current={isChosen(officer) ? 'true' : undefined}
              onClick={() => show({ kind: 'officer', id: officer.id })}
            >
              <strong>{officer.name}</strong>
              <span>{tell(`role.${officer.role}`)}</span>
              <span class="muted">
                {[
                  officer.agency ?? tell('officers.no-agency'),
                  officer.regions?.join(', ') ?? tell('officers.all-regions'),
                  ...(officer.secondFactor ? [tell('officers.factor')] : []),
                  ...(officer.disabled ? [tell('officers.disabled')] : []),
                ].join(' · ')}
              </span>
            </button>
          </li>
        ))}
      </ul>
      <button type="button" class="button" onClick={() => show({ kind: 'new-officer' })}>
        {tell('officers.new')}
      </button>
      <h3>{tell('officers.keys')}</h3>
      {keys.value.length === 0 && <p class="muted">{tell('officers.no-keys')}</p>}
      <ul class="sessions">
        {keys.value.map(key => (
          <li key={key.id}>
            <p>
              <strong>{key.name}</strong> <code>{key.start}…</code>
              <br />
              <span class="muted figures">{aboutKey(key)}</span>
            </p>
            {!key.revoked_at && (
              <button type="button" class="button" onClick={() => void revokeKey(key.id).then(load)}>
                {tell('officers.key-revoke')}
              </button>
            )}
          </li>
        ))}
      </ul>
      <button type="button" class="button" onClick={() => show({ kind: 'new-key' })}>
        {tell('officers.key-new')}
      </button>
      {mayI('administer', '') && <StagesList onOpen={() => show(null)} />}
    </section>
  )
}

const isChosen = ({ id }: ListedOfficer) => chosen.value?.kind === 'officer' && chosen.value.id === id

const aboutKey = ({ deeds, regions, used_at, use, revoked_at }: ListedKey) =>
  [
    deeds.map(deed => (deed === 'own' || deed === 'administer' ? deed : tell(`deed.${deed}`))).join(', '),
    regions?.join(', ') ?? tell('officers.all-regions'),
    used_at
      ? tell('officers.key-used', { time: momentOf(used_at, moment.value) })
      : tell('officers.key-unused'),
    ...(use.requests > 0
      ? [tell('officers.key-use', { requests: use.requests, cost: Math.round(use.cost) })]
      : []),
    ...(revoked_at ? [tell('officers.key-revoked')] : []),
  ].join(' · ')

export function OfficersDetail() {
  const open = chosen.value
  if (!open) return <StageDetail />
  const officer = officers.value.find(isChosen)
  return (
    <aside class="detail room" aria-label={tell('officers.view')}>
      <h2>{open.kind === 'new-key' ? tell('officers.key-new') : (officer?.name ?? tell('officers.new'))}</h2>
      {said.value && (
        <p class="notice secret" role="status">
          {said.value}
        </p>
      )}
      {open.kind === 'new-officer' && <NewOfficer />}
      {open.kind === 'new-key' && <NewKey />}
      {officer && <Officer key={officer.id} officer={officer} />}
      <button type="button" class="button bare" onClick={() => show(null)}>
        {tell('desk.cancel')}
      </button>
    </aside>
  )
}

function RightsFields({ of }: { of?: ListedOfficer }) {
  return (
    <>
      <label>
        {tell('officers.role')}
        <select class="field" name="role">
          {roles.map(role => (
            <option key={role} value={role} selected={role === (of?.role ?? 'verifier')}>
              {tell(`role.${role}`)}
            </option>
          ))}
        </select>
      </label>
      <label>
        {tell('officers.agency')}
        <select class="field" name="agency">
          <option value="">{tell('officers.no-agency')}</option>
          {agencies.value.map(({ key, name }) => (
            <option key={key} value={key} selected={key === of?.agency}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <Field label={tell('officers.regions')} name="regions" defaultValue={of?.regions?.join(' ') ?? ''} />
    </>
  )
}

const regionsOf = (form: FormData): string[] | null => {
  const codes = String(form.get('regions') ?? '')
    .split(/[\s,]+/)
    .filter(Boolean)
  return codes.length > 0 ? codes : null
}

const rightsOf = (form: FormData): Rights => ({
  role: roles.find(role => role === form.get('role')) ?? 'viewer',
  agency: String(form.get('agency') ?? '') || null,
  regions: regionsOf(form),
})

function NewOfficer() {
  let name = ''
  return (
    <Form
      act={tell('officers.add')}
      send={form => {
        name = String(form.get('name'))
        return addOfficer({ name, byAgency: form.get('byAgency') === 'on', ...rightsOf(form) })
      }}
      done={({ id, password }) => {
        void load().then(() => {
          show({ kind: 'officer', id })
          if (password) said.value = tell('officers.password', { name, password })
        })
        return undefined
      }}
    >
      <Field label={tell('officers.name')} name="name" required maxlength={80} autocomplete="off" />
      <RightsFields />
      <label class="check">
        <input type="checkbox" name="byAgency" /> {tell('officers.by-agency')}
      </label>
    </Form>
  )
}

function Officer({ officer }: { officer: ListedOfficer }) {
  const { id, name, disabled } = officer
  return (
    <>
      <Form
        key={JSON.stringify(officer)}
        act={tell('officers.save')}
        send={form => changeOfficer(id, rightsOf(form))}
        done={() => {
          said.value = tell('officers.saved')
          void load()
          return undefined
        }}
      >
        <RightsFields of={officer} />
      </Form>
      <div class="room-acts">
        <button
          type="button"
          class="button"
          onClick={async () => {
            const answer = await resetOfficer(id)
            said.value =
              'found' in answer
                ? tell('officers.password', { name, password: answer.found.password })
                : (saidOf(answer) ?? '')
            void load()
          }}
        >
          {tell('officers.reset')}
        </button>
        <button
          type="button"
          class="button"
          onClick={async () => {
            const answer = await signOutOfficer(id)
            said.value =
              'found' in answer
                ? tell('officers.signed-out', { count: answer.found.ended })
                : (saidOf(answer) ?? '')
          }}
        >
          {tell('officers.sign-out')}
        </button>
        <button
          type="button"
          class="button"
          onClick={async () => {
            const answer = await changeOfficer(id, { disabled: !disabled })
            said.value = saidOf(answer) ?? tell('officers.saved')
            void load()
          }}
        >
          {tell(disabled ? 'officers.enable' : 'officers.disable')}
        </button>
      </div>
    </>
  )
}

function NewKey() {
  let name = ''
  return (
    <Form
      act={tell('officers.key-add')}
      send={form => {
        name = String(form.get('name'))
        const deeds = keyDeeds.filter(deed => form.getAll('deed').includes(deed))
        return addKey({ name, deeds: deeds.length > 0 ? deeds : ['look'], regions: regionsOf(form) })
      }}
      done={({ key }) => {
        said.value = tell('officers.key-made', { name, key })
        void load()
        return undefined
      }}
    >
      <Field label={tell('officers.key-name')} name="name" required maxlength={80} autocomplete="off" />
      <fieldset>
        <legend>{tell('officers.key-deeds')}</legend>
        {keyDeeds.map(deed => (
          <label key={deed} class="check">
            <input type="checkbox" name="deed" value={deed} defaultChecked={deed === 'look'} />{' '}
            {tell(`deed.${deed}`)}
          </label>
        ))}
      </fieldset>
      <Field label={tell('officers.regions')} name="regions" />
    </Form>
  )
}
