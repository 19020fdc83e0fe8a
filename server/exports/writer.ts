// What each format of a bulk file can do.
import type { Value } from '../domain/columns.ts'

type Shown = { values: Value[]; point: [lng: number, lat: number] }

/** What stands before, for each page, and behind. */
export type Writer = {
  head: string | Uint8Array
  page(shown: Shown[]): string | Uint8Array
  foot: string
}
