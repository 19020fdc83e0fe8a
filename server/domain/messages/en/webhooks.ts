// English: webhooks, the addresses of other programs that are told of every change.
import type { webhooks as reference } from '../id/webhooks.ts'

export const webhooks = {
  'deed.connect': 'Keep webhooks',
  'refusal.webhook-unknown': 'There is no such webhook.',
  'refusal.webhook-address': 'This address cannot be used. Give an https one with a public host name.',
  'refusal.webhook-state': 'This webhook is in another state by now. Load it again, then try once more.',
  'refusal.webhooks-enough': 'There are {limit} webhooks already. Remove one that is not needed first.',
  'refusal.delivery-unknown': 'This delivery is no longer here, or its words were taken back.',
} satisfies Record<keyof typeof reference, string>
