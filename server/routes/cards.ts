// Cards, the incumbent's one-time links: made by a bot, opened as a form, and good for one report with its photo.

import { randomUUID } from 'node:crypto'
import { type Request, type Response, Router } from 'express'
import type { z } from 'zod'
import { type Card, cardById, createCard, useCard } from '../../db/cards.ts'
import type { Database, Queryable } from '../../db/connect.ts'
import { reportById } from '../../db/reports.ts'
import { receipt } from '../domain/conversation.ts'
import { hazardByDisasterType, hazardOf } from '../domain/hazards/index.ts'
import { linksOf } from '../domain/links.ts'
import { isLanguage } from '../domain/messages/index.ts'
import { isRefusal } from '../domain/refusal.ts'
import type { Draft, Report } from '../domain/report.ts'
import { isPublic } from '../domain/state.ts'
import { readJson } from '../json-body.ts'
import type { Lifecycle } from '../lifecycle.ts'
import type { Photos } from '../photos/photos.ts'
import type { Letters } from '../secrets/letters.ts'
import type { PrivateLinks } from '../secrets/private-links.ts'
import { addressBlock, limit } from '../surge/limits.ts'
import { complain, read } from '../wire/complaint.ts'
import { openToAll } from '../wire/cors.ts'
import { fromOf } from '../wire/from.ts'
import { wireProperties } from '../wire/petabencana.ts'
import { refuseDraft } from '../wire/refused.ts'
import { cardPath, cardPhotoBody, cardReportBody, newCardBody } from '../wire/requests.ts'
import { unreadableBody } from './petabencana.ts'

type Given = {
  db: Database
  lifecycle: Lifecycle
  photos: Photos
  now: () => Date
  newId: () => string
  publicUrl: string
  links: Pick<PrivateLinks, 'linkTo'>
  letters: Pick<Letters, 'post'>
}

const CHANNEL = 'card'
const HOUR = 3_600_000
/** A partner's bot makes many cards from one address in a flood; nobody needs more. */
const CARDS_AN_HOUR = 2_000
/** What the incumbent lets a client declare; what counts is what the file turns out to be. */
const DECLARED = ['image/png', 'image/jpeg', 'image/gif']

