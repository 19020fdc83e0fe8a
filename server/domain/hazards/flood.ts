// Flood: how deep the water stands, told by the body. Depths and levels follow the agencies' matrix (10–70, 71–150, over 150 cm).
import type { Answers, Hazard, Level, Text } from './hazard.ts'

/** Water depth in centimetres at each part of a grown person's body, and where the next part begins. */
const BODY: { upTo: number; depth: number; label: Text }[] = [
  { upTo: 25, depth: 15, label: { id: 'semata kaki', en: 'ankle' } },
  { upTo: 40, depth: 30, label: { id: 'sebetis', en: 'shin' } },
  { upTo: 57, depth: 50, label: { id: 'selutut', en: 'knee' } },
  { upTo: 77, depth: 65, label: { id: 'sepaha', en: 'thigh' } },
  { upTo: 105, depth: 90, label: { id: 'sepinggang', en: 'waist' } },
  { upTo: 130, depth: 115, label: { id: 'sedada', en: 'chest' } },
  { upTo: 155, depth: 145, label: { id: 'seleher', en: 'neck' } },
  { upTo: Number.POSITIVE_INFINITY, depth: 180, label: { id: 'di atas kepala', en: 'over the head' } },
]

const TRENDS: Record<string, Text> = {
  rising: { id: 'air naik', en: 'rising' },
  falling: { id: 'air surut', en: 'falling' },
  steady: { id: 'belum surut', en: 'not falling' },
}

/** Below this nothing stands, cm. */
const DRY = 5
const dry: Text = { id: 'tidak tergenang', en: 'no standing water' }

const bodyPart = (depth: number): Text =>
  depth < DRY ? dry : ((BODY.find(part => depth < part.upTo) ?? BODY[7])?.label ?? dry)

const depthOf = (answers: Answers) => (typeof answers.depth === 'number' ? answers.depth : undefined)

function level(answers: Answers): Level {
  const depth = depthOf(answers)
  if (depth === undefined) return 0
  return depth > 150 ? 3 : depth > 70 ? 2 : 1
}

export const flood: Hazard = {
  key: 'flood',
  name: { id: 'Banjir', en: 'Flood' },
  synonyms: [
    'banjir',
    'banjir bandang',
    'banjir lahar',
    'banjer',
    'bnjir',
    'bnjr',
    'bajir',
    'kebanjiran',
    'kebanjeran',
    'genangan',
    'tergenang',
    'tergenangi',
    'menggenang',
    'menggenangi',
    'terendam',
    'terendem',
    'kerendam',
    'kerendem',
    'merendam',
    'kelelep',
    'kelem',
    'rumah tenggelam',
    'meluap',
    'kalimeluap',
    'luapan',
    'air bah',
    'air masuk',
    'air mulai masuk',
    'air sudah masuk',
    'kemasukan air',
    'air naik',
    'banyu',
    'caah',
    'kacaahan',
    'cileuncang',
    'rob',
    'flood',
    'flooding',
    'flooded',
    'floods',
    'inundated',
    'submerged',
  ],
  emoji: '🌊',
  icon: 'M12 1.5 2.6 9.3l1.5 1.8 1.4-1.1V13h13V10l1.4 1.1 1.5-1.8ZM2 15.2c1.7 0 2.5-1.2 5-1.2s3.3 1.2 5 1.2 2.5-1.2 5-1.2 3.3 1.2 5 1.2v2.5c-2.5 0-3.3-1.2-5-1.2s-2.5 1.2-5 1.2-3.3-1.2-5-1.2-2.5 1.2-5 1.2ZM2 20.2c1.7 0 2.5-1.2 5-1.2s3.3 1.2 5 1.2 2.5-1.2 5-1.2 3.3 1.2 5 1.2v2.5c-2.5 0-3.3-1.2-5-1.2s-2.5 1.2-5 1.2-3.3-1.2-5-1.2-2.5 1.2-5 1.2Z',
  questions: [
    {
      key: 'depth',
      kind: 'depth',
      ask: { id: 'Seberapa dalam airnya?', en: 'How deep is the water?' },
      min: 0,
      max: 200,
      step: 5,
      marks: BODY.map(part => ({ value: part.depth, label: part.label })),
    },
  ],
  answers: z =>
    z.strictObject({
      depth: z.number().min(0).max(200).optional(),
      /** Understood from the citizen's words, never asked. */
      trend: z.enum(['rising', 'falling', 'steady']).optional(),
    }),
  level,
  describe(answers) {
    const depth = depthOf(answers)
    if (depth === undefined) return undefined
    const part = bodyPart(depth)
    const trend = TRENDS[String(answers.trend)]
    return {
      id: `${depth} cm, ${part.id}${trend ? `, ${trend.id}` : ''}`,
      en: `${depth} cm, ${part.en}${trend ? `, ${trend.en}` : ''}`,
    }
  },
  measure: depthOf,
  still: {
    ask: { id: 'Masih banjir di sana?', en: 'Is it still flooded there?' },
    deeper: { id: 'Lebih dalam', en: 'Deeper' },
    same: { id: 'Sama saja', en: 'The same' },
    lower: { id: 'Mulai surut', en: 'Lower' },
    gone: { id: 'Sudah kering', en: 'Gone' },
  },
  lifeHours: 12,
  clustering: { metres: 500, hours: 3, minimum: 3 },
  wire: {
    disasterType: 'flood',
    windowHours: 3,
    toReportData: answers =>
      depthOf(answers) === undefined ? null : { report_type: 'flood', flood_depth: answers.depth },
    fromReportData: data => (data.flood_depth == null ? {} : { depth: data.flood_depth }),
  },
  advice: [
    { id: 'Jauhi kabel dan tiang listrik.', en: 'Stay away from cables and electric poles.' },
    { id: 'Jangan berjalan di air yang mengalir deras.', en: 'Do not walk through fast-flowing water.' },
    {
      id: 'Pindahkan lansia dan anak ke tempat tinggi lebih dulu.',
      en: 'Move the elderly and children to high ground first.',
    },
  ],
}
