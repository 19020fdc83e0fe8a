// Passes a report or an incident on: by the phone's own sharing, else by copying its address.
import { useSignal } from '@preact/signals'
import { Sign } from '../icons.tsx'
import { tell } from '../language.ts'
import { linkTo, type Selection } from './address.ts'
import { isDrill } from './state.ts'

export function Share({ selection, title }: { selection: Selection; title: string }) {
  const said = useSignal<string | null>(null)
  const url = linkTo(location.origin, selection, isDrill)
  async function share() {
    try {
      if (navigator.share) await navigator.share({ title: tell('map.share-title', { hazard: title }), url })
      else {
        await navigator.clipboard.writeText(url)
        said.value = tell('map.copied')
      }
    } catch (error) {
      // Closed without sharing is an answer too; a browser that forbids both shows the address to copy by hand.
      if (error instanceof DOMException && error.name === 'AbortError') return
      said.value = url
    }
  }
  return (
    <p class="share">
      <button type="button" class="button" onClick={share}>
        <Sign sign="share" />
        {tell('map.share')}
      </button>
      <a class="button bare" href={url}>
        {tell('map.link')}
      </a>
      <span role="status">{said.value}</span>
    </p>
  )
}
