// Fire: how far the fire is from the person who sees it; clients of the incumbent also send where it burns and how wide.
import type { Hazard, Text, Zod } from './hazard.ts'

/** Metres between the citizen and the fire. */
const DISTANCE: { value: number; label: Text }[] = [
  { value: 20, label: { id: 'Sangat dekat, di bawah 50 m', en: 'Very near, under 50 m' } },
  { value: 100, label: { id: 'Dekat, sekitar 100 m', en: 'Near, about 100 m' } },
  { value: 500, label: { id: 'Terlihat, sekitar 500 m', en: 'In sight, about 500 m' } },
]
const point = (z: Zod) =>
  z.strictObject({ lat: z.number().min(-90).max(90), lng: z.number().min(-180).max(180) }).optional()

export const fire: Hazard = {
  key: 'fire',
  name: { id: 'Kebakaran', en: 'Fire' },
  synonyms: [
    'kebakaran',
    'api',
    'kobaran api',
    'terbakar',
    'kebakar',
    'kobong',
    'kobongan',
    'kahuruan',
    'kaduruk',
    'fire',
    'on fire',
    'wildfire',
    'burning',
  ],
  emoji: '🔥',
  icon: 'M12.3 1.3c.4 4.3 6.7 6.7 6.7 13.7a7 7 0 0 1-14 0c0-3.2 1.5-5.4 3.2-7 .2 1.9.9 2.9 1.8 3.4-.2-3.7.2-7.3 2.3-10.1ZM12 13.5c-1.3 1.3-2.5 2.5-2.5 4.2a2.5 2.5 0 0 0 5 0c0-1.7-1.2-2.9-2.5-4.2Z',
  questions: [
    {
      key: 'distance',
      kind: 'choice',
      ask: { id: 'Seberapa dekat apinya?', en: 'How near is the fire?' },
      choices: DISTANCE,
    },
  ],
  answers: z =>
    z.strictObject({
      distance: z.number().min(0).max(1_000).optional(),
      radius: point(z),
      location: point(z),
      person: point(z),
    }),
  level: answers =>
    typeof answers.distance !== 'number' ? 0 : answers.distance < 50 ? 3 : answers.distance < 200 ? 2 : 1,
  describe(answers) {
    if (typeof answers.distance !== 'number') return undefined
    const metres = Math.round(answers.distance)
    return { id: `${metres} m dari pelapor`, en: `${metres} m from the reporter` }
  },
  lifeHours: 12,
  clustering: { metres: 1_000, hours: 6, minimum: 3 },
  wire: {
    disasterType: 'fire',
    windowHours: 6,
    toReportData: answers =>
      Object.values(answers).every(value => value === undefined)
        ? null
        : {
            report_type: 'fire',
            fireDistance: answers.distance,
            fireRadius: answers.radius,
            fireLocation: answers.location,
            personLocation: answers.person,
          },
    fromReportData: data => ({
      distance: data.fireDistance ?? undefined,
      radius: data.fireRadius ?? undefined,
      location: data.fireLocation ?? undefined,
      person: data.personLocation ?? undefined,
    }),
  },
  advice: [
    { id: 'Menjauh ke arah datangnya angin.', en: 'Move away, into the wind.' },
    {
      id: 'Menunduk di bawah asap dan tutup hidung dengan kain basah.',
      en: 'Stay below the smoke, a wet cloth over your nose.',
    },
    { id: 'Hubungi pemadam kebakaran: 113.', en: 'Call the fire brigade: 113.' },
  ],
}
