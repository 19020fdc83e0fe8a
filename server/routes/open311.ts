// Open311 GeoReport v2, the door of city systems such as FixMyStreet: what can be reported, reports of any age, and new ones.
// It takes no cookies; a report that is sent again, with its Idempotency-Key or within minutes, stays one.
import { createHash } from 'node:crypto'
import express, { type Request, type Response, Router } from 'express'
import type { z } from 'zod'
import type { Database } from '../../db/connect.ts'
import { everyReport, type Found, pageOfReports, type Wanted } from '../../db/report-search.ts'
import { reportById } from '../../db/reports.ts'
import type { Condition } from '../domain/condition.ts'
import { type HazardKey, hazardKeys } from '../domain/hazards/index.ts'
import { type MessageKey, say, sayRefusal } from '../domain/messages/index.ts'
import { answersOf, definitionOf, requestOf, servicesOf } from '../domain/open311.ts'
import { may } from '../domain/permissions.ts'
import { isRefusal } from '../domain/refusal.ts'
import { regionAt, regionByCode } from '../domain/regions/index.ts'
import { acceptPlace, type Draft, type Report } from '../domain/report.ts'
import type { Lifecycle } from '../lifecycle.ts'
import { attachPhoto } from '../photos/attaching.ts'
import type { Photos } from '../photos/photos.ts'
import type { PictureCaller } from '../photos/picture-call.ts'
import type { LookUp } from '../places/places.ts'
import { languageOf } from '../problems.ts'
import { asOfficer, programOf } from '../sign-in/service-keys.ts'
import { cachingOf, toldTo } from '../sign-in/viewer.ts'
import { spendPage } from '../surge/fair-share.ts'
import { openToAll } from '../wire/cors.ts'
import { fromOf } from '../wire/from.ts'
import { created, deny, formatOf, formats, giveAs, types } from '../wire/open311.ts'
import { postedRequest, requestsQuery, servicesQuery } from '../wire/open311-asked.ts'

type Given = {
  db: Database
  lifecycle: Lifecycle
  photos: Pick<Photos, 'take' | 'nameIn'>
  places: () => Promise<{ lookUp: LookUp }>
  /** Fetches the photo that a program names. */
  callPicture: PictureCaller
  now: () => Date
  publicUrl: string
  /** Whether who sends has to show a key. */
  keyRequired: boolean
}

const ROOT = '/open311/v2'
const CHANNEL = 'open311'
/** When what is offered here changed last. */
const changeset = '2026-11-27T00:00:00Z'
const DAY_MS = 86_400_000
/** The standard's. */
const USUAL_DAYS = 90
/** The same report again within this is a retry, ms: at least once and at most twice as long. */
const RETRY_MS = 10 * 60_000
/** A worse match is no answer to an address. */
const SURE = 0.85

