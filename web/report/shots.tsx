// A photo as it is seen in the form, and the button that takes one and makes it small.
import { useEffect, useMemo, useState } from 'preact/hooks'
import { Sign } from '../icons.tsx'
import { tell } from '../language.ts'
import { shrink } from './photo.ts'

export function Shot({ blob, number }: { blob: Blob; number: number }) {
  const address = useMemo(() => URL.createObjectURL(blob), [blob])
  useEffect(() => () => URL.revokeObjectURL(address), [address])
  return <img class="thumb" src={address} alt={tell('form.photo-alt', { number })} />
}

export function PhotoTaker({ isFirst, onTaken }: { isFirst: boolean; onTaken: (shot: Blob) => void }) {
  const [state, setState] = useState<'idle' | 'opening' | 'unreadable'>('idle')
  async function take(input: HTMLInputElement) {
    const file = input.files?.[0]
    if (!file) return
    setState('opening')
    const small = await shrink(file)
    input.value = ''
    setState(small ? 'idle' : 'unreadable')
    if (small) onTaken(small)
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
