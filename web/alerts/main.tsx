// The page of alerts: choose a place, how far around it, and what is wanted; this browser is then told. Everything can be taken back.
import '@preact/signals'
import { type ComponentChildren, render } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import '../base.css'
import '../report/place.css'
import './alerts.css'
import { type HazardKey, hazardKeys, hazardOf } from '../../server/domain/hazards/index.ts'
import {
  DEFAULTS,
  reachesAround,
  SUBSCRIPTIONS_LIMIT,
  type Subscription,
} from '../../server/domain/subscription.ts'
import { findConfig } from '../api.ts'
import { LevelMark, Sign } from '../icons.tsx'
import { read, tell } from '../language.ts'
import { Languages, ThemeSwitch } from '../map/top.tsx'
import { follow, followed, type Hindrance, hindrance, load, setRemoved } from './following.ts'
import { type Chosen, PlaceField } from './place-field.tsx'

const LEVELS = [1, 2, 3] as const

function Page() {
  const barred = hindrance()
  document.title = `${tell('alerts.title')} · Kentongan`
  useEffect(() => void load(), [])
  return (
    <>
      <header class="top">
        <a class="brand" href="/">
          Kentongan
        </a>
        <Languages />
        <ThemeSwitch />
      </header>
      <main>
        <h1>{tell('alerts.title')}</h1>
        <p class="muted">{tell('alerts.intro')}</p>
        {barred && <Barred why={barred} />}
        <Followed />
        {!barred && <Follow />}
        <p class="muted foot">{tell('alerts.privacy')}</p>
      </main>
    </>
  )
}

function Barred({ why }: { why: Hindrance }) {
  const [bot, setBot] = useState<string | null>(null)
  useEffect(() => {
    void findConfig().then(answered => 'found' in answered && setBot(answered.found.bot?.username ?? null))
  }, [])
  return (
    <section class="notice" role="alert">
      <p>{tell(`alerts.${why}`)}</p>
      {bot && (
        <a class="button" href={`https://t.me/${bot}?start=waspada`}>
          {tell('alerts.by-bot')}
        </a>
      )}
    </section>
  )
}

function Followed() {
  const [gone, setGone] = useState<Subscription | null>(null)
  async function stop(one: Subscription) {
    if (await setRemoved(one, true)) setGone(one)
  }
  async function undo(one: Subscription) {
    if (await setRemoved(one, false)) setGone(null)
  }
  return (
    <section aria-labelledby="followed" hidden={followed.value.length === 0 && !gone}>
      <h2 id="followed">{tell('alert.own').replace(/:$/, '')}</h2>
      <ul class="followed">
        {followed.value.map(one => (
          <li key={one.id}>
            <div>
              <p class="chosen-name">{one.name}</p>
              <p class="muted">{describe(one)}</p>
            </div>
            <button
              type="button"
              class="button"
              aria-label={`${tell('alert.remove')}: ${one.name}`}
              onClick={() => stop(one)}
            >
              {tell('alert.remove')}
            </button>
          </li>
        ))}
      </ul>
      <p class="undo" role="status">
        {gone && (
          <>
            {tell('alert.removed', { place: gone.name })}{' '}
            <button type="button" class="button bare" onClick={() => undo(gone)}>
              {tell('alert.undo')}
            </button>
          </>
        )}
      </p>
    </section>
  )
}

function describe({ where, hazards, level, quiet }: Subscription): string {
  return [
    'metres' in where ? `${where.metres / 1_000} km` : tell('alert.whole-area'),
    hazards === null ? tell('alert.all-hazards') : hazards.map(key => read(hazardOf(key).name)).join(', '),
    level > 0 && tell('alert.from-level', { level: tell(`level.${level}`) }),
    quiet && tell('alert.quiet', { hours: `${clock(quiet.from)}–${clock(quiet.until)}` }),
  ]
    .filter(Boolean)
    .join(' · ')
}

const clock = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}.${String(minutes % 60).padStart(2, '0')}`

/** Whoever comes from a report follows its place: `#-6.2607/106.8166`, a part of the address that no server sees. */
function placeInAddress(): Chosen | null {
  const [lat = Number.NaN, lng = Number.NaN] = location.hash.slice(1).split('/').map(Number)
  const isPlace = Math.abs(lat) <= 90 && Math.abs(lng) <= 180 && location.hash.length > 3
  return isPlace ? { name: tell('alerts.reported'), place: { lng, lat } } : null
}

