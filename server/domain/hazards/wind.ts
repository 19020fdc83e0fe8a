// Strong wind: how much it has thrown down.
import type { Hazard, Text } from './hazard.ts'

const IMPACT: Text[] = [
  { id: 'Ringan: ranting dan atap lepas', en: 'Low: twigs and loose roof tiles' },
  { id: 'Sedang: dahan dan papan roboh', en: 'Medium: branches and signs down' },
  { id: 'Berat: pohon tumbang, atap terbang', en: 'High: trees down, roofs torn off' },
]

export const wind: Hazard = {
  key: 'wind',
  name: { id: 'Angin kencang', en: 'Strong wind' },
  synonyms: [
    'angin',
    'angin kencang',
    'angin ribut',
    'angin topan',
    'angin puting beliung',
    'puting beliung',
    'putting beliung',
    'lesus',
    'pohon tumbang',
    'pohon roboh',
    'pohon rubuh',
    'pohon ambruk',
    'badai',
    'fallen tree',
    'wind',
    'storm',
    'tornado',
  ],
  emoji: '🌪️',
  icon: 'M3 8h10.5a2 2 0 1 0-1.9-2.7l-2.3-.8A4.5 4.5 0 1 1 13.5 10.5H3Zm0 4h15a3.5 3.5 0 1 1-3.4 4.3l2.4-.6A1 1 0 1 0 18 14.5H3Zm0 4h7.5a3.2 3.2 0 1 1-3 4.3l2.3-.8a.8.8 0 1 0 .7-1H3Z',
  questions: [
    {
      key: 'impact',
      kind: 'choice',
      ask: { id: 'Seberapa besar dampaknya?', en: 'How much damage did it do?' },
      choices: IMPACT.map((label, value) => ({ value, label })),
    },
  ],
  answers: z => z.strictObject({ impact: z.number().int().min(0).max(5).optional() }),
  level: answers =>
    typeof answers.impact !== 'number' ? 0 : answers.impact >= 2 ? 3 : answers.impact === 1 ? 2 : 1,
  describe: answers => (typeof answers.impact === 'number' ? IMPACT[Math.min(answers.impact, 2)] : undefined),
  lifeHours: 6,
  clustering: { metres: 1_000, hours: 2, minimum: 3 },
  wire: {
    disasterType: 'wind',
    windowHours: 2,
    toReportData: answers =>
      answers.impact === undefined ? null : { report_type: 'wind', impact: answers.impact },
    fromReportData: data => (data.impact == null ? {} : { impact: data.impact }),
  },
  advice: [
    {
      id: 'Jauhi pohon, papan reklame, dan kabel yang jatuh.',
      en: 'Keep away from trees, billboards and fallen cables.',
    },
    {
      id: 'Berlindung di dalam bangunan yang kuat, jauh dari kaca.',
      en: 'Shelter in a strong building, away from glass.',
    },
  ],
}
