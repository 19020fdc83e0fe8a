// What the desk says beside the words of the map. Read before anything that speaks.
import { account as accountEn } from '../../server/domain/messages/en/account.ts'
import { desk as deskEn } from '../../server/domain/messages/en/desk.ts'
import { work as workEn } from '../../server/domain/messages/en/work.ts'
import { account as accountId } from '../../server/domain/messages/id/account.ts'
import { desk as deskId } from '../../server/domain/messages/id/desk.ts'
import { work as workId } from '../../server/domain/messages/id/work.ts'
import { words } from '../../server/domain/messages/words.ts'

Object.assign(words.id, { ...accountId, ...deskId, ...workId })
Object.assign(words.en, { ...accountEn, ...deskEn, ...workEn })
