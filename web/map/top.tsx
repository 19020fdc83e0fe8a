// The top of map and desk: language, light or dark, and how fresh the picture is.
import type { ReadonlySignal } from '@preact/signals'
import { languages } from '../../server/domain/messages/index.ts'
import { chooseLanguage, figure, language, tell } from '../language.ts'
import type { Freshness as Fresh } from '../live.ts'
import { chooseTheme, theme } from '../theme.ts'
import { timeOfDay } from '../times.ts'

export function Freshness({ of }: { of: ReadonlySignal<Fresh> }) {
  const fresh = of.value
  return (
    <span class={`fresh fresh-${fresh.state}`} role="status">
      <i aria-hidden="true" />
      {wordsOf(fresh)}
    </span>
  )
}

function wordsOf(fresh: Fresh): string {
  if (fresh.state === 'live') return tell('map.live', { seconds: figure(Math.max(0.1, fresh.delay), 1) })
  if (fresh.state === 'stale') return tell('map.stale', { time: timeOfDay(new Date(fresh.since)) })
  return tell(`map.${fresh.state}`)
}

export function Languages() {
  return (
    <fieldset class="languages" aria-label={tell('map.language')}>
      {languages.map(each => (
        <button
          key={each}
          type="button"
          lang={each}
          aria-pressed={each === language.value}
          aria-label={tell(`map.language-${each}`)}
          onClick={() => chooseLanguage(each)}
        >
          {each.toUpperCase()}
        </button>
      ))}
    </fieldset>
  )
}

const SUN =
  'M12 7a5 5 0 1 1 0 10 5 5 0 0 1 0-10Zm-1.2-6h2.4v3.6h-2.4Zm0 18.4h2.4V23h-2.4ZM1 10.8h3.6v2.4H1Zm18.4 0H23v2.4h-3.6ZM3.4 5.1l1.7-1.7 2.5 2.5-1.7 1.7Zm13 13 1.7-1.7 2.5 2.5-1.7 1.7ZM18.9 3.4l1.7 1.7-2.5 2.5-1.7-1.7Zm-13 13 1.7 1.7-2.5 2.5-1.7-1.7Z'
const MOON = 'M20.5 14.6A9 9 0 0 1 9.4 3.5a.7.7 0 0 0-.9-.9A10.4 10.4 0 1 0 21.4 15.5a.7.7 0 0 0-.9-.9Z'

export function ThemeSwitch() {
  const other = theme.value === 'dark' ? 'light' : 'dark'
  return (
    <button
      type="button"
      class="quiet"
      aria-label={tell(`map.theme-${other}`)}
      title={tell(`map.theme-${other}`)}
      onClick={() => chooseTheme(other)}
    >
      <svg width="18" height="18" viewBox="0 0 24 24" fill="currentColor" aria-hidden="true">
        <path d={other === 'light' ? SUN : MOON} />
      </svg>
    </button>
  )
}
