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
  synonyms: ['kebakaran', 'api', 'terbakar', 'fire', 'wildfire'],
  emoji: '🔥',
  icon: 'M13 2c.6 3.6 5.5 6.2 5.5 12A6.6 6.6 0 0 1 12 21.5 6.6 6.6 0 0 1 5.5 14.500c0-2.8 1.4-4.7 2.7-6.3.3 1.7.9 2.8 1.9 3.500C10 8 10.3 4.5 13 2Zm-.8 11.500c-1.5 1.3-2.5 2.4-2.5 3.900a2.4 2.4 0 0 0 4.8 0c0-1.5-1.3-2.3-2.3-3.900Z',
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
