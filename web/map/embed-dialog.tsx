// The code that a news site copies to show this map: the view, the hazards and the language that the reader sees now.
import { useSignal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import { Sign } from '../icons.tsx'
import { language, tell } from '../language.ts'
import { writeAddress } from './address.ts'
import { filters, isDrill, view } from './state.ts'

function codeFor(): string {
  const state = writeAddress('', {
    selection: null,
    view: view.value,
    filters: filters.value,
    drill: false,
  })
  const address = `${location.origin}/embed?lang=${language.value}${isDrill ? '&drill=1' : ''}${state}`
  return `<iframe src="${address.replaceAll('&', '&amp;')}" title="${tell('map.title')} · Kentongan" width="100%" height="480" style="border:0" loading="lazy" allow="geolocation"></iframe>`
}

export function EmbedDialog() {
  const dialog = useRef<HTMLDialogElement>(null)
  const isCopied = useSignal(false)
  const code = codeFor()
  async function copy() {
    await navigator.clipboard?.writeText(code)
    isCopied.value = true
  }
  return (
    <>
      <button
        type="button"
        class="as-text as-button"
        onClick={() => {
          isCopied.value = false
          dialog.current?.showModal()
        }}
      >
        {tell('embed.open')}
      </button>
      <dialog ref={dialog} class="embed-dialog" aria-labelledby="embed-title">
        <h2 id="embed-title">{tell('embed.title')}</h2>
        <p>{tell('embed.what')}</p>
        <label>
          {tell('embed.code')}
          <textarea
            class="field"
            readOnly
            rows={5}
            value={code}
            onFocus={event => event.currentTarget.select()}
          />
        </label>
        <p class="embed-actions">
          <button type="button" class="button main" onClick={copy}>
            {tell(isCopied.value ? 'embed.copied' : 'embed.copy')}
          </button>
          <a
            class="button"
            href={/src="([^"]+)"/.exec(code)?.[1]?.replaceAll('&amp;', '&')}
            target="_blank"
            rel="noreferrer"
          >
            {tell('near.map')}
          </a>
        </p>
        <form method="dialog">
          <button type="submit" class="quiet close" aria-label={tell('map.close')}>
            <Sign sign="close" />
          </button>
        </form>
      </dialog>
    </>
  )
}
