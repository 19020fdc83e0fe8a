// What the room of warnings knows: the lists, what is open, the content that is being written (saved by itself), and how many it would reach.
import { computed, effect, signal } from '@preact/signals'
import type { UnfinishedContent, WarningDraft } from '../../../server/domain/warning.ts'
import type { Answered } from '../../api.ts'
import { tell } from '../../language.ts'
import { standing } from '../../standing.ts'
import { isDrill, live } from '../state.ts'
import {
  begin,
  beginChange,
  findDraft,
  findLists,
  findReach,
  findWarning,
  type Lists,
  lift,
  type Reach,
  type Step,
  saveContent,
  takeStep,
  type WholeDraft,
  type WholeWarning,
} from './requests.ts'

type Opened = { kind: 'draft' | 'warning'; id: string }

export const lists = signal<Lists | null>(null)
export const opened = signal<Opened | null>(null)
export const whole = signal<WholeDraft | null>(null)
export const wholeWarning = signal<WholeWarning | null>(null)
/** What the fields say; null where nothing is being written. */
export const content = signal<UnfinishedContent | null>(null)
export const reach = signal<Reach | null>(null)
export const said = signal<{ text: string; isTrouble: boolean } | null>(null)
export const isSaving = signal(false)
/** Whether the first press on what cannot be taken back was made. */
export const isSure = signal(false)
export const isLifting = signal(false)
export const isHandingBack = signal(false)

/** Typing rests this long before it is saved, ms. */
const PAUSE_MS = 700
const FRESH_MS = 8_000

const trouble = (answer: Exclude<Answered<unknown>, { found: unknown }>) => {
  if ('problem' in answer && answer.problem.code === 'sign-in-needed') location.reload()
  said.value = {
    text: 'problem' in answer ? answer.problem.detail : tell('desk.unreachable'),
    isTrouble: true,
  }
}

async function readLists(): Promise<void> {
  const answer = await findLists(isDrill)
  if (!('found' in answer)) return
  lists.value = answer.found
  const seen = whole.value?.draft
  const next = answer.found.drafts.find(({ id }) => id === seen?.id)
  // What somebody else did to a draft that nobody writes here.
  if (seen && next && next.version > seen.version && seen.state !== 'draft') await readOpened()
}

/** While the room is open its lists stay fresh: what others draft is told to nobody else's socket. */
export function keepFresh(): () => void {
  const stop = effect(() => {
    if (standing.value && live.isKnown.value) void readLists()
  })
  const timer = setInterval(readLists, FRESH_MS)
  return () => {
    stop()
    clearInterval(timer)
  }
}

const inOrder = computed<Opened[]>(() => {
  const { drafts = [], warnings = [], ended = [] } = lists.value ?? {}
  const draft = (state: WarningDraft['state']) =>
    drafts.filter(each => each.state === state).map(({ id }): Opened => ({ kind: 'draft', id }))
  const warning = ({ id }: { id: string }): Opened => ({ kind: 'warning', id })
  return [
    ...draft('waiting'),
    ...draft('draft'),
    ...warnings.map(warning),
    ...ended.map(warning),
    ...draft('discarded'),
  ]
})

export async function open(next: Opened | null): Promise<void> {
  await saveNow()
  said.value = null
  isSure.value = false
  isLifting.value = false
  isHandingBack.value = false
  reach.value = null
  opened.value = next
  await readOpened()
}

async function readOpened(): Promise<void> {
  const now = opened.value
  if (now?.kind === 'draft') {
    const answer = await findDraft(now.id)
    if (opened.value?.id !== now.id) return
    if (!('found' in answer)) return trouble(answer)
    whole.value = answer.found
    wholeWarning.value = null
    content.value = answer.found.draft.content
  } else {
    whole.value = null
    content.value = null
    const answer = now && (await findWarning(now.id))
    if (opened.value?.id !== now?.id) return
    wholeWarning.value = answer && 'found' in answer ? answer.found : null
    if (answer && !('found' in answer)) trouble(answer)
  }
  void countReach()
}

