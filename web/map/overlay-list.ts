// What lies on both maps beside reports and incidents, the lowest first. To add one: its file, and its line here.
import type { Overlay } from './overlays.ts'

export const overlays: Overlay[] = []
