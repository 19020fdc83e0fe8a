// A page of words that is the same for everybody, in the reader's language, without a script: it may be kept for an hour.
import { Router } from 'express'
import { type Language, type MessageKey, say } from '../domain/messages/index.ts'
import { languageOf } from '../problems.ts'
import { sendPage } from './browser-rules.ts'
import { plainPage } from './plain-page.ts'

type Page = {
  paths: string[]
  title: MessageKey
  /** HTML: whatever came from people has gone through `escaped`. */
  body: (language: Language) => string
  style?: string
}

export function publishedPage({ paths, title, body, style }: Page): Router {
  const router = Router()
  router.get(paths, (request, response) => {
    const language = languageOf(request)
    response
      .set('Cache-Control', 'public, max-age=3600')
      .set('Content-Language', language)
      .vary('Accept-Language')
    sendPage(response, plainPage(language, say(language, title), body(language), style))
  })
  return router
}
