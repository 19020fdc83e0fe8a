// What this browser follows: asked of the server with the browser's own token, and the permission and push address that following takes.
import { signal } from '@preact/signals'
import type { LngLat } from '../../server/domain/hazards/hazard.ts'
import type { HazardKey } from '../../server/domain/hazards/index.ts'
import type { Subscription } from '../../server/domain/subscription.ts'
import { type Answered, ask } from '../api.ts'
import { keep, kept } from '../kept.ts'
import { language } from '../language.ts'

const TOKEN = 'alerts-token'
const SCOPE = '/waspada'
const WORKER = '/alerts-worker.js'

type Wish = {
  name: string
  place: LngLat
  metres: number
  /** Followed as it is, instead of the reach. */
  area?: string
  hazards: HazardKey[] | null
  level: number
  quiet: { from: number; until: number } | null
  drills: boolean
}

export const followed = signal<Subscription[]>([])

/** What stands in the way of notifications, if anything does. */
export type Hindrance = 'unsupported' | 'denied'
export function hindrance(): Hindrance | null {
  const isAble = 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window
  if (!isAble || !isSecureContext) return 'unsupported'
  return Notification.permission === 'denied' ? 'denied' : null
}

const bearer = () => ({ Authorization: `Bearer ${kept(TOKEN) ?? ''}` })

export async function load(): Promise<void> {
  if (kept(TOKEN) === null) return
  const answered = await ask<{ subscriptions: Subscription[] }>('/api/alerts', { headers: bearer() })
  if ('found' in answered) followed.value = answered.found.subscriptions
}

type Failed = Exclude<Answered<never>, { found: never; status: number }> | Hindrance | 'unaddressed'

/** Asks for the permission, and follows; null when it is done. */
export async function follow(wish: Wish): Promise<Failed | null> {
  const given = await pushAddress()
  if ('failed' in given) return given.failed
  const answered = await ask<{ token: string; subscriptions: Subscription[] }>(
    `/api/alerts?lang=${language.value}`,
    { method: 'POST', body: JSON.stringify({ push: given.push, ...wish }) },
  )
  if (!('found' in answered)) return answered
  keep(TOKEN, answered.found.token)
  followed.value = answered.found.subscriptions
  return null
}

/** Changes what is wanted, stops following, or takes that back. */
export async function change(
  one: Subscription,
  part: Partial<Pick<Subscription, 'hazards' | 'level' | 'quiet' | 'drills' | 'removed'>>,
): Promise<boolean> {
  const { hazards, level, quiet, drills, removed } = { ...one, ...part }
  const answered = await ask<{ subscriptions: Subscription[] }>(`/api/alerts/${one.id}`, {
    method: 'PUT',
    headers: bearer(),
    body: JSON.stringify({ hazards, level, quiet, drills, removed }),
  })
  if ('found' in answered) followed.value = answered.found.subscriptions
  return 'found' in answered
}

async function pushAddress(): Promise<{ push: PushSubscriptionJSON } | { failed: Failed }> {
  if ((await Notification.requestPermission()) !== 'granted') return { failed: 'denied' }
  const answered = await ask<{ key: string }>('/api/alerts/key')
  if (!('found' in answered)) return { failed: answered }
  try {
    const registration = await navigator.serviceWorker.register(WORKER, { scope: SCOPE })
    await activated(registration)
    const known = await registration.pushManager.getSubscription()
    const asked = { userVisibleOnly: true, applicationServerKey: answered.found.key }
    const push = known ?? (await registration.pushManager.subscribe(asked))
    return { push: push.toJSON() }
  } catch (error) {
    console.warn('This browser gave no address for notifications.', error)
    return { failed: 'unaddressed' }
  }
}

function activated(registration: ServiceWorkerRegistration): Promise<void> {
  const coming = registration.installing ?? registration.waiting
  if (registration.active || !coming) return Promise.resolve()
  return new Promise(resolve =>
    coming.addEventListener('statechange', () => coming.state === 'activated' && resolve()),
  )
}
