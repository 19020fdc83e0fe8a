// The warnings that hold, for whatever shows them: each page hands in what its own live picture knows.
import { effect, type ReadonlySignal, signal } from '@preact/signals'
import type { WarningFeature } from '../server/domain/contract.ts'
import type { Picture } from './picture.ts'

/** The most severe first, then the latest. */
export const standing = signal<WarningFeature[]>([])
/** What a click on a warning on the map means; the page says. */
export const onChooseWarning: { choose: (id: string) => void } = { choose: () => undefined }

export function followWarnings(picture: ReadonlySignal<Picture>): void {
  let last: Picture['warnings'] | undefined
  effect(() => {
    const { warnings } = picture.value
    if (warnings === last) return
    last = warnings
    standing.value = [...warnings.values()].sort(
      ({ properties: a }, { properties: b }) => b.level - a.level || (a.sent < b.sent ? 1 : -1),
    )
  })
}
