// Warnings for everybody: those that stand as GeoJSON, and a page for each that needs no script: the link in every message leads to it.
import { Router } from 'express'
import { z } from 'zod'
import { toWarningFeature } from '../domain/contract.ts'
import { type Language, languages, say } from '../domain/messages/index.ts'
import type { Warning } from '../domain/warning.ts'
import { clockTime, levelWord } from '../domain/warning-content.ts'
import type { Board } from '../live/board.ts'
import { sendPage } from '../pages/browser-rules.ts'
import { escaped, plainPage } from '../pages/plain-page.ts'
import { languageOf, refuse } from '../problems.ts'
import type { Warnings } from '../warnings/warnings.ts'
import { openToAll } from '../wire/cors.ts'
import { takesOnly } from '../wire/queried.ts'

type Given = { board: Board; warnings: Warnings; now: () => Date }

export function publicWarningRoutes({ board, warnings, now }: Given): Router {
  const router = Router()
  router.use('/api/warnings', openToAll, takesOnly('drill'))

  router.get('/api/warnings', (request, response) => {
    const drill = request.query.drill === '1'
    const features = [...board.warnings.values()]
      .filter(warning => warning.drill === drill)
      .map(toWarningFeature)
    response
      .set('Cache-Control', 'no-store')
      .type('application/geo+json')
      .send(JSON.stringify({ type: 'FeatureCollection', features }))
  })

  router.get(['/peringatan/:id', '/warnings/:id'], async (request, response) => {
    const language = languageOf(request)
    const id = z.uuid().safeParse(request.params.id)
    const warning = id.success ? await warnings.warning(id.data) : undefined
    if (!warning) return refuse(request, response, { refused: 'warning-unknown' })
    response.set({ 'Cache-Control': 'no-store', 'Content-Language': language })
    sendPage(response, pageOf(warning, language, now()))
  })

  return router
}

function pageOf(warning: Warning, language: Language, now: Date): string {
  const { words, onset, expiresAt, endedAt, allClear, timeZone, contact, web, identifier, drill, sent, id } =
    warning
  const own = words[language]
  const time = (iso: string) => clockTime(iso, language, timeZone)
  const isOver = endedAt !== null || Date.parse(expiresAt) <= now.getTime()
  const other = languages.find(each => each !== language) ?? language
  const line = (text: string) => `<p>${escaped(text)}</p>`
  const parts = [
    drill && `<p role="note"><strong>${escaped(say(language, 'drill.banner'))}</strong></p>`,
    isOver &&
      `<p role="status"><strong>${escaped(
        endedAt === null
          ? say(language, 'warning.page-over')
          : say(language, 'warning.page-lifted', { time: time(endedAt) }),
      )}</strong></p>`,
    allClear && line(allClear[language]),
    own.area && line(say(language, 'warning.page-for', { area: own.area })),
    !isOver && line(say(language, 'warning.page-until', { time: time(expiresAt) })),
    !isOver && onset && line(say(language, 'warning.page-from', { time: time(onset) })),
    line(own.description),
    own.instruction && `<h2>${escaped(say(language, 'warning.page-do'))}</h2>${line(own.instruction)}`,
    contact && line(say(language, 'warning.page-contact', { contact })),
    `<p>${escaped(say(language, 'warning.page-issued', { time: time(sent) }))}</p>`,
  ]
  const mapLink = drill ? `/?drill=1&amp;warning=${id}` : `/?warning=${id}`
  const links = [
    web && `<a href="${escaped(web)}" rel="noreferrer">${escaped(say(language, 'warning.page-more'))}</a>`,
    `<a href="${mapLink}">${escaped(say(language, 'warning.page-map'))}</a>`,
    identifier &&
      `<a href="/cap/${encodeURIComponent(identifier)}.xml">${escaped(say(language, 'warning.page-cap'))}</a>`,
    `<a href="tel:112">${escaped(say(language, 'near.call'))}</a>`,
    `<a href="/peringatan/${id}?lang=${other}" lang="${other}">${escaped(say(other, 'bot.language-name'))}</a>`,
  ]
  const title = own.headline || levelWord(warning, language)
  return plainPage(
    language,
    title,
    `${parts.filter(Boolean).join('\n')}\n<nav>${links.filter(Boolean).join('')}</nav>`,
  )
}
