// The list of warnings: what waits for a second officer first, then drafts, what holds, and what is over.
import { useEffect } from 'preact/hooks'
import { hazardOf } from '../../../server/domain/hazards/index.ts'
import type { MessageKey } from '../../../server/domain/messages/index.ts'
import { levelOf, type UnfinishedContent } from '../../../server/domain/warning.ts'
import { HazardIcon, LevelMark } from '../../icons.tsx'
import { language, read, tell } from '../../language.ts'
import { moment as momentOf } from '../../times.ts'
import { moment } from '../state.ts'
import { keepFresh, lists, open, opened, write } from './state.ts'

type Row = {
  kind: 'draft' | 'warning'
  id: string
  content: Pick<UnfinishedContent, 'hazard' | 'severity' | 'words'>
  time: string
}

export function WarningList() {
  useEffect(keepFresh, [])
  const { drafts = [], warnings = [], ended = [] } = lists.value ?? {}
  const draftsIn = (state: string): Row[] =>
    drafts
      .filter(draft => draft.state === state)
      .map(({ id, content, changedAt }) => ({ kind: 'draft', id, content, time: changedAt }))
  const groups: [MessageKey, Row[]][] = [
    ['warning.waiting', draftsIn('waiting')],
    ['warning.drafts', draftsIn('draft')],
    [
      'warning.standing',
      warnings.map(each => ({ kind: 'warning', id: each.id, content: each, time: each.expiresAt })),
    ],
    [
      'warning.ended',
      ended.map(each => ({
        kind: 'warning',
        id: each.id,
        content: each,
        time: each.endedAt ?? each.expiresAt,
      })),
    ],
    ['warning.discarded', draftsIn('discarded')],
  ]
  const isEmpty = groups.every(([, rows]) => rows.length === 0)
  return (
    <section class="queue" aria-label={tell('warning.list')}>
      <div class="queue-filters">
        <button type="button" class="button main" aria-keyshortcuts="N" onClick={() => void write()}>
          {tell('warning.new')} <kbd>N</kbd>
        </button>
      </div>
      {groups.map(
        ([name, rows]) =>
          rows.length > 0 && (
            <div key={name}>
              <h2 class="warning-group">
                {tell(name)} <span class="muted figures">{rows.length}</span>
              </h2>
              <ul>
                {rows.map(row => (
                  <Line key={row.id} row={row} />
                ))}
              </ul>
            </div>
          ),
      )}
      {isEmpty && <p class="nothing">{tell(lists.value ? 'warning.none' : 'map.waiting')}</p>}
    </section>
  )
}

function Line({ row: { kind, id, content, time } }: { row: Row }) {
  const { hazard, severity, words } = content
  const level = levelOf(severity)
  const area = words[language.value].area || tell('warning.no-area')
  return (
    <li>
      <button
        type="button"
        class="line warning-line figures"
        data-warning={id}
        aria-current={opened.value?.id === id ? 'true' : undefined}
        onClick={() => void open({ kind, id })}
      >
        <HazardIcon hazard={hazard} size={18} />
        <span class={`line-level level-${level}`}>
          <LevelMark level={level} />
          {tell(`level.${level}`)}
        </span>
        <span class="line-place">
          {read(hazardOf(hazard).name)} · {area}
        </span>
        <span class="line-age">{momentOf(time, moment.value)}</span>
      </button>
    </li>
  )
}
