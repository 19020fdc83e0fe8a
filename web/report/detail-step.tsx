// A photo and a few words, both optional. The photo is made small here and travels after the report.
import { useState } from 'preact/hooks'
import { Sign } from '../icons.tsx'
import { tell } from '../language.ts'
import { change, draft, keepPhoto, photo, photoKept } from './draft.ts'
import { goOn } from './flow.ts'
import { shrink } from './photo.ts'
import { On, Screen } from './screen.tsx'

const WORDS_LIMIT = 4_000
const NEAR_LIMIT = 300

export function DetailStep() {
  const { words } = draft.value
  const left = WORDS_LIMIT - words.length
  return (
    <Screen of="detail" title={tell('form.detail')} hint={tell('form.detail-hint')} foot={<On onGo={goOn} />}>
      <PhotoField />
      <div class="typed">
        <label for="words">{tell('form.words')}</label>
        <textarea
          id="words"
          class="field"
          rows={4}
          maxLength={WORDS_LIMIT}
          placeholder={tell('form.words-hint')}
          aria-describedby="words-privacy"
          value={words}
          onInput={event => change({ words: event.currentTarget.value })}
        />
        <p id="words-privacy" class="muted small">
          {tell('form.words-privacy')} {left < NEAR_LIMIT && tell('form.words-left', { count: left })}
        </p>
      </div>
    </Screen>
  )
}

/** Also on the receipt, for those who have a photo only later. */
export function PhotoField({ onKept }: { onKept?: () => void }) {
  const [state, setState] = useState<'idle' | 'opening' | 'unreadable'>('idle')
  async function take(input: HTMLInputElement) {
    const file = input.files?.[0]
    if (!file) return
    setState('opening')
    const small = await shrink(file)
    input.value = ''
    setState(small ? 'idle' : 'unreadable')
    if (!small) return
    keepPhoto(small)
    onKept?.()
  }
  return (
    <div class="photo">
      {photo.value && <img src={photo.value} alt={tell('form.photo-alt')} />}
      <div class="photo-buttons">
        <label class={photo.value ? 'button' : 'button photo-take'}>
          <Sign sign="camera" size={photo.value ? 20 : 28} />
          {tell(
            state === 'opening' ? 'form.photo-opening' : photo.value ? 'form.photo-other' : 'form.photo-take',
          )}
          <input
            class="unseen"
            type="file"
            accept="image/*"
            capture="environment"
            onChange={event => void take(event.currentTarget)}
          />
        </label>
        {photo.value && (
          <button type="button" class="button bare" onClick={() => keepPhoto(null)}>
            {tell('form.photo-remove')}
          </button>
        )}
      </div>
      {state === 'unreadable' && (
        <p class="notice" role="alert">
          {tell('form.photo-unreadable')}
        </p>
      )}
      {photo.value && !photoKept.value && <p class="notice">{tell('form.photo-lost')}</p>}
    </div>
  )
}
