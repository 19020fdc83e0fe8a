// Writes XML documents from trees of elements. What people wrote is escaped by the builder.
import { XMLBuilder } from 'fast-xml-parser'

const builder = new XMLBuilder({
  ignoreAttributes: false,
  format: true,
  indentBy: '  ',
  suppressEmptyNode: true,
})

const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'

/** Characters that XML 1.0 has no place for, and halves of such as have one. */
const FORBIDDEN = /(?![\t\n\r])\p{Cc}|[\uFFFE\uFFFF]|\p{Cs}/gu

export const writeXml = (tree: object): string => HEAD + builder.build(tree).replace(FORBIDDEN, '')
