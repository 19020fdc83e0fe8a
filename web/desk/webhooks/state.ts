// What the room of webhooks shows: the endpoints, the one that is open, and the log of its deliveries. Looked at again every few seconds while it is open.
import { computed, signal } from '@preact/signals'
import type { DeliveryStatus } from '../../../server/domain/webhook.ts'
import {
  findDeliveries,
  findDelivery,
  findWebhooks,
  type ListedDelivery,
  type ListedWebhook,
} from './requests.ts'

const LOOK_MS = 4_000

export const webhooks = signal<ListedWebhook[] | null>(null)
export const chosen = signal<{ id: string } | 'new' | null>(null)
export const isWebhookOpen = computed(() => chosen.value !== null)
export const opened = computed(() => {
  const open = chosen.value
  return open === null || open === 'new' ? undefined : webhooks.value?.find(({ id }) => id === open.id)
})

/** Shown once, with the webhook that it belongs to. */
export const secret = signal<{ id: string; secret: string } | null>(null)
/** What came of the last act. */
export const said = signal('')

export const status = signal<DeliveryStatus | null>(null)
export const log = signal<{ deliveries: ListedDelivery[]; next: string | null } | null>(null)
/** Pages of the log that are shown. */
const pages = signal(1)
export const delivery = signal<(ListedDelivery & { body: string | null }) | null>(null)

export async function load(): Promise<void> {
  const answer = await findWebhooks()
  if ('found' in answer) webhooks.value = answer.found.webhooks
}

export async function loadLog(): Promise<void> {
  const id = opened.value?.id
  if (id === undefined) return
  const deliveries: ListedDelivery[] = []
  let next: string | null = null
  for (let page = 0; page < pages.value; page++) {
    const answer = await findDeliveries(id, status.value, next)
    if (!('found' in answer) || opened.value?.id !== id) return
    deliveries.push(...answer.found.deliveries)
    next = answer.found.next
    if (next === null) break
  }
  log.value = { deliveries, next }
  const open = delivery.value
  if (open) await showDelivery(open.message)
}

export async function showDelivery(message: string | null): Promise<void> {
  const id = opened.value?.id
  if (message === null || id === undefined) {
    delivery.value = null
    return
  }
  const answer = await findDelivery(id, message)
  delivery.value = 'found' in answer ? answer.found : null
}

export function showMore(): void {
  pages.value++
  void loadLog()
}

export function showStatus(next: DeliveryStatus | null): void {
  status.value = next
  pages.value = 1
  void loadLog()
}

export function open(next: typeof chosen.value): void {
  chosen.value = next
  said.value = ''
  log.value = null
  delivery.value = null
  secret.value = null
  showStatus(null)
}

/** Gives back how to stop. */
export function keepLooking(): () => void {
  void load()
  const timer = setInterval(() => {
    if (!document.hidden) void load().then(loadLog)
  }, LOOK_MS)
  return () => clearInterval(timer)
}
