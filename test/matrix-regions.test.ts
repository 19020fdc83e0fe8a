// What lies in Jakarta × everybody: each line of test/regions-table.ts, the pages with words in full, and every room of the sockets, tried by each
// role of Jakarta, of elsewhere and of the whole country, by programs with keys, and by who has no right to be there.
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addOfficer } from '../db/officers.ts'
import { lockReport, updateReport } from '../db/reports.ts'
import type { Watch } from '../server/domain/contract.ts'
import { isRefusal } from '../server/domain/refusal.ts'
import type { Report } from '../server/domain/report.ts'
import { createServiceKeys } from '../server/sign-in/service-keys.ts'
import { engines } from './database.ts'
import { ELSEWHERE, everybody, JAKARTA, type Person } from './everybody.ts'
import { importGauges } from './gauge-file.ts'
import { picture } from './hostile-files.ts'
import { collection, fileOf, perform } from './operators.ts'
import { lines, type Things } from './regions-table.ts'
import {
  aKey,
  aReport,
  aSquare,
  askDesk,
  aWarning,
  openSocket,
  openWorld,
  postReport,
  signIn,
  type World,
  warn,
} from './world.ts'

/** A telephone number is shown to officers of the place alone. */
const PHONE = '081234567890'
const KEMANG = { lng: 106.8166, lat: -6.2607 }
const MONAS = { lng: 106.8272, lat: -6.1754 }

