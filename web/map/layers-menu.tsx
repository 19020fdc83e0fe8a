// The layers of the map, each with its switch: by touch, mouse and keyboard.
import './beside.css'
import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { Path, Sign } from '../icons.tsx'
import { tell } from '../language.ts'
import { type Overlay, sight } from './overlays.ts'

const STACK =
  'M12 2.5 22.5 8 12 13.5 1.5 8Zm7.6 7.6 2.9 1.5L12 17 1.5 11.6l2.9-1.5L12 14Zm0 3.9 2.9 1.5L12 21 1.5 15.5 4.4 14l7.6 4Z'

export function LayersMenu({ overlays }: { overlays: Overlay[] }) {
  const isOpen = useSignal(false)
  const root = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    const away = (event: PointerEvent) => {
      if (event.target instanceof Node && !root.current?.contains(event.target)) isOpen.value = false
    }
    addEventListener('pointerdown', away)
    return () => removeEventListener('pointerdown', away)
  }, [])
  if (overlays.length === 0) return null
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape closes from anywhere inside
    <div
      class="layers"
      ref={root}
      onKeyDown={event => {
        if (event.key !== 'Escape' || !isOpen.value) return
        event.stopPropagation()
        isOpen.value = false
        button.current?.focus()
      }}
    >
      <button
        ref={button}
        type="button"
        class="layers-button"
        aria-expanded={isOpen.value}
        aria-label={tell(isOpen.value ? 'layers.close' : 'layers.open')}
        onClick={() => {
          isOpen.value = !isOpen.value
        }}
      >
        <Path d={STACK} size={20} />
        <span>{tell('layers.title')}</span>
      </button>
      {isOpen.value && (
        <fieldset class="layers-panel">
          <legend>{tell('layers.title')}</legend>
          {overlays.map(overlay => (
            <Switch key={overlay.key} overlay={overlay} />
          ))}
          <button
            type="button"
            class="quiet"
            aria-label={tell('layers.close')}
            onClick={() => {
              isOpen.value = false
              button.current?.focus()
            }}
          >
            <Sign sign="close" />
          </button>
        </fieldset>
      )}
    </div>
  )
}

function Switch({ overlay: { name, icon, isShown, fromZoom } }: { overlay: Overlay }) {
  const isFar = fromZoom !== undefined && (sight.value?.zoom ?? 0) < fromZoom
  return (
    <label class="layer-switch">
      <input
        type="checkbox"
        checked={isShown.value}
        onChange={event => {
          isShown.value = event.currentTarget.checked
        }}
      />
      {icon && <Path d={icon} size={18} />}
      <span>
        {tell(name)}
        {isFar && isShown.value && <small class="muted">{tell('layers.from-zoom')}</small>}
      </span>
    </label>
  )
}
