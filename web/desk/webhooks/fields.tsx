// What an endpoint wants, as a form: its name and address, and which changes of what, where and how severe.
import type { Box } from '../../../server/domain/contract.ts'
import { hazardKeys, hazardOf } from '../../../server/domain/hazards/index.ts'
import { type WebhookFilter, webhookKinds } from '../../../server/domain/webhook.ts'
import { read, tell } from '../../language.ts'
import { Field } from '../account/form.tsx'
import type { ListedWebhook, WantedWebhook } from './requests.ts'

const things = ['report', 'incident', 'warning', 'area'] as const
const happenings = ['created', 'changed', 'removed'] as const
const levels = [1, 2, 3] as const

export function WebhookFields({ of }: { of?: ListedWebhook }) {
  const filter = of?.filter
  return (
    <>
      <Field
        label={tell('webhooks.name')}
        name="name"
        required
        maxlength={80}
        autocomplete="off"
        defaultValue={of?.name ?? ''}
      />
      <Field
        label={tell('webhooks.url')}
        name="url"
        type="url"
        required
        maxlength={1_000}
        autocomplete="off"
        placeholder="https://"
        defaultValue={of?.url ?? ''}
      />
      <fieldset>
        <legend>{tell('webhooks.kinds')}</legend>
        <div class="kinds">
          {things.map(thing => (
            <div key={thing} class="kinds-row">
              <span>{tell(`webhooks.${thing}`)}</span>
              {happenings.map(happening => (
                <label key={happening} class="check">
                  <input
                    type="checkbox"
                    name="kind"
                    aria-label={`${tell(`webhooks.${thing}`)}: ${tell(`webhooks.${happening}`)}`}
                    value={`${thing}.${happening}`}
                    defaultChecked={filter?.kinds.includes(`${thing}.${happening}`) ?? true}
                  />
                  {tell(`webhooks.${happening}`)}
                </label>
              ))}
            </div>
          ))}
        </div>
      </fieldset>
      <fieldset>
        <legend>{tell('webhooks.hazards')}</legend>
        <div class="hazard-checks">
          {hazardKeys.map(key => (
            <label key={key} class="check">
              <input
                type="checkbox"
                name="hazard"
                value={key}
                defaultChecked={filter?.hazards?.includes(key) ?? false}
              />
              {read(hazardOf(key).name)}
            </label>
          ))}
        </div>
      </fieldset>
      <label>
        {tell('webhooks.level')}
        <select class="field" name="level">
          <option value="0">{tell('webhooks.any-level')}</option>
          {levels.map(level => (
            <option key={level} value={level} selected={level === filter?.level}>
              {tell(`level.${level}`)}
            </option>
          ))}
        </select>
      </label>
      <Field
        label={tell('webhooks.regions')}
        name="regions"
        autocomplete="off"
        defaultValue={filter?.regions?.join(' ') ?? ''}
      />
      <Field
        label={tell('webhooks.box')}
        name="box"
        autocomplete="off"
        inputmode="decimal"
        pattern="\s*-?[0-9.]+(\s*[ ,;]\s*-?[0-9.]+){3}\s*"
        title="106.6, -6.4, 107.0, -6.1"
        defaultValue={filter?.box?.join(', ') ?? ''}
      />
      <label class="check">
        <input type="checkbox" name="drill" defaultChecked={filter?.drill ?? false} />{' '}
        {tell('webhooks.drill')}
      </label>
    </>
  )
}

const wordsOf = (form: FormData, name: string) =>
  String(form.get(name) ?? '')
    .split(/[\s,;]+/)
    .filter(Boolean)

export function wantedOf(form: FormData): WantedWebhook {
  const kinds = webhookKinds.filter(kind => form.getAll('kind').includes(kind))
  const hazards = hazardKeys.filter(key => form.getAll('hazard').includes(key))
  const regions = wordsOf(form, 'regions')
  const box = wordsOf(form, 'box').map(Number)
  const filter: WebhookFilter = {
    kinds: kinds.length > 0 ? kinds : [...webhookKinds],
    hazards: hazards.length > 0 ? hazards : null,
    level: Number(form.get('level')),
    regions: regions.length > 0 ? regions : null,
    box: box.length === 4 ? (box as Box) : null,
    drill: form.get('drill') === 'on',
  }
  return { name: String(form.get('name')), url: String(form.get('url')), filter }
}
