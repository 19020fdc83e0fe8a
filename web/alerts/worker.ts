// The alerts' service worker: shows what comes encrypted from our server, and opens the map at the incident when it is tapped.

type News = { title: string; body: string; url: string }
/** The part of a service worker's world that is used here; the page's own types know nothing of it. */
type Late = Event & { waitUntil(work: Promise<unknown>): void }
type Pushed = Late & { data: { json(): News } | null }
type Tapped = Late & { notification: Notification }
type Window = { url: string; focus(): Promise<unknown> }
type Worker = {
  location: Location
  registration: ServiceWorkerRegistration
  clients: {
    matchAll(asked: { type: 'window'; includeUncontrolled: boolean }): Promise<Window[]>
    openWindow(url: string): Promise<unknown>
  }
  addEventListener(type: 'push', listener: (event: Pushed) => void): void
  addEventListener(type: 'notificationclick', listener: (event: Tapped) => void): void
}
declare const self: Worker

self.addEventListener('push', event => {
  const news = event.data?.json()
  if (!news) return
  const { title, body, url } = news
  event.waitUntil(
    self.registration.showNotification(title, { body, data: url, icon: '/icons/192.png', tag: url }),
  )
})

self.addEventListener('notificationclick', event => {
  event.notification.close()
  event.waitUntil(open(String(event.notification.data ?? '/')))
})

/** Our own pages alone, whatever the message says. */
async function open(wanted: string): Promise<unknown> {
  const { pathname, search, hash } = new URL(wanted, self.location.origin)
  const url = `${self.location.origin}${pathname}${search}${hash}`
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
  return windows.find(one => one.url === url)?.focus() ?? self.clients.openWindow(url)
}
