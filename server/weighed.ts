// A memory of no more than so many bytes: what was put in first goes first. An entry costs its name and its place in the memory, too, so that a
// million empty ones are not free.

/** What an entry takes beside its name and what it holds, bytes. */
const BESIDE = 500

export function weighed<T>(limitBytes: number) {
  const kept = new Map<string, { value: T; bytes: number }>()
  let bytes = 0

  function remove(name: string): void {
    bytes -= kept.get(name)?.bytes ?? 0
    kept.delete(name)
  }

  return {
    get: (name: string): T | undefined => kept.get(name)?.value,

    put(name: string, value: T, ownBytes: number): void {
      remove(name)
      const entry = { value, bytes: ownBytes + name.length + BESIDE }
      kept.set(name, entry)
      bytes += entry.bytes
      for (const oldest of kept.keys()) {
        if (bytes <= limitBytes || oldest === name) break
        remove(oldest)
      }
    },

    remove,

    /** Drops those that were put in first, as long as they are of no use. */
    dropWhile(isUseless: (value: T) => boolean): void {
      for (const [name, { value }] of kept) {
        if (!isUseless(value)) break
        remove(name)
      }
    },

    count: () => kept.size,
  }
}
