// What the bots and the courier ask of the tables, each by its name. Letters go in and out through their seal alone: the outbox's own `post` is not here.
import { eraseForgotten, forgetCitizen, greetCitizen, loseCitizen, reportsBy } from '../db/citizens.ts'
import { conversationAt, moveConversation, openQuestion } from '../db/conversations.ts'
import {
  addToAlbum,
  albumWith,
  claimDelivery,
  forgetDeliveries,
  isClaimed,
  photosOfAlbum,
} from '../db/deliveries.ts'
import {
  dropLetters,
  dropQuestions,
  forgetLetters,
  postponeLetter,
  settleLetter,
  takeLetter,
} from '../db/outbox.ts'
import { claimQuestion, reportsToAskAbout } from '../db/still-questions.ts'
import { saveSubscription, subscriptionsOf } from '../db/subscriptions.ts'
import type { Letters } from './secrets/letters.ts'

export const botStores = ({ post, lastQuestion, nextLetters }: Letters) => ({
  ...{ eraseForgotten, forgetCitizen, greetCitizen, loseCitizen, reportsBy },
  ...{ conversationAt, moveConversation, openQuestion },
  ...{ addToAlbum, albumWith, claimDelivery, forgetDeliveries, isClaimed, photosOfAlbum },
  ...{ dropLetters, dropQuestions, forgetLetters, postponeLetter, settleLetter, takeLetter },
  ...{ claimQuestion, reportsToAskAbout },
  ...{ saveSubscription, subscriptionsOf },
  ...{ post, lastQuestion, nextLetters },
})
