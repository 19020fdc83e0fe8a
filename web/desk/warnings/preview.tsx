// What citizens will read, on a phone's width, in each language: the very text that the courier carries.
import { useSignal } from '@preact/signals'
import { alertReply } from '../../../server/domain/alert-reply.ts'
import { type Language, languages } from '../../../server/domain/messages/index.ts'
import { levelOf, type UnfinishedContent } from '../../../server/domain/warning.ts'
import { openGaps, toldIn, wordsOf } from '../../../server/domain/warning-content.ts'
import { tell } from '../../language.ts'
import { reach } from './state.ts'

const GAP = /(\{\w+\})/

type Given = { content: UnfinishedContent; drill: boolean; kind: 'Alert' | 'Update' }

export function Preview({ content, drill, kind }: Given) {
  const language = useSignal<Language>('id')
  const timeZone = reach.value?.timeZone ?? 'Asia/Jakarta'
  const words = { id: wordsOf(content, 'id', timeZone), en: wordsOf(content, 'en', timeZone) }
  const { text } = alertReply(
    [
      {
        subject: '',
        near: tell('warning.preview-near'),
        metres: null,
        news: {
          kind: kind === 'Alert' ? 'warned' : 'warning-changed',
          hazard: content.hazard,
          level: levelOf(content.severity),
          at: new Date().toISOString(),
          words: { id: toldIn(words.id), en: toldIn(words.en) },
          expiresAt: content.expiresAt ?? new Date().toISOString(),
          timeZone,
          ...(drill && { drill }),
        },
      },
    ],
    language.value,
    location.origin,
  )
  const gaps = openGaps(words[language.value]).length
  return (
    <section class="warning-part" aria-label={tell('warning.preview')}>
      <h3>{tell('warning.preview')}</h3>
      <fieldset class="chips" aria-label={tell('warning.preview')}>
        {languages.map(each => (
          <button
            key={each}
            type="button"
            class="chip"
            aria-pressed={language.value === each}
            onClick={() => {
              language.value = each
            }}
          >
            {each.toUpperCase()}
          </button>
        ))}
      </fieldset>
      <div class="warning-phone" lang={language.value} data-gaps={gaps}>
        <p>{text.split(GAP).map((part, at) => (GAP.test(part) ? <mark key={at}>{part}</mark> : part))}</p>
      </div>
    </section>
  )
}
