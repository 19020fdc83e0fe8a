// The form's service worker: opens the form without a network, and sends what waits when the browser finds one, even after the page was closed.
// It answers for the form's own page and files alone; what the server says (`/api`, `/cards`, `/photos`) never passes through it.
import { matchPrecache, type PrecacheEntry, precacheAndRoute } from 'workbox-precaching'
import { deliver } from './delivery.ts'

/** The part of a service worker's world that is used here; the page's own types know nothing of it. */
type Late = Event & { waitUntil(work: Promise<unknown>): void }
type Asked = Event & { request: Request; respondWith(answer: Promise<Response>): void }
type Worker = {
  __WB_MANIFEST: PrecacheEntry[]
  addEventListener(type: 'fetch', listener: (event: Asked) => void): void
  addEventListener(type: 'sync', listener: (event: Late) => void): void
}
declare const self: Worker

/** Longer than this nobody waits for the newest page: the one of the last visit opens at once, ms. */
const PAGE_PATIENCE_MS = 3_000

self.addEventListener('fetch', event => {
  // The scope also covers the private links, which are pages of their own.
  const isForm = !new URL(event.request.url).pathname.startsWith('/laporan/')
  if (event.request.mode === 'navigate' && isForm) event.respondWith(page(event.request))
})

precacheAndRoute(self.__WB_MANIFEST, { directoryIndex: '', cleanURLs: false })

self.addEventListener('sync', event => {
  event.waitUntil(
    deliver().then(outcome => {
      // The browser asks again later when this fails.
      if (outcome !== 'all') throw new Error(`Reports still wait: ${outcome}`)
    }),
  )
})

/** The server's page while it can be reached, so that a new version counts from the next opening on. */
async function page(request: Request): Promise<Response> {
  const kept = await matchPrecache('/report/index.html')
  if (!kept) return fetch(request)
  const late = new Promise<Response>(resolve => setTimeout(resolve, PAGE_PATIENCE_MS, kept))
  const fresh = fetch(request).then(
    answer => (answer.status >= 500 ? kept : answer),
    () => kept,
  )
  return Promise.race([fresh, late])
}
