// The timeline under both maps: a span as a histogram, to scrub and to play back; and the banner that says that this is the past.
import { Sign } from '../../icons.tsx'
import { figure, tell } from '../../language.ts'
import { moment } from '../../times.ts'
import { Chart } from './chart.tsx'
import {
  archived,
  chooseSpan,
  goLive,
  goTo,
  isFetching,
  isOpen,
  isPlaying,
  past,
  play,
  SPANS,
  STEPS,
  shift,
  span,
  spanBounds,
  step,
  stepBy,
  trouble,
} from './past.ts'
import './timeline.css'

const timeOf = (at: number) => moment(new Date(at).toISOString(), Date.now())

/** The same size as the facts, and impossible to overlook. */
export function PastBanner() {
  const at = past.value
  if (at === null) return null
  const words = trouble.value
    ? tell('past.unreachable')
    : isFetching.value && !isPlaying.value
      ? tell('past.loading')
      : archived.value > 0
        ? tell('past.archived', { count: figure(archived.value) })
        : null
  return (
    <div class="past-banner" role="status">
      <Sign sign="clock" size={16} />
      <p>
        <strong>{tell('past.as-at', { time: timeOf(at) })}</strong>
        {words && <span> {words}</span>}
      </p>
      <button type="button" class="past-live" onClick={goLive}>
        <span class="is-wide">{tell('past.live')}</span>
        <span class="is-narrow">{tell('past.live-short')}</span>
      </button>
    </div>
  )
}

export function Timeline() {
  if (!isOpen.value)
    return (
      <button
        type="button"
        class="button past-opener"
        onClick={() => {
          isOpen.value = true
        }}
      >
        <Sign sign="clock" size={18} />
        {tell('past.timeline')}
      </button>
    )
  const { from, to } = spanBounds.value
  return (
    <section class="past" aria-label={tell('past.timeline')}>
      <div class="past-controls">
        <Button name={tell('past.back')} icon={BACK} onPress={() => stepBy(-1)} />
        <Button
          name={tell(isPlaying.value ? 'past.pause' : 'past.play')}
          icon={isPlaying.value ? PAUSE : PLAY}
          isMain
          onPress={() => {
            if (isPlaying.value) isPlaying.value = false
            else play()
          }}
        />
        <Button
          name={tell('past.forward')}
          icon={FORWARD}
          isOff={past.value === null}
          onPress={() => stepBy(1)}
        />
        <button
          type="button"
          class="past-speed figures"
          aria-label={tell('past.speed', { minutes: step.value })}
          title={tell('past.speed', { minutes: step.value })}
          onClick={() => {
            step.value = STEPS[(STEPS.indexOf(step.value) + 1) % STEPS.length] ?? 15
          }}
        >
          {tell('past.speed-short', { minutes: step.value })}
        </button>
        <span class="past-gap" />
        <select
          class="past-span"
          aria-label={tell('past.span')}
          value={span.value.hours}
          onChange={event => {
            const hours = Number(event.currentTarget.value)
            chooseSpan(SPANS.find(each => each.hours === hours) ?? SPANS[1])
          }}
        >
          {SPANS.map(({ hours }) => (
            <option key={hours} value={hours}>
              {hours < 48
                ? tell('past.span-hours', { count: hours })
                : tell('past.span-days', { count: hours / 24 })}
            </option>
          ))}
        </select>
        <label class="past-pick">
          <span class="unseen">{tell('past.pick')}</span>
          <input
            type="datetime-local"
            value={localText(past.value ?? Date.now())}
            max={localText(Date.now())}
            onChange={event => {
              const time = Date.parse(event.currentTarget.value)
              if (Number.isFinite(time)) goTo(time)
            }}
          />
        </label>
        <Button
          name={tell('past.close')}
          icon={CLOSE}
          onPress={() => {
            isOpen.value = false
            goLive()
          }}
        />
      </div>
      <div class="past-span-line">
        <Button name={tell('past.span-earlier')} icon={EARLIER} onPress={() => shift(-1)} />
        <Chart />
        <Button
          name={tell('past.span-later')}
          icon={LATER}
          isOff={to >= Date.now()}
          onPress={() => shift(1)}
        />
      </div>
      <p class="past-ends figures">
        <span>{timeOf(from)}</span>
        <span>{to > Date.now() ? tell('past.live-short') : timeOf(to)}</span>
      </p>
    </section>
  )
}

const PLAY = 'M7 4.5v15l12-7.5Z'
const PAUSE = 'M6.5 4.5h4v15h-4ZM13.5 4.5h4v15h-4Z'
const BACK = 'M6 5h2.6v14H6ZM19 5v14l-9.5-7Z'
const FORWARD = 'M15.4 5H18v14h-2.6ZM5 5v14l9.5-7Z'
const EARLIER = 'M14.9 4.3 16.7 6l-5.9 6 5.9 6-1.8 1.7L7.3 12Z'
const LATER = 'M9.1 4.3 7.3 6l5.9 6-5.9 6 1.8 1.7 7.6-7.7Z'
const CLOSE = 'm6 4.2 6 6 6-6L19.8 6l-6 6 6 6-1.8 1.8-6-6-6 6L4.2 18l6-6-6-6Z'

type Pressed = { name: string; icon: string; isMain?: boolean; isOff?: boolean; onPress: () => void }

const Button = ({ name, icon, isMain = false, isOff = false, onPress }: Pressed) => (
  <button
    type="button"
    class={`past-button ${isMain ? 'is-main' : ''}`}
    aria-label={name}
    title={name}
    disabled={isOff}
    onClick={onPress}
  >
    <svg width="18" height="18" viewBox="0 0 24 24" fill="currentColor" aria-hidden="true">
      <path d={icon} />
    </svg>
  </button>
)

/** As a field for local times writes it. */
function localText(at: number): string {
  const time = new Date(at)
  return new Date(at - time.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}
