// What the page of alerts says beside the everyday words. Read before anything that speaks.
import { chat as chatEn } from '../../server/domain/messages/en/chat.ts'
import { map as mapEn } from '../../server/domain/messages/en/map.ts'
import { chat as chatId } from '../../server/domain/messages/id/chat.ts'
import { map as mapId } from '../../server/domain/messages/id/map.ts'
import { words } from '../../server/domain/messages/words.ts'

Object.assign(words.id, { ...chatId, ...mapId })
Object.assign(words.en, { ...chatEn, ...mapEn })
