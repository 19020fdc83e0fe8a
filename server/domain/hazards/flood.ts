// Flood: how deep the water stands, told by the body. Depths and levels follow the agencies' matrix (10–70, 71–150, over 150 cm).
import type { Answers, Hazard, Level, Text } from './hazard.ts'

/** Water depth in centimetres at each part of a grown person's body, and where the next part begins. */
const BODY: { upTo: number; depth: number; label: Text }[] = [
  { upTo: 20, depth: 15, label: { id: 'semata kaki', en: 'ankle' } },
  { upTo: 40, depth: 30, label: { id: 'sebetis', en: 'shin' } },
  { upTo: 57, depth: 50, label: { id: 'selutut', en: 'knee' } },
  { upTo: 77, depth: 65, label: { id: 'sepaha', en: 'thigh' } },
  { upTo: 105, depth: 90, label: { id: 'sepinggang', en: 'waist' } },
  { upTo: 130, depth: 115, label: { id: 'sedada', en: 'chest' } },
  { upTo: 155, depth: 145, label: { id: 'seleher', en: 'neck' } },
  { upTo: Number.POSITIVE_INFINITY, depth: 180, label: { id: 'di atas kepala', en: 'over the head' } },
]

export const bodyPart = (depth: number): Text =>
  (BODY.find(part => depth < part.upTo) ?? BODY[7])?.label ?? { id: '', en: '' }

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
    'genangan',
    'tergenang',
    'kebanjiran',
    'rob',
    'air naik',
    'flood',
    'flooding',
    'flooded',
  ],
  emoji: '🌊',
  icon: 'M12 2 4 8.5V13c.8-.1 1.5-.5 2.2-1 .8-.6 1.7-1 2.8-1s2 .4 2.8 1c.8.6 1.5 1 2.7 1s1.9-.4 2.7-1c.8-.6 1.7-1 2.8-1V8.5L12 2ZM3 15v2.500c1.8 0 2.9-.7 3.7-1.3.6-.4 1-.7 1.8-.7s1.2.3 1.8.7c.8.6 1.9 1.3 3.7 1.300s2.9-.7 3.7-1.300c.6-.4 1-.7 1.8-.7h1.5V13h-1.5c-1.8 0-2.9.7-3.7 1.3-.6.4-1 .7-1.8.7s-1.2-.3-1.8-.7C11.4 13.7 10.3 13 8.5 13s-2.9.7-3.7 1.300c-.6.4-1 .7-1.8.7Zm0 5V22.500c1.8 0 2.9-.7 3.7-1.3.6-.4 1-.7 1.8-.7s1.2.3 1.8.7c.8.6 1.9 1.3 3.7 1.300s2.9-.7 3.7-1.300c.6-.4 1-.7 1.8-.7h1.5V18h-1.5c-1.8 0-2.9.7-3.7 1.3-.6.4-1 .7-1.8.7s-1.2-.3-1.8-.7C11.4 18.7 10.3 18 8.5 18s-2.9.7-3.7 1.300c-.6.4-1 .7-1.8.7Z',
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
  answers: z => z.strictObject({ depth: z.number().min(0).max(200).optional() }),
  level,
  describe(answers) {
    const depth = depthOf(answers)
    if (depth === undefined) return undefined
    const part = bodyPart(depth)
    return { id: `${depth} cm, ${part.id}`, en: `${depth} cm, ${part.en}` }
  },
  measure: depthOf,
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
