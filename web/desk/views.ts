// The desk's rooms: what stands beside the map on the left, and what opens on the right. To add one: its file, and its line here.
import { computed, type ReadonlySignal, signal } from '@preact/signals'
import type { ComponentType } from 'preact'
import type { MessageKey } from '../../server/domain/messages/index.ts'
import type { Deed } from '../../server/domain/permissions.ts'
import { AccountRoom } from './account/account.tsx'
import { isOfficersOpen, OfficersDetail, OfficersList } from './account/officers.tsx'
import { AreaDetail } from './areas/detail.tsx'
import { AreaQueue } from './areas/list.tsx'
import { onAreaKey, opened as openedArea } from './areas/state.ts'
import { mayI } from './me.ts'
import { Queue } from './queue.tsx'
import { ReportDetail } from './report-detail.tsx'
import { isOpen } from './state.ts'
import { WarningDetail } from './warnings/detail.tsx'
import { WarningList } from './warnings/list.tsx'
import { onWarningKey, opened as openedWarning } from './warnings/state.ts'
import { isNothingOpen, Nothing, Watch } from './watch.tsx'
import { WebhookDetail } from './webhooks/detail.tsx'
import { WebhookList } from './webhooks/list.tsx'
import { isWebhookOpen } from './webhooks/state.ts'

export type View = {
  /** In the page's address: `?view=`. */
  key: string
  name: MessageKey
  Side: ComponentType
  Detail: ComponentType
  /** Whether something is open on the right. */
  isOpen: ReadonlySignal<unknown>
  /** Opened from the officer's own sign in the bar, not from its row of rooms. */
  isOwn?: boolean
  /** Only for who may do this. */
  deed?: Deed
  /** What a letter means in it; true where it meant something. Without it the letters are those of reports. */
  onKey?: (key: string) => boolean
}

export const views: View[] = [
  { key: 'reports', name: 'desk.view-reports', Side: Queue, Detail: ReportDetail, isOpen },
  {
    key: 'warnings',
    name: 'warning.view',
    Side: WarningList,
    Detail: WarningDetail,
    isOpen: openedWarning,
    onKey: onWarningKey,
  },
  {
    key: 'areas',
    name: 'area.view',
    Side: AreaQueue,
    Detail: AreaDetail,
    isOpen: openedArea,
    onKey: onAreaKey,
  },
  { key: 'watch', name: 'desk.view-beside', Side: Watch, Detail: Nothing, isOpen: isNothingOpen },
  {
    key: 'account',
    name: 'account.view',
    Side: AccountRoom,
    Detail: Nothing,
    isOpen: isNothingOpen,
    isOwn: true,
  },
  {
    key: 'officers',
    name: 'officers.view',
    Side: OfficersList,
    Detail: OfficersDetail,
    isOpen: isOfficersOpen,
    deed: 'administer',
    isOwn: true,
  },
  {
    key: 'webhooks',
    name: 'webhooks.view',
    Side: WebhookList,
    Detail: WebhookDetail,
    isOpen: isWebhookOpen,
    deed: 'connect',
    isOwn: true,
  },
]

const isMine = ({ deed }: View) => deed === undefined || mayI(deed)
/** The rooms of the work, and those of the officer's own affairs, of whoever sits here. */
export const workViews = computed(() => views.filter(each => !each.isOwn && isMine(each)))
export const ownViews = computed(() => views.filter(each => each.isOwn && isMine(each)))

const asked = new URLSearchParams(location.search).get('view')

export const view = signal<View>(views.find(({ key }) => key === asked) ?? (views[0] as View))

export function enter(next: View): void {
  view.value = next
  const address = new URL(location.href)
  if (next === views[0]) address.searchParams.delete('view')
  else address.searchParams.set('view', next.key)
  history.replaceState(history.state, '', address)
}
