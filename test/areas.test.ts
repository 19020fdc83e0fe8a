// Local areas of any country: imported once however often, mended where that is possible, and every report gets its own.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { engines } from './database.ts'
import { collection, fileOf, perform } from './operators.ts'
import { aReport, openWorld, postReport, type World } from './world.ts'

/** A square around a place, so many degrees wide. */
function square([lng, lat]: [number, number], width: number) {
  const [w, s, e, n] = [lng - width / 2, lat - width / 2, lng + width / 2, lat + width / 2]
  return {
    type: 'Polygon',
    coordinates: [
      [
        [w, s],
        [e, s],
        [e, n],
        [w, n],
        [w, s],
      ],
    ],
  }
}
const area = (properties: object, geometry: object | null) => ({ type: 'Feature', properties, geometry })

const kemang: [number, number] = [106.8166, -6.2607]
const district = area(
  { KODE: '31.71', NAMOBJ: 'Mampang Prapatan', WADMKC: 'Jakarta Selatan' },
  square(kemang, 0.05),
)
const village = area({ KODE: '31.71.04', NAMOBJ: 'Bangka', WADMKC: 'Mampang Prapatan' }, square(kemang, 0.01))
/** Its outline crosses itself, as in a drawing that went wrong. */
const bowtie = area(
  { KODE: '31.71.05', NAMOBJ: 'Pasa' },
  {
    type: 'Polygon',
    coordinates: [
      [
        [106.7, -6.3],
        [106.72, -6.28],
        [106.72, -6.3],
        [106.7, -6.28],
        [106.7, -6.3],
      ],
    ],
  },
)

describe.each(engines)('areas on %s', engine => {
  let world: World
  beforeAll(async () => {
    world = await openWorld(engine)
  })
  afterAll(() => world.close())

  test('are imported with guessed names, mended or named when odd, and change nothing the second time', async () => {
    const file = fileOf(
      collection([
        district,
        village,
        bowtie,
        village,
        area({ KODE: '31.71.06', NAMOBJ: 'A point' }, { type: 'Point', coordinates: kemang }),
        area({ KODE: '31.71.07' }, square(kemang, 0.01)),
        area(
          { KODE: '31.71.08', NAMOBJ: 'A line' },
          {
            type: 'Polygon',
            coordinates: [
              [
                [106, -6],
                [107, -6],
                [106, -6],
                [106, -6],
              ],
            ],
          },
        ),
        area(
          { KODE: '31.71.09', NAMOBJ: 'In metres' },
          {
            type: 'Polygon',
            coordinates: [
              [
                [7e5, 9e6],
                [7e5, 9.1e6],
                [8e5, 9e6],
                [7e5, 9e6],
              ],
            ],
          },
        ),
      ]),
    )
    const first = await perform(world.db, 'areas import', { file })
    expect(first.code).toBe(1)
    expect(first.out).toContain('id 31.71.05: outline mended (Self-intersection')
    expect(first.out).toContain('Row 4, id 31.71.04: this id came before in the file; not taken.')
    expect(first.out).toMatch(/Row 5: its geometry is no polygon/)
    expect(first.out).toContain(
      'Row 6: there is no name (its properties are KODE): name it with --name-property; not taken.',
    )
    expect(first.out).toMatch(/Row 7, id 31.71.08: its outline encloses nothing/)
    expect(first.out).toMatch(/Row 8: its geometry is no polygon in degrees/)
    expect(first.out).toContain('8 areas: 3 new, 0 changed, 0 as before, 1 mended, 5 odd.')
    const second = await perform(world.db, 'areas import', { file })
    expect(second.out).toContain('0 new, 0 changed, 3 as before')
    const listed = await perform(world.db, 'areas list', {})
    expect(listed.out).toContain('31.71.04  Bangka  Mampang Prapatan  ID-JK  1.22 km²  0 reports')
  })

  test('tag each report with the smallest that covers it', async () => {
    const { body } = await postReport(world)
    expect(body.report.properties.area).toBe('31.71.04')
    const beside = await postReport(world, aReport({ place: { lng: kemang[0] + 0.02, lat: kemang[1] } }))
    expect(beside.body.report.properties.area).toBe('31.71')
  })

  test('that come later reach the reports that are stored, and the live picture', async () => {
    const place = { lng: 107.61, lat: -6.91 }
    const { body } = await postReport(world, aReport({ place }))
    expect(body.report.properties.area).toBeNull()
    const file = fileOf(
      JSON.stringify(area({ local_area_id: 7, area_name: 'Braga' }, square([place.lng, place.lat], 0.01))),
    )
    const { out, code } = await perform(world.db, 'areas import', { file, region: 'ID-JB' })
    expect(out).toContain(
      '1 area: 1 new, 0 changed, 0 as before, 0 mended, 0 odd. 1 stored report got an area.',
    )
    expect(code).toBe(0)
    await world.caughtUp()
    expect(world.board.reports.get(body.report.properties.id)).toMatchObject({ area: '7', version: 2 })
    expect((await perform(world.db, 'areas import', { file })).out).toContain('0 stored reports got an area')
  })

  test('take the properties that the operator names, and say which there are when they find none', async () => {
    const foreign = area({ adm4: 'NL-1', label: 'Amsterdam' }, square([4.9, 52.37], 0.1))
    const guessed = await perform(world.db, 'areas import', { file: fileOf(collection([foreign])) })
    expect(guessed.out).toContain(
      'there is no id (its properties are adm4, label): name it with --id-property',
    )
    const named = await perform(world.db, 'areas import', {
      file: fileOf(collection([foreign])),
      idProperty: 'adm4',
      nameProperty: 'label',
    })
    expect(named.code).toBe(0)
    expect((await perform(world.db, 'areas list', {})).out).toContain('NL-1  Amsterdam  -  -')
    await expect(
      perform(world.db, 'areas import', { file: fileOf(collection([foreign])), region: 'XX-1' }),
    ).rejects.toThrow('No region has the code XX-1')
  })
})
