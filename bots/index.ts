// Every channel that Kentongan speaks. To add one: write its file, then add its line here and its setting in config.ts.
// What only they need is read only where one of them is on: a server without bots starts sooner.
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Channel } from './channel.ts'
import type { SmsSettings } from './sms.ts'
import type { Given } from './stores.ts'
import type { WhatsAppSettings } from './whatsapp.ts'

type Settings = {
  telegram?: { token: string; apiRoot?: string; rate: number }
  whatsapp?: WhatsAppSettings
  sms?: SmsSettings
}

type Webhook = {
  path: string
  handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>
}

export type Bots = {
  /** Addresses at which vendors bring their deliveries; bodies come to them unread. */
  webhooks: Webhook[]
  /** The bot's name on a channel, once it is known. */
  username(channel: string): string | undefined
  stop(): Promise<void>
}

/** What looks places up; loaded only where a channel is on. */
type PlacesOf<Client> = Pick<Given<Client>, 'lookUp' | 'lookAround' | 'placeIn'>

type Needed<Client> = Omit<Given<Client>, keyof PlacesOf<Client>> & {
  loadPlaces(): Promise<PlacesOf<Client>>
}

export async function startBots<Client>(
  { telegram, whatsapp, sms }: Settings,
  { loadPlaces, ...rest }: Needed<Client>,
): Promise<Bots> {
  if (!telegram)
    rest.log('The Telegram bot is off. Get a token from @BotFather and set TELEGRAM_BOT_TOKEN to turn it on.')
  if (!telegram && !whatsapp && !sms)
    return { webhooks: [], username: () => undefined, stop: () => Promise.resolve() }
  const [places, { createReceive }, { carryLetters }, { askWhetherStill }] = await Promise.all([
    loadPlaces(),
    import('./receive.ts'),
    import('./courier.ts'),
    import('./asker.ts'),
  ])
  const given = { ...rest, ...places }
  const channels: Channel[] = [
    ...(telegram ? [(await import('./telegram.ts')).telegram({ ...telegram, ...given })] : []),
    ...(whatsapp ? [(await import('./whatsapp.ts')).whatsapp({ ...whatsapp, ...given })] : []),
    ...(sms ? [(await import('./sms.ts')).sms({ ...sms, ...given })] : []),
  ]
  const receive = createReceive(given)
  const elections = [
    given.db.elect('bot', signal =>
      Promise.all(channels.map(channel => channel.lead(receive, signal))).then(() => undefined),
    ),
    given.db.elect('courier', signal =>
      Promise.all([
        carryLetters({ ...given, channels }, signal),
        askWhetherStill({ ...given, channels }, signal),
      ]).then(() => undefined),
    ),
  ]
  return {
    webhooks: channels.flatMap(({ webhook }) =>
      webhook
        ? [{ path: webhook.path, handle: (request, response) => webhook.handle(receive, request, response) }]
        : [],
    ),
    username: name => channels.find(channel => channel.name === name)?.username(),
    async stop() {
      await Promise.all(elections.map(election => election.stop()))
    },
  }
}
