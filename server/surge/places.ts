// Places that all share, and how many of them one line of addresses may have: so no host, and no network, takes those of everybody.

/*
 * A line may have as many places as are free for all others. Alone it gets a half of them; where many lines want more the part of each shrinks, and who has
 * none finds one: ten such lines together leave an eleventh. A line that has its part may be a whole kampung or a carrier's customers behind one address, which
 * nobody can tell from a program there, so the part is large, and grows again at once as others leave. What is unfair in it: neighbours of such a program share
 * what their line has.
 */

/** So many a line may have as long as there are any. */
const FEW = 4

/** `line` undefined: the operator's own, who is held to no part. */
export function openPlaces() {
  const lines = new Map<string, number>()
  let taken = 0

  return {
    taken: () => taken,
    /** Whether a line has its part of so many; `share`: what it may have of its part just now. */
    isFull(line: string | undefined, most: number, share = 1): boolean {
      if (line === undefined) return false
      return (lines.get(line) ?? 0) >= Math.max(FEW, share * (most - taken))
    },
    take(line: string | undefined): () => void {
      taken++
      if (line !== undefined) lines.set(line, (lines.get(line) ?? 0) + 1)
      return () => {
        taken--
        if (line === undefined) return
        const left = (lines.get(line) ?? 1) - 1
        if (left > 0) lines.set(line, left)
        else lines.delete(line)
      }
    },
  }
}
