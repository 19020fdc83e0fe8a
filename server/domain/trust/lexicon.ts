// Numbers for what texts are made of: many say the same, so that each term is kept once, and to compare two texts is to compare a few numbers.

export function createLexicon() {
  const known = new Map<string, { number: number; holders: number }>()
  const texts: string[] = []
  /** Numbers that nobody holds any more are given again. */
  const free: number[] = []

  function hold(text: string): number {
    const term = known.get(text)
    if (term) {
      term.holders++
      return term.number
    }
    const number = free.pop() ?? texts.length
    texts[number] = text
    known.set(text, { number, holders: 1 })
    return number
  }

  return {
    /** In their order. Each holds its numbers until it gives them back. */
    hold: (terms: Iterable<string>): number[] => Array.from(terms, hold),
    giveBack(numbers: readonly number[]): void {
      for (const number of numbers) {
        const text = texts[number] ?? ''
        const term = known.get(text)
        if (!term || --term.holders > 0) continue
        known.delete(text)
        texts[number] = ''
        free.push(number)
      }
    },
    textOf: (number: number): string => texts[number] ?? '',
  }
}