export function cardsRoutes({ db, lifecycle, photos, now, newId, publicUrl, links, letters }: Given): Router {
  const router = Router()
  const making = limit(CARDS_AN_HOUR, HOUR)

  const find = (request: Request): Promise<Card | undefined> => {
    const path = cardPath.safeParse(request.params)
    return path.success ? cardById(db, path.data.id) : Promise.resolve(undefined)
  }

  /** Whoever got the card in one of our own chats gets the receipt there too. */
  async function tellCitizen(client: Queryable, { citizen, language }: Card, report: Report): Promise<void> {
    if (citizen === null) return
    const tongue = isLanguage(language) ? language : 'id'
    const reply = receipt(
      report,
      tongue,
      linksOf(report, citizen, tongue, { publicUrl, linkTo: links.linkTo }),
    )
    await letters.post(client, { id: newId(), citizen, reply, due: now() })
  }

  router.use('/cards', openToAll)
  router
    .route(['/cards', '/cards/:id'])
    .post(readBody, unreadableBody)
    .put(readBody, unreadableBody)
    .patch(readBody, unreadableBody)

  router.post('/cards', async (request, response) => {
    const body = read(newCardBody, 'body', request.body ?? {}, response)
    if (!body) return
    const wait = making(addressBlock(request.ip), now().getTime())
    if (wait > 0)
      return response
        .status(429)
        .set('Retry-After', String(wait))
        .json({ statusCode: 429, error: 'Too Many Requests', message: 'Too many cards were made from here' })
    const { network_data: networkData, ...card } = body
    const id = randomUUID()
    await createCard(db, { ...card, id, networkData, at: now() })
    response.json({ cardId: id, created: true })
  })

  router.head('/cards/:id', async (request, response) => {
    response.status((await find(request)) ? 200 : 404).end()
  })

  router.get('/cards/:id', async (request, response, next) => {
    // A browser that opens the link gets the form, which asks again for JSON.
    if (request.accepts(['json', 'html']) === 'html') return next('route')
    const card = await find(request)
    if (!card) return response.status(404).json({ statusCode: 404, found: false, result: null })
    const { report, sub_report } = card
    response.vary('Accept').json({
      statusCode: 200,
      result: {
        card_id: card.id,
        network: card.network,
        language: card.language,
        received: report !== null,
        report: report && (await shown(report)),
        ...(sub_report && { sub_report: await shown(sub_report) }),
      },
    })
  })

  router.put('/cards/:id', async (request, response) => {
    const body = read(cardReportBody, 'body', request.body ?? {}, response)
    if (!body) return
    const card = await find(request)
    if (!card) return unknownCard(request, response)
    const draft = draftOf(body)
    const second = card.report !== null
    if (second && !(body.sub_submission && (await isOpenFor(card, draft)))) return usedCard(response, card)
    const photo = body.image_url ? await photoOf(card, second) : null
    const outcome = await lifecycle.submit(
      { ...draft, photos: photo ? [photo] : [] },
      {
        key: second ? `card:${card.id}:sub` : `card:${card.id}`,
        channel: CHANNEL,
        citizen: card.citizen,
        // Whoever got the link in a chat has an account there.
        from: fromOf(request, card.citizen === null ? 'open' : 'chat'),
        also: async (client, report) => {
          await useCard(client, { card: card.id, report: report.id, second })
          await tellCitizen(client, card, report)
        },
      },
    )
    if (isRefusal(outcome)) return refuseDraft(request, response, outcome)
    if (!outcome.created) return usedCard(response, card)
    response.json({ statusCode: 200, cardId: card.id, created: true })
  })

  router.get('/cards/:id/images', async (request, response) => {
    const declared = request.get('Content-Type')?.split(';')[0]?.trim().toLowerCase()
    if (declared && !DECLARED.includes(declared)) {
      const message = `child "content-type" fails because ["content-type" must be one of [${DECLARED.join(', ')}]]`
      return response.status(400).json(complain('headers', message, ['content-type']))
    }
    const card = await find(request)
    if (!card) return unknownCard(request, response)
    const name = photos.nameFor(card.id, await isForSecond(card))
    response.json({ signedRequest: publicUrl + photos.addressFor(name), url: `${publicUrl}/photos/${name}` })
  })

  router.patch('/cards/:id', async (request, response) => {
    const body = read(cardPhotoBody, 'body', request.body ?? {}, response)
    if (!body) return
    const card = await find(request)
    if (!card) return unknownCard(request, response)
    const target = card.sub_report ?? card.report
    const photo = await photoOf(card, card.sub_report !== null)
    if (target && !photo) {
      const message =
        'child "image_url" fails because ["image_url" must be a photo that was put at the signedRequest]'
      return response.status(400).json(complain('body', message, ['image_url']))
    }
    const isGiven = target !== null && (await reportById(db, target))?.photos.length !== 0
    const outcome = target && photo && !isGiven ? await lifecycle.addPhoto(target, photo) : null
    if (outcome === null || isRefusal(outcome))
      return response.status(403).json({
        statusCode: 403,
        cardId: card.id,
        message: `Card ${card.id} has not received a report yet, or the report has a photo already`,
      })
    response.json({ statusCode: 200, cardId: card.id, updated: true })
  })

  async function shown(id: string) {
    const report = await reportById(db, id)
    return report && isPublic(report) ? wireProperties(report, publicUrl) : null
  }

  /** A second report has to be of the same earthquake and of the other kind. */
  async function isOpenFor(card: Card, draft: Draft): Promise<boolean> {
    const first = card.report && card.sub_report === null ? await reportById(db, card.report) : undefined
    return (
      first?.hazard === 'earthquake' && draft.hazard === 'earthquake' && kindOf(draft) !== first.answers.kind
    )
  }

  /** Whose photo the next one is: the second report's, once that is there or the first report has its own. */
  async function isForSecond(card: Card): Promise<boolean> {
    if (card.sub_report !== null || card.report === null) return card.sub_report !== null
    const first = await reportById(db, card.report)
    return first?.hazard === 'earthquake' && first.photos.length > 0
  }

  /** Pictures from elsewhere are not shown: only what was put at the card's own address, and was cleaned. */
  async function photoOf(card: Card, second: boolean): Promise<string | null> {
    const name = photos.nameFor(card.id, second)
    return (await photos.holds(name)) ? name : null
  }

  return router
}

const readBody = readJson('64kb')

function draftOf(body: z.output<typeof cardReportBody>): Draft {
  const hazard = hazardByDisasterType(body.disaster_type)
  return {
    hazard,
    answers: hazard && hazardOf(hazard).wire.fromReportData(body.card_data),
    place: body.location,
    placedBy: 'pin',
    at: body.created_at,
    words: body.text ?? '',
    partner: body.partnerCode ?? null,
    drill: body.is_training,
  }
}

const kindOf = ({ answers }: Draft): unknown =>
  answers && typeof answers === 'object' ? (answers as Report['answers']).kind : undefined

function unknownCard(request: Request, response: Response): void {
  const cardId = String(request.params.id)
  response.status(404).json({ statusCode: 404, cardId, message: `No card exists with id '${cardId}'` })
}

function usedCard(response: Response, { id: cardId }: Card): void {
  response
    .status(409)
    .json({ statusCode: 409, cardId, message: `Report already received for card '${cardId}'` })
}
