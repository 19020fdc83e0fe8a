// Earthquake: damage to a building, or to a road. The incumbent keeps the two apart as report types.
import type { Answers, Hazard, Level, Text, Zod } from './hazard.ts'

const STRUCTURE: Text[] = [
  { id: 'Retak', en: 'Cracks' },
  { id: 'Roboh sebagian', en: 'Partly collapsed' },
  { id: 'Roboh seluruhnya', en: 'Fully collapsed' },
]
const ACCESS: Text[] = [
  { id: 'Tidak bisa dilewati', en: 'Nothing can pass' },
  { id: 'Pejalan kaki saja', en: 'On foot only' },
  { id: 'Sepeda motor', en: 'Motorcycles' },
  { id: 'Mobil', en: 'Cars' },
  { id: 'Truk', en: 'Trucks' },
]
const CONDITION: Text[] = [
  { id: 'Rusak ringan', en: 'Light damage' },
  { id: 'Rusak sedang', en: 'Medium damage' },
  { id: 'Rusak berat', en: 'Heavy damage' },
]

const choices = (labels: Text[]) => labels.map((label, value) => ({ value, label }))
/** The wire allows 0 to 7, more than clients offer: what lies above the scale reads as its last step. */
const scale = (z: Zod) => z.number().int().min(0).max(7).optional()
const step = (labels: Text[], value: unknown) =>
  typeof value === 'number' ? labels[Math.min(value, labels.length - 1)] : undefined

function level(answers: Answers): Level {
  if (answers.kind === 'structure' && typeof answers.structure === 'number')
    return answers.structure >= 2 ? 3 : answers.structure === 1 ? 2 : 1
  if (
    answers.kind === 'road' &&
    (typeof answers.access === 'number' || typeof answers.condition === 'number')
  ) {
    const blocked =
      typeof answers.access === 'number' ? (answers.access === 0 ? 3 : answers.access <= 2 ? 2 : 1) : 1
    const broken = typeof answers.condition === 'number' ? Math.min(answers.condition, 2) + 1 : 1
    return Math.max(blocked, broken) as Level
  }
  return 0
}

export const earthquake: Hazard = {
  key: 'earthquake',
  name: { id: 'Gempa bumi', en: 'Earthquake' },
  synonyms: [
    'gempa',
    'gempa bumi',
    'gempabumi',
    'gempa susulan',
    'lindu',
    'lini',
    'earthquake',
    'quake',
    'aftershock',
  ],
  emoji: '🫨',
  icon: 'M10.8 2.5 1.3 10.8h2.9V21.5h5.8l1.5-4.2-3.1-3.3 3.3-4.1-2.7-3.2ZM14 2.9l-1.3 3.6 2.8 3.3-3.3 4.1 3.1 3.3-1.5 4.3h6V10.8h2.9Z',
  questions: [
    {
      key: 'kind',
      kind: 'choice',
      ask: { id: 'Apa yang rusak?', en: 'What is damaged?' },
      choices: [
        { value: 'structure', label: { id: 'Bangunan', en: 'A building' } },
        { value: 'road', label: { id: 'Jalan', en: 'A road' } },
      ],
    },
    {
      key: 'structure',
      kind: 'choice',
      ask: { id: 'Seberapa parah bangunannya?', en: 'How badly is the building damaged?' },
      choices: choices(STRUCTURE),
      when: answers => answers.kind === 'structure',
    },
    {
      key: 'access',
      kind: 'choice',
      ask: { id: 'Siapa yang masih bisa lewat?', en: 'What can still pass?' },
      choices: choices(ACCESS),
      when: answers => answers.kind === 'road',
    },
    {
      key: 'condition',
      kind: 'choice',
      ask: { id: 'Seberapa rusak jalannya?', en: 'How badly is the road damaged?' },
      choices: choices(CONDITION),
      when: answers => answers.kind === 'road',
    },
  ],
  answers: z =>
    z.strictObject({
      kind: z.enum(['structure', 'road']).optional(),
      structure: scale(z),
      access: scale(z),
      condition: scale(z),
    }),
  level,
  describe(answers) {
    const parts =
      answers.kind === 'road'
        ? [step(ACCESS, answers.access), step(CONDITION, answers.condition)]
        : [step(STRUCTURE, answers.structure)]
    const said = parts.filter(part => part !== undefined)
    if (said.length === 0) return undefined
    return { id: said.map(part => part.id).join(', '), en: said.map(part => part.en).join(', ') }
  },
  lifeHours: 24,
  clustering: { metres: 2_000, hours: 12, minimum: 3 },
  wire: {
    disasterType: 'earthquake',
    windowHours: 12,
    toReportData(answers) {
      if (answers.kind === 'structure')
        return { report_type: 'structure', structureFailure: answers.structure }
      if (answers.kind === 'road')
        return { report_type: 'road', accessabilityFailure: answers.access, condition: answers.condition }
      return null
    },
    fromReportData(data) {
      if (data.report_type === 'structure') return { kind: 'structure', structure: data.structureFailure }
      if (data.report_type === 'road')
        return { kind: 'road', access: data.accessabilityFailure, condition: data.condition }
      return {}
    },
  },
  advice: [
    {
      id: 'Keluar dari bangunan yang retak. Gempa susulan dapat terjadi.',
      en: 'Leave cracked buildings. Aftershocks may follow.',
    },
    { id: 'Di pantai, segera pergi ke tempat tinggi.', en: 'On the coast, go to high ground at once.' },
    { id: 'Matikan gas dan listrik bila aman.', en: 'Turn off gas and electricity if it is safe.' },
  ],
}
