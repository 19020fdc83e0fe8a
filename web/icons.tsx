// The icons: a hazard's own solid path, a level's shape (ring, one, two, three bars), and the few signs of the buttons.
// The paths are exported too, for those that draw them on a map or a canvas. All in a 24 × 24 box.
import type { Level } from '../server/domain/hazards/hazard.ts'
import { type HazardKey, hazardOf } from '../server/domain/hazards/index.ts'

export const levelPaths: Record<Level, string> = {
  0: 'M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18Zm0 4.500a4.500 4.500 0 1 0 0 9 4.500 4.500 0 0 0 0-9Z',
  1: 'M9.500 4h5v16h-5Z',
  2: 'M5.500 4h5v16h-5ZM13.500 4h5v16h-5Z',
  3: 'M2 4h5v16H2ZM9.500 4h5v16h-5ZM17 4h5v16h-5Z',
}

export const signPaths = {
  back: 'M14.900 4.300 16.700 6l-5.900 6 5.900 6-1.800 1.700L7.300 12Z',
  forward: 'M9.100 4.300 7.300 6l5.900 6-5.900 6 1.800 1.700 7.600-7.700Z',
  close: 'm6 4.200 6 6 6-6L19.800 6l-6 6 6 6-1.800 1.800-6-6-6 6L4.200 18l6-6-6-6Z',
  check: 'M9.500 15.500 20 5l1.900 1.900L9.500 19.300 2.600 12.400l1.900-1.900Z',
  plus: 'M10.700 4h2.600v6.700H20v2.600h-6.700V20h-2.600v-6.700H4v-2.600h6.700Z',
  minus: 'M4 10.700h16v2.600H4Z',
  pin: 'M12 2a7.500 7.500 0 0 1 7.500 7.500C19.500 15 12 22 12 22S4.500 15 4.500 9.500A7.500 7.500 0 0 1 12 2Zm0 4.700a2.800 2.800 0 1 0 0 5.600 2.800 2.800 0 0 0 0-5.600Z',
  here: 'M10.900 1h2.200v3.100a8 8 0 0 1 6.800 6.800H23v2.200h-3.100a8 8 0 0 1-6.800 6.800V23h-2.200v-3.100a8 8 0 0 1-6.800-6.800H1v-2.200h3.100a8 8 0 0 1 6.800-6.800ZM12 6.300a5.700 5.700 0 1 0 0 11.400 5.700 5.700 0 0 0 0-11.400ZM12 9a3 3 0 1 1 0 6 3 3 0 0 1 0-6Z',
  search:
    'M10.500 3a7.500 7.500 0 0 1 6 12l4.600 4.600-1.900 1.900-4.600-4.600A7.500 7.500 0 1 1 10.500 3Zm0 2.600a4.900 4.900 0 1 0 0 9.800 4.900 4.900 0 0 0 0-9.800Z',
  camera:
    'M9 4h6l1.600 2.500H20A2 2 0 0 1 22 8.500V18a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2V8.500a2 2 0 0 1 2-2h3.400Zm3 4.800a4.400 4.400 0 1 0 0 8.800 4.400 4.400 0 0 0 0-8.800Zm0 2.200a2.200 2.200 0 1 1 0 4.400 2.200 2.200 0 0 1 0-4.400Z',
  share:
    'M12 1.800 17.200 7l-1.700 1.700-2.300-2.300V15h-2.400V6.400L8.500 8.700 6.800 7ZM4 10.500h3.500v2.400H6.400v6.700h11.200v-6.700h-1.100v-2.400H20V22H4Z',
  map: 'M8.700 3.200 15.300 6 21 3.500v15L15.300 21l-6.600-2.800L3 20.700V5.600Zm.9 3v10l4.800 2V8.200Z',
  phone:
    'M6.600 2.500 9.700 7 8 9.600a12.500 12.500 0 0 0 6.400 6.400L17 14.300l4.500 3.100v3.100a1.500 1.500 0 0 1-1.600 1.500A18 18 0 0 1 2 4.100a1.500 1.500 0 0 1 1.500-1.600Z',
  clock:
    'M12 2a10 10 0 1 1 0 20 10 10 0 0 1 0-20Zm0 2.600a7.400 7.400 0 1 0 0 14.800 7.400 7.400 0 0 0 0-14.800Zm-1.200 2.700h2.400v4.200l3 1.700-1.200 2.100-4.200-2.400Z',
} as const

type Drawn = { size?: number; class?: string }

/** Decoration: what it means stands beside it in words. */
function Path({ d, size = 24, class: name }: Drawn & { d: string }) {
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
