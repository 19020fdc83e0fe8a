// Solid icons of what stands beside the reports, each to be read at 16 px; in a 24 × 24 box.
import type { OfficialKind } from '../../server/domain/official.ts'
import type { infrastructureKinds } from '../../server/domain/place-index.ts'

type Kind = (typeof infrastructureKinds)[number] | OfficialKind | 'gauge'

const wave = (y: number) => `M1.5 ${y}q2.6-2 5.2 0t5.3 0 5.3 0 5.2 0v3q-2.6 2-5.2 0t-5.3 0-5.3 0-5.2 0Z`

export const besideIcons: Record<Kind, string> = {
  gauge: `M5 1.5h10v2.6H9.2v2.2h4v2.6h-4v2.2H15v2.6H5Z${wave(17.5)}`,
  pump: 'M10 6a7.5 7.5 0 1 1 0 15 7.5 7.5 0 0 1 0-15Zm0 4.7a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6ZM11 2.5h11.5v6h-3.6V6H11Z',
  floodgate: 'M2.5 2h4v20h-4Zm15 0h4v20h-4ZM8 3.5h8v3H8ZM8 9h8v10H8Z',
  shelter: 'M12 2 23 12h-3.6v9.5h-5V15H9.6v6.5h-5V12H1Z',
  hospital:
    'M4.5 2.5h15a2 2 0 0 1 2 2v15a2 2 0 0 1-2 2h-15a2 2 0 0 1-2-2v-15a2 2 0 0 1 2-2Zm5.7 4v3.7H6.5v3.6h3.7v3.7h3.6v-3.7h3.7v-3.6h-3.7V6.5Z',
  basin: 'M1.5 7h3.4v4.6q1.8-1.4 3.5 0t3.6 0 3.6 0 3.5 0V7h3.4v13.5H1.5Z',
  site: 'M4.5 2h2.8v1.2H21l-4 5 4 5H7.3V22H4.5Z',
  waterway: `${wave(4.5)}${wave(10.5)}${wave(16.5)}`,
  earthquake:
    'M12 1.5a10.5 10.5 0 1 1 0 21 10.5 10.5 0 0 1 0-21Zm0 2.9a7.6 7.6 0 1 0 0 15.2 7.6 7.6 0 0 0 0-15.2Zm0 3a4.6 4.6 0 1 1 0 9.2 4.6 4.6 0 0 1 0-9.2Z',
  weather:
    'M6.8 14.5A5 5 0 0 1 6 4.7a6.6 6.6 0 0 1 12.5 1.9A4.2 4.2 0 0 1 19 14.5h-3l1.2-3.2h-5.4l-1.5 3.2Zm5.9-2h3.2l-1.3 3.2h2.9L11 23l1.6-5.3H10Z',
  disaster: 'M12 1.5 23.5 22H.5Zm-1.5 7v6.3h3V8.5Zm0 8.3v2.8h3v-2.8Z',
}
