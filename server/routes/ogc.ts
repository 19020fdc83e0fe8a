// OGC API - Features 1.0 at the root: landing page, conformance, collections and their items, as JSON for programs and as pages for people.
// Filtering (Part 3, CQL2 text) holds for every collection.
import compression from 'compression'
import { type Request, type Response, Router } from 'express'
import { readMigrations } from '../../db/migrate.ts'
import program from '../../package.json' with { type: 'json' }
import { type Language, say, sayRefusal } from '../domain/messages/index.ts'
import { isRefusal, type Refusal } from '../domain/refusal.ts'
import { type Collection, home } from '../features/collection.ts'
import { askedOf, placeText, strange, wrongPlace } from '../features/question.ts'
import { onDemand } from '../made-once.ts'
import { sendPage } from '../pages/browser-rules.ts'
import {
  collectionPage,
  collectionsPage,
  conformancePage,
  itemPage,
  itemsPage,
  propertiesPage,
} from '../pages/features-page.ts'
import { languageOf, refuse } from '../problems.ts'
import { cachingOf, toldTo } from '../sign-in/viewer.ts'
import { spendPage } from '../surge/fair-share.ts'
import { openToAll } from '../wire/cors.ts'
import {
  collectionOf,
  conformance,
  featureOf,
  type Link,
  linksOf,
  queryablesOf,
  serviceLinks,
} from '../wire/features.ts'

type Given = {
  collections: readonly Collection[]
  /** Where we are, if an operator told. */
  toldUrl: string | undefined
  now: () => Date
}

const GEOJSON = 'application/geo+json'

const schemaNow = onDemand(async () => (await readMigrations()).at(-1)?.name.replace('.sql', ''))

