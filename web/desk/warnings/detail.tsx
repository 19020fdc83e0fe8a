// What is open in the room of warnings: a draft to write, a draft to approve, or a warning as it was issued.
import { Sign } from '../../icons.tsx'
import { tell } from '../../language.ts'
import './warnings.css'
import { Editor } from './editor.tsx'
import { Issued } from './issued.tsx'
import { Review } from './review.tsx'
import { open, opened, said, whole, wholeWarning } from './state.ts'

export function WarningDetail() {
  const now = opened.value
  if (!now) return null
  const draft = whole.value?.draft
  return (
    <aside class="detail warning-detail" aria-label={tell('map.detail')} key={now.id}>
      <button
        type="button"
        class="quiet close"
        aria-label={tell('map.close')}
        onClick={() => void open(null)}
      >
        <Sign sign="close" />
      </button>
      <p role="status" class={said.value ? `notice ${said.value.isTrouble ? 'trouble' : ''}` : 'unseen'}>
        {said.value?.text}
      </p>
      {draft?.state === 'draft' && whole.value && <Editor whole={whole.value} />}
      {draft && draft.state !== 'draft' && whole.value && <Review whole={whole.value} />}
      {now.kind === 'warning' && wholeWarning.value && <Issued whole={wholeWarning.value} />}
    </aside>
  )
}