function Follow() {
  const [chosen, setChosen] = useState<Chosen | null>(placeInAddress)
  /** Kilometres, or the whole of an imported area. */
  const [reach, setReach] = useState<number | 'area'>(3)
  const [hazards, setHazards] = useState<HazardKey[]>([...hazardKeys])
  const [level, setLevel] = useState<number>(DEFAULTS.level)
  const [isQuiet, setQuiet] = useState(true)
  const [said, setSaid] = useState<{ text: string; good: boolean } | null>(null)
  const [isBusy, setBusy] = useState(false)
  if (followed.value.length >= SUBSCRIPTIONS_LIMIT)
    return <p class="notice">{tell('alert.full', { limit: SUBSCRIPTIONS_LIMIT })}</p>

  async function submit(event: SubmitEvent) {
    event.preventDefault()
    if (isBusy) return
    if (!chosen) return setSaid({ text: tell('alerts.place-needed'), good: false })
    if (hazards.length === 0) return setSaid({ text: tell('alerts.hazard-needed'), good: false })
    setBusy(true)
    const { name, place, area } = chosen
    const failed = await follow({
      name,
      place,
      metres: (reach === 'area' ? 1 : reach) * 1_000,
      ...(reach === 'area' && { area }),
      hazards: hazards.length === hazardKeys.length ? null : hazards,
      level,
      quiet: isQuiet ? { ...DEFAULTS.quiet } : null,
    })
    setBusy(false)
    if (failed === null) {
      choose(null)
      return setSaid({ text: tell('alert.made'), good: true })
    }
    if (typeof failed === 'string') return setSaid({ text: tell(`alerts.${failed}`), good: false })
    setSaid({ text: 'problem' in failed ? failed.problem.detail : tell('alerts.unreachable'), good: false })
  }

  function choose(next: Chosen | null) {
    setChosen(next)
    setReach(next?.area ? 'area' : (reachesAround(next?.exactness)[1] ?? 3))
  }
  const toggle = (key: HazardKey) =>
    setHazards(hazardKeys.filter(one => hazards.includes(one) !== (one === key)))
  return (
    <form onSubmit={submit} noValidate>
      <Group title={tell('alerts.place')}>
        <PlaceField chosen={chosen} onChoose={choose} />
      </Group>
      <Group title={tell('alerts.reach')}>
        <div class="choices">
          {chosen?.area && (
            <Choice kind="radio" name="reach" on={reach === 'area'} onPick={() => setReach('area')}>
              {tell('alert.whole', { place: chosen.name.split(', ')[0] ?? '' })}
            </Choice>
          )}
          {reachesAround(chosen?.exactness).map(one => (
            <Choice key={one} kind="radio" name="reach" on={reach === one} onPick={() => setReach(one)}>
              {one} km
            </Choice>
          ))}
        </div>
      </Group>
      <Group title={tell('alert.ask-hazards')}>
        <div class="choices">
          {hazardKeys.map(key => (
            <Choice
              key={key}
              kind="checkbox"
              name={key}
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
            <Choice key={one} kind="radio" name="level" on={level === one} onPick={() => setLevel(one)}>
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
          <Choice kind="checkbox" name="quiet" on={isQuiet} onPick={() => setQuiet(!isQuiet)}>
            {tell('alerts.quiet')}
          </Choice>
        </div>
        <p class="muted small">{tell('alert.quiet-note')}</p>
      </Group>
      <p role="alert" class={said ? `notice ${said.good ? 'good' : ''}` : 'unseen'}>
        {said?.text}
      </p>
      <button type="submit" class="button main way" aria-disabled={isBusy}>
        <Sign sign="check" />
        {tell('alerts.follow')}
      </button>
    </form>
  )
}

const Group = ({ title, children }: { title: string; children: ComponentChildren }) => (
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

const Choice = ({ kind, name, on, onPick, children }: Option) => (
  <label class="choice">
    <input type={kind} name={name} checked={on} onChange={onPick} />
    <span>{children}</span>
  </label>
)

const root = document.getElementById('alerts')
if (root) render(<Page />, root)
