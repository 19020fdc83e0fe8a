// The situation report: of an incident and of a shift, in full for officers, with public words where it is shared, and for nobody else.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { engines } from './database.ts'
import {
  aReport,
  aSquare,
  askDesk,
  aWarning,
  decide,
  issue,
  openWorld,
  postReport,
  signIn,
  type World,
  warn,
} from './world.ts'

describe.each(engines)('a situation report on %s', engine => {
  let world: World
  let officer: { Cookie: string }
  let incident = ''
  beforeAll(async () => {
    world = await openWorld(engine)
    officer = await signIn(world)
    for (let index = 0; index < 4; index++) {
      const { body } = await postReport(
        world,
        aReport({
          place: { lng: 106.81 + index / 5_000, lat: -6.26 },
          answers: { depth: 40 + 30 * index },
          words: `Air naik di gang ${index}, hubungi 0812 3456 7890`,
        }),
      )
      if (index === 0) await decide(world, officer, body.report.properties.id, 'verify')
    }
    await world.caughtUp()
    incident = [...world.board.incidents.keys()][0] ?? ''
  })
  afterAll(() => world.close())

  const open = async (query: string, headers: Record<string, string> = officer) => {
    const response = await fetch(`${world.url}/desk/situation?${query}`, { headers })
    return { status: response.status, page: await response.text() }
  }

  test('of an incident has its figures, its sketch and its reports', async () => {
    const { status, page } = await open(`incident=${incident}&lang=id`)
    expect(status).toBe(200)
    expect(page).toContain('Laporan situasi: Banjir di sekitar')
    expect(page).toContain('class="sketch"')
    expect(page.match(/<circle class="level-/g)?.length).toBe(4 + 4)
    expect(page).toContain('0812 3456 7890')
    expect(page).toContain('jangan dibagikan')
    expect(page).toContain('Diverifikasi petugas')
  })

  test('for everybody says nothing that is not for everybody', async () => {
    const { page } = await open(`incident=${incident}&public=1&lang=id`)
    expect(page).toContain('untuk umum')
    expect(page).toContain('Air naik di gang 1')
    expect(page).not.toContain('3456')
    expect(page).not.toContain('Sari')
  })

  test('of a shift holds what came in meanwhile, and nothing else', async () => {
    const hour = 3_600_000
    const at = (hours: number) => new Date(Date.now() + hours * hour).toISOString()
    expect((await open(`from=${at(-8)}&to=${at(1)}&lang=en`)).page).toContain('Air naik di gang 3')
    expect((await open(`from=${at(-20)}&to=${at(-8)}&lang=en`)).page).not.toContain('Air naik')
  })

  test('of a shift lists the warnings that were issued, changed, lifted or ended in it, also those that stand no more', async () => {
    const hour = 3_600_000
    let clock = Date.parse('2026-01-05T00:00:00Z')
    const past = await openWorld(engine, { now: () => new Date(clock) })
    try {
      const two = (): Promise<[{ Cookie: string }, { Cookie: string }]> =>
        Promise.all([signIn(past, `Sari ${clock}`), signIn(past, `Ketut ${clock}`)])
      const about = (description: string, hours: number, changes: object = {}) => {
        const { words, ...rest } = aWarning(clock)
        return {
          ...rest,
          outline: { type: 'Polygon', coordinates: [aSquare({ lng: 106.8, lat: -6.2 }, 0.01)] },
          words: { id: { ...words.id, description }, en: { ...words.en, description } },
          expiresAt: new Date(clock + hours * hour).toISOString(),
          ...changes,
        }
      }
      // 00.00: one that runs out at 02.00, before the shift; one that is lifted in it; one that goes on.
      const officers = await two()
      await warn(past, officers, about('Sudah lewat', 2))
      const lifted = await warn(past, officers, about('Nanti dicabut', 20))
      const changed = await warn(past, officers, about('Kata pertama', 20))
      await warn(past, officers, about('Hanya latihan', 20, { drill: true }))
      clock += 4 * hour
      const now = await two()
      await warn(past, now, about('Berakhir sendiri', 1))
      expect((await askDesk(past, now[0], `/warnings/${lifted}/end`, {})).status).toBe(200)
      const draft = await askDesk(past, now[0], `/warnings/${changed}/change`, {})
      const edited = await askDesk(
        past,
        now[0],
        `/warnings/drafts/${draft.body.id}`,
        { version: draft.body.version, content: { ...draft.body.content, severity: 'Severe' } },
        'PUT',
      )
      await issue(past, now, edited.body)
      clock += 30 * hour
      const [officer] = await two()
      const page = async (from: string, to: string, more = '') => {
        const query = `from=2026-01-05T${from}:00:00Z&to=2026-01-05T${to}:00:00Z&lang=id${more}`
        const response = await fetch(`${past.url}/desk/situation?${query}`, { headers: officer })
        const html = await response.text()
        return html.match(/<div class="warning">[\s\S]*?<\/div>/g) ?? []
      }
      const shift = await page('03', '08')
      expect(shift).toHaveLength(3)
      const of = (words: string) => shift.find(each => each.includes(words)) ?? ''
      expect(of('Nanti dicabut')).toMatch(/sudah berlaku sejak .*07[.:]00.* · dicabut .*11[.:]00/)
      expect(of('Kata pertama')).toMatch(/Awas[\s\S]*sudah berlaku sejak .* · diperbarui .*11[.:]00/)
      expect(of('Berakhir sendiri')).toMatch(/dikeluarkan .*11[.:]00.* · berakhir .*12[.:]00/)
      expect((await page('00', '01')).map(each => each.includes('dikeluarkan'))).toEqual([true, true, true])
      expect(await page('03', '08', '&drill=1')).toEqual([expect.stringContaining('Hanya latihan')])
    } finally {
      await past.close()
    }
  })

  test('is refused to who is no officer, and of an incident that is none', async () => {
    expect((await open(`incident=${incident}`, {})).status).toBe(401)
    expect((await open('incident=0191e7a4-0000-7000-8000-000000000000')).status).toBe(404)
  })
})
