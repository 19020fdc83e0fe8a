// A page of a few kilobytes that needs no script, no picture and no font: for an old phone, two bars of signal and little battery.
import type { Language } from '../domain/messages/index.ts'

const STYLE =
  ':root{color-scheme:light dark;--a:#0b5fa5;--g:#f5f7f9;--s:#fff;--i:#14202b;--e:#7d8b98}@media(prefers-color-scheme:dark){:root{--a:#62b0f5;--g:#0e1620;--s:#16212d;--i:#e8eef4;--e:#6f8193}}body{background:var(--g);color:var(--i);font:1.0625rem/1.5 system-ui,sans-serif;max-width:38rem;margin:0 auto;padding:1rem}a{color:var(--a)}.brand{display:inline-block;padding:.625rem 0;color:var(--i);font-weight:650;text-decoration:none}h1,h2{overflow-wrap:anywhere}h1{font-size:1.625rem;line-height:1.2;margin:0 0 1rem}h2{font-size:1.0625rem;margin:1.5rem 0 .25rem}ul{padding:0;list-style:none;margin:0}li{padding:.625rem 0;border-top:1px solid #8884}input,button{font:inherit;min-height:44px;padding:0 .75rem;box-sizing:border-box;border:1px solid var(--e);border-radius:8px;background:var(--s);color:var(--i)}button{font-weight:650}input{flex:1;min-width:0}form{display:flex;gap:.5rem}nav{display:flex;flex-wrap:wrap;gap:0 1.5rem;margin-top:1.5rem}nav a{padding:.625rem 0}table{border-collapse:collapse;width:100%}th,td{text-align:left;overflow-wrap:anywhere;padding:.5rem .75rem .5rem 0;border-top:1px solid #8884;vertical-align:top}sup{line-height:0}.formula{line-height:2.1}.formula code{font-size:1em}.formula span{white-space:nowrap}.letters td,.letters td:last-child{text-align:left;white-space:normal}.letters th{width:2rem}td:last-child,th:last-child{text-align:right;padding-right:0;white-space:nowrap}'

/** `body` is HTML already: whatever came from people has gone through `escaped`. */
export const plainPage = (language: Language, title: string, body: string, style = ''): string =>
  `<!doctype html><html lang="${language}"><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex"><link rel="icon" href="data:,"><title>${escaped(title)} · Kentongan</title>
<style>${STYLE}${style}</style>
<header><a class="brand" href="/">Kentongan</a></header><main><h1>${escaped(title)}</h1>${body}</main></html>`

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
export const escaped = (text: string) => text.replace(/[&<>"']/g, sign => ENTITIES[sign] ?? sign)
