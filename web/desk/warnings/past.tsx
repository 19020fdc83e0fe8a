// What was before: the versions of a draft, who did what, and the CAP messages as they were issued.
import { useSignal } from '@preact/signals'
import { id as catalogue } from '../../../server/domain/messages/id.ts'
import type { MessageKey } from '../../../server/domain/messages/index.ts'
import type { UnfinishedContent } from '../../../server/domain/warning.ts'
import { tell } from '../../language.ts'
import { moment as momentOf } from '../../times.ts'
import { moment } from '../state.ts'
import { differencesOf } from './differences.ts'
import type { Message, Note, Version } from './requests.ts'
import { content, reach } from './state.ts'

export function Versions({
  versions,
  onUse,
}: {
  versions: Version[]
  onUse: (content: UnfinishedContent) => void
}) {
  const open = useSignal<number | null>(null)
  const chosen = versions.find(({ version }) => version === open.value)
  const now = content.value
  return (
    <details class="history">
      <summary>
        {tell('warning.versions')} <span class="figures">{versions.length}</span>
      </summary>
      <ol>
        {versions.toReversed().map(({ version, officer, at }) => (
          <li key={version}>
            <button
              type="button"
              class="button bare"
              aria-expanded={open.value === version}
              onClick={() => {
                open.value = open.value === version ? null : version
              }}
            >
              {tell('warning.version', { number: version, officer })} · {momentOf(at, moment.value)}
            </button>
            {chosen?.version === version && now && (
              <>
                <Differences before={now} after={chosen.content} />
                <button type="button" class="button" onClick={() => onUse(chosen.content)}>
                  {tell('warning.use-version')}
                </button>
              </>
            )}
          </li>
        ))}
      </ol>
    </details>
  )
}

export function Differences({ before, after }: { before: UnfinishedContent; after: UnfinishedContent }) {
  const changes = differencesOf(before, after, reach.value?.timeZone ?? 'Asia/Jakarta')
  if (changes.length === 0) return <p class="muted">{tell('warning.no-differences')}</p>
  return (
    <dl class="warning-table">
      {changes.map(({ label, before: was, after: is }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>
            {was && <del>{was}</del>} {is && <ins>{is}</ins>}
          </dd>
        </div>
      ))}
    </dl>
  )
}

const isKey = (key: string): key is MessageKey => key in catalogue

export function WarningHistory({ history, messages }: { history: Note[]; messages: Message[] }) {
  return (
    <section class="history">
      {messages.length > 0 && (
        <>
          <h3>{tell('warning.messages')}</h3>
          <ol>
            {messages.map(({ identifier, kind, sentAt }) => (
              <li key={identifier}>
                <span class="muted figures">{momentOf(sentAt, moment.value)}</span>{' '}
                <a href={`/cap/${identifier}.xml`}>{tell(`warning.kind-${kind}`)}</a>
              </li>
            ))}
          </ol>
        </>
      )}
      <h3>{tell('desk.history')}</h3>
      <ol>
        {history.map(({ at, officer, action, reason }) => {
          const key = `warning.history-${action}`
          return (
            <li key={`${at} ${action}`}>
              <span class="muted figures">{momentOf(at, moment.value)}</span>{' '}
              {isKey(key) ? tell(key, { officer }) : `${officer}: ${action}`}
              {reason && <q>{reason}</q>}
            </li>
          )
        })}
      </ol>
    </section>
  )
}
