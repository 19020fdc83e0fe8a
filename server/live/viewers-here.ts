// Who is here, told apart by what they may see: a change is shaped once for all sockets of the same key.
import type { Viewer } from '../sign-in/viewer.ts'

export function countViewers() {
  const here = new Map<string, { viewer: Viewer; sockets: number }>()
  const socketsOf = ({ key }: Viewer) => here.get(key)?.sockets ?? 0

  return {
    all: () => [...here.values()].map(({ viewer }) => viewer),
    came: (viewer: Viewer) => void here.set(viewer.key, { viewer, sockets: socketsOf(viewer) + 1 }),
    left(viewer: Viewer): void {
      const sockets = socketsOf(viewer) - 1
      if (sockets > 0) here.set(viewer.key, { viewer, sockets })
      else here.delete(viewer.key)
    },
  }
}
