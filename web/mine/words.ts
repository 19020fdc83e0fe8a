// What the page of a private link says of an officer's question and of who handles the report. Read before anything that speaks.
import { work as workEn } from '../../server/domain/messages/en/work.ts'
import { work as workId } from '../../server/domain/messages/id/work.ts'
import { words } from '../../server/domain/messages/words.ts'

Object.assign(words.id, workId)
Object.assign(words.en, workEn)
