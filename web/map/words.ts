// What the maps say beside the everyday words. Read before anything that speaks.
import { areas as areasEn } from '../../server/domain/messages/en/areas.ts'
import { beside as besideEn } from '../../server/domain/messages/en/beside.ts'
import { chat as chatEn } from '../../server/domain/messages/en/chat.ts'
import { map as mapEn } from '../../server/domain/messages/en/map.ts'
import { past as pastEn } from '../../server/domain/messages/en/past.ts'
import { warnings as warningsEn } from '../../server/domain/messages/en/warnings.ts'
import { areas as areasId } from '../../server/domain/messages/id/areas.ts'
import { beside as besideId } from '../../server/domain/messages/id/beside.ts'
import { chat as chatId } from '../../server/domain/messages/id/chat.ts'
import { map as mapId } from '../../server/domain/messages/id/map.ts'
import { past as pastId } from '../../server/domain/messages/id/past.ts'
import { warnings as warningsId } from '../../server/domain/messages/id/warnings.ts'
import { words } from '../../server/domain/messages/words.ts'

Object.assign(words.id, { ...areasId, ...besideId, ...chatId, ...mapId, ...pastId, ...warningsId })
Object.assign(words.en, { ...areasEn, ...besideEn, ...chatEn, ...mapEn, ...pastEn, ...warningsEn })
