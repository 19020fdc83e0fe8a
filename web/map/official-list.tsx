// The list of what official sources tell, with the age of each source; one that cannot be reached is called so. Of the past only what they had told.
import { useSignal, useSignalEffect } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { type Source, sources } from '../../server/domain/official.ts'
import { ask } from '../api.ts'
import { LevelMark, Path } from '../icons.tsx'
import { tell } from '../language.ts'
import { age } from '../times.ts'
import { besideChosen, besideNow, officials } from './beside.ts'
import { titleOf } from './beside-detail.tsx'
import { besideIcons } from './beside-icons.ts'
import { past } from './timeline/past.ts'

/** How a source stands: when it last answered, and whether that is too long ago. */
type SourceState = { source: Source; answeredAt: string | null; stale: boolean }

const ASKED_MS = 60_000
const FIRST = 4

export function OfficialList() {
  const states = useSignal<SourceState[]>([])
  const isAll = useSignal(false)
  useEffect(() => {
    const look = () =>
      void ask<{ sources: SourceState[] }>('/api/official').then(answer => {
        if ('found' in answer) states.value = answer.found.sources
      })
    look()
    const timer = setInterval(look, ASKED_MS)
    return () => clearInterval(timer)
  }, [])
  useSignalEffect(() => {
    if (officials.value.size <= FIRST) isAll.value = false
  })
  const now = besideNow.value
  const told = [...officials.value.values()].sort(
    (a, b) => (b.level ?? 0) - (a.level ?? 0) || (a.at < b.at ? 1 : -1),
  )
  if (told.length === 0 && (past.value !== null || states.value.length === 0)) return null
  return (
    <section class="officials" aria-label={tell('official.title')}>
      <h2>{tell('official.title')}</h2>
      {told.length === 0 && <p class="muted">{tell('official.none')}</p>}
      <ul>
        {told.slice(0, isAll.value ? undefined : FIRST).map(official => (
          <li key={official.id}>
            <button
              type="button"
              class="beside-row"
              aria-current={besideChosen.value?.id === official.id ? 'true' : undefined}
              onClick={() => {
                besideChosen.value = { kind: 'official', id: official.id }
              }}
            >
              <Path d={besideIcons[official.kind]} size={20} />
              <span>
                <strong>{titleOf(official)}</strong>
                <small class="muted">
                  {official.quake ? `${official.headline} · ` : ''}
                  {sources[official.source]} · {age(official.at, now)}
                </small>
              </span>
              {official.level !== null && official.level > 0 && (
                <span class={`level level-${official.level}`}>
                  <LevelMark level={official.level} />
                  <span class="unseen">{tell(`level.${official.level}`)}</span>
                </span>
              )}
            </button>
          </li>
        ))}
      </ul>
      {told.length > FIRST && !isAll.value && (
        <button
          type="button"
          class="button more"
          onClick={() => {
            isAll.value = true
          }}
        >
          {tell('official.all', { count: told.length })}
        </button>
      )}
      {past.value === null &&
        states.value.map(({ source, answeredAt, stale }) => (
          <p key={source} class={`source figures ${stale ? 'notice' : 'muted'}`}>
            {answeredAt === null
              ? tell('official.never', { source: sources[source] })
              : tell(stale ? 'official.stale' : 'official.asked', {
                  source: sources[source],
                  age: age(answeredAt, now),
                })}
          </p>
        ))}
    </section>
  )
}
