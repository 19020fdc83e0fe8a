// A photo as it is seen in the form, and the button that takes one and makes it small.
import { useEffect, useMemo, useState } from 'preact/hooks'
import { Sign } from '../icons.tsx'
import { tell } from '../language.ts'
import { shrink } from './photo.ts'

export function Shot({ blob, number }: { blob: Blob; number: number }) {
  const address = useMemo(() => URL.createObjectURL(blob), [blob])
  useEffect(() => () => URL.revokeObjectURL(address), [address])
  const [isShown, setShown] = useState(true)
  if (!isShown)
    return (
      <span class="thumb unshown" role="img" aria-label={tell('form.photo-alt', { number })}>
        <Sign sign="camera" size={28} />
      </span>
    )
  // A HEIC goes along though this browser cannot show it.
  return (
    <img
      onError={() => setShown(false)}
      class="thumb"
      src={address}
      alt={tell('form.photo-alt', { number })}
    />
  )
}

type Taker = {
  /** How many there are already, of how many there may be. */
  taken: number
  most: number
  onTaken: (shot: Blob) => Promise<unknown>
}

export function PhotoTaker({ taken, most, onTaken }: Taker) {
  const [state, setState] = useState<'idle' | 'opening' | 'unreadable'>('idle')
  const isFirst = taken === 0
  async function take(input: HTMLInputElement) {
    const files = [...(input.files ?? [])].slice(0, most - taken)
    if (files.length === 0) return
    setState('opening')
    let unreadable = 0
    for (const file of files) {
      const small = await shrink(file)
      if (small) await onTaken(small)
      else unreadable++
    }
    input.value = ''
    setState(unreadable > 0 ? 'unreadable' : 'idle')
  }
  return (
    <>
      <div class="photo-buttons">
        <label class={isFirst ? 'button photo-take' : 'button'}>
          <Sign sign="camera" size={isFirst ? 28 : 20} />
          {tell(state === 'opening' ? 'form.photo-opening' : isFirst ? 'form.photo-take' : 'form.photo-more')}
          <input
            class="unseen"
            type="file"
            accept="image/*"
            multiple={most - taken > 1}
            onChange={event => void take(event.currentTarget)}
          />
        </label>
      </div>
      {state === 'unreadable' && (
        <p class="notice" role="alert">
          {tell('form.photo-unreadable')}
        </p>
      )}
    </>
  )
}