export function ogcRoutes({ collections, toldUrl, now }: Given): Router {
  const router = Router()
  router.use(['/conformance', '/collections'], openToAll, compression())

  const baseOf = (request: Request) => toldUrl ?? `${request.protocol}://${request.get('Host')}`
  const find = (name: unknown) => collections.find(({ id }) => id === name)

  /** A browser asks for a page by name; a program that takes anything gets JSON. */
  const wantsPage = (request: Request) =>
    request.query.f === 'html' ||
    (request.query.f !== 'json' && (request.get('Accept') ?? '').includes('text/html'))

  /** Refuses what is not known, else says how the answer looks. */
  function isStrange(request: Request, response: Response, known: string[] = []): boolean {
    const refusal = strange(request.query, known, languageOf(request))
    if (refusal) refuse(request, response, refusal)
    return refusal !== undefined
  }

  /** As JSON, or as the page that says the same. */
  function send(
    request: Request,
    response: Response,
    body: object,
    page: (address: URL, language: Language) => string,
    type = 'application/json',
  ) {
    const language = languageOf(request)
    response
      .vary('Accept, Accept-Language, Authorization')
      .set({ 'Cache-Control': cachingOf(response), 'Content-Language': language })
    if (!wantsPage(request)) return response.type(type).send(JSON.stringify(body))
    return sendPage(response, page(new URL(request.originalUrl, baseOf(request)), language))
  }

  /** People are told on the page where they asked. */
  function turnAway(request: Request, response: Response, refusal: Refusal, collection: Collection) {
    if (!wantsPage(request)) return refuse(request, response, refusal)
    const language = languageOf(request)
    const address = new URL(request.originalUrl, baseOf(request))
    response.status(400)
    sendPage(
      response,
      itemsPage(address, language, collection, { items: [] }, [], sayRefusal(language, refusal)),
    )
  }

  router.options('/', openToAll)
  router.get('/', openToAll, async (request, response, next) => {
    const asks = Object.keys(request.query)
    // Links into the map have words of their own; programs ask for the bare root.
    const isProgram = asks.every(name => name === 'f') && !wantsPage(request)
    if (!isProgram) return next()
    if (isStrange(request, response)) return
    const base = baseOf(request)
    const language = languageOf(request)
    const schema = await schemaNow()
    response
      .vary('Accept')
      .set('Cache-Control', 'no-cache')
      .json({
        version: program.version,
        schema,
        title: 'Kentongan',
        description: say(language, 'feature.about'),
        links: [...linksOf(base, request), ...serviceLinks(base)],
      })
  })

  router.get('/conformance', (request, response) => {
    if (isStrange(request, response)) return
    const body = { conformsTo: conformance, links: linksOf(baseOf(request), request) }
    send(request, response, body, (address, language) => conformancePage(address, language, conformance))
  })

  router.get('/collections', async (request, response) => {
    if (isStrange(request, response)) return
    const base = baseOf(request)
    const language = languageOf(request)
    const told = await Promise.all(collections.map(one => collectionOf(one, base, language)))
    const body = { links: linksOf(base, request), collections: told }
    send(request, response, body, (address, language) => collectionsPage(address, language, collections))
  })

  const named = (request: Request, response: Response): Collection | undefined => {
    const collection = find(request.params.collection)
    if (!collection) refuse(request, response, { refused: 'collection-unknown' })
    return collection
  }

  router.get('/collections/:collection', async (request, response) => {
    const collection = named(request, response)
    if (!collection || isStrange(request, response)) return
    const base = baseOf(request)
    const told = await collectionOf(collection, base, languageOf(request))
    const [box] = told.extent.spatial.bbox
    const body = { ...told, links: [...linksOf(base, request), ...told.links] }
    send(request, response, body, (address, language) =>
      collectionPage(address, language, collection, box ?? home),
    )
  })

  router.get(
    ['/collections/:collection/queryables', '/collections/:collection/schema'],
    (request, response) => {
      const collection = named(request, response)
      if (!collection || isStrange(request, response)) return
      const isAll = request.path.endsWith('/schema')
      send(
        request,
        response,
        queryablesOf(collection, baseOf(request), languageOf(request), isAll),
        (address, language) => propertiesPage(address, language, collection, isAll),
        'application/schema+json',
      )
    },
  )

  router.get('/collections/:collection/items', async (request, response) => {
    const collection = named(request, response)
    if (!collection) return
    const language = languageOf(request)
    const asked = askedOf(request.query, collection, language)
    if (isRefusal(asked)) return turnAway(request, response, asked, collection)
    const page = await collection.page({ ...asked, audienceAt: toldTo(response).audienceAt })
    if (page === 'wrong-place') return refuse(request, response, wrongPlace(language))
    spendPage(response, page.items.length)
    const base = baseOf(request)
    const links = linksOf(base, request, GEOJSON)
    if (page.next !== undefined) {
      const address = new URL(request.originalUrl, base)
      address.searchParams.delete('offset')
      address.searchParams.set('after', placeText(page.next))
      links.push({ href: address.href, rel: 'next', type: GEOJSON })
    }
    links.push({
      href: `${base}/collections/${collection.id}`,
      rel: 'collection',
      type: 'application/json',
    })
    send(
      request,
      response,
      {
        type: 'FeatureCollection',
        timeStamp: now().toISOString(),
        ...(page.matched !== undefined && { numberMatched: page.matched }),
        numberReturned: page.items.length,
        features: page.items.map(item => featureOf(item)),
        links,
      },
      address => itemsPage(address, language, collection, page, links),
      GEOJSON,
    )
  })

  router.get('/collections/:collection/items/:id', async (request, response) => {
    const collection = named(request, response)
    if (!collection || isStrange(request, response)) return
    const item = await collection.one(String(request.params.id), toldTo(response).audienceAt)
    if (!item) return refuse(request, response, { refused: 'feature-unknown' })
    const base = baseOf(request)
    const links: Link[] = [
      ...linksOf(base, request, GEOJSON),
      { href: `${base}/collections/${collection.id}`, rel: 'collection', type: 'application/json' },
    ]
    send(
      request,
      response,
      { ...featureOf(item), links },
      (address, language) => itemPage(address, language, collection, item),
      GEOJSON,
    )
  })

  return router
}
