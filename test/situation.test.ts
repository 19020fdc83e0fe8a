// The situation report: of an incident and of a shift, in full for officers, with public words where it is shared, and for nobody else.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { engines } from './database.ts'
import { aReport, decide, openWorld, postReport, signIn, type World } from './world.ts'

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

  test('is refused to who is no officer, and of an incident that is none', async () => {
    expect((await open(`incident=${incident}`, {})).status).toBe(401)
    expect((await open('incident=0191e7a4-0000-7000-8000-000000000000')).status).toBe(404)
  })
})
