// One question a screen: its heading takes the focus when it arrives, what it asks scrolls, the way on stays within the thumb's reach.
import type { ComponentChildren } from 'preact'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import { tell } from '../language.ts'
import { dot } from './flow.ts'
import { refused } from './sending.ts'

type Given = {
  /** Names the screen among the others. */
  of: string
  title: string
  hint?: string
  children?: ComponentChildren
  /** The buttons at the bottom, the main one last. */
  foot?: ComponentChildren
  dots?: boolean
}

/** Nobody moved yet: the page's own beginning keeps the focus. */
let arrived = false

export function Screen({ of, title, hint, children, foot, dots = true }: Given) {
  const heading = useRef<HTMLHeadingElement>(null)
  // Before anything is painted: whoever types on at once types into this screen.
  useLayoutEffect(() => {
    if (arrived) heading.current?.focus({ preventScroll: true })
    arrived = true
  }, [])
  useEffect(() => {
    document.title = `${title} · Kentongan`
  }, [title])
  const said = refused.value?.step === of ? refused.value.said : null
  return (
    <main class="screen" data-step={of}>
      <div class="asked">
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {hint && <p class="muted">{hint}</p>}
        {said && (
          <p class="notice refusal" role="alert">
            {said}
          </p>
        )}
        {children}
      </div>
      <div class="foot">
        {dots && <Dots />}
        {foot}
      </div>
    </main>
  )
}

function Dots() {
  const now = dot()
  return (
    <p class="dots" role="img" aria-label={tell('form.progress', { step: now })}>
      {[1, 2, 3, 4, 5].map(each => (
        <i key={each} class={each < now ? 'past' : each === now ? 'now' : ''} />
      ))}
    </p>
  )
}

type OnProps = { ready?: boolean; lacking?: string; onGo: () => void; children?: ComponentChildren }

/** The big button. While something is lacking it stays reachable and says what, rather than being dead. */
export function On({ ready = true, lacking, onGo, children }: OnProps) {
  const told = useRef<HTMLParagraphElement>(null)
  return (
    <>
      <p class="lacking" role="status" ref={told} />
      <button
        type="button"
        class="button main big"
        aria-disabled={ready ? undefined : 'true'}
        onClick={() => {
          if (ready) onGo()
          else if (told.current) told.current.textContent = lacking ?? ''
        }}
      >
        {children ?? tell('form.next')}
      </button>
    </>
  )
}
