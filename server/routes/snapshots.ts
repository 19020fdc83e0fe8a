// Snapshots of the open data: a page and a list of them, and their files as they lie on the disk.
import { type Request, Router } from 'express'
import { isLanguage, languages, localeOf, type MessageKey, say } from '../domain/messages/index.ts'
import { periodOf } from '../domain/period.ts'
import { sendPage } from '../pages/browser-rules.ts'
import { escaped, plainPage } from '../pages/plain-page.ts'
import { languageOf, refuse } from '../problems.ts'
import type { Snapshots } from '../snapshots/keep.ts'
import type { Manifest } from '../snapshots/papers.ts'
import { openHeaders, openToAll } from '../wire/cors.ts'
import { takesOnly } from '../wire/queried.ts'

const FILE = /^[A-Za-z\d][\w.-]{0,60}$/

export function snapshotRoutes({
  snapshots,
  publicUrl,
}: {
  snapshots: Snapshots
  publicUrl: string
}): Router {
  const router = Router()

  router.use(['/snapshots', '/snapshots.json'], openToAll)

  router.get('/snapshots.json', takesOnly(), async (_request, response) => {
    const list = await snapshots.list()
    response.set('Cache-Control', 'public, max-age=60').json({
      snapshots: list.map(({ files, ...rest }) => ({
        ...rest,
        files: files.map(file => ({ ...file, href: `${publicUrl}/snapshots/${rest.period}/${file.name}` })),
      })),
    })
  })

  router.get('/snapshots', async (request, response) => {
    const language = languageOf(request)
    response
      .set('Cache-Control', 'public, max-age=60')
      .set('Content-Language', language)
      .vary('Accept-Language')
    sendPage(
      response,
      plainPage(language, say(language, 'snapshot.title'), pageOf(request, await snapshots.list()), STYLE),
    )
  })

  router.get('/snapshots/:period/:file', (request, response, next) => {
    const { period, file } = request.params
    if (!periodOf(period) || !FILE.test(file)) return refuse(request, response, { refused: 'not-found' })
    response.set({ ...openHeaders, 'Cache-Control': 'public, max-age=300, no-transform' })
    if (file.endsWith('.fgb')) response.type('application/flatgeobuf')
    if (file === 'SHA256SUMS') response.type('text/plain')
    // Ranges, ETag and the rest are express' own.
    response.sendFile(`${period}/${file}`, { root: snapshots.directory, etag: true }, fault => {
      if (!fault || response.headersSent) return
      if ('status' in fault && fault.status === 404) refuse(request, response, { refused: 'not-found' })
      else next(fault)
    })
  })

  return router
}

/** On a phone a period stands above its files, nothing is cut off, and the number says what it counts. */
const STYLE = `body{max-width:56rem}td{font-variant-numeric:tabular-nums}tbody th,td[data-label]+td{white-space:nowrap}td:last-child,th:last-child{white-space:normal;text-align:left}td a{display:inline-block;margin-right:.75rem;padding:.375rem 0}
@media (max-width:40rem){thead{display:none}tr,tbody th,td{display:block;border:0}tbody th{padding:1rem 0 0}td{padding:0;text-align:left}td a{display:block;margin:0;padding:.625rem 0}td[data-label]::before{content:attr(data-label) ": "}}`

function pageOf(request: Request, list: Manifest[]): string {
  const language = languageOf(request)
  const told = (key: MessageKey, gaps?: Record<string, string | number>) => escaped(say(language, key, gaps))
  const number = (value: number) => value.toLocaleString(localeOf(language), { maximumFractionDigits: 1 })
  const sizeOf = (bytes: number) =>
    bytes < 100_000 ? `${number(bytes / 1e3)} kB` : `${number(bytes / 1e6)} MB`
  const other = languages.find(each => each !== language && isLanguage(each)) ?? language
  const rows = list.map(
    ({ period, reports, edition, made, files }) =>
      `<tr><th scope="row">${escaped(period)}</th><td data-label="${told('snapshot.reports')}">${number(reports)}</td><td>${told('snapshot.edition', { edition, made: made.slice(0, 10) })}</td><td>${[
        ...files.map(({ name, bytes }) => ({ name, told: `${name} (${sizeOf(bytes)})` })),
        { name: 'SHA256SUMS', told: 'SHA256SUMS' },
      ]
        .map(
          file => `<a href="/snapshots/${period}/${encodeURIComponent(file.name)}">${escaped(file.told)}</a>`,
        )
        .join('')}</td></tr>`,
  )
  return `<p>${told('snapshot.about')}</p><p>${told('snapshot.public')}</p>
${
  rows.length === 0
    ? `<p>${told('snapshot.none')}</p>`
    : `<div class="wide" tabindex="0"><table><thead><tr><th scope="col">${told('snapshot.period')}</th><th scope="col">${told('snapshot.reports')}</th><th scope="col">${told('snapshot.editions')}</th><th scope="col">${told('snapshot.files')}</th></tr></thead><tbody>${rows.join('')}</tbody></table></div>`
}
<nav><a href="/exports">${told('snapshot.live')}</a><a href="/snapshots.json">JSON</a><a href="/docs">${told('feature.docs')}</a><a href="?lang=${other}" lang="${other}">${escaped(say(other, 'bot.language-name'))}</a></nav>`
}
