// What has to be written for an act: a reason, a note, a question, public words, or to whom a case goes and until when.
import { signal, useSignal } from '@preact/signals'
import { useLayoutEffect, useRef } from 'preact/hooks'
import type { Agency } from '../../server/domain/agency.ts'
import { tell } from '../language.ts'
import { act, actOnWork, type Form, form } from './acts.ts'
import { findAgencies } from './requests.ts'
import { openItem } from './state.ts'

const dismissals = ['desk.reason-old', 'desk.reason-double', 'desk.reason-place', 'desk.reason-none'] as const
const questions = ['work.ask-people', 'work.ask-water', 'work.ask-place'] as const
const ready = { dismiss: dismissals, ask: questions } as const

const labels = {
  dismiss: 'desk.reason',
  resolve: 'work.label-resolve',
  assign: 'work.label-assign',
  'hand-back': 'work.label-hand-back',
  note: 'work.label-note',
  ask: 'work.label-ask',
  words: 'work.label-words',
} as const
const names = {
  dismiss: 'desk.dismiss',
  resolve: 'desk.resolve',
  assign: 'work.assign',
  'hand-back': 'work.hand-back',
  note: 'work.note',
  ask: 'work.ask',
  words: 'work.words',
} as const

const agencies = signal<Agency[] | null>(null)

export function ActForm({ kind }: { kind: Form }) {
  const words = useSignal(kind === 'words' ? (openItem.value?.case?.words ?? '') : '')
  const agency = useSignal('')
  const due = useSignal('')
  const field = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLSelectElement>(null)
  // Before anything else can be typed.
  useLayoutEffect(() => (list.current ?? field.current)?.focus(), [])
  useLayoutEffect(() => {
    if (kind === 'assign' && agencies.value === null) void readAgencies()
  }, [kind])
  async function submit(event: Event) {
    event.preventDefault()
    const text = words.value.trim()
    const isDone = await (kind === 'dismiss'
      ? act('dismiss', text)
      : actOnWork(kind, {
          ...(text && { words: text }),
          ...(kind === 'assign' && { agency: agency.value }),
          ...(due.value && { due: new Date(due.value).toISOString() }),
        }))
    if (isDone && form.value === kind) form.value = null
  }
  const chips = kind === 'dismiss' || kind === 'ask' ? ready[kind] : []
  return (
    <form class="dismissal" onSubmit={submit}>
      {kind === 'assign' && (
        <>
          <label>
            {tell('work.label-agency')}
            <select
              ref={list}
              class="field"
              value={agency.value}
              onInput={event => {
                agency.value = event.currentTarget.value
              }}
            >
              <option value="">{tell('work.agency-choose')}</option>
              {agencies.value?.map(({ key, name }) => (
                <option key={key} value={key}>
                  {name}
                </option>
              ))}
            </select>
          </label>
          <label>
            {tell('work.label-due')}
            <input
              type="datetime-local"
              class="field"
              value={due.value}
              onInput={event => {
                due.value = event.currentTarget.value
              }}
            />
          </label>
        </>
      )}
      <label>
        {tell(labels[kind])}
        <input
          ref={field}
          class="field"
          maxLength={1000}
          value={words.value}
          onInput={event => {
            words.value = event.currentTarget.value
          }}
        />
      </label>
      {chips.length > 0 && (
        <p class="chips">
          {chips.map(key => (
            <button
              key={key}
              type="button"
              class="chip"
              onClick={() => {
                words.value = tell(key)
                field.current?.focus()
              }}
            >
              {tell(key)}
            </button>
          ))}
        </p>
      )}
      <p class="action-row">
        <button type="submit" class="button main">
          {tell(names[kind])}
        </button>
        <button
          type="button"
          class="button"
          onClick={() => {
            form.value = null
          }}
        >
          {tell('desk.cancel')}
        </button>
      </p>
    </form>
  )
}

async function readAgencies(): Promise<void> {
  const answer = await findAgencies()
  agencies.value = 'found' in answer ? answer.found.agencies : []
}
