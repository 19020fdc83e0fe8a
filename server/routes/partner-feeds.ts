// The incumbent's Feeds API: partners such as Qlue and Detik bring what their own users reported, with a service key. What comes again stays one.

import { type Request, type Response, Router } from 'express'
import type { z } from 'zod'
import { hazardByDisasterType } from '../domain/hazards/index.ts'
import { may } from '../domain/permissions.ts'
import { isRefusal } from '../domain/refusal.ts'
import { regionAt } from '../domain/regions/index.ts'
import { acceptPlace, type Draft } from '../domain/report.ts'
import { readJson } from '../json-body.ts'
import { keyed, writerOf } from '../keyed.ts'
import type { Lifecycle } from '../lifecycle.ts'
import type { Auth } from '../sign-in/auth.ts'
import { read } from '../wire/complaint.ts'
import { openToAll } from '../wire/cors.ts'
import { detikBody, qlueBody } from '../wire/feed-requests.ts'
import { deny, refuseDraft } from '../wire/refused.ts'
import { unreadableBody } from './petabencana.ts'

type Given = { auth: Pick<Auth, 'officerOf'>; lifecycle: Pick<Lifecycle, 'submit'> }
type Told = Omit<z.output<typeof qlueBody>, 'post_id' | 'location' | 'qlue_city'>

const CHANNEL = 'feed'

export function partnerFeedRoutes({ auth, lifecycle }: Given): Router {
  const router = Router()
  router.use(['/feeds/qlue', '/feeds/detik'], openToAll)
  router.post(['/feeds/qlue', '/feeds/detik'], keyed(auth, 'bring'), readJson('64kb'), unreadableBody)

  router.post('/feeds/qlue', async (request, response) => {
    const body = read(qlueBody, 'body', request.body ?? {}, response)
    if (!body) return
    const { post_id, location, qlue_city: _, ...told } = body
    await take(request, response, { source: 'qlue', name: 'post_id', id: post_id, place: location, told })
  })

  router.post('/feeds/detik', async (request, response) => {
    const body = read(detikBody, 'body', request.body ?? {}, response)
    if (!body) return
    const { contribution_id: id, location, ...told } = body
    const place = { lng: location.longitude, lat: location.latitude }
    await take(request, response, { source: 'detik', name: 'contribution_id', id, place, told })
  })

  async function take(
    request: Request,
    response: Response,
    one: { source: string; name: string; id: number; place: { lng: number; lat: number }; told: Told },
  ): Promise<void> {
    const { source, name, id, place, told } = one
    const accepted = acceptPlace(place, regionAt)
    if (!may(writerOf(response), 'bring', isRefusal(accepted) ? undefined : accepted.region))
      return deny(response, 403, 'Forbidden', 'Not allowed for this key')
    const draft: Draft = {
      hazard: hazardByDisasterType(told.disaster_type),
      place,
      placedBy: 'feed',
      at: told.created_at,
      words: told.text ?? '',
      title: told.title || null,
      source,
    }
    const outcome = await lifecycle.submit(draft, { key: `${source} ${id}`, channel: CHANNEL })
    if (isRefusal(outcome)) return refuseDraft(request, response, outcome)
    const { created } = outcome
    response.json({
      [name]: id,
      created,
      ...(!created && { message: `${name} ${id} was received before` }),
    })
  }

  return router
}
