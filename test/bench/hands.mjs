// Read by a server before its own program, so that a bench can hurt it from inside: stop its thoughts, eat its memory, set its clock. Nothing of it is
// in the server itself.
const RealDate = Date
let ahead = 0

globalThis.Date = class extends RealDate {
  constructor(...given) {
    if (given.length === 0) super(RealDate.now() + ahead)
    else super(...given)
  }
  static now() {
    return RealDate.now() + ahead
  }
}

process.on('message', ({ deed, ms }) => {
  if (deed === 'clock') ahead = ms
  if (deed === 'block') {
    const until = performance.now() + ms
    while (performance.now() < until);
  }
  if (deed === 'eat') {
    const eaten = []
    setInterval(() => eaten.push(Array.from({ length: 500_000 }, (_, i) => ({ i }))), 20)
  }
})
process.channel?.unref()
