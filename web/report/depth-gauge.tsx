// The depth of water, told by the body: a grown person and a child stand in it, and the water is dragged to where it stands.
// A slider for the keyboard and the screen reader; − and + for those who cannot drag.
import { useRef } from 'preact/hooks'
import type { Question } from '../../server/domain/hazards/hazard.ts'
import { Sign } from '../icons.tsx'
import { read, tell } from '../language.ts'
import { People } from './people.tsx'

type DepthQuestion = Extract<Question, { kind: 'depth' }>

type Given = {
  question: DepthQuestion
  value: number | undefined
  /** "50 cm, selutut". */
  describe: (depth: number) => string
  onChange: (depth: number) => void
}

/** The drawing: its box, the ground, and how many of its units a centimetre takes. */
const WIDE = 376
const HIGH = 444
const GROUND = 428
const PER_CM = 2.05
const heightOf = (depth: number) => GROUND - depth * PER_CM

const RULER_X = 326
/** The surface, a calm wave from one side of the basin to the other. */
const WAVE = `M104 0q13-4 26 0${'t26 0'.repeat(8)}`
/** Words nearer than this would print over each other. */
const LEAP_STEPS = 4

export function DepthGauge({ question, value, describe, onChange }: Given) {
  const { min, max, step, marks } = question
  const drawing = useRef<SVGSVGElement>(null)
  const dragging = useRef(false)
  const depth = value ?? min
  const said = value === undefined ? tell('form.depth-none') : describe(value)

  const put = (next: number) => onChange(Math.min(max, Math.max(min, Math.round(next / step) * step)))

  function drag(event: PointerEvent) {
    const matrix = drawing.current?.getScreenCTM()
    if (!matrix) return
    const { y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse())
    put((GROUND - y) / PER_CM)
  }

  const keys: Record<string, number> = {
    ArrowUp: depth + step,
    ArrowRight: depth + step,
    ArrowDown: depth - step,
    ArrowLeft: depth - step,
    PageUp: depth + LEAP_STEPS * step,
    PageDown: depth - LEAP_STEPS * step,
    Home: min,
    End: max,
  }

  return (
    <div class="depth">
      <div
        class={`gauge ${value === undefined ? 'untouched' : ''}`}
        role="slider"
        tabIndex={0}
        aria-label={read(question.ask)}
        aria-orientation="vertical"
        aria-valuemin={min}
        aria-valuemax={max}
        aria-valuenow={depth}
        aria-valuetext={said}
        onKeyDown={event => {
          const next = keys[event.key]
          if (next === undefined) return
          event.preventDefault()
          put(next)
        }}
        onPointerDown={event => {
          dragging.current = true
          event.currentTarget.setPointerCapture(event.pointerId)
          drag(event)
        }}
        onPointerMove={event => dragging.current && drag(event)}
        onPointerUp={() => {
          dragging.current = false
        }}
        onPointerCancel={() => {
          dragging.current = false
        }}
      >
        <svg ref={drawing} viewBox={`-8 0 ${WIDE + 12} ${HIGH}`} aria-hidden="true">
          {marks.map(mark => (
            <g
              key={mark.label.en}
              class={value !== undefined && said.endsWith(read(mark.label)) ? 'mark now' : 'mark'}
            >
              <text x={90} y={heightOf(Number(mark.value)) + 4.5} text-anchor="end">
                {read(mark.label)}
              </text>
              <path class="tick" d={`M94 ${heightOf(Number(mark.value))}h8`} />
            </g>
          ))}
          <Ruler max={max} />
          <People x={242} ground={GROUND} perCm={PER_CM} />
          <path class="ground" d={`M102 ${GROUND + 1}H318`} />
          <clipPath id="basin">
            <rect x={104} y={0} width={210} height={GROUND} />
          </clipPath>
          <g clip-path="url(#basin)">
            <g class="water" style={{ transform: `translateY(${heightOf(Math.max(depth, 2))}px)` }}>
              <path class="water-body" d={`${WAVE}V460H104Z`} />
              <path class="water-line" d={WAVE} />
            </g>
          </g>
          <g class="grip" style={{ transform: `translateY(${heightOf(Math.max(depth, 2))}px)` }}>
            <circle class="grip-knob" cx={298} cy={0} r={17} />
            <path class="grip-arrows" d="M298-10.5l6 7h-12ZM298 10.5l-6-7h12Z" />
          </g>
        </svg>
      </div>
      <div class="depth-set">
        <button
          type="button"
          class="button round"
          aria-label={tell('form.depth-less', { step })}
          onClick={() => put(depth - step)}
        >
          <Sign sign="minus" size={24} />
        </button>
        <output class="depth-said figures">{said}</output>
        <button
          type="button"
          class="button round"
          aria-label={tell('form.depth-more', { step })}
          onClick={() => put(depth + step)}
        >
          <Sign sign="plus" size={24} />
        </button>
      </div>
    </div>
  )
}

/** Every 10 cm a tick, every 50 cm its figure. */
function Ruler({ max }: { max: number }) {
  const ticks = Array.from({ length: Math.floor(max / 10) + 1 }, (_, index) => index * 10)
  return (
    <g class="ruler">
      {ticks.map(cm => (
        <path key={cm} class="tick" d={`M${RULER_X} ${heightOf(cm)}h${cm % 50 === 0 ? 12 : 6}`} />
      ))}
      {ticks
        .filter(cm => cm % 50 === 0 && cm > 0)
        .map(cm => (
          <text key={cm} x={WIDE} y={heightOf(cm) + 4.5} text-anchor="end">
            {cm}
          </text>
        ))}
    </g>
  )
}
