// Landslide: what it has buried. The incumbent does not know this hazard; on its wire it appears under its own type.
import type { Hazard, Text } from './hazard.ts'

const EXTENT: Text[] = [
  { id: 'Tanah bergerak atau retak', en: 'Ground moving or cracked' },
  { id: 'Jalan tertutup', en: 'A road is blocked' },
  { id: 'Rumah tertimbun', en: 'Houses are buried' },
]

export const landslide: Hazard = {
  key: 'landslide',
  name: { id: 'Tanah longsor', en: 'Landslide' },
  synonyms: [
    'longsor',
    'longsoran',
    'tanah longsor',
    'tebing longsor',
    'tanah bergerak',
    'tanah gerak',
    'pergerakan tanah',
    'tanah amblas',
    'tanah ambles',
    'landslide',
    'mudslide',
    'landslip',
  ],
  emoji: '⛰️',
  icon: 'M1.5 3h5l2.7 5.2 3.3 1.8 2.7 5 7.3 4.5V22h-21ZM12.7 3.4l3-1.2 2.6 1.9-.4 3.2-3.1 1.2-2.6-2ZM18.2 9.9l2.6-.6 1.7 2-.9 2.5-2.6.5-1.7-2Z',
  questions: [
    {
      key: 'extent',
      kind: 'choice',
      ask: { id: 'Apa yang terjadi?', en: 'What has happened?' },
      choices: EXTENT.map((label, value) => ({ value, label })),
    },
  ],
  answers: z => z.strictObject({ extent: z.number().int().min(0).max(2).optional() }),
  level: answers =>
    typeof answers.extent !== 'number' ? 0 : answers.extent === 2 ? 3 : answers.extent === 1 ? 2 : 1,
  describe: answers => (typeof answers.extent === 'number' ? EXTENT[answers.extent] : undefined),
  lifeHours: 24,
  clustering: { metres: 1_000, hours: 12, minimum: 2 },
  wire: {
    disasterType: 'landslide',
    windowHours: 12,
    toReportData: answers =>
      answers.extent === undefined ? null : { report_type: 'landslide', extent: answers.extent },
    fromReportData: data => (data.extent == null ? {} : { extent: data.extent }),
  },
  advice: [
    {
      id: 'Jauhi lereng dan kaki bukit. Longsor susulan dapat terjadi.',
      en: 'Keep away from slopes. More may come down.',
    },
    {
      id: 'Bila terdengar gemuruh, segera pergi ke samping, bukan ke bawah.',
      en: 'If you hear rumbling, run sideways, not downhill.',
    },
  ],
}
