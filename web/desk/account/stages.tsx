// In the officers' room, for administrators of the whole country: the table of states and deadlines. Left all states with their deadlines, right the
// one that is changed; what was saved can be taken back, and what another administrator has saved meanwhile is not overwritten.
import './account.css'
import { computed, signal } from '@preact/signals'
import type { StageRule } from '../../../server/domain/case.ts'
import { localeOf } from '../../../server/domain/messages/index.ts'
import { roles } from '../../../server/domain/permissions.ts'
import type { Answered } from '../../api.ts'
import { language, tell } from '../../language.ts'
import { findStages } from '../requests.ts'
import { rules } from '../state.ts'
import { Field, Form, saidOf } from './form.tsx'
import { changeStage } from './requests.ts'

const chosen = signal<StageRule['stage'] | null>(null)
/** What the last change took away. */
const former = signal<StageRule | null>(null)
const said = signal('')

export const isStageOpen = computed(() => chosen.value !== null)

const levels = [1, 2, 3, 0] as const

/** 15 menit, 3 jam. */
function spanOf(hours: number | null): string {
  if (hours === null) return tell('stages.never')
  return hours < 1
    ? tell('stages.minutes', { count: numeral(hours * 60) })
    : tell('stages.hours', { count: numeral(hours) })
}
const numeral = (value: number) =>
  value.toLocaleString(localeOf(language.value), { maximumFractionDigits: 4, useGrouping: false })

export function showStage(stage: StageRule['stage'] | null): void {
  chosen.value = stage
  former.value = null
  said.value = ''
}

/** `onOpen`: what else was open on the right makes room. */
export function StagesList({ onOpen }: { onOpen: () => void }) {
  return (
    <>
      <h3>{tell('stages.view')}</h3>
      <p class="muted">{tell('stages.what')}</p>
      <ul class="people">
        {rules.value.map(({ stage, hours, told }) => (
          <li key={stage}>
            <button
              type="button"
              class="person"
              aria-current={chosen.value === stage ? 'true' : undefined}
              onClick={() => {
                onOpen()
                showStage(stage)
              }}
            >
              <strong>{tell(`work.stage-${stage}`)}</strong>
              <span class="muted figures">
                {hours.every(each => each === null)
                  ? tell('stages.none')
                  : `${levels.map(level => `${tell(`level.${level}`)} ${spanOf(hours[level] ?? null)}`).join(' · ')} · ${tell(`work.told-${told}`)}`}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </>
  )
}

export function StageDetail() {
  const rule = rules.value.find(({ stage }) => stage === chosen.value)
  if (!rule) return null
  const name = tell(`work.stage-${rule.stage}`)
  return (
    <aside class="detail room" aria-label={name}>
      <h2>{name}</h2>
      <Form
        key={JSON.stringify(rule)}
        act={tell('officers.save')}
        send={form => save(ruleOf(form, rule), rule)}
        done={() => undefined}
      >
        <fieldset class="deadlines">
          <legend>{tell('stages.deadlines')}</legend>
          {levels.map(level => (
            <Field
              key={level}
              label={tell(`level.${level}`)}
              name={`hours-${level}`}
              inputmode="decimal"
              autocomplete="off"
              pattern="[0-9]{1,4}([.,][0-9]{1,4})?"
              title={tell('stages.form')}
              defaultValue={written(rule.hours[level] ?? null)}
            />
          ))}
        </fieldset>
        <label>
          {tell('stages.told')}
          <select class="field" name="told">
            {roles
              .filter(role => role !== 'viewer')
              .map(role => (
                <option key={role} value={role} selected={role === rule.told}>
                  {tell(`role.${role}`)}
                </option>
              ))}
          </select>
        </label>
        <Field
          label={tell('stages.higher')}
          name="higher"
          inputmode="decimal"
          autocomplete="off"
          pattern="[0-9]{1,4}([.,][0-9]{1,4})?"
          title={tell('stages.form')}
          defaultValue={written(rule.higherHours)}
        />
      </Form>
      <p role="status" class={said.value ? 'notice' : 'unseen'}>
        {said.value}
      </p>
      <div class="room-acts">
        {former.value && (
          <button type="button" class="button" onClick={() => void undo(rule)}>
            {tell('stages.undo')}
          </button>
        )}
        <button type="button" class="button bare" onClick={() => showStage(null)}>
          {tell('desk.cancel')}
        </button>
      </div>
    </aside>
  )
}

async function save(next: StageRule, seen: StageRule): Promise<Answered<{ stages: StageRule[] }>> {
  const answer = await changeStage(next, seen)
  if ('found' in answer) {
    rules.value = answer.found.stages
    former.value = seen
    said.value = tell('officers.saved')
  } else if ('problem' in answer && answer.problem.code === 'stages-changed') {
    const latest = await findStages()
    if ('found' in latest) rules.value = latest.found.stages
    said.value = answer.problem.detail
  }
  return answer
}

async function undo(present: StageRule): Promise<void> {
  if (!former.value) return
  const answer = await save(former.value, present)
  former.value = null
  said.value = saidOf(answer) ?? tell('stages.undone')
}

const written = (hours: number | null) => (hours === null ? '' : numeral(hours))

const read = (form: FormData, name: string): number | null => {
  const text = String(form.get(name) ?? '').trim()
  return text === '' ? null : Number(text.replace(',', '.'))
}

const ruleOf = (form: FormData, rule: StageRule): StageRule => ({
  ...rule,
  hours: [0, 1, 2, 3].map(level => read(form, `hours-${level}`)),
  told: roles.filter(role => role !== 'viewer').find(role => role === form.get('told')) ?? rule.told,
  higherHours: read(form, 'higher'),
})
