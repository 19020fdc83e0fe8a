// Live floods. Runs in a browser, too: any page on any site may ask.
const base = 'http://localhost:3000'

const answer = await fetch(`${base}/reports?disaster=flood&geoformat=geojson`)
if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`)
const { result } = await answer.json()

for (const { geometry, properties } of result.features) {
  const [lng, lat] = geometry.coordinates
  console.log(properties.pkey, properties.created_at, lng, lat, properties.report_data?.flood_depth)
}
