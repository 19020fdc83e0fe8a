// "I see it too" on the public map: the reader's own report beside the open one, at the phone's place where it is told, else at the report's.
import { useSignal } from '@preact/signals'
import { distance as metresBetween } from '@turf/distance'
import type { ReportFeature } from '../../server/domain/contract.ts'
import { sendReport } from '../api.ts'
import { Sign } from '../icons.tsx'
import { device, newKey } from '../kept.ts'
import { distance, tell } from '../language.ts'

/** Who is further away than this, beside what the phone may be off, sees something else. */
const FAR_M = 500
/** About how near to the report its readers are who do not say where they are. */
const BESIDE_M = 200
const PATIENCE_MS = 8_000

type Fix = { lng: number; lat: number; exactness: number }

/** Null where the phone does not tell. */
const whereAmI = () =>
  new Promise<Fix | null>(resolve => {
    if (!('geolocation' in navigator) || !isSecureContext) return resolve(null)
    navigator.geolocation.getCurrentPosition(
      ({ coords }) =>
        resolve({
          lng: coords.longitude,
          lat: coords.latitude,
          exactness: Math.max(1, Math.round(coords.accuracy)),
        }),
      () => resolve(null),
      { enableHighAccuracy: true, timeout: PATIENCE_MS, maximumAge: 60_000 },
    )
  })

export function SeeToo({ report }: { report: ReportFeature }) {
  const state = useSignal<'idle' | 'locating' | 'sent'>('idle')
  const said = useSignal<string | null>(null)
  const link = useSignal<string | null>(null)
  const key = useSignal(newKey())
  const { id, hazard, answers, drill } = report.properties
  const [lng = 0, lat = 0] = report.geometry.coordinates
  async function confirm() {
    if (state.value !== 'idle') return
    state.value = 'locating'
    said.value = null
    const here = await whereAmI()
    const away = here ? metresBetween([here.lng, here.lat], [lng, lat], { units: 'meters' }) : 0
    if (here && away > FAR_M + here.exactness) {
      state.value = 'idle'
      said.value = tell('after.near-far', { distance: distance(away) })
      return
    }
    const answered = await sendReport(
      {
        hazard,
        answers,
        about: id,
        place: here ? { lng: here.lng, lat: here.lat } : { lng, lat },
        placedBy: here ? 'location' : 'pin',
        exactness: here?.exactness ?? BESIDE_M,
        words: '',
        device: device(),
        ...(drill && { drill: true }),
      },
      key.value,
    )
    state.value = 'found' in answered ? 'sent' : 'idle'
    if ('found' in answered) link.value = answered.found.link
    said.value =
      'found' in answered
        ? tell('after.near-sent')
        : 'problem' in answered
          ? answered.problem.detail
          : tell('after.near-unreachable')
  }
  return (
    <div class="see-too">
      {state.value !== 'sent' && (
        <button
          type="button"
          class="button"
          aria-disabled={state.value === 'locating'}
          onClick={() => void confirm()}
        >
          <Sign sign="plus" size={16} />
          {tell(state.value === 'locating' ? 'after.near-locating' : 'after.near-button')}
        </button>
      )}
      <p role="status">{said.value}</p>
      {link.value && (
        <a class="button" href={new URL(link.value).pathname}>
          {tell('mine.link')}
        </a>
      )}
    </div>
  )
}
