// The page of alerts: choose a place, how far around it, and what is wanted; this browser is then told. Everything can be taken back.
import '@preact/signals'
import './words.ts'
import { render } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import '../base.css'
import '../report/place.css'
import './alerts.css'
import { reachesAround, SUBSCRIPTIONS_LIMIT } from '../../server/domain/subscription.ts'
import { findConfig } from '../api.ts'
import { Sign } from '../icons.tsx'
import { tell } from '../language.ts'
import { Languages, ThemeSwitch } from '../map/top.tsx'
import { Followed } from './followed.tsx'
import { follow, followed, type Hindrance, hindrance, load } from './following.ts'
import { type Chosen, PlaceField } from './place-field.tsx'
import { asWanted, Choice, Group, usualWishes, WishFields } from './wishes.tsx'

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
  const [wishes, setWishes] = useState(usualWishes)
  const [said, setSaid] = useState<{ text: string; good: boolean } | null>(null)
  const [isBusy, setBusy] = useState(false)
  if (followed.value.length >= SUBSCRIPTIONS_LIMIT)
    return <p class="notice">{tell('alert.full', { limit: SUBSCRIPTIONS_LIMIT })}</p>

  async function submit(event: SubmitEvent) {
    event.preventDefault()
    if (isBusy) return
    if (!chosen) return setSaid({ text: tell('alerts.place-needed'), good: false })
    if (wishes.hazards.length === 0) return setSaid({ text: tell('alerts.hazard-needed'), good: false })
    setBusy(true)
    const { name, place, area } = chosen
    const failed = await follow({
      name,
      place,
      metres: (reach === 'area' ? 1 : reach) * 1_000,
      ...(reach === 'area' && { area }),
      ...asWanted(wishes),
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
      <WishFields wishes={wishes} onChange={setWishes} name="new" />
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

const root = document.getElementById('alerts')
if (root) render(<Page />, root)
