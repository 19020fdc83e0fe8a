// A day on which much happens, for the tests that look at every screen: floods that became incidents, six other hazards, photos, held and dismissed
// reports, cases at work, warnings in every state, areas, gauges, and an official earthquake.
import sharp from 'sharp'
import { addAgency } from '../db/agencies.ts'
import { recordReadings } from '../server/gauges.ts'
import { importGauges, manggarai, risingBefore } from './gauge-file.ts'
import { alertList, anAlert, aQuake, openSource, quakes } from './official-source.ts'
import { collection, fileOf, perform } from './operators.ts'
import { aKey, aSquare, askDesk, aWarning, decide, openWorld, postReport, signIn, warn } from './world.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

type Told = { minutesAgo: number; place: [lng: number, lat: number]; words: string } & Record<string, unknown>

const flood = (minutesAgo: number, lng: number, lat: number, depth: number, words: string): Told => ({
  minutesAgo,
  place: [lng, lat],
  answers: { depth },
  words,
})
const other = (
  hazard: string,
  minutesAgo: number,
  place: [number, number],
  answers: object,
  words: string,
): Told => ({ hazard, minutesAgo, place, answers, words })

const reports: Told[] = [
  flood(310, 106.8661, -6.2241, 70, 'Air kali mulai masuk gang, anak-anak sudah di lantai dua'),
  flood(290, 106.8668, -6.2246, 110, 'Sudah sepinggang di depan musala, arus pelan'),
  flood(262, 106.8655, -6.2236, 160, 'Kampung Melayu kecil tenggelam, butuh perahu karet'),
  flood(240, 106.8672, -6.2239, 140, 'Rumah pompa penuh, warga pindah ke sekolah'),
  flood(231, 106.8664, -6.2251, 130, 'Listrik padam sejak pukul empat, air terus naik'),
  flood(205, 106.8166, -6.2607, 50, 'Depan pasar Kemang macet total, motor mogok'),
  flood(180, 106.8173, -6.2611, 60, 'Air masuk toko, tolong tutup jalan untuk mobil'),
  flood(172, 106.8159, -6.2602, 45, 'Genangan di tikungan jalan besar'),
  flood(150, 106.7271, -6.1624, 35, 'Rawa Buaya tergenang semata kaki lebih'),
  flood(141, 106.7277, -6.1629, 40, 'Jalan kolektor selutut anak, arus tenang'),
  flood(133, 106.7266, -6.1619, 30, 'Got meluap di belakang pasar'),
  flood(120, 106.9056, -6.1581, 55, 'Boulevard tergenang, bus putar balik'),
  flood(96, 106.9921, -6.2349, 90, 'Perumahan di tepi kali Bekasi, warga mulai mengungsi'),
  flood(90, 106.9928, -6.2354, 100, 'Sepaha orang dewasa, pos ronda hanyut'),
  flood(82, 106.9915, -6.2343, 95, 'Butuh obat dan selimut di balai warga'),
  flood(60, 106.7993, -6.1865, 25, 'Setinggi mata kaki di bawah jembatan layang'),
  flood(44, 106.8451, -6.2089, 120, 'Tolong, nenek saya terjebak di lantai dua, butuh perahu'),
  flood(31, 106.8801, -6.2703, 15, 'Genangan tipis, mobil masih lewat'),
  flood(12, 106.8319, -6.1944, 20, 'Hujan deras lagi, selokan mulai penuh'),
  other('fire', 75, [106.8109, -6.1859], { distance: 20 }, 'Kios dekat stasiun terbakar, api besar'),
  other('wind', 110, [106.7942, -6.5971], { impact: 1 }, 'Pohon tumbang menimpa kabel di Bogor'),
  other('landslide', 160, [107.1421, -6.8222], { extent: 2 }, 'Tebing longsor menutup jalan desa'),
  other('earthquake', 220, [107.0533, -6.8711], { kind: 'structure', structure: 1 }, 'Dinding sekolah retak'),
  other('haze', 130, [113.9213, -2.2136], { visibility: 1, air: 2 }, 'Asap pekat, jarak pandang pendek'),
  other('volcano', 200, [112.9883, -8.1321], { signs: [3], people: 2 }, 'Hujan abu tebal sejak pagi'),
]

