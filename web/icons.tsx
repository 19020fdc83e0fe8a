// The icons: a hazard's own solid path, a level's shape (ring, one, two, three bars), and the few signs of the buttons.
// The paths are exported too, for those that draw them on a map or a canvas. All in a 24 × 24 box.
import type { Level } from '../server/domain/hazards/hazard.ts'
import { type HazardKey, hazardOf } from '../server/domain/hazards/index.ts'

const levelPaths: Record<Level, string> = {
  0: 'M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18Zm0 4.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9Z',
  1: 'M9.5 4h5v16h-5Z',
  2: 'M5.5 4h5v16h-5ZM13.5 4h5v16h-5Z',
  3: 'M2 4h5v16H2ZM9.5 4h5v16h-5ZM17 4h5v16h-5Z',
}

export const signPaths = {
  back: 'M14.9 4.3 16.7 6l-5.9 6 5.9 6-1.8 1.7L7.3 12Z',
  forward: 'M9.1 4.3 7.3 6l5.9 6-5.9 6 1.8 1.7 7.6-7.7Z',
  close: 'm6 4.2 6 6 6-6L19.8 6l-6 6 6 6-1.8 1.8-6-6-6 6L4.2 18l6-6-6-6Z',
  check: 'M9.5 15.5 20 5l1.9 1.9L9.5 19.3 2.6 12.4l1.9-1.9Z',
  plus: 'M10.7 4h2.6v6.7H20v2.6h-6.7V20h-2.6v-6.7H4v-2.6h6.7Z',
  minus: 'M4 10.7h16v2.6H4Z',
  pin: 'M12 2a7.5 7.5 0 0 1 7.5 7.5C19.5 15 12 22 12 22S4.5 15 4.5 9.5A7.5 7.5 0 0 1 12 2Zm0 4.7a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6Z',
  here: 'M10.9 1h2.2v3.1a8 8 0 0 1 6.8 6.8H23v2.2h-3.1a8 8 0 0 1-6.8 6.8V23h-2.2v-3.1a8 8 0 0 1-6.8-6.8H1v-2.2h3.1a8 8 0 0 1 6.8-6.8ZM12 6.3a5.7 5.7 0 1 0 0 11.4 5.7 5.7 0 0 0 0-11.4ZM12 9a3 3 0 1 1 0 6 3 3 0 0 1 0-6Z',
  search:
    'M10.5 3a7.5 7.5 0 0 1 6 12l4.6 4.6-1.9 1.9-4.6-4.6A7.5 7.5 0 1 1 10.5 3Zm0 2.6a4.9 4.9 0 1 0 0 9.8 4.9 4.9 0 0 0 0-9.8Z',
  camera:
    'M9 4h6l1.6 2.5H20A2 2 0 0 1 22 8.5V18a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2V8.5a2 2 0 0 1 2-2h3.4Zm3 4.8a4.4 4.4 0 1 0 0 8.8 4.4 4.4 0 0 0 0-8.8Zm0 2.2a2.2 2.2 0 1 1 0 4.4 2.2 2.2 0 0 1 0-4.4Z',
  share:
    'M12 1.8 17.2 7l-1.7 1.7-2.3-2.3V15h-2.4V6.4L8.5 8.7 6.8 7ZM4 10.5h3.5v2.4H6.4v6.7h11.2v-6.7h-1.1v-2.4H20V22H4Z',
  map: 'M8.7 3.2 15.3 6 21 3.5v15L15.3 21l-6.6-2.8L3 20.7V5.6Zm.9 3v10l4.8 2V8.2Z',
  phone:
    'M6.6 2.5 9.7 7 8 9.6a12.5 12.5 0 0 0 6.4 6.4L17 14.3l4.5 3.1v3.1a1.5 1.5 0 0 1-1.6 1.5A18 18 0 0 1 2 4.1a1.5 1.5 0 0 1 1.5-1.6Z',
  clock:
    'M12 2a10 10 0 1 1 0 20 10 10 0 0 1 0-20Zm0 2.6a7.4 7.4 0 1 0 0 14.8 7.4 7.4 0 0 0 0-14.8Zm-1.2 2.7h2.4v4.2l3 1.7-1.2 2.1-4.2-2.4Z',
} as const

type Drawn = { size?: number; class?: string }

/** Decoration: what it means stands beside it in words. */
export function Path({ d, size = 24, class: name }: Drawn & { d: string }) {
  return (
    <svg
      class={name}
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="currentColor"
      fill-rule="evenodd"
      aria-hidden="true"
    >
      <path d={d} />
    </svg>
  )
}

export const HazardIcon = ({ hazard, ...drawn }: Drawn & { hazard: HazardKey }) => (
  <Path d={hazardOf(hazard).icon} {...drawn} />
)

export const LevelMark = ({ level, size = 12, ...drawn }: Drawn & { level: Level }) => (
  <Path d={levelPaths[level]} size={size} {...drawn} />
)

export const Sign = ({ sign, size = 20, ...drawn }: Drawn & { sign: keyof typeof signPaths }) => (
  <Path d={signPaths[sign]} size={size} {...drawn} />
)
