// The typed client of Kentongan's open API: openapi-fetch with the installation's address, a key, and patience. Its types stand in index.d.mts.
import createClient from 'openapi-fetch'

const LONGEST_WAIT_S = 120
const MOST_TRIES = 5
const PAGE = 1_000

/** Asked again when the server says when: what only reads, and what is named by a key of its own. */
const mayAskAgain = request =>
  request.method === 'GET' || request.method === 'HEAD' || request.headers.has('Idempotency-Key')

const patient = fetch => async request => {
  for (let tries = 1; ; tries++) {
    const response = await fetch(request.clone())
    const isBusy = response.status === 429 || response.status === 503
    const seconds = Number(response.headers.get('Retry-After') ?? Number.NaN)
    if (!isBusy || !mayAskAgain(request) || tries === MOST_TRIES || !(seconds <= LONGEST_WAIT_S))
      return response
    await response.body?.cancel()
    await new Promise((resolve, reject) => {
      const timer = setTimeout(resolve, seconds * 1_000)
      const leave = () => {
        clearTimeout(timer)
        reject(request.signal.reason)
      }
      if (request.signal.aborted) leave()
      else request.signal.addEventListener('abort', leave, { once: true })
    })
  }
}

export function openKentongan(address, { key, headers, fetch = globalThis.fetch, ...options } = {}) {
  return createClient({
    ...options,
    baseUrl: address,
    // Lists as the document has them: one value, with commas.
    querySerializer: { array: { style: 'form', explode: false } },
    fetch: patient(fetch),
    headers: { ...headers, ...(key !== undefined && { Authorization: `Bearer ${key}` }) },
  })
}

export async function* everyFeature(client, collection, query = {}) {
  let after = query.after
  do {
    const { data, response } = await client.GET(`/collections/${collection}/items`, {
      params: { query: { limit: PAGE, ...query, after } },
    })
    if (!data) throw new Error(`${response.url} answers ${response.status}`)
    yield* data.features
    const next = data.links.find(({ rel }) => rel === 'next')
    after = next && new URL(next.href).searchParams.get('after')
  } while (after)
}
