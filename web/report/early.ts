// Has the ticket earned while the report is still being filled in, from the moment when it is known to become one.
import { computed, effect, untracked } from '@preact/signals'
import { cardId, change, draft } from './draft.ts'
import { step } from './flow.ts'
import { earnTicket } from './ticket.ts'

/** A one-time link needs none. */
const wanted = computed(() =>
  draft.value.hazard && !draft.value.ticket && !cardId ? draft.value.key : undefined,
)

export function earnEarly(): void {
  effect(() => {
    // What failed is tried again with the next screen.
    step()
    const key = wanted.value
    if (key !== undefined) untracked(() => void earnTicket(key).then(ticket => keepTicket(key, ticket)))
  })
}

function keepTicket(key: string, ticket: string | undefined): void {
  if (ticket !== undefined && wanted.value === key) change({ ticket })
}
