// All reports of the last day, page by page: each page says where the next one is.
const base = 'http://localhost:3000'
const since = new Date(Date.now() - 24 * 3_600_000).toISOString()

let next = `${base}/collections/reports/items?limit=1000&datetime=${since}/..`
while (next) {
  const answer = await fetch(next, { headers: { Accept: 'application/geo+json' } })
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`)
  const { features, links } = await answer.json()
  for (const { id, properties } of features) console.log(id, properties.hazard, properties.level)
  next = links.find(({ rel }) => rel === 'next')?.href
}
