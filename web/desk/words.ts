// What the desk says beside the words of the map. Read before anything that speaks.
import { account as accountEn } from '../../server/domain/messages/en/account.ts'
import { desk as deskEn } from '../../server/domain/messages/en/desk.ts'
import { stages as stagesEn } from '../../server/domain/messages/en/stages.ts'
import { webhooks as webhooksEn } from '../../server/domain/messages/en/webhooks.ts'
import { work as workEn } from '../../server/domain/messages/en/work.ts'
import { account as accountId } from '../../server/domain/messages/id/account.ts'
import { desk as deskId } from '../../server/domain/messages/id/desk.ts'
import { stages as stagesId } from '../../server/domain/messages/id/stages.ts'
import { webhooks as webhooksId } from '../../server/domain/messages/id/webhooks.ts'
import { work as workId } from '../../server/domain/messages/id/work.ts'
import { words } from '../../server/domain/messages/words.ts'

Object.assign(words.id, { ...accountId, ...deskId, ...stagesId, ...webhooksId, ...workId })
Object.assign(words.en, { ...accountEn, ...deskEn, ...stagesEn, ...webhooksEn, ...workEn })
