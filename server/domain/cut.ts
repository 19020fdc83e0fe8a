// A text's first letters, and never half a character: what stands outside the basic plane, as an emoji does, takes two of JavaScript's letters, and a
// database takes no half of one.
export const cut = (text: string, most: number): string =>
  text.length <= most ? text : text.slice(0, most).replace(/[\uD800-\uDBFF]$/, '')
