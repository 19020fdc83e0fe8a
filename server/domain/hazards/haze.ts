// Haze: how far one can see and how the air feels.
import type { Hazard, Level, Text, Zod } from './hazard.ts'

const VISIBILITY: Text[] = [
  { id: 'Masih jauh', en: 'Far' },
  { id: 'Sedang', en: 'Medium' },
  { id: 'Dekat saja', en: 'Only close by' },
]
const AIR: Text[] = [
  { id: 'Tidak terasa', en: 'Nothing felt' },
  { id: 'Berbau asap', en: 'Smells of smoke' },
  { id: 'Mata berair', en: 'Eyes water' },
  { id: 'Pusing', en: 'Headache' },
  { id: 'Sesak napas', en: 'Hard to breathe' },
]
const scale = (z: Zod) => z.number().int().min(0).max(7).optional()

export const haze: Hazard = {
  key: 'haze',
  name: { id: 'Kabut asap', en: 'Haze' },
  synonyms: ['asap', 'kabut asap', 'kabut asep', 'karhutla', 'haze', 'smoke', 'smog'],
  emoji: '🌫️',
  icon: 'M6.3 12a4.3 4.3 0 0 1 .3-8.5 6 6 0 0 1 11.3 1.8A3.5 3.5 0 0 1 18 12ZM2 14h16.5v2.5H2ZM5.5 18.5H22V21H5.5Z',
  questions: [
    {
      key: 'visibility',
      kind: 'choice',
      ask: { id: 'Seberapa jauh jarak pandang?', en: 'How far can you see?' },
      choices: VISIBILITY.map((label, value) => ({ value, label })),
    },
    {
      key: 'air',
      kind: 'choice',
      ask: { id: 'Bagaimana udaranya?', en: 'How is the air?' },
      choices: AIR.map((label, value) => ({ value, label })),
    },
  ],
  answers: z => z.strictObject({ visibility: scale(z), air: scale(z) }),
  level(answers) {
    const { visibility, air } = answers
    if (typeof visibility !== 'number' && typeof air !== 'number') return 0
    const seen = typeof visibility === 'number' ? Math.min(visibility, 2) + 1 : 1
    const felt = typeof air === 'number' ? (air >= 4 ? 3 : air >= 2 ? 2 : 1) : 1
    return Math.max(seen, felt) as Level
  },
  describe(answers) {
    const seen =
      typeof answers.visibility === 'number' ? VISIBILITY[Math.min(answers.visibility, 2)] : undefined
    const felt = typeof answers.air === 'number' ? AIR[Math.min(answers.air, 4)] : undefined
    if (!seen && !felt) return undefined
    return {
      id: [seen && `jarak pandang ${seen.id.toLowerCase()}`, felt?.id.toLowerCase()]
        .filter(Boolean)
        .join(', '),
      en: [seen && `visibility ${seen.en.toLowerCase()}`, felt?.en.toLowerCase()].filter(Boolean).join(', '),
    }
  },
  lifeHours: 12,
  clustering: { metres: 5_000, hours: 6, minimum: 3 },
  wire: {
    disasterType: 'haze',
    windowHours: 6,
    toReportData: answers =>
      answers.visibility === undefined && answers.air === undefined
        ? null
        : { report_type: 'haze', visibility: answers.visibility, airQuality: answers.air },
    fromReportData: data => ({ visibility: data.visibility ?? undefined, air: data.airQuality ?? undefined }),
  },
  advice: [
    { id: 'Pakai masker dan kurangi kegiatan di luar.', en: 'Wear a mask and stay indoors where you can.' },
    { id: 'Tutup jendela. Minum air yang cukup.', en: 'Close the windows. Drink enough water.' },
    { id: 'Bila sesak napas, segera ke puskesmas.', en: 'If breathing is hard, go to a clinic at once.' },
  ],
}
