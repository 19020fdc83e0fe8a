// The form as an app: its service worker opens it without a network and sends what waits when the browser finds one.

import { effect } from '@preact/signals'
import { language } from '../language.ts'

/** The one-time links are opened once, from a chat, with a network. */
const SCOPE = '/lapor'

type WithSync = ServiceWorkerRegistration & { sync?: { register(tag: string): Promise<void> } }

export async function install(): Promise<void> {
  effect(() => {
    const manifest = document.querySelector<HTMLLinkElement>('link[rel=manifest]')
    if (manifest) manifest.href = `/lapor.${language.value}.webmanifest`
  })
  if (import.meta.env.MODE !== 'production' || !navigator.serviceWorker) return
  await navigator.serviceWorker
    .register('/offline.js', { scope: SCOPE })
    .catch(error => console.warn('The form does not open without a network here.', error))
}

/** Where the browser offers it, what waits is sent even after the page was closed. */
export async function askBackgroundSync(): Promise<void> {
  const registration: WithSync | undefined = await navigator.serviceWorker?.getRegistration(SCOPE)
  await registration?.sync?.register('queue').catch(() => undefined)
}
