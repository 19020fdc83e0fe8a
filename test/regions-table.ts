// What lies in a region, and who may do what with it: the table that test/matrix-regions.test.ts tries with everybody. Everything in it lies in
// Jakarta, so that whoever is of elsewhere alone is turned away at each line. To add one: its line here.
import type { Deed } from '../server/domain/permissions.ts'

/** What there is in Jakarta, by its id; `photoOfHeld` and `photoOfSecret` are names of photos. */
export type Things = Record<
  | 'report'
  | 'held'
  | 'secret'
  | 'case'
  | 'draft'
  | 'warning'
  | 'area'
  | 'gauge'
  | 'officer'
  | 'key'
  | 'photoOfOpen'
  | 'photoOfHeld'
  | 'photoOfSecret',
  string
>

/** Versions that nobody has seen: who may is told so, and nothing changes. */
const OLD = 9_999

type Line = [
  door: string,
  /** 'everybody', or the deed; `the country`: only for whose regions are all. */
  may: Deed | 'everybody',
  where: 'Jakarta' | 'the country',
  more?: {
    body?: (things: Things) => object
    /** A list: it lets in whoever has the deed somewhere, and shows this of Jakarta to whose it is. */
    shows?: keyof Things
  },
]

const on = (body: object = {}) => ({
  body: (things: Things) => ({ on: { case: things.case }, version: OLD, ...body }),
})
const outline = {
  type: 'Polygon',
  coordinates: [
    [
      [106.81, -6.27],
      [106.82, -6.27],
      [106.82, -6.26],
      [106.81, -6.26],
      [106.81, -6.27],
    ],
  ],
}
const words = { headline: '', description: '', instruction: '', area: '' }
const content = {
  hazard: 'flood',
  severity: 'Moderate',
  urgency: 'Immediate',
  certainty: 'Likely',
  outline,
  words: { id: words, en: words },
  onset: null,
  expiresAt: null,
  contact: '',
  web: '',
  incident: null,
}

