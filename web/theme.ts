// Light or dark: the system's choice, what the reader chose before, or the theme that Telegram hands a Mini App in the address (`#tgWebAppThemeParams=…`).
import { signal } from '@preact/signals'
import { keep, kept } from './kept.ts'

export type Theme = 'light' | 'dark'

const system = matchMedia('(prefers-color-scheme: dark)')

const told = (): Theme | null => {
  const given = document.documentElement.dataset.theme
  return given === 'light' || given === 'dark' ? given : null
}

/** A dark background makes a dark theme. The colours stay our own, so that their contrast is known. */
function ofTelegram(): Theme | null {
  const params = new URLSearchParams(location.hash.slice(1)).get('tgWebAppThemeParams')
  const background = params?.match(/"bg_color"\s*:\s*"#([0-9a-f]{6})"/i)?.[1]
  if (!background) return null
  const [red = 0, green = 0, blue = 0] = (background.match(/../g) ?? []).map(part =>
    Number.parseInt(part, 16),
  )
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue < 128 ? 'dark' : 'light'
}

const before = ofTelegram() ?? kept('theme')
if (before === 'light' || before === 'dark') document.documentElement.dataset.theme = before

/** What is on the screen now; for those that draw by themselves, as the map does. */
export const theme = signal<Theme>(told() ?? (system.matches ? 'dark' : 'light'))

system.addEventListener('change', () => {
  theme.value = told() ?? (system.matches ? 'dark' : 'light')
})

export function chooseTheme(chosen: Theme): void {
  document.documentElement.dataset.theme = chosen
  theme.value = chosen
  keep('theme', chosen)
}
