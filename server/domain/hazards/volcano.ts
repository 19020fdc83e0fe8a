// Volcano: the signs that people notice, and how many have to leave.
import type { Hazard, Level, Text } from './hazard.ts'

const SIGNS: Text[] = [
  { id: 'Udara panas', en: 'Hot air' },
  { id: 'Tanaman mati', en: 'Dying plants' },
  { id: 'Hewan gelisah', en: 'Restless animals' },
  { id: 'Getaran', en: 'Tremors' },
  { id: 'Suara gemuruh', en: 'Rumbling' },
]
const PEOPLE: Text[] = [
  { id: 'Kurang dari 5 orang', en: 'Fewer than 5 people' },
  { id: '5 sampai 50 orang', en: '5 to 50 people' },
  { id: 'Lebih dari 50 orang', en: 'More than 50 people' },
]

export const volcano: Hazard = {
  key: 'volcano',
  name: { id: 'Gunung api', en: 'Volcano' },
  synonyms: [
    'gunung api',
    'gunung berapi',
    'gunung meletus',
    'meletus',
    'erupsi',
    'letusan',
    'abu vulkanik',
    'hujan abu',
    'awan panas',
    'wedus gembel',
    'lahar dingin',
    'lahar',
    'volcanic ash',
    'volcano',
    'eruption',
  ],
  emoji: '🌋',
  icon: 'M8.6 9.8l2 1.7 1.5-1.5 1.6 1.7 1.9-1.9L22.5 22h-21ZM10.8 1h2.5v5.7h-2.5ZM5.3 3.2l2.1-1.2 2.6 4.5-2.1 1.2ZM18.7 3.2l-2.1-1.2L14 6.5l2.1 1.2Z',
  questions: [
    {
      key: 'signs',
      kind: 'choices',
      ask: { id: 'Tanda apa yang Anda lihat atau rasakan?', en: 'Which signs do you see or feel?' },
      choices: SIGNS.map((label, value) => ({ value, label })),
    },
    {
      key: 'people',
      kind: 'choice',
      ask: { id: 'Berapa orang perlu mengungsi?', en: 'How many people need to leave?' },
      choices: PEOPLE.map((label, value) => ({ value: value + 1, label })),
    },
    {
      key: 'shelter',
      kind: 'choice',
      ask: { id: 'Apakah sudah ada tempat mengungsi?', en: 'Is there a place to go?' },
      choices: [
        { value: true, label: { id: 'Ada', en: 'Yes' } },
        { value: false, label: { id: 'Belum ada', en: 'Not yet' } },
      ],
    },
  ],
  answers: z =>
    z.strictObject({
      signs: z.array(z.number().int().min(0).max(7)).max(8).optional(),
      people: z.number().int().min(0).max(7).optional(),
      shelter: z.boolean().optional(),
    }),
  level(answers) {
    const signs = Array.isArray(answers.signs) ? answers.signs : []
    if (signs.length === 0 && typeof answers.people !== 'number') return 0
    const heard = signs.some(sign => sign >= 3) ? 2 : 1
    const leaving = typeof answers.people === 'number' ? Math.min(Math.max(answers.people, 1), 3) : 1
    return Math.max(heard, leaving) as Level
  },
  describe(answers) {
    const seen = (Array.isArray(answers.signs) ? answers.signs : []).map(sign => SIGNS[Math.min(sign, 4)])
    const leaving =
      typeof answers.people === 'number' ? PEOPLE[Math.min(Math.max(answers.people, 1), 3) - 1] : undefined
    const said = [...seen, leaving].filter(part => part !== undefined)
    if (said.length === 0) return undefined
    return { id: said.map(part => part.id).join(', '), en: said.map(part => part.en).join(', ') }
  },
  lifeHours: 24,
  clustering: { metres: 5_000, hours: 12, minimum: 3 },
  wire: {
    disasterType: 'volcano',
    windowHours: 12,
    toReportData: answers =>
      answers.signs === undefined && answers.people === undefined && answers.shelter === undefined
        ? null
        : {
            report_type: 'volcano',
            volcanicSigns: answers.signs,
            evacuationNumber: answers.people,
            evacuationArea: answers.shelter,
          },
    fromReportData: data => ({
      signs: data.volcanicSigns ?? undefined,
      people: data.evacuationNumber ?? undefined,
      shelter: data.evacuationArea ?? undefined,
    }),
  },
  advice: [
    {
      id: 'Jauhi lembah dan sungai yang berhulu di gunung.',
      en: 'Keep out of valleys and rivers that come from the mountain.',
    },
    { id: 'Pakai masker dan kacamata bila turun abu.', en: 'Wear a mask and glasses when ash falls.' },
    { id: 'Ikuti jarak aman dari PVMBG.', en: 'Keep the safe distance that PVMBG names.' },
  ],
}
