// Where saved views lie. Each is an address of this very page, so that it can be passed on as it is; the public map keeps them in the browser.
import { type ReadonlySignal, signal } from '@preact/signals'
import type { MessageKey } from '../../server/domain/messages/index.ts'
import { keep, kept } from '../kept.ts'

export type SavedView = { name: string; address: string }

/** What goes wrong is answered in words for the reader. */
export type ViewShelf = {
  views: ReadonlySignal<SavedView[]>
  /** Called when somebody looks. */
  load: () => Promise<string | undefined>
  /** In place of one of the same name. */
  keep: (view: SavedView) => Promise<string | undefined>
  forget: (view: SavedView) => Promise<string | undefined>
  /** What is said when one was kept; `{name}` is its name. */
  said: MessageKey
}

const MOST_VIEWS = 30

export function browserShelf(shelf: string): ViewShelf {
  const views = signal(viewsInBrowser(shelf))
  const store = async (next: SavedView[]) => {
    views.value = next.slice(-MOST_VIEWS)
    keep(shelf, JSON.stringify(views.value))
    return undefined
  }
  const without = (name: string) => views.value.filter(each => each.name !== name)
  return {
    views,
    load: async () => undefined,
    keep: view => store([...without(view.name), view]),
    forget: ({ name }) => store(without(name)),
    said: 'filters.kept',
  }
}

export function viewsInBrowser(shelf: string): SavedView[] {
  try {
    const known: unknown = JSON.parse(kept(shelf) ?? '[]')
    return Array.isArray(known) ? known.filter(isSaved) : []
  } catch (error) {
    console.error('The saved views cannot be read.', error)
    return []
  }
}

/** Only addresses of this very page. */
function isSaved(one: unknown): one is SavedView {
  return (
    typeof one === 'object' &&
    one !== null &&
    'name' in one &&
    typeof one.name === 'string' &&
    'address' in one &&
    typeof one.address === 'string' &&
    /^(\?|#|$)/.test(one.address)
  )
}
