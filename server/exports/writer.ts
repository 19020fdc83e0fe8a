// What each format of a bulk file can do.
import type { Value } from '../domain/columns.ts'

type Shown = { values: Value[]; point: [lng: number, lat: number] }

/** What stands before, for each page, and behind. */
export type Writer = {
  head: string | Uint8Array
  page(shown: Shown[]): string | Uint8Array
  foot: string
}

/** Of a format that is whole only in the end: it says nothing before. More reports than `most` are refused; `drop` is called whatever happens. */
export type FileWriter = Omit<Writer, 'foot'> & {
  most: number
  foot(): AsyncIterable<Uint8Array>
  drop(): Promise<void>
}
