// Whether a text tells of the writer's own four walls: then the place where it was sent from is where somebody lives.

/** Not followed by what makes a hospital, a restaurant or a house of prayer of a house. */
const PUBLIC = '(?! ?(?:sakit|makan|ibadah|dinas|duka|potong|pompa|tahanan))'
const home = new RegExp(
  [
    `\\brumah(?:ku|mu|nya)\\b`,
    `\\brumah${PUBLIC} (?:saya|sy|aku|ku|kami|kita|gue|gua|gw|orang ?tua|ortu|nenek|mertua|warga|kontrakan|pribadi|no(?:mor|\\.)?)\\b`,
    `\\b(?:di|ke|dalam|depan|belakang|samping|sekitar|teras|halaman|lantai|masuk|masuki|memasuki|rendam|merendam)(?: ?ke)?(?: ?dalam)? rumah${PUBLIC}\\b`,
    '\\b(?:kontrakan|kos(?:an)?|kost(?:an)?|asrama|rusun|apartemen|kamar|tempat tinggal)(?:ku|nya)?\\b',
    '\\bomah(?:ku|e)?\\b|\\bimah(?:na)?\\b',
    '\\b(?:my|our|the) (?:house|home|flat|apartment|room|kitchen|living room|bedroom|garage|yard|porch|neighbou?rs?)\\b',
    '\\b(?:at|in(?:side)?|into|near|around|outside) (?:my |our |the |people.s )?(?:house|houses|home|homes)\\b',
  ].join('|'),
  'i',
)

export const tellsOfHome = (text: string): boolean => home.test(text)
