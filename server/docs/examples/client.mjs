import { everyFeature, openKentongan } from 'kentongan-client'

const kentongan = openKentongan('http://localhost:3000')

// Every report of floods, page after page.
for await (const { properties } of everyFeature(kentongan, 'reports', { hazard: 'flood' }))
  console.log(properties.at, properties.depth_cm, properties.words)

// Sent again under the same key it stays one report.
const { data, error } = await kentongan.POST('/api/reports', {
  params: { header: { 'Idempotency-Key': crypto.randomUUID() } },
  body: {
    hazard: 'flood',
    answers: { depth: 40 },
    place: { lng: 106.8166, lat: -6.2607 },
    drill: true,
  },
})
console.log(data ? `Report ${data.report.properties.number}` : error.detail)
