// Some requests of the fuzzer (test/bench/fuzz.ts makes 200,000), always the same ones: nothing that is sent breaks the server, a row or the board.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { blankZeros, isTooDeep } from '../server/json-body.ts'
import { loadBoard } from '../server/live/picture.ts'
import { everybody } from './everybody.ts'
import { openFuzzer, SMS_SECRET, WHATSAPP_SECRET } from './random-requests.ts'
import { diceOf } from './random-values.ts'
import { brokenRules } from './rules-of-rows.ts'
import { openWorld, postReport, type World } from './world.ts'

const SEED = 6
const TURNS = 600
const AT_ONCE = 8
/** Nobody listens there: what the bots answer is kept for later. */
const NOWHERE = 'http://127.0.0.1:9'

let world: World
beforeAll(async () => {
  world = await openWorld(
    'embedded',
    {},
    {
      WHATSAPP_TOKEN: 'x',
      WHATSAPP_PHONE_ID: '1',
      WHATSAPP_APP_SECRET: WHATSAPP_SECRET,
      WHATSAPP_VERIFY_TOKEN: 'x',
      WHATSAPP_TEMPLATE: 'kabar',
      WHATSAPP_API_ROOT: NOWHERE,
      SMS_GATEWAY_URL: NOWHERE,
      SMS_GATEWAY_TOKEN: 'x',
      SMS_WEBHOOK_SECRET: SMS_SECRET,
    },
  )
})
afterAll(() => world.close())

test('hundreds of requests at random, by everybody, over every route: no fault, no broken row, and a board that is the database', async () => {
  await postReport(world)
  const fuzzer = await openFuzzer({ url: world.url, people: await everybody(world) })
  const wrong: string[] = []
  let turn = 0
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      while (turn < TURNS) {
        const mine = turn++
        const fault = await fuzzer.turn(diceOf(SEED, mine))
        if (fault) wrong.push(`seed ${SEED}, turn ${mine}: ${fault}`)
      }
    }),
  )
  fuzzer.close()
  expect(wrong).toEqual([])
  await world.caughtUp()
  expect(await brokenRules(world.db)).toEqual([])
  const fresh = await loadBoard(world.db, new Date())
  const told = (board: typeof world.board) =>
    [...board.reports.values(), ...board.held.values(), ...board.incidents.values()].map(
      ({ id, version }) => `${id} ${version}`,
    )
  expect(told(world.board).toSorted()).toEqual(told(fresh).toSorted())
  expect(Object.prototype).not.toHaveProperty('isAdmin')
})

test('a body that is too deep is refused unread, and one that only looks so is not', () => {
  expect(isTooDeep(Buffer.from('['.repeat(25)))).toBe(true)
  expect(isTooDeep(Buffer.from(`${'{"a":'.repeat(25)}1`))).toBe(true)
  expect(
    isTooDeep(Buffer.from(JSON.stringify({ words: '[{"\\"['.repeat(100), list: Array(100).fill([]) }))),
  ).toBe(false)
})

test('a zero character in a body is read as a blank, and what only looks like one stays', () => {
  for (const [words, read] of [
    ['a\u0000b', 'a b'],
    ['\u0000', ' '],
    ['a\\u0000', 'a\\u0000'],
    ['a\\\u0000', 'a\\ '],
  ]) {
    const bytes = Buffer.from(JSON.stringify({ words }))
    blankZeros(bytes)
    expect(JSON.parse(bytes.toString())).toEqual({ words: read })
  }
})