export function open311Routes({
  db,
  lifecycle,
  photos,
  places,
  callPicture,
  now,
  publicUrl,
  keyRequired,
}: Given): Router {
  const router = Router()
  /** Endings first: an id would swallow them. */
  const at = (path: string) => [...formats.map(format => `${ROOT}/${path}.${format}`), `${ROOT}/${path}`]
  router.use(ROOT, openToAll)

  const complain = (
    request: Request,
    response: Response,
    code: number,
    key: MessageKey,
    gaps: Record<string, string | number> = {},
  ) => deny(response, formatOf(request), code, say(languageOf(request), key, gaps))

  /** What is asked, or undefined when the program has been told what is wrong with it. */
  function read<S extends z.ZodType>(
    schema: S,
    request: Request,
    response: Response,
  ): z.output<S> | undefined {
    const outcome = schema.safeParse(request.query)
    if (!outcome.success) {
      const [issue] = outcome.error.issues
      if (issue?.code === 'unrecognized_keys')
        complain(request, response, 400, 'open311.parameter-unknown', { parameter: issue.keys[0] ?? '' })
      else complain(request, response, 400, 'open311.parameter-wrong', { parameter: String(issue?.path[0]) })
      return undefined
    }
    return isElsewhere(request, response, request.query.jurisdiction_id) ? undefined : outcome.data
  }

  function isElsewhere(request: Request, response: Response, id: unknown): boolean {
    if (id === undefined || id === '' || id === new URL(publicUrl).hostname) return false
    if (typeof id === 'string' && regionByCode(id)) return false
    complain(request, response, 404, 'open311.jurisdiction-unknown', { id: String(id).slice(0, 40) })
    return true
  }

  const serviceIn = (text: unknown): HazardKey | undefined => hazardKeys.find(key => key === text)

  router.get(at('discovery'), (request, response) => {
    if (!read(servicesQuery, request, response)) return
    const discovery = {
      changeset,
      contact: `${say(languageOf(request), 'open311.emergency')} ${publicUrl}/docs`,
      key_service: keyRequired ? `${publicUrl}/docs` : '',
      endpoints: [
        {
          specification: 'http://wiki.open311.org/GeoReport_v2',
          url: `${publicUrl}${ROOT}`,
          changeset,
          type: 'production',
          formats: formats.map(format => types[format]),
        },
      ],
    }
    giveAs(request, response, formatOf(request), discovery, 'discovery')
  })

  router.get(at('services'), (request, response) => {
    if (!read(servicesQuery, request, response)) return
    const services = servicesOf(languageOf(request))
    giveAs(request, response, formatOf(request), services, ['services', 'service'])
  })

  router.get(at('services/:code'), (request, response) => {
    if (!read(servicesQuery, request, response)) return
    const code = request.params.code as string
    const service = serviceIn(code)
    if (!service) return complain(request, response, 404, 'open311.service-unknown', { code })
    const definition = definitionOf(service, languageOf(request))
    giveAs(request, response, formatOf(request), definition, 'service_definition')
  })

  router.get(at('requests'), async (request, response) => {
    const query = read(requestsQuery, request, response)
    if (!query) return
    const services = query.service_code?.map(serviceIn)
    const missing = services?.indexOf(undefined) ?? -1
    if (missing >= 0)
      return complain(request, response, 404, 'open311.service-unknown', {
        code: query.service_code?.[missing] ?? '',
      })
    const wanted = wantedOf(query, services as HazardKey[] | undefined)
    const found = await slice((query.page - 1) * query.page_size, query.page_size, wanted)
    giveRequests(request, response, found)
  })

  router.get(at('requests/:id'), async (request, response) => {
    if (!read(servicesQuery, request, response)) return
    const id = request.params.id as string
    const asked = named(id)
    const found = asked ? await pageOfReports(db, asked, { limit: 1 }) : []
    if (found.length === 0) return complain(request, response, 404, 'open311.request-unknown', { id })
    giveRequests(request, response, found)
  })

  /** Numbers are given at once, so that nobody is sent away with a token; the UUID of a report serves as one. */
  router.get(at('tokens/:id'), async (request, response) => {
    if (!read(servicesQuery, request, response)) return
    const id = request.params.id as string
    const report = isUuid(id) ? await reportById(db, id) : undefined
    if (!report || report.drill) return complain(request, response, 404, 'open311.token-unknown', { id })
    const told = [{ service_request_id: String(report.number), token: report.id }]
    giveAs(request, response, formatOf(request), told, ['service_requests', 'request'])
  })

  function wantedOf(query: z.output<typeof requestsQuery>, hazards: HazardKey[] | undefined): Wanted {
    if (query.service_request_id) {
      const [ids, numbers] = [
        query.service_request_id.filter(isUuid),
        query.service_request_id.filter(isNumber),
      ]
      if (ids.length === 0) return { numbers: numbers.map(Number) }
      const asked: Condition[] = [{ field: 'id', oneOf: ids }]
      if (numbers.length > 0) asked.push({ field: 'number', oneOf: numbers.map(Number) })
      return { condition: { any: asked } }
    }
    const span = USUAL_DAYS * DAY_MS
    const { start_date: start, end_date: end } = query
    const from = start ?? new Date((end ?? now()).getTime() - span)
    const to = end ?? (start && new Date(start.getTime() + span))
    const region = query.jurisdiction_id ? regionByCode(query.jurisdiction_id) : undefined
    const time = now().toISOString()
    return {
      from,
      ...(to && { to }),
      ...(hazards && { hazards }),
      ...(region && { regions: [region.code, ...region.aliases] }),
      ...(query.status?.length === 1 && {
        condition:
          query.status[0] === 'open'
            ? { all: [{ not: isResolved }, { field: 'expires_at', is: '>', value: time }] }
            : { any: [isResolved, { field: 'expires_at', is: '<=', value: time }] },
      }),
    }
  }

  async function slice(skip: number, most: number, wanted: Wanted): Promise<Found[]> {
    const found: Found[] = []
    let left = skip
    for await (const page of everyReport(db, wanted)) {
      found.push(...page.slice(left, left + most - found.length))
      left = Math.max(0, left - page.length)
      if (found.length >= most) break
    }
    return found
  }

  function giveRequests(request: Request, response: Response, found: Found[]): void {
    const language = languageOf(request)
    spendPage(response, found.length)
    const { audienceAt } = toldTo(response)
    const told = found.map(({ incident, changedAt, ...report }) =>
      requestOf(report, {
        incident,
        changedAt,
        audience: audienceAt(report.region),
        publicUrl,
        now: now(),
        language,
      }),
    )
    giveAs(request, response, formatOf(request), told, ['service_requests', 'request'], cachingOf(response))
  }

  const form = express.urlencoded({ extended: false, limit: '64kb' })
  router.post(at('requests'), form, async (request, response) => {
    const language = languageOf(request)
    const posted = postedRequest(request.body)
    const given = (name: string) => posted.get(name)?.[0]?.trim() ?? ''
    if (isElsewhere(request, response, given('jurisdiction_id') || undefined)) return

    const secret = given('api_key')
    if (secret === '' && keyRequired) return complain(request, response, 403, 'open311.key-missing')
    const program = secret === '' ? undefined : await programOf(db, `Bearer ${secret}`, now())
    const mayBring = program && may(asOfficer(program), 'bring')
    if (secret !== '' && !mayBring) return complain(request, response, 403, 'open311.key-wrong')

    const code = given('service_code')
    if (code === '') return complain(request, response, 400, 'open311.service-missing')
    const hazard = serviceIn(code)
    if (!hazard)
      return complain(request, response, 404, 'open311.service-unknown', { code: code.slice(0, 40) })
    const attributes = new Map(
      [...posted].flatMap(([name, values]) => {
        const [, attribute] = /^attribute\[(\w+)\](?:\[\])?$/.exec(name) ?? []
        return attribute === undefined ? [] : [[attribute, values] as const]
      }),
    )
    const answered = answersOf(hazard, attributes)
    if ('wrong' in answered)
      return complain(request, response, 400, 'open311.attribute-wrong', { code: answered.wrong })

    const placed = await placeOf(given('lat'), given('long') || given('lng'), given('address_string'))
    if (typeof placed === 'string') return complain(request, response, 400, placed)
    const accepted = acceptPlace(placed.place, regionAt)
    if (program && !isRefusal(accepted) && !may(asOfficer(program), 'bring', accepted.region))
      return complain(request, response, 403, 'open311.key-wrong')

    const outcome = await lifecycle.submit(
      {
        hazard,
        answers: answered.answers,
        ...placed,
        words: given('description'),
        ...(program && { source: CHANNEL }),
      },
      {
        key: await keyOf(request, posted, program?.id),
        channel: CHANNEL,
        // Who holds a key vouches for what it brings.
        from: program ? undefined : fromOf(request, 'open'),
      },
    )
    if (isRefusal(outcome)) {
      const isOften = outcome.refused === 'too-often'
      if (isOften) response.set('Retry-After', String(outcome.details?.seconds ?? 60))
      return deny(response, formatOf(request), isOften ? 429 : 400, sayRefusal(language, outcome))
    }
    const media = given('media_url')
    const notice = [
      say(language, 'open311.taken'),
      say(language, 'open311.emergency'),
      ...(media ? [say(language, await mediaNotice(outcome.report, media, program !== undefined))] : []),
    ]
    created(response, formatOf(request), [
      {
        service_request_id: String(outcome.report.number),
        service_notice: notice.join(' '),
        account_id: null,
      },
    ])
  })

  async function placeOf(
    lat: string,
    long: string,
    address: string,
  ): Promise<Pick<Draft, 'place' | 'placedBy' | 'exactness'> | MessageKey> {
    if (lat !== '' && long !== '') return { place: { lng: Number(long), lat: Number(lat) }, placedBy: 'pin' }
    if (address === '') return 'open311.place-missing'
    const { lookUp } = await places()
    const [found] = await lookUp(address.slice(0, 200), 1, { finished: true })
    if (!found || found.score < SURE) return 'open311.address-unknown'
    return { place: found.place, placedBy: 'name', exactness: found.exactness }
  }

  /** Whoever holds a key vouches for what it names; for a stranger nothing is called. A report that is there stays without a photo that is not. */
  async function mediaNotice(report: Report, media: string, isProgram: boolean): Promise<MessageKey> {
    if (!isProgram) return 'open311.no-media'
    const taken = await callPicture(media, picture => attachPhoto({ lifecycle, photos }, report, picture))
    return taken && !isRefusal(taken) ? 'open311.media' : 'open311.media-missing'
  }

  /** Without a key of its own, a report is known by all that it says and where it comes from. */
  async function keyOf(request: Request, posted: Map<string, string[]>, program = ''): Promise<string> {
    const own = request.get('Idempotency-Key')
    if (own) return `${program} ${own}`
    const said = JSON.stringify([...posted].filter(([name]) => name !== 'api_key').sort())
    const hash = createHash('sha256')
      .update(`${program || request.ip}\0${said}`)
      .digest('hex')
    const step = Math.floor(now().getTime() / RETRY_MS)
    const before = `${hash} ${step - 1}`
    return (await lifecycle.sentAs(CHANNEL, before)) ? before : `${hash} ${step}`
  }

  router.use(ROOT, (request, response) => complain(request, response, 404, 'open311.not-found'))
  router.use(ROOT, faults(complain))

  return router
}

const isResolved = { field: 'state', is: '=', value: 'resolved' } as const

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const isUuid = (id: string) => UUID.test(id)
const isNumber = (id: string) => /^\d{1,15}$/.test(id)

const named = (id: string): Wanted | undefined =>
  isUuid(id) ? { ids: [id] } : isNumber(id) ? { numbers: [Number(id)] } : undefined

type Complain = (request: Request, response: Response, code: number, key: MessageKey) => void

/** A body that nobody can read is told in this door's own shape; other faults are the one handler's. */
const faults =
  (complain: Complain): express.ErrorRequestHandler =>
  (fault, request, response, next) =>
    /^(entity|encoding|charset|request|parameters)\./.test(String(fault?.type))
      ? complain(request, response, fault.status === 413 ? 413 : 400, 'open311.service-missing')
      : next(fault)
