// What is wanted of a place that is followed: which hazards, from which level on, when to be left alone, and whether drills are told. The same for a new one and a standing one.
import type { ComponentChildren } from 'preact'
import { type HazardKey, hazardKeys, hazardOf } from '../../server/domain/hazards/index.ts'
import { DEFAULTS, type Subscription } from '../../server/domain/subscription.ts'
import { LevelMark } from '../icons.tsx'
import { read, tell } from '../language.ts'

export type Wishes = Pick<Subscription, 'level' | 'quiet' | 'drills'> & { hazards: HazardKey[] }

const LEVELS = [1, 2, 3] as const

export const usualWishes = (): Wishes => ({
  hazards: [...hazardKeys],
  level: DEFAULTS.level,
  quiet: { ...DEFAULTS.quiet },
  drills: DEFAULTS.drills,
})

export const wishesOf = ({ hazards, level, quiet, drills }: Subscription): Wishes => ({
  hazards: hazards ?? [...hazardKeys],
  level,
  quiet,
  drills,
})

/** As the server takes them: all hazards are no choice. */
export const asWanted = ({ hazards, level, quiet, drills }: Wishes) => ({
  hazards: hazards.length === hazardKeys.length ? null : hazards,
  level,
  quiet,
  drills,
})

type Given = { wishes: Wishes; onChange: (wishes: Wishes) => void; name: string }

/** `name` tells the fields of several such forms apart. */
export function WishFields({ wishes, onChange, name }: Given) {
  const { hazards, level, quiet, drills } = wishes
  const toggle = (key: HazardKey) =>
    onChange({ ...wishes, hazards: hazardKeys.filter(one => hazards.includes(one) !== (one === key)) })
  return (
    <>
      <Group title={tell('alert.ask-hazards')}>
        <div class="choices">
          {hazardKeys.map(key => (
            <Choice
              key={key}
              kind="checkbox"
              name={`${name}-${key}`}
              on={hazards.includes(key)}
              onPick={() => toggle(key)}
            >
              {read(hazardOf(key).name)}
            </Choice>
          ))}
        </div>
      </Group>
      <Group title={tell('alert.ask-level')}>
        <div class="choices">
          {LEVELS.map(one => (
            <Choice
              key={one}
              kind="radio"
              name={`${name}-level`}
              on={level === one}
              onPick={() => onChange({ ...wishes, level: one })}
            >
              <span class={`level level-${one}`}>
                <LevelMark level={one} />
              </span>
              {tell(`alert.level-${one}`).replace(/^[^\p{L}]+/u, '')}
            </Choice>
          ))}
        </div>
      </Group>
      <Group title={tell('alert.change-quiet')}>
        <div class="choices">
          <Choice
            kind="checkbox"
            name={`${name}-quiet`}
            on={quiet !== null}
            onPick={() => onChange({ ...wishes, quiet: quiet ? null : { ...DEFAULTS.quiet } })}
          >
            {tell('alerts.quiet')}
          </Choice>
        </div>
        {quiet && (
          <p class="hours">
            <Time
              label={tell('alerts.quiet-from')}
              minutes={quiet.from}
              onChange={from => onChange({ ...wishes, quiet: { ...quiet, from } })}
            />
            <Time
              label={tell('alerts.quiet-until')}
              minutes={quiet.until}
              onChange={until => onChange({ ...wishes, quiet: { ...quiet, until } })}
            />
          </p>
        )}
        <p class="muted small">{tell('alert.quiet-note')}</p>
      </Group>
      <Group title={tell('alerts.drills-title')}>
        <div class="choices">
          <Choice
            kind="checkbox"
            name={`${name}-drills`}
            on={drills}
            onPick={() => onChange({ ...wishes, drills: !drills })}
          >
            {tell('alerts.drills')}
          </Choice>
        </div>
        <p class="muted small">{tell('alerts.drills-note')}</p>
      </Group>
    </>
  )
}

type Minutes = { label: string; minutes: number; onChange: (minutes: number) => void }

const Time = ({ label, minutes, onChange }: Minutes) => (
  <label>
    {label}
    <input
      class="field figures"
      type="time"
      required
      value={`${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`}
      onChange={({ currentTarget: { value } }) => {
        const [hours = Number.NaN, rest = Number.NaN] = value.split(':').map(Number)
        if (Number.isFinite(hours * rest)) onChange(hours * 60 + rest)
      }}
    />
  </label>
)

const two = (value: number) => String(value).padStart(2, '0')

export const clock = (minutes: number) => `${two(Math.floor(minutes / 60))}.${two(minutes % 60)}`

export const Group = ({ title, children }: { title: string; children: ComponentChildren }) => (
  <fieldset>
    <legend>{title}</legend>
    {children}
  </fieldset>
)

type Option = {
  kind: 'radio' | 'checkbox'
  name: string
  on: boolean
  onPick: () => void
  children: ComponentChildren
}

export const Choice = ({ kind, name, on, onPick, children }: Option) => (
  <label class="choice">
    <input type={kind} name={name} checked={on} onChange={onPick} />
    <span>{children}</span>
  </label>
)
