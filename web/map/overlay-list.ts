// What lies on both maps beside reports and incidents, the lowest first. To add one: its file, and its line here.
import { areaOverlay } from './area-overlay.ts'
import { gaugeOverlay } from './gauge-overlay.ts'
import { infrastructureOverlays } from './infrastructure-overlay.ts'
import { disasterOverlay, quakeOverlay, weatherOverlay } from './official-overlay.ts'
import type { Overlay } from './overlays.ts'
import { warningsOverlay } from './warnings-overlay.ts'

export const overlays: Overlay[] = [
  areaOverlay,
  weatherOverlay,
  disasterOverlay,
  warningsOverlay,
  ...infrastructureOverlays,
  quakeOverlay,
  gaugeOverlay,
]
