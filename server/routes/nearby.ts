// What is around a place, as a page of plain text, and to programs that want it as text alone.
import { type Request, Router } from 'express'
import type { LngLat } from '../domain/hazards/hazard.ts'
import { type Language, languages, say } from '../domain/messages/index.ts'
import { asText, type Told, tellNearby } from '../domain/nearby.ts'
import { isRefusal } from '../domain/refusal.ts'
import { regionAt } from '../domain/regions/index.ts'
import { acceptPlace } from '../domain/report.ts'
import { sendPage } from '../pages/browser-rules.ts'
import { escaped, plainPage } from '../pages/plain-page.ts'
import type { LookAround } from '../places/nearby.ts'
import type { LookUp } from '../places/places.ts'
import { languageOf } from '../problems.ts'

type Given = {
  places: () => Promise<{ lookUp: LookUp; lookAround: LookAround }>
  now: () => Date
  publicUrl: string
}

export function nearbyRoutes({ places, now, publicUrl }: Given): Router {
  const router = Router()

  router.get(['/dekat', '/near'], async (request, response) => {
    const language = languageOf(request)
    const { lookUp, lookAround } = await places()
    const words = textOf(request, 'q')
    const asked = words === '' ? coordinatesOf(request) : (await lookUp(words, 1, { finished: true }))[0]
    const accepted = asked && acceptPlace(asked.place, regionAt)
    const place = accepted && !isRefusal(accepted) ? accepted.place : undefined
    const name = asked?.name && [asked.name, asked.within?.split(', ')[0]].filter(Boolean).join(', ')
    const told = place && tellNearby(await lookAround(place, name), language, now())
    response.set('Cache-Control', 'no-store').set('Content-Language', language).vary('Accept')
    if (request.accepts(['html', 'text']) === 'text')
      return response.type('text').send(told ? asText(told, publicUrl) : say(language, 'near.ask'))
    const isUnknown = told === undefined && (words !== '' || request.query.lat !== undefined)
    response.status(isUnknown ? 404 : 200)
    sendPage(
      response,
      pageOf({ language, words, told, note: isUnknown ? say(language, 'near.unknown-page') : undefined }),
    )
  })

  return router
}

const textOf = ({ query }: Request, name: string): string => {
  const given = query[name]
  return typeof given === 'string' ? given.trim().slice(0, 200) : ''
}

function coordinatesOf(
  request: Request,
): { place: LngLat; name?: undefined; within?: undefined } | undefined {
  const [lat, lng] = [textOf(request, 'lat'), textOf(request, 'lng')]
  return lat === '' || lng === '' ? undefined : { place: { lat: Number(lat), lng: Number(lng) } }
}

type Page = { language: Language; words: string; told: Told | undefined; note: string | undefined }

function pageOf({ language, words, told = [], note }: Page): string {
  const other = languages.find(each => each !== language) ?? language
  const groups = told.map(
    group =>
      `<h2>${escaped(group.title)}</h2><ul>${group.lines
        .map(
          ({ text, link }) =>
            `<li>${link ? `<a href="${escaped(link)}">${escaped(text)}</a>` : escaped(text)}</li>`,
        )
        .join('')}</ul>`,
  )
  const isAsked = told.length > 0 || note !== undefined
  const body = `${isAsked ? '' : `<p>${escaped(say(language, 'near.lead'))}</p>`}
<form action="/dekat"><input name="q" aria-label="${escaped(say(language, 'near.ask-short'))}" placeholder="${escaped(say(language, 'near.ask-short'))}" value="${escaped(words)}" required><input type="hidden" name="lang" value="${language}"><button>${escaped(say(language, 'near.look'))}</button></form>
${note ? `<p role="alert">${escaped(note)}</p>` : ''}${groups.join('\n')}
<nav><a href="/lapor">${escaped(say(language, 'near.report-here'))}</a><a href="/">${escaped(say(language, 'near.map'))}</a><a href="tel:112">${escaped(say(language, 'near.call'))}</a><a href="/dekat?lang=${other}${words ? `&amp;q=${encodeURIComponent(words)}` : ''}" lang="${other}">${escaped(say(other, 'bot.language-name'))}</a></nav>`
  return plainPage(language, say(language, 'near.title'), body)
}
