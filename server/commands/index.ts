// Every command of the operators' command line. To add one: write its file, then add it here.
import { areasImport, areasList } from './areas.ts'
import { auditExport, auditVerify } from './audit.ts'
import { backup } from './backup.ts'
import type { Command } from './command.ts'
import { drill, drillClear } from './drill.ts'
import { evaluate } from './evaluate.ts'
import { evaluateAreasCommand } from './evaluate-areas.ts'
import { gaugesImport, gaugesList } from './gauges.ts'
import { keyAdd, keyList, keyRevoke } from './key.ts'
import {
  agencyAdd,
  agencyList,
  officerAdd,
  officerDisable,
  officerEnable,
  officerList,
  officerPassword,
  officerReset,
  officerRole,
} from './officer.ts'
import { placesImport, placesList, placesRemove } from './places.ts'
import { replay } from './replay.ts'
import { restore } from './restore.ts'
import { retention } from './retention.ts'
import { secondFactorsForget } from './second-factors.ts'
import { snapshot } from './snapshot.ts'
import { status } from './status.ts'

export const commands: Command[] = [
  status,
  officerAdd,
  officerList,
  officerPassword,
  officerRole,
  officerDisable,
  officerEnable,
  officerReset,
  secondFactorsForget,
  agencyAdd,
  agencyList,
  keyAdd,
  keyList,
  keyRevoke,
  auditVerify,
  auditExport,
  areasImport,
  areasList,
  placesImport,
  placesList,
  placesRemove,
  gaugesImport,
  gaugesList,
  drill,
  drillClear,
  replay,
  snapshot,
  backup,
  restore,
  retention,
  evaluate,
  evaluateAreasCommand,
]
