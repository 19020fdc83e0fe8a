// Photos and a few words, both optional. The photos travel after the report.
import { tell } from '../language.ts'
import { cardId, change, changePhotos, draft, PHOTOS_LIMIT, photos, photosKept } from './draft.ts'
import { goOn } from './flow.ts'
import { On, Screen } from './screen.tsx'
import { PhotoTaker, Shot } from './shots.tsx'

const WORDS_LIMIT = 4_000
const NEAR_LIMIT = 300

export function DetailStep() {
  const { words, secret = false } = draft.value
  const left = WORDS_LIMIT - words.length
  return (
    <Screen of="detail" title={tell('form.detail')} hint={tell('form.detail-hint')} foot={<On onGo={goOn} />}>
      <PhotoField />
      <Trap />
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
      {!cardId && (
        <div class="typed">
          <label class="choice">
            <input
              type="checkbox"
              checked={secret}
              aria-describedby="secret-told"
              onChange={event => change({ secret: event.currentTarget.checked })}
            />
            <span>{tell('form.secret')}</span>
          </label>
          <p id="secret-told" class="muted small">
            {tell('form.secret-hint')}
          </p>
        </div>
      )}
    </Screen>
  )
}

function PhotoField() {
  const taken = photos.value
  return (
    <div class="photo">
      {taken.length > 0 && (
        <ul class="shots">
          {taken.map((shot, index) => (
            <li key={shot}>
              <Shot blob={shot} number={index + 1} />
              <button
                type="button"
                class="button bare"
                aria-label={tell('form.photo-remove-number', { number: index + 1 })}
                onClick={() => void changePhotos(taken.filter(each => each !== shot))}
              >
                {tell('form.photo-remove')}
              </button>
            </li>
          ))}
        </ul>
      )}
      {taken.length < PHOTOS_LIMIT && (
        <PhotoTaker
          taken={taken.length}
          most={PHOTOS_LIMIT}
          onTaken={shot => changePhotos([...photos.value, shot])}
        />
      )}
      {taken.length > 0 && !photosKept.value && <p class="notice">{tell('form.photo-lost')}</p>}
    </div>
  )
}

/** No person sees it, by eye, by key or by ear: whoever fills it in is a program. */
function Trap() {
  return (
    <div hidden>
      <label for="website">Website</label>
      <input
        id="website"
        name="website"
        tabIndex={-1}
        autocomplete="off"
        onInput={event => change({ website: event.currentTarget.value })}
      />
    </div>
  )
}