export const lines: Line[] = [
  // Reports
  ['GET /api/desk/reports/:held/history', 'look', 'Jakarta'],
  ['POST /api/desk/reports/:report/verify', 'decide', 'Jakarta', { body: () => ({ version: OLD }) }],
  [
    'POST /api/desk/reports/:report/dismiss',
    'decide',
    'Jakarta',
    { body: () => ({ version: OLD, reason: 'x' }) },
  ],
  [
    'POST /api/desk/reports/:report/secret',
    'decide',
    'Jakarta',
    { body: () => ({ version: OLD, secret: true }) },
  ],
  [
    'POST /api/desk/reports/several',
    'decide',
    'Jakarta',
    { body: ({ report }) => ({ act: 'verify', items: [{ id: report, version: OLD }] }) },
  ],
  // Cases
  ['GET /api/desk/cases', 'look', 'Jakarta', { shows: 'case' }],
  ['GET /api/desk/cases/:case', 'look', 'Jakarta'],
  ['POST /api/desk/cases/claim', 'decide', 'Jakarta', on()],
  ['POST /api/desk/cases/release', 'decide', 'Jakarta', on()],
  ['POST /api/desk/cases/note', 'decide', 'Jakarta', on({ words: 'x' })],
  ['POST /api/desk/cases/words', 'decide', 'Jakarta', on({ words: 'x' })],
  ['POST /api/desk/cases/ask', 'decide', 'Jakarta', on({ words: 'x' })],
  ['POST /api/desk/cases/hand-back', 'decide', 'Jakarta', on({ words: 'x' })],
  ['POST /api/desk/cases/resolve', 'decide', 'Jakarta', on()],
  ['POST /api/desk/cases/reopen', 'decide', 'Jakarta', on()],
  [
    'POST /api/desk/cases/undo',
    'decide',
    'Jakarta',
    { body: things => ({ case: things.case, version: OLD }) },
  ],
  ['POST /api/desk/cases/assign', 'organise', 'Jakarta', on({ agency: 'bpbd' })],
  [
    'POST /api/desk/cases/merge',
    'organise',
    'Jakarta',
    {
      body: things => ({
        into: { on: { case: things.case }, version: OLD },
        from: [{ on: { case: things.case }, version: OLD }],
      }),
    },
  ],
  [
    'POST /api/desk/cases/split',
    'organise',
    'Jakarta',
    { body: things => ({ from: { on: { case: things.case }, version: OLD }, reports: [things.report] }) },
  ],
  [
    'POST /api/desk/cases/several',
    'decide',
    'Jakarta',
    { body: things => ({ act: 'note', words: 'x', items: [{ on: { case: things.case }, version: OLD }] }) },
  ],
  // Warnings
  ['GET /api/desk/warnings', 'look', 'Jakarta', { shows: 'draft' }],
  ['GET /api/desk/warnings', 'look', 'Jakarta', { shows: 'warning' }],
  ['GET /api/desk/warnings/:warning', 'look', 'Jakarta'],
  ['GET /api/desk/warnings/drafts/:draft', 'look', 'Jakarta'],
  ['POST /api/desk/warnings', 'warn', 'Jakarta', { body: () => ({ hazard: 'flood', outline }) }],
  [
    'POST /api/desk/warnings/reach',
    'warn',
    'Jakarta',
    { body: () => ({ hazard: 'flood', severity: 'Severe', outline }) },
  ],
  ['PUT /api/desk/warnings/drafts/:draft', 'warn', 'Jakarta', { body: () => ({ version: OLD, content }) }],
  ...['submit', 'withdraw', 'hand-back', 'approve', 'discard', 'restore'].map(
    (step): Line => [
      `POST /api/desk/warnings/drafts/:draft/${step}`,
      'warn',
      'Jakarta',
      { body: () => ({ version: OLD, reason: 'x' }) },
    ],
  ),
  ['POST /api/desk/warnings/:warning/change', 'warn', 'Jakarta'],
  ['POST /api/desk/warnings/:warning/end', 'warn', 'Jakarta'],
  // Flooded areas, gauges, infrastructure
  ['GET /api/desk/areas', 'look', 'Jakarta', { shows: 'area' }],
  ['GET /api/desk/areas/:area', 'look', 'Jakarta'],
  ['PUT /api/desk/areas/:area/state', 'set-area', 'Jakarta', { body: () => ({ state: 3, version: OLD }) }],
  ['PUT /floods/:area', 'set-area', 'Jakarta', { body: () => ({ state: 2 }) }],
  [
    'POST /api/gauges/:gauge/observations',
    'measure',
    'Jakarta',
    { body: () => ({ at: new Date().toISOString(), depth: 100 }) },
  ],
  ['GET /api/gauges', 'everybody', 'Jakarta', { shows: 'gauge' }],
  ['GET /api/areas/flooded', 'everybody', 'Jakarta', { shows: 'area' }],
  ['GET /api/infrastructure?kind=shelter&box=106,-7,107,-6', 'everybody', 'Jakarta'],
  // Photos, the past, exports and figures
  ['GET /photos/:photoOfOpen', 'everybody', 'Jakarta'],
  ['GET /photos/:photoOfHeld', 'look', 'Jakarta'],
  ['GET /photos/small/:photoOfHeld', 'look', 'Jakarta'],
  ['GET /photos/full/:photoOfSecret', 'look', 'Jakarta'],
  ['GET /api/moments?at=:now', 'look', 'Jakarta', { shows: 'held' }],
  ['GET /api/figures', 'everybody', 'Jakarta'],
  ['GET /api/figures.csv', 'everybody', 'Jakarta'],
  ['GET /api/desk/audit', 'audit', 'the country'],
  ['GET /api/desk/audit/verify', 'audit', 'the country'],
  ['PUT /api/desk/stages/none', 'administer', 'the country'],
  // Officers and keys
  ['GET /api/desk/officers', 'administer', 'Jakarta', { shows: 'officer' }],
  ['PATCH /api/desk/officers/:officer', 'administer', 'Jakarta', { body: () => ({ disabled: false }) }],
  ['POST /api/desk/officers/:officer/reset', 'administer', 'Jakarta'],
  ['DELETE /api/desk/officers/:officer/sessions', 'administer', 'Jakarta'],
  ['GET /api/desk/keys', 'administer', 'Jakarta', { shows: 'key' }],
  [
    'POST /api/desk/keys',
    'administer',
    'Jakarta',
    { body: () => ({ name: 'pompa', deeds: ['look'], regions: ['ID-JK'] }) },
  ],
]
