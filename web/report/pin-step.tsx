// The pin in the middle stands still and the map moves under it. The map is fetched only when this screen is opened.
import { useEffect, useRef, useState } from 'preact/hooks'
import { Sign } from '../icons.tsx'
import { language, tell } from '../language.ts'
import { theme } from '../theme.ts'
import { change, draft } from './draft.ts'
import { goBack } from './flow.ts'
import type { PinMap } from './pin-map.ts'
import { On, Screen } from './screen.tsx'
import { refused } from './sending.ts'

export function PinStep() {
  const holder = useRef<HTMLDivElement>(null)
  const pin = useRef<PinMap | null>(null)
  const [far, setFar] = useState(false)
  const [state, setState] = useState<'loading' | 'open' | 'failed'>('loading')

  useEffect(() => {
    let close: (() => void) | undefined
    let left = false
    const open = async () => {
      const { openPinMap } = await import('./pin-map.ts')
      if (left || !holder.current) return
      const map = await openPinMap(holder.current, {
        at: draft.value.place?.point ?? null,
        exact: draft.value.place?.by !== 'name',
        theme: theme.value,
        language: language.value,
        label: tell('form.pin-map'),
      })
      close = map.close
      pin.current = map
      if (left) map.close()
      else setState('open')
    }
    open().catch(error => {
      console.error('The map cannot be opened.', error)
      setState('failed')
    })
    return () => {
      left = true
      close?.()
    }
  }, [])

  function use() {
    if (!pin.current) return
    if (!pin.current.isNear()) return setFar(true)
    const point = pin.current.centre()
    refused.value = null
    change({ place: { point, by: 'pin' } })
    goBack()
  }

  return (
    <Screen
      of="pin"
      title={tell('form.pin')}
      hint={tell('form.pin-hint')}
      foot={
        <On ready={state === 'open'} onGo={use}>
          {tell('form.pin-use')}
        </On>
      }
    >
      {far && (
        <p class="notice" role="alert">
          {tell('form.pin-far')}
        </p>
      )}
      <div class="pin-map">
        <div class="pin-map-canvas" ref={holder} />
        {state === 'open' ? (
          <Sign sign="pin" size={48} class="pin-mark" />
        ) : (
          <p class="pin-said" role="status">
            {tell(state === 'failed' ? 'form.pin-failed' : 'form.pin-loading')}
          </p>
        )}
      </div>
    </Screen>
  )
}
