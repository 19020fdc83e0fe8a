// Sends a photo in pieces by the tus protocol, so that after a cut it goes on where the server says that it got to.
// Over fetch, because the service worker has nothing else.
import { type Answered, type Problem, patience } from '../api.ts'
import { language } from '../language.ts'

/** Small enough that a weak line gets one through before it breaks. */
const PIECE_BYTES = 128 * 1024

type Upload = {
  photo: Blob
  slot: number
  report: string
  key: string
  /** Where it was begun before. */
  begun: string | null
  onBegun: (address: string) => Promise<void>
}

/** While every attempt gets further than the one before, the next one follows at once. */
export async function uploadPhoto(upload: Upload): Promise<Answered<'sent'>> {
  const state = { address: upload.begun, offset: 0 }
  for (let reached = 0; ; reached = state.offset) {
    const answered = await attempt(upload, state)
    if (!('unreachable' in answered) || state.offset <= reached) return answered
  }
}

async function attempt(
  { photo, slot, report, key, onBegun }: Upload,
  state: { address: string | null; offset: number },
): Promise<Answered<'sent'>> {
  const ask = (address: string, method: string, headers: Record<string, string>, body?: Blob) =>
    fetch(address, {
      method,
      body,
      signal: patience(),
      headers: {
        'Tus-Resumable': '1.0.0',
        'Idempotency-Key': key,
        'Accept-Language': language.value,
        ...headers,
      },
    })
  const offsetIn = (response: Response) => Number(response.headers.get('Upload-Offset'))

  try {
    if (state.address) {
      const where = await ask(state.address, 'HEAD', {})
      if (where.status >= 500) return await problemIn(where)
      if (where.ok) state.offset = offsetIn(where)
      else state.address = null
    }
    if (!state.address) {
      const begun = await ask('/api/uploads', 'POST', {
        'Upload-Length': String(photo.size),
        'Upload-Metadata': `report ${btoa(report)},slot ${btoa(String(slot))}`,
      })
      const address = begun.headers.get('Location')
      if (!begun.ok || !address) {
        const answer = await problemIn(begun)
        return answer.problem.code === 'photo-exists' ? { found: 'sent', status: 200 } : answer
      }
      Object.assign(state, { address, offset: 0 })
      await onBegun(address)
    }
    while (state.address && state.offset < photo.size) {
      const taken = await ask(
        state.address,
        'PATCH',
        { 'Upload-Offset': String(state.offset), 'Content-Type': 'application/offset+octet-stream' },
        photo.slice(state.offset, state.offset + PIECE_BYTES),
      )
      if (!taken.ok) return await problemIn(taken)
      state.offset = offsetIn(taken)
    }
    return { found: 'sent', status: 204 }
  } catch (error) {
    if (error instanceof TypeError || error instanceof DOMException) return { unreachable: true }
    throw error
  }
}

/** Where the upload stands is asked again the next time when the server says that we are out of step. */
async function problemIn(response: Response): Promise<{ problem: Problem }> {
  const said: Partial<Problem> = await response.json().catch(() => ({}))
  const isOutOfStep = !said.code && [404, 409, 410, 423].includes(response.status)
  return {
    problem: {
      type: '',
      title: '',
      code: 'internal',
      detail: '',
      ...said,
      status: isOutOfStep ? 503 : response.status,
    },
  }
}
