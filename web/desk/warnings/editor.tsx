// The editor of a draft: choices first, then the area, then the words with what citizens will read beside them. Every pause saves a version.
import type { ComponentChildren } from 'preact'
import { type HazardKey, hazardKeys, hazardOf } from '../../../server/domain/hazards/index.ts'
import { type Language, languages } from '../../../server/domain/messages/index.ts'
import {
  certainties,
  levelOf,
  type Severity,
  severities,
  type UnfinishedContent,
  urgencies,
} from '../../../server/domain/warning.ts'
import { TEXT_LIMIT } from '../../../server/domain/warning-content.ts'
import { templateOf } from '../../../server/domain/warning-templates.ts'
import { HazardIcon } from '../../icons.tsx'
import { read, tell } from '../../language.ts'
import { LevelChip } from '../../map/tile.tsx'
import { Area } from './area.tsx'
import { Versions } from './past.tsx'
import { Preview } from './preview.tsx'
import type { WholeDraft } from './requests.ts'
import { change, content, isSaving, saveNow, step } from './state.ts'

export function Editor({ whole: { draft, versions } }: { whole: WholeDraft }) {
  const now = content.value
  if (!now) return null
  return (
    <>
      <header class="warning-head">
        <h2 class="detail-title">
          {tell(`warning.kind-${draft.kind}`)} · {read(hazardOf(now.hazard).name)}
        </h2>
        <p class="chips">
          <LevelChip level={levelOf(now.severity)} />
          <span class="muted">{tell(isSaving.value ? 'warning.saving' : 'warning.saved')}</span>
        </p>
        {draft.handedBack && (
          <p class="notice">{tell('warning.handed-back', { reason: draft.handedBack })}</p>
        )}
      </header>
      {draft.kind === 'Alert' && (
        <fieldset class="chips" aria-label={tell('warning.hazard')}>
          {hazardKeys.map(key => (
            <button
              key={key}
              type="button"
              class="chip only-icon"
              aria-pressed={now.hazard === key}
              aria-label={read(hazardOf(key).name)}
              title={read(hazardOf(key).name)}
              onClick={() => retell(now, key, now.severity)}
            >
              <HazardIcon hazard={key} size={18} />
            </button>
          ))}
        </fieldset>
      )}
      <div class="warning-choices">
        <Select
          label={tell('warning.severity')}
          value={now.severity}
          options={severities.map(each => [
            each,
            each === 'Extreme' ? tell('warning.extreme') : tell(`level.${levelOf(each)}`),
          ])}
          onPick={severity => retell(now, now.hazard, severity)}
        />
        <Select
          label={tell('warning.urgency')}
          value={now.urgency}
          options={urgencies.map(each => [each, tell(`warning.urgency-${each}`)])}
          onPick={urgency => change({ urgency })}
        />
        <Select
          label={tell('warning.certainty')}
          value={now.certainty}
          options={certainties.map(each => [each, tell(`warning.certainty-${each}`)])}
          onPick={certainty => change({ certainty })}
        />
      </div>
      <Area content={now} />
      <Times content={now} />
      {languages.map(each => (
        <Texts key={each} content={now} language={each} />
      ))}
      <div class="warning-choices two">
        <Labelled label={tell('warning.contact')}>
          <input
            class="field"
            maxLength={200}
            value={now.contact}
            onInput={event => change({ contact: event.currentTarget.value })}
          />
        </Labelled>
        <Labelled label={tell('warning.web')}>
          <input
            class="field"
            type="url"
            maxLength={500}
            value={now.web}
            onInput={event => change({ web: event.currentTarget.value.trim() })}
          />
        </Labelled>
      </div>
      <Preview content={now} drill={draft.drill} kind={draft.kind} />
      <p class="action-row warning-foot">
        <button type="button" class="button main" aria-keyshortcuts="S" onClick={() => void step('submit')}>
          {tell('warning.submit')} <kbd>S</kbd>
        </button>
        <button type="button" class="button" onClick={() => void step('discard')}>
          {tell('warning.discard')}
        </button>
      </p>
      <Versions
        versions={versions}
        onUse={older => {
          change(older)
          void saveNow()
        }}
      />
    </>
  )
}