describe.each(engines)('what lies in a region on %s', engine => {
  let world: World
  let people: Record<string, Person>
  let things: Things

  async function send(words: string, change?: Partial<Pick<Report, 'state' | 'secret'>>, place = KEMANG) {
    const key = aKey()
    const { body } = await postReport(world, aReport({ words, place }), key)
    const { id } = body.report.properties
    const put = await fetch(`${world.url}/api/reports/${id}/photo`, {
      method: 'PUT',
      headers: { 'Content-Type': 'image/jpeg', 'Idempotency-Key': key },
      body: new Uint8Array(await picture(60, 40).jpeg().toBuffer()),
    })
    const { photo } = (await put.json()) as { photo: string }
    if (change)
      await world.db.transaction(async client => {
        const report = await lockReport(client, id)
        if (report) await updateReport(client, report, change)
      })
    world.db.wake()
    return { id, photo, link: body.link }
  }

  let held: Awaited<ReturnType<typeof send>>

  beforeAll(async () => {
    world = await openWorld(engine)
    people = await everybody(world)
    const [chief, second] = await Promise.all([signIn(world, 'Kepala'), signIn(world, 'Kedua')])
    const outline = { type: 'Polygon', coordinates: [aSquare(KEMANG, 0.005)] }
    const village = { type: 'Feature', properties: { id: '31.71.04', name: 'Bangka' }, geometry: outline }
    await perform(world.db, 'areas import', { file: fileOf(collection([village])) })
    await importGauges(world)
    const open = await send(`hubungi ${PHONE}`)
    held = await send('seen by officers alone', { state: 'held' })
    const secret = await send('kept secret by its sender', { secret: true })
    await askDesk(world, chief, '/agencies', { key: 'bpbd', name: 'BPBD', contact: null })
    const made = await askDesk(world, chief, '/cases/claim', { on: { report: open.id }, version: 0 })
    const warning = await warn(world, [chief, second], aWarning(Date.now()))
    const draft = await askDesk(world, chief, '/warnings', aWarning(Date.now()))
    await askDesk(world, chief, '/areas/31.71.04/state', { state: 1 }, 'PUT')
    const officer = randomUUID()
    const rights = { role: 'viewer' as const, agency: null, regions: [JAKARTA] }
    await addOfficer(world.db, { id: officer, name: 'Jaka', password: null, at: new Date(), ...rights })
    const keys = createServiceKeys({ db: world.db, now: () => new Date(), newId: () => randomUUID() })
    const key = await keys.add({ name: 'pompa', deeds: ['look'], regions: [JAKARTA] }, 'a test')
    if (isRefusal(key)) throw new Error(key.refused)
    await world.caughtUp()
    const gauge = [...world.board.gauges.values()].find(({ region }) => region === JAKARTA)?.id ?? ''
    things = {
      report: open.id,
      held: held.id,
      secret: secret.id,
      case: made.body.id,
      warning,
      draft: draft.body.id,
      area: '31.71.04',
      gauge,
      officer,
      key: key.id,
      photoOfOpen: open.photo,
      photoOfHeld: held.photo,
      photoOfSecret: secret.photo,
    }
    expect(Object.entries(things).filter(([, id]) => !id)).toEqual([])
    await sleep(20)
  }, 120_000)
  afterAll(() => world.close())

  test('each thing is for who may, where it lies, and for nobody else', { timeout: 240_000 }, async () => {
    const wrong: string[] = []
    const now = new Date().toISOString()
    for (const [door, deed, where, { body, shows } = {}] of lines) {
      const [method = 'GET', path = ''] = door.split(' ')
      const address = path.replace(/:(\w+)/g, (_, name: string) =>
        name === 'now' ? now : Reflect.get(things, name),
      )
      const region = where === 'Jakarta' ? JAKARTA : ''
      await Promise.all(
        Object.entries(people).map(async ([name, person]) => {
          const response = await fetch(world.url + address, {
            method,
            headers: { 'Content-Type': 'application/json', ...(await person.headers()) },
            ...(method !== 'GET' && { body: JSON.stringify(body?.(things) ?? {}) }),
          })
          const text = await response.text()
          const isTurnedAway =
            [401, 403, 404].includes(response.status) || /"code":"(not-allowed|region-not-yours)"/.test(text)
          const isIn = shows === undefined ? !isTurnedAway : text.includes(things[shows])
          const isRight = isIn === (deed === 'everybody' || person.may(deed, region))
          if (!isRight || response.status >= 500)
            wrong.push(`${door}: ${name} is answered ${response.status} ${text.slice(0, 120)}`)
        }),
      )
    }
    expect(wrong).toEqual([])
  })

  test('a page with words in full has them for officers of the place alone', async () => {
    for (const [name, person] of Object.entries(people)) {
      const headers = await person.headers()
      const page = await (await fetch(`${world.url}/api/desk/situation`, { headers })).text()
      expect([name, page.includes(PHONE)]).toEqual([name, person.may('look', JAKARTA)])
      expect([name, page.includes('kept secret')]).toEqual([name, person.may('look', JAKARTA)])
      const shared = await (await fetch(`${world.url}/api/desk/situation?public=1`, { headers })).text()
      expect([name, shared.includes(PHONE), shared.includes('kept secret')]).toEqual([name, false, false])
    }
  })

  test('who sent a held report sees its photo by the private link, and with another’s nobody does', async () => {
    const token = (link: string) => link.split('/').at(-1)
    const see = (mine?: string) => fetch(`${world.url}/photos/${held.photo}?mine=${mine}`)
    const own = await see(token(held.link))
    expect([own.status, own.headers.get('Cache-Control')]).toEqual([200, 'private, no-store'])
    const other = await postReport(world)
    expect((await see(token(other.body.link))).status).toBe(404)
    expect((await see('')).status).toBe(404)
  })

  const rooms: [string, Watch, isThere: boolean][] = [
    ['the world', {}, true],
    ['Jakarta', { region: JAKARTA }, true],
    ['a box of Jakarta', { box: [106, -7, 107, -6] }, true],
    ['floods', { hazards: ['flood'] }, true],
    ['page by page', { page: 1 }, true],
    ['elsewhere', { region: ELSEWHERE }, false],
    ['a drill', { drill: true }, false],
  ]

  test.each(rooms)(
    'in the room of %s each sees what is theirs',
    { timeout: 60_000 },
    async (_, watch, isThere) => {
      for (const [name, person] of Object.entries(people)) {
        const isOfficer = person.may('look', JAKARTA)
        const socket = await openSocket(world, await person.headers())
        const answer = await socket.watch(watch)
        if (isRefusal(answer) || !answer.whole) throw new Error('a whole picture was expected')
        const { reports, cases = [] } = answer
        for (let left = answer.left ?? 0; left > 0; ) {
          const more = await new Promise<{ reports: typeof reports; left: number }>(resolve =>
            socket.socket.emit('more', resolve),
          )
          reports.push(...more.reports)
          left = more.left
        }
        const found = (id: string) => reports.find(({ properties }) => properties.id === id)?.properties
        expect({
          name,
          words: found(things.report)?.words,
          held: found(things.held) !== undefined,
          secret: found(things.secret)?.words,
          photos: found(things.secret)?.photos.length,
          case: cases.some(({ id }) => id === things.case),
        }).toEqual({
          name,
          words: isThere ? `hubungi ${isOfficer ? PHONE : '•••'}` : undefined,
          held: isThere && isOfficer,
          secret: isThere ? (isOfficer ? 'kept secret by its sender' : '') : undefined,
          photos: isThere ? (isOfficer ? 1 : 0) : undefined,
          // A case has no box: it is shown in each.
          case: isThere && isOfficer,
        })
        socket.close()
      }
    },
  )

  test('a change is told in full to who may look there, as to everybody to the others, and only where it happens', async () => {
    const watching = await Promise.all(
      Object.entries(people).flatMap(([name, person]) =>
        rooms.map(async ([room, watch, isThere]) => {
          const socket = await openSocket(world, await person.headers())
          await socket.watch(watch)
          return { name: `${name} in ${room}`, socket, isThere, isOfficer: person.may('look', JAKARTA) }
        }),
      ),
    )
    const { id } = await send(`telepon ${PHONE}`, undefined, MONAS)
    await send('held at once', { state: 'held' })
    const third = await signIn(world, 'Ketiga')
    const claimed = await askDesk(world, third, '/cases/claim', { on: { report: id }, version: 0 })
    expect(claimed.status).toBe(200)
    await world.caughtUp()
    await sleep(300)
    for (const { name, socket, isThere, isOfficer } of watching) {
      const told = socket.changes.map(([change]) => change)
      const words = told.flatMap(change => (change.what === 'report' ? [change.feature.properties] : []))
      expect({
        name,
        words: words.find(properties => properties.id === id)?.words,
        held: words.some(({ state }) => state === 'held'),
        case: told.some(change => change.what === 'case'),
      }).toEqual({
        name,
        words: isThere ? `telepon ${isOfficer ? PHONE : '•••'}` : undefined,
        held: isThere && isOfficer,
        case: isThere && isOfficer,
      })
      socket.close()
    }
  })
})
