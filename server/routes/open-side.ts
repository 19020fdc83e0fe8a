// The open doors for programs and researchers, in one place: a new interface or format adds its routes here. `hot` are asked for by everybody at
// once and answered before anything else is looked at.
import type { Router } from 'express'
import type { Config } from '../config.ts'
import { createReplay } from '../live/replay.ts'
import { builtAssets } from '../pages/built.ts'
import { createPictureCaller } from '../photos/picture-call.ts'
import { fairShare } from '../surge/fair-share.ts'
import { areaRoutes } from './areas.ts'
import { atomRoutes } from './atom.ts'
import { capRoutes } from './cap.ts'
import { citiesRoutes } from './cities.ts'
import { docsRoutes } from './docs.ts'
import { eventRoutes } from './events.ts'
import { exportRoutes } from './exports.ts'
import { figuresRoutes } from './figures.ts'
import { floodRoutes } from './floods.ts'
import { gaugeRoutes } from './gauges.ts'
import { infrastructureRoutes } from './infrastructure.ts'
import { officialRoutes } from './official.ts'
import { ogcRoutes } from './ogc.ts'
import { open311Routes } from './open311.ts'
import { openApiRoutes } from './openapi.ts'
import { partnerFeedRoutes } from './partner-feeds.ts'
import { pastRoutes } from './past.ts'
import { pastTileRoutes } from './past-tiles.ts'
import { petabencanaRoutes } from './petabencana.ts'
import { privacyRoutes } from './privacy.ts'
import { publicWarningRoutes } from './public-warnings.ts'
import { snapshotRoutes } from './snapshots.ts'
import { statisticsRoutes } from './statistics.ts'
import { tileRoutes } from './tiles.ts'

type Unsigned<Routes extends (given: never) => Router> = Omit<Parameters<Routes>[0], 'sender'>

/** What each of them needs, under one name. */
type Given = Unsigned<typeof petabencanaRoutes> &
  Unsigned<typeof floodRoutes> &
  Parameters<typeof tileRoutes>[0] &
  Parameters<typeof eventRoutes>[0] &
  Parameters<typeof snapshotRoutes>[0] &
  Parameters<typeof areaRoutes>[0] &
  Parameters<typeof officialRoutes>[0] &
  Parameters<typeof publicWarningRoutes>[0] &
  Parameters<typeof partnerFeedRoutes>[0] &
  Parameters<typeof openApiRoutes>[0] &
  Omit<Parameters<typeof open311Routes>[0], 'keyRequired' | 'callPicture'> &
  Parameters<typeof statisticsRoutes>[0] &
  Parameters<typeof createReplay>[0] & {
    programs: {
      find: Parameters<typeof fairShare>[0]['programOf']
      used: Parameters<typeof fairShare>[0]['used']
    }
    config: Pick<
      Config,
      | 'capSender'
      | 'digestSender'
      | 'open311Key'
      | 'openBudget'
      | 'snapshots'
      | 'toldUrl'
      | 'webhooksPrivate'
      | 'controller'
      | 'retention'
    >
  }

export function openSide(given: Given): { hot: ReturnType<typeof fairShare>[]; routers: Router[] } {
  const { config, programs } = given
  // Of the past: at a replica, if there is one.
  const past = { ...given, db: given.db.reading }
  return {
    hot: [
      builtAssets,
      fairShare({ budget: config.openBudget, now: given.now, programOf: programs.find, used: programs.used }),
      petabencanaRoutes({ ...given, sender: config.digestSender }),
      pastTileRoutes({ ...past, version: () => given.board.version }),
      tileRoutes(given),
      eventRoutes(given),
    ],
    routers: [
      pastRoutes({ ...past, replay: createReplay(past) }),
      exportRoutes(given),
      snapshotRoutes(given),
      privacyRoutes(given),
      figuresRoutes(given),
      statisticsRoutes(past),
      gaugeRoutes(given),
      infrastructureRoutes(given),
      officialRoutes(given),
      areaRoutes(given),
      floodRoutes({ ...given, sender: config.capSender }),
      capRoutes(given),
      publicWarningRoutes(given),
      ogcRoutes({ ...given, toldUrl: config.toldUrl }),
      partnerFeedRoutes(given),
      citiesRoutes(),
      atomRoutes(given),
      open311Routes({
        ...given,
        keyRequired: config.open311Key,
        callPicture: createPictureCaller({ ...given, allowPrivate: config.webhooksPrivate }),
      }),
      openApiRoutes(given),
      docsRoutes({ ...given, data: config.snapshots }),
    ],
  }
}