const villages = [
  ['Kampung Melayu', 'Jatinegara', 106.8664, -6.2243],
  ['Bangka', 'Mampang Prapatan', 106.8166, -6.2607],
  ['Rawa Buaya', 'Cengkareng', 106.7271, -6.1624],
  ['Kelapa Gading Timur', 'Kelapa Gading', 106.9056, -6.1581],
  ['Margahayu', 'Bekasi Timur', 106.9921, -6.2349],
  ['Petamburan', 'Tanah Abang', 106.7993, -6.1865],
] as const

const wordsFor = (headline: string, inEnglish: string) => ({
  id: {
    headline,
    description: 'Air naik cepat sejak pintu air dibuka pukul 11.',
    instruction: 'Mengungsi sekarang ke tempat tinggi. Jangan menerobos arus.',
    area: 'Kampung Melayu',
  },
  en: {
    headline: inEnglish,
    description: 'The water has been rising fast since the floodgate opened at 11.',
    instruction: 'Leave now for higher ground. Do not cross moving water.',
    area: 'Kampung Melayu',
  },
})

/** A picture of water under a grey sky, so that a photo looks like one. */
const photo = () =>
  sharp(
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="800"><rect width="1200" height="800" fill="#9fb0bd"/><path d="M0 420h1200v380H0z" fill="#7d7462"/><path d="M120 250h260v260H120zM520 180h200v330H520zM860 290h240v210H860z" fill="#5d5f63"/><path d="M0 520q150-30 300 0t300 0 300 0 300 0v280H0z" fill="#8a806c"/></svg>`,
    ),
  )
    .jpeg()
    .toBuffer()

export type LivelyWorld = Awaited<ReturnType<typeof openLivelyWorld>>

export async function openLivelyWorld() {
  const source = await openSource()
  source.pages.set('/quake.json', quakes(aQuake(new Date(Date.now() - HOUR))))
  source.pages.set('/weather.xml', alertList([`${source.url}/rain.xml`]))
  source.pages.set('/rain.xml', anAlert(new Date()))
  /** How long before now it is in this world, ms. */
  let behind = 0
  const now = () => new Date(Date.now() - behind)
  const world = await openWorld(
    'embedded',
    { now },
    {
      FEED_QUAKE_LATEST: `${source.url}/quake.json`,
      FEED_WEATHER: `${source.url}/weather.xml`,
      FEEDS_PRIVATE: 'on',
    },
  )
  await addAgency(world.db, { key: 'bpbd-dki', name: 'BPBD DKI Jakarta', contact: '112', at: new Date() })

  const features = villages.map(([name, parent, lng, lat], index) => ({
    type: 'Feature',
    properties: { area_id: index + 1, area_name: name, parent_name: parent },
    geometry: { type: 'Polygon', coordinates: [aSquare({ lng, lat }, 0.008)] },
  }))
  await perform(world.db, 'areas import', { file: fileOf(collection(features)) })
  await importGauges(world)
  const readings = risingBefore(new Date()).map(one => ({ gauge: 'TMA1', ...one }))
  await recordReadings(world.db, readings, new Date())

  const posted: { id: string; link: string; version: number }[] = []
  for (const { minutesAgo, place, ...told } of reports) {
    behind = minutesAgo * MINUTE
    const [lng, lat] = place
    const key = aKey()
    const draft = { hazard: 'flood', place: { lng, lat }, device: crypto.randomUUID(), ...told }
    const { status, body } = await postReport(world, draft, key)
    if (status !== 201) throw new Error(`A report was not taken: ${JSON.stringify(body)}`)
    posted.push({ id: body.report.properties.id, link: new URL(body.link).pathname, version: 1 })
    if (posted.length % 5 !== 2) continue
    await fetch(`${world.url}/api/reports/${body.report.properties.id}/photo`, {
      method: 'PUT',
      headers: { 'Idempotency-Key': key, 'Content-Type': 'image/jpeg' },
      body: new Uint8Array(await photo()),
    })
  }
  for (const words of ['Slot gacor maxwin hari ini', 'Pinjaman cepat cair tanpa agunan'])
    await postReport(world, {
      hazard: 'flood',
      answers: {},
      place: manggarai,
      words,
      website: 'http://example.com',
      device: crypto.randomUUID(),
    })
  behind = 0
  await world.caughtUp()

  const [sari, ketut] = await Promise.all([
    signIn(world, 'Sari', { agency: 'bpbd-dki' }),
    signIn(world, 'Ketut', { role: 'duty-officer' }),
  ])
  await signIn(world, 'Wayan', { role: 'verifier', regions: ['ID-JK'] })
  await signIn(world, 'Dewi', { role: 'viewer' })
  const id = (index: number) => posted[index]?.id ?? ''
  for (const index of [0, 2, 5, 12, 20])
    await decide(world, sari, id(index), 'verify', { reason: 'Tim di lokasi' })
  await decide(world, ketut, id(17), 'dismiss', { reason: 'Sudah dilaporkan' })
  await decide(world, ketut, id(11), 'resolve', { reason: 'Air sudah surut' })
  await world.caughtUp()

  const incidentOf = async (index: number): Promise<string> =>
    (await (await fetch(`${world.url}/api/reports/${id(index)}`)).json()).properties.incident
  const incident = await incidentOf(2)
  // What waits too long has a case already, and some officer was told.
  type Case = { id: string; version: number; incidents: string[]; reports: string[] }
  const act = async (name: string, incident: string, report: string, more: object = {}): Promise<void> => {
    const { cases }: { cases: Case[] } = (await askDesk(world, sari, '/cases')).body
    const known = cases.find(each => each.incidents.includes(incident) || each.reports.includes(report))
    const on = known ? { case: known.id } : incident ? { incident } : { report }
    const seen = { on, version: known?.version ?? 0 }
    const answer = await askDesk(world, sari, `/cases/${name}`, { ...seen, ...more })
    // Whoever is late is told of meanwhile.
    if (answer.body.code === 'case-changed') await act(name, incident, report, more)
    else if (answer.status !== 200)
      throw new Error(`The case refuses ${name}: ${JSON.stringify(answer.body)}`)
  }
  await act('claim', incident, id(2))
  await act('ask', incident, id(2), { words: 'Berapa orang masih di rumah?', report: id(2) })
  await act('note', incident, id(2), { words: 'Perahu karet berangkat dari pos Manggarai' })
  await act('assign', incident, id(2), { agency: 'bpbd-dki' })
  await act('claim', await incidentOf(5), id(5))

  for (const [area, state] of [
    ['1', 4],
    ['2', 2],
    ['3', 1],
  ] as const)
    await askDesk(world, sari, `/areas/${area}/state`, { state }, 'PUT')

  const box = (lng: number, lat: number, half: number) => ({
    type: 'Polygon',
    coordinates: [aSquare({ lng, lat }, half)],
  })
  const warning = await warn(
    world,
    [sari, ketut],
    aWarning(Date.now(), {
      severity: 'Severe',
      outline: box(106.866, -6.224, 0.03),
      words: wordsFor('Awas: Banjir di Kampung Melayu', 'Severe: Flood in Kampung Melayu'),
    }),
  )
  await warn(world, [sari, ketut], aWarning(Date.now(), { outline: box(106.99, -6.235, 0.04) }))
  const draftOf = async (changes: Record<string, unknown>) =>
    (await askDesk(world, ketut, '/warnings', aWarning(Date.now(), changes))).body
  const waiting = await draftOf({ severity: 'Minor', outline: box(106.727, -6.162, 0.03) })
  await askDesk(world, ketut, `/warnings/drafts/${waiting.id}/submit`, { version: waiting.version })
  const draft = await draftOf({ hazard: 'wind', outline: box(106.79, -6.59, 0.05) })
  await world.caughtUp()
  const deadline = Date.now() + 20_000
  while (world.board.officials.size < 2 && Date.now() < deadline)
    await new Promise(resolve => setTimeout(resolve, 50))

  return {
    ...world,
    officer: sari,
    /** With a photo and several answers; the one that asks for rescue; one alone. */
    report: id(1),
    call: id(16),
    /** The private link of the report whose citizen is asked something. */
    link: posted[2]?.link ?? '',
    incident,
    warning,
    draft: draft.id as string,
    async close() {
      await world.close()
      await source.close()
    },
  }
}
