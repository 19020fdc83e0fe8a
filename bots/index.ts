// Every channel that Kentongan speaks. To add one: write its file, then add its line here and its setting in config.ts.
// What only they need is read only where one of them is on: a server without bots starts sooner.
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Channel, Receive } from './channel.ts'
import type { SmsSettings } from './sms.ts'
import type { Given } from './stores.ts'
import type { WebPushSettings } from './web-push.ts'
import type { WhatsAppSettings } from './whatsapp.ts'

type Settings = {
  telegram?: { token: string; apiRoot?: string; rate: number }
  whatsapp?: WhatsAppSettings
  sms?: SmsSettings
  /** Always on: it needs no account anywhere. */
  webPush: WebPushSettings
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
  { webPush, ...settings }: Settings,
  needed: Needed<Client>,
): Promise<Bots> {
  const [{ carryLetters }, push, { channels, receive, askOn }] = await Promise.all([
    import('./courier.ts'),
    import('./web-push.ts'),
    openTalk(settings, needed),
  ])
  const all = [...channels, push.webPush({ ...webPush, publicUrl: needed.publicUrl })]
  const { db } = needed
  const elections = [
    db.elect('courier', signal =>
      Promise.all([carryLetters({ ...needed, channels: all }, signal), askOn?.(signal)]).then(
        () => undefined,
      ),
    ),
  ]
  if (receive)
    elections.push(
      db.elect('bot', signal =>
        Promise.all(channels.map(channel => channel.lead(receive, signal))).then(() => undefined),
      ),
    )
  return {
    webhooks: channels.flatMap(({ webhook }) =>
      webhook && receive
        ? [{ path: webhook.path, handle: (request, response) => webhook.handle(receive, request, response) }]
        : [],
    ),
    username: name => channels.find(channel => channel.name === name)?.username(),
    async stop() {
      await Promise.all(elections.map(election => election.stop()))
    },
  }
}

/** The channels in which citizens talk to us, and what takes their messages in. */
async function openTalk<Client>(
  { telegram, whatsapp, sms }: Omit<Settings, 'webPush'>,
  { loadPlaces, ...rest }: Needed<Client>,
): Promise<{ channels: Channel[]; receive?: Receive; askOn?: (signal: AbortSignal) => Promise<void> }> {
  if (!telegram)
    rest.log('The Telegram bot is off. Get a token from @BotFather and set TELEGRAM_BOT_TOKEN to turn it on.')
  if (!telegram && !whatsapp && !sms) return { channels: [] }
  const [places, { createReceive }, { askWhetherStill }] = await Promise.all([
    loadPlaces(),
    import('./receive.ts'),
    import('./asker.ts'),
  ])
  const given = { ...rest, ...places }
  const channels: Channel[] = [
    ...(telegram ? [(await import('./telegram.ts')).telegram({ ...telegram, ...given })] : []),
    ...(whatsapp ? [(await import('./whatsapp.ts')).whatsapp({ ...whatsapp, ...given })] : []),
    ...(sms ? [(await import('./sms.ts')).sms({ ...sms, ...given })] : []),
  ]
  return {
    channels,
    receive: createReceive(given),
    askOn: signal => askWhetherStill({ ...given, channels }, signal),
  }
}
