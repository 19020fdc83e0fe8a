// What the room of webhooks asks of the server.
import type {
  DeliveryStatus,
  Disabling,
  Try,
  WebhookFilter,
  WebhookState,
} from '../../../server/domain/webhook.ts'
import { ask } from '../../api.ts'

export type ListedWebhook = {
  id: string
  name: string
  url: string
  filter: WebhookFilter
  state: WebhookState
  reason: Disabling | 'key-revoked' | null
  fault: string | null
  stoppedAt: string | null
  isToldPast: boolean
  arrivedAt: string | null
  failingSince: string | null
  earlierSecretUntil: string | null
  createdBy: string
  waiting: number
  arrived: number
  dead: number
}

export type ListedDelivery = {
  message: string
  kind: string
  at: string
  status: DeliveryStatus
  due: string
  attempts: number
  tries: Try[]
}

export type WantedWebhook = { name: string; url: string; filter: WebhookFilter }

const PATH = '/api/desk/webhooks'
const send = <T>(method: string, path: string, body: object = {}) =>
  ask<T>(PATH + path, { method, body: JSON.stringify(body) })

export const findWebhooks = () => ask<{ webhooks: ListedWebhook[] }>(PATH)
export const addWebhook = (wanted: WantedWebhook) =>
  send<{ webhook: ListedWebhook; secret: string }>('POST', '', wanted)
export const changeWebhook = (id: string, wanted: WantedWebhook) =>
  send<ListedWebhook>('PATCH', `/${id}`, wanted)
export const removeWebhook = (id: string) => send('DELETE', `/${id}`)
export const replaceSecret = (id: string) => send<{ secret: string }>('POST', `/${id}/secret`)
export const actOnWebhook = (id: string, act: 'test' | 'pause' | 'resume') => send('POST', `/${id}/${act}`)
export const sendAgain = (id: string, again: { delivery: string } | { dead: true } | { from: string }) =>
  send<{ count: number | null }>('POST', `/${id}/replay`, again)

export function findDeliveries(id: string, status: DeliveryStatus | null, before: string | null) {
  const query = new URLSearchParams({ limit: '50' })
  if (status) query.set('status', status)
  if (before) query.set('before', before)
  return ask<{ deliveries: ListedDelivery[]; next: string | null }>(`${PATH}/${id}/deliveries?${query}`)
}
export const findDelivery = (id: string, message: string) =>
  ask<ListedDelivery & { body: string | null }>(`${PATH}/${id}/deliveries/${message}`)
