// CAP for the rest of the world: each message for ever under its own address, and an Atom feed of the latest. Drills have a feed of their own,
// and so has the digest of verified incidents, which is no warning.
import { type Request, type Response, Router } from 'express'
import { documentText, latestDocuments } from '../../db/cap-documents.ts'
import type { Queryable } from '../../db/connect.ts'
import { digestText, latestDigests } from '../../db/incident-documents.ts'
import { capTime } from '../domain/cap.ts'
import { headlineOf, summaryOf } from '../domain/incident-cap.ts'
import { say } from '../domain/messages/index.ts'
import { capPolygons } from '../domain/warning-shape.ts'
import { languageOf, refuse } from '../problems.ts'
import { writeAtom } from '../warnings/cap-writer.ts'
import { openToAll } from '../wire/cors.ts'
import { takesOnly } from '../wire/queried.ts'
import { emptySince, sendTagged } from '../wire/tagged.ts'

const LISTED = 100

export function capRoutes({
  db,
  publicUrl,
  now,
}: {
  db: Queryable
  publicUrl: string
  now: () => Date
}): Router {
  const router = Router()
  router.use('/cap', openToAll, takesOnly())

  const feed = (drill: boolean) => async (request: Request, response: Response) => {
    const language = languageOf(request)
    const documents = await latestDocuments(db, drill, LISTED)
    const self = `${publicUrl}/cap${drill ? '/exercise' : ''}`
    const title = say(language, drill ? 'warning.feed-drill' : 'warning.feed')
    const text = writeAtom({
      id: self,
      self,
      title,
      author: say(language, 'warning.sender'),
      updated: documents[0]?.sent ?? capTime(emptySince(now()), 'UTC'),
      documentOf: identifier => `${publicUrl}/cap/${identifier}.xml`,
      entries: documents.map(({ identifier, sent, kind, content }) => {
        const { headline, description } = content.words[language]
        const lifted = kind === 'Cancel' ? say(language, 'warning.lifted', { headline }) : headline
        return {
          identifier,
          sent,
          kind,
          title: drill ? say(language, 'warning.drill-headline', { headline: lifted }) : lifted,
          summary: kind === 'Cancel' ? lifted : description,
          polygons: capPolygons(content.outline),
        }
      }),
    })
    sendTagged(request, response, text, 'application/atom+xml', 'no-cache')
  }

  router.get('/cap', feed(false))
  router.get('/cap/exercise', feed(true))

  router.get('/cap/incidents', async (request, response) => {
    const language = languageOf(request)
    const digests = await latestDigests(db, LISTED)
    const self = `${publicUrl}/cap/incidents`
    const text = writeAtom({
      id: self,
      self,
      title: say(language, 'digest.feed'),
      author: say(language, 'digest.sender'),
      updated: digests[0]?.sent ?? capTime(emptySince(now()), 'UTC'),
      documentOf: identifier => `${self}/${identifier}.xml`,
      entries: digests.map(digest => ({
        ...digest,
        title: headlineOf(digest, language),
        summary: summaryOf(digest, language),
        polygons: capPolygons(digest.told.outline),
      })),
    })
    sendTagged(request, response, text, 'application/atom+xml', 'no-cache')
  })

  const asIssued = (textOf: typeof documentText) => async (request: Request, response: Response) => {
    const identifier = String(request.params.file).replace(/\.xml$/, '')
    const text = await textOf(db, identifier)
    if (text === undefined) return refuse(request, response, { refused: 'not-found' })
    sendTagged(request, response, text, 'application/cap+xml', 'public, max-age=31536000, immutable')
  }
  router.get('/cap/incidents/:file', asIssued(digestText))
  router.get('/cap/:file', asIssued(documentText))

  return router
}
