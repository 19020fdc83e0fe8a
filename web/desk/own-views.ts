// An officer's saved views: they lie with the account, and are there on every screen.
import { signal } from '@preact/signals'
import { ask } from '../api.ts'
import { keep } from '../kept.ts'
import { tell } from '../language.ts'
import { type SavedView, type ViewShelf, viewsInBrowser } from '../map/view-shelf.ts'
import { saidOf } from './account/form.tsx'
import { me } from './state.ts'

const PATH = '/api/desk/account/views'
const pathOf = ({ name }: SavedView) => `${PATH}/${encodeURIComponent(name)}`

const views = signal<SavedView[]>([])
let owner = ''
const without = ({ name }: SavedView) => views.value.filter(each => each.name !== name)

const put = (view: SavedView) =>
  ask(pathOf(view), { method: 'PUT', body: JSON.stringify({ address: view.address }) })

/** Those that this browser kept before the account did. */
async function bringAlong(): Promise<void> {
  const shelf = `desk-views ${me.value}`
  for (const view of viewsInBrowser(shelf)) if (!('found' in (await put(view)))) return
  keep(shelf, null)
}

export const ownViews: ViewShelf = {
  views,
  said: 'filters.kept-everywhere',
  async load() {
    if (owner !== me.value) views.value = []
    owner = me.value
    await bringAlong()
    const answer = await ask<{ views: SavedView[] }>(PATH)
    if (!('found' in answer)) return tell('filters.unread')
    views.value = answer.found.views
    return undefined
  },
  async keep(view) {
    const wrong = saidOf(await put(view))
    if (wrong === undefined) views.value = [...without(view), view]
    return wrong
  },
  async forget(view) {
    const wrong = saidOf(await ask(pathOf(view), { method: 'DELETE' }))
    if (wrong === undefined) views.value = without(view)
    return wrong
  },
}