async function countReach(): Promise<void> {
  const now = content.value
  if (!now?.outline) {
    reach.value = null
    return
  }
  const { hazard, severity, outline } = now
  const answer = await findReach({ hazard, severity, outline, drill: isDrill })
  if (content.value?.outline === outline) reach.value = 'found' in answer ? answer.found : null
}

let timer: ReturnType<typeof setTimeout> | undefined

export function change(changes: Partial<UnfinishedContent>): void {
  if (!content.value) return
  const isOther = 'outline' in changes || 'severity' in changes || 'hazard' in changes
  content.value = { ...content.value, ...changes }
  if (isOther) void countReach()
  clearTimeout(timer)
  timer = setTimeout(saveNow, PAUSE_MS)
}

let saving: Promise<unknown> = Promise.resolve()

/** Waits for its turn: the version that one save makes is the one that the next has seen. */
export function saveNow(): Promise<void> {
  clearTimeout(timer)
  const own = saving.then(saveOnce)
  saving = own.catch(() => undefined)
  return own
}

async function saveOnce(): Promise<void> {
  const before = whole.value
  const now = content.value
  if (!before || !now || before.draft.state !== 'draft') return
  if (JSON.stringify(before.draft.content) === JSON.stringify(now)) return
  isSaving.value = true
  const answer = await saveContent(before.draft.id, before.draft.version, now)
  isSaving.value = false
  if (!('found' in answer)) return trouble(answer)
  const { version, changedAt, writers } = answer.found
  said.value = null
  whole.value = {
    ...before,
    draft: { ...answer.found, content: now },
    versions: [...before.versions, { version, content: now, officer: writers.join(', '), at: changedAt }],
  }
}

export async function write(): Promise<void> {
  const answer = await begin({ hazard: 'flood', drill: isDrill })
  if (!('found' in answer)) return trouble(answer)
  await readLists()
  await open({ kind: 'draft', id: answer.found.id })
}

export async function changeStanding(id: string): Promise<void> {
  const answer = await beginChange(id)
  if (!('found' in answer)) return trouble(answer)
  await readLists()
  await open({ kind: 'draft', id: answer.found.id })
}

export async function step(name: Step, reason?: string): Promise<void> {
  await saveNow()
  const draft = whole.value?.draft
  if (!draft || said.value?.isTrouble) return
  const answer = await takeStep(draft.id, draft.version, name, reason)
  isSure.value = false
  if (!('found' in answer)) return trouble(answer)
  isHandingBack.value = false
  await readLists()
  if (name === 'approve') await open({ kind: 'warning', id: draft.warning })
  else if (name === 'discard') await open(null)
  else await readOpened()
}

export async function liftNow(words: { id: string; en: string }, reason: string): Promise<void> {
  const id = wholeWarning.value?.warning.id
  if (!id) return
  const answer = await lift(id, words, reason)
  if (!('found' in answer)) return trouble(answer)
  isLifting.value = false
  await readLists()
  await readOpened()
}

/** What cannot be taken back asks for two presses. */
export function approve(): void {
  if (isSure.value) void step('approve')
  else isSure.value = true
}

export function onWarningKey(key: string): boolean {
  const state = whole.value?.draft.state
  const all = inOrder.value
  const at = all.findIndex(({ id }) => id === opened.value?.id)
  const go = (by: number) =>
    void open(all[at < 0 ? 0 : Math.max(0, Math.min(all.length - 1, at + by))] ?? null)
  if (key === 'n') void write()
  else if (key === 'j') go(1)
  else if (key === 'k') go(-1)
  else if (key === 's' && state === 'draft') void step('submit')
  else if (key === 'a' && state === 'waiting') approve()
  else if (key === 'escape') {
    if (isSure.value || isLifting.value || isHandingBack.value) {
      isSure.value = false
      isLifting.value = false
      isHandingBack.value = false
    } else void open(null)
  } else return false
  return true
}
