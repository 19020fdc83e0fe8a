// What a scripted citizen holds, whatever the channel; and the citizen, who answers each question by what it asks.
export type Line = { text: string; buttons: { label: string; choice: string }[] }

export type Handset = {
  address: string
  /** Everything that the bot has said, an edited message with its latest words. */
  lines(): Line[]
  says(text: string): Promise<object>
  /** A button, a row, a number, or the label typed: whatever the channel has. */
  chooses(label: string): Promise<object>
  shares?(place: { lng: number; lat: number }): Promise<object>
  photographs?(bytes: Buffer, caption: string): Promise<object>
  /** The same delivery once more; the status it is answered with. */
  again(delivery: object): Promise<number>
}

export type Question = 'hazard' | 'place' | 'near' | 'depth' | 'extras' | 'confirm' | 'receipt'

const questions: [Question, RegExp][] = [
  ['receipt', /Laporan \d+ sudah kami terima/],
  ['confirm', /Sudah benar\?/],
  ['extras', /Kirim satu foto|Kirim foto|Apa lagi yang perlu diketahui|beberapa kata/],
  ['depth', /Seberapa dalam/],
  ['near', /lihat hal yang sama/],
  ['place', /Di mana/],
  ['hazard', /Bencana apa/],
]

const questionIn = (text: string): Question | undefined =>
  questions.find(([, words]) => words.test(text))?.[0]

/** What the bot says after `act`, once it asks something. */
export async function heardAfter(
  handset: Handset,
  act: () => Promise<unknown>,
): Promise<{ asks: Question; text: string }> {
  const before = JSON.stringify(handset.lines())
  await act()
  for (const until = Date.now() + 20_000; ; ) {
    const lines = handset.lines()
    const last = lines.at(-1)
    const asks = last && questionIn(last.text)
    if (asks && JSON.stringify(lines) !== before)
      return { asks, text: lines.map(({ text }) => text).join('\n---\n') }
    if (Date.now() > until)
      throw new Error(
        `The bot asked nothing after that; it said:\n${lines.map(({ text }) => text).join('\n---\n')}`,
      )
    await new Promise(resolve => setTimeout(resolve, 20))
  }
}

export async function hears(handset: Handset, words: string | RegExp): Promise<string> {
  for (const until = Date.now() + 20_000; ; ) {
    const found = handset
      .lines()
      .findLast(({ text }) => (typeof words === 'string' ? text.includes(words) : words.test(text)))
    if (found) return found.text
    if (Date.now() > until)
      throw new Error(
        `The bot did not say ${words}; it said:\n${handset
          .lines()
          .map(({ text }) => text)
          .join('\n---\n')}`,
      )
    await new Promise(resolve => setTimeout(resolve, 20))
  }
}

export type Answers = Partial<Record<Question, ((handset: Handset) => Promise<unknown>)[]>>

/** Who has not thought of what others have sent says that the own report is another. */
const unlessToldOtherwise: Answers = { near: [handset => handset.chooses('Tidak, ini berbeda')] }

/** Talks until the receipt: each question gets the next of its answers, and the last one again when it is asked again. */
export async function report(
  handset: Handset,
  first: (handset: Handset) => Promise<unknown>,
  answers: Answers,
): Promise<string> {
  const given = new Map<Question, number>()
  let { asks, text } = await heardAfter(handset, () => first(handset))
  for (let turns = 0; asks !== 'receipt'; turns++) {
    if (turns > 20) throw new Error(`The report does not end:\n${text}`)
    const own = answers[asks] ?? unlessToldOtherwise[asks] ?? []
    const index = given.get(asks) ?? 0
    given.set(asks, index + 1)
    const answer = own[Math.min(index, own.length - 1)]
    if (!answer) throw new Error(`Nothing to say at ${asks}:\n${text}`)
    ;({ asks, text } = await heardAfter(handset, () => answer(handset)))
  }
  return text
}
