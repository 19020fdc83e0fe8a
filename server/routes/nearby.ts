// What is around a place, as a page of plain text: for an old phone, two bars of signal and little battery. No script, no picture, no font.
import { type Request, Router } from 'express'
import type { LngLat } from '../domain/hazards/hazard.ts'
import { type Language, languages, say } from '../domain/messages/index.ts'
import { asText, type Told, tellNearby } from '../domain/nearby.ts'
import { regionAt } from '../domain/regions/index.ts'
import { acceptPlace, isRefusal } from '../domain/report.ts'
import type { LookAround } from '../nearby.ts'
import type { LookUp } from '../places.ts'
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
    response
      .status(isUnknown ? 404 : 200)
      .type('html')
      .send(pageOf({ language, words, told, note: isUnknown ? say(language, 'near.unknown') : undefined }))
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
  const title = escaped(say(language, 'near.title'))
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
  return `<!doctype html><html lang="${language}"><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex"><title>${title} · Kentongan</title>
<style>:root{color-scheme:light dark}body{font:1.0625rem/1.5 system-ui,sans-serif;max-width:38rem;margin:0 auto;padding:1rem}h1{font-size:1.25rem}h2{font-size:1.0625rem;margin:1.5rem 0 .25rem}ul{padding:0;list-style:none;margin:0}li{padding:.625rem 0;border-top:1px solid #8884}input,button{font:inherit;min-height:44px;padding:0 .75rem;box-sizing:border-box}input{flex:1;min-width:0}form{display:flex;gap:.5rem}nav{display:flex;flex-wrap:wrap;gap:0 1.5rem;margin-top:1.5rem}nav a{padding:.625rem 0}</style>
<h1>${title}</h1><form action="/dekat"><input name="q" aria-label="${escaped(say(language, 'near.ask-short'))}" placeholder="${escaped(say(language, 'near.ask-short'))}" value="${escaped(words)}" required><input type="hidden" name="lang" value="${language}"><button>${escaped(say(language, 'near.look'))}</button></form>
${note ? `<p role="alert">${escaped(note)}</p>` : ''}${groups.join('\n')}
<nav><a href="/lapor">${escaped(say(language, 'near.report-here'))}</a><a href="/">${escaped(say(language, 'near.map'))}</a><a href="tel:112">${escaped(say(language, 'near.call'))}</a><a href="/dekat?lang=${other}${words ? `&amp;q=${encodeURIComponent(words)}` : ''}" lang="${other}">${escaped(say(other, 'bot.language-name'))}</a></nav></html>`
}

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const escaped = (text: string) => text.replace(/[&<>"']/g, sign => ENTITIES[sign] ?? sign)