/** Texts that are still the template's follow the new choice; what somebody wrote stays. */
function retell(now: UnfinishedContent, hazard: HazardKey, severity: Severity): void {
  const fresh = (language: Language) => {
    const own = now.words[language]
    const old = templateOf(now.hazard, now.severity, language)
    const next = templateOf(hazard, severity, language)
    return {
      area: own.area,
      headline: own.headline === old.headline ? next.headline : own.headline,
      description: own.description === old.description ? next.description : own.description,
      instruction: own.instruction === old.instruction ? next.instruction : own.instruction,
    }
  }
  change({ hazard, severity, words: { id: fresh('id'), en: fresh('en') } })
}

const Labelled = ({ label, children }: { label: string; children: ComponentChildren }) => (
  // biome-ignore lint/a11y/noLabelWithoutControl: the field is its child
  <label class="warning-label">
    {label}
    {children}
  </label>
)

type Choosing<T extends string> = {
  label: string
  value: T
  options: [T, string][]
  onPick: (picked: T) => void
}

function Select<T extends string>({ label, value, options, onPick }: Choosing<T>) {
  return (
    <Labelled label={label}>
      <select
        class="field"
        value={value}
        onChange={event => {
          const picked = options.find(([each]) => each === event.currentTarget.value)
          if (picked) onPick(picked[0])
        }}
      >
        {options.map(([each, name]) => (
          <option key={each} value={each}>
            {name}
          </option>
        ))}
      </select>
    </Labelled>
  )
}

const HOURS = [3, 6, 12, 24]
const HOUR_MS = 3_600_000

/** The reader's own clock, as the field wants it. */
function localOf(iso: string | null): string {
  if (!iso) return ''
  const at = new Date(iso)
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}
const isoOf = (local: string): string | null => (local ? new Date(local).toISOString() : null)

function Times({ content: { onset, expiresAt } }: { content: UnfinishedContent }) {
  return (
    <section class="warning-part" aria-label={tell('warning.until')}>
      <div class="warning-choices two">
        <Labelled label={tell('warning.onset')}>
          <input
            class="field"
            type="datetime-local"
            value={localOf(onset)}
            onChange={event => change({ onset: isoOf(event.currentTarget.value) })}
          />
        </Labelled>
        <Labelled label={tell('warning.until')}>
          <input
            class="field"
            type="datetime-local"
            value={localOf(expiresAt)}
            onChange={event => change({ expiresAt: isoOf(event.currentTarget.value) })}
          />
        </Labelled>
      </div>
      <p class="chips">
        {HOURS.map(count => (
          <button
            key={count}
            type="button"
            class="chip figures"
            onClick={() =>
              change({
                expiresAt: new Date(
                  Math.ceil((Date.now() + count * HOUR_MS) / 900_000) * 900_000,
                ).toISOString(),
              })
            }
          >
            {tell('warning.hours', { count })}
          </button>
        ))}
      </p>
    </section>
  )
}

const fields = [
  ['area', 'warning.area-name', 1],
  ['headline', 'warning.headline-field', 1],
  ['description', 'warning.description', 4],
  ['instruction', 'warning.instruction', 4],
] as const

function Texts({
  content: { words, hazard, severity },
  language,
}: {
  content: UnfinishedContent
  language: Language
}) {
  const own = words[language]
  const put = (changes: Partial<typeof own>) =>
    change({ words: { ...words, [language]: { ...own, ...changes } } })
  const name = language === 'id' ? 'Bahasa Indonesia' : 'English'
  return (
    <section class="warning-part" lang={language} aria-label={`${tell('warning.texts')}: ${name}`}>
      <h3>{name}</h3>
      {fields.map(([field, label, rows]) => (
        <Labelled key={field} label={tell(label)}>
          {rows === 1 ? (
            <input
              class="field"
              maxLength={TEXT_LIMIT[field]}
              value={own[field]}
              onInput={event => put({ [field]: event.currentTarget.value })}
            />
          ) : (
            <textarea
              class="field"
              rows={rows}
              maxLength={TEXT_LIMIT[field]}
              value={own[field]}
              onInput={event => put({ [field]: event.currentTarget.value })}
            />
          )}
        </Labelled>
      ))}
      <p class="warning-hint">
        <span class="muted">{tell('warning.gap-how')}</span>
        <button type="button" class="button bare" onClick={() => put(templateOf(hazard, severity, language))}>
          {tell('warning.template')}
        </button>
      </p>
    </section>
  )
}
