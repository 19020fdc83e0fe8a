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

export async function uploadPhoto({
  photo,
  slot,
  report,
  key,
  begun,
  onBegun,
}: Upload): Promise<Answered<'sent'>> {
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

  try {
    let address = begun
    let offset = 0
    if (address) {
      const where = await ask(address, 'HEAD', {})
      if (where.status >= 500) return await problemIn(where)
      if (where.ok) offset = Number(where.headers.get('Upload-Offset'))
      else address = null
    }
    if (!address) {
      const made = await ask('/api/uploads', 'POST', {
        'Upload-Length': String(photo.size),
        'Upload-Metadata': `report ${btoa(report)},slot ${btoa(String(slot))}`,
      })
      const location = made.headers.get('Location')
      if (!made.ok || !location) {
        const answer = await problemIn(made)
        return answer.problem.code === 'photo-exists' ? { found: 'sent', status: 200 } : answer
      }
      address = location
      await onBegun(address)
    }
    while (offset < photo.size) {
      const piece = photo.slice(offset, offset + PIECE_BYTES)
      const taken = await ask(
        address,
        'PATCH',
        { 'Upload-Offset': String(offset), 'Content-Type': 'application/offset+octet-stream' },
        piece,
      )
      if (!taken.ok) return await problemIn(taken)
      offset = Number(taken.headers.get('Upload-Offset'))
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
