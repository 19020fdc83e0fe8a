// The notice of privacy (UU PDP 27/2022): what is kept of people, what for, how long, who sees it, and what they can do. The days are those that
// db/retention.ts keeps to, with the operator's own.
import type { Router } from 'express'
import { rules } from '../../db/retention.ts'
import type { Config } from '../config.ts'
import { type Language, languages, type MessageKey, say } from '../domain/messages/index.ts'
import { escaped } from '../pages/plain-page.ts'
import { publishedPage } from '../pages/published-page.ts'

/** Of all rules those that concern whoever reads the page. */
const SHOWN = ['senders', 'citizens', 'conversations', 'questions', 'cards', 'sessions'] as const

type About = Pick<Config, 'controller' | 'retention'>

export const privacyRoutes = ({ config }: { config: About }): Router =>
  publishedPage({
    paths: ['/privasi', '/privacy'],
    title: 'privacy.title',
    body: language => bodyIn(language, config),
    style: STYLE,
  })

const STYLE =
  'td:last-child{width:7rem}li{border:0;padding:.25rem 0 .25rem 1.25rem;position:relative}li:before{content:"•";position:absolute;left:.25rem}'

function bodyIn(language: Language, { controller, retention }: About): string {
  const told = (key: MessageKey, gaps?: Record<string, string | number>) => escaped(say(language, key, gaps))
  const list = (...keys: MessageKey[]) => `<ul>${keys.map(key => `<li>${told(key)}</li>`).join('')}</ul>`
  const other = languages.find(each => each !== language) ?? language
  const days = SHOWN.map(name => {
    const rule = rules.find(each => each.name === name)
    const kept = retention[name] === undefined ? (rule?.days ?? null) : retention[name]
    return `<tr><td>${told(`privacy.kept-${name}`)}</td><td>${kept === null ? told('privacy.for-ever') : told('privacy.days', { days: kept })}</td></tr>`
  })
  return `<p>${told('privacy.lead')}</p>
<h2>${told('privacy.who')}</h2><p>${told('privacy.controller', { name: controller.name })} ${controller.contact === null ? told('privacy.no-contact') : told('privacy.contact', { contact: controller.contact })}</p>
<h2>${told('privacy.what')}</h2>${list('privacy.what-report', 'privacy.what-sender', 'privacy.what-photo', 'privacy.what-place', 'privacy.what-follow', 'privacy.what-line')}<p>${told('privacy.basis')}</p>
<h2>${told('privacy.see')}</h2>${list('privacy.see-all', 'privacy.see-officers', 'privacy.see-carriers', 'privacy.see-nobody')}
<h2>${told('privacy.long')}</h2><table><tbody><tr><td>${told('privacy.kept-reports')}</td><td>${told('privacy.for-ever')}</td></tr>${days.join('')}</tbody></table>
<h2>${told('privacy.rights')}</h2><p>${told('privacy.rights-what')}</p>${list('privacy.rights-link', 'privacy.rights-forget', 'privacy.rights-alerts', 'privacy.rights-else')}
<nav><a href="/">${told('near.map')}</a><a href="/privasi?lang=${other}" lang="${other}">${escaped(say(other, 'bot.language-name'))}</a></nav>`
}
