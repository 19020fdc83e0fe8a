// What a warning says before an officer changes it: by hazard and level, in each language. Beside the hazards' own files, so that the citizens'
// form need not carry it. {level}, {place} and {until} are filled by themselves; any other gap waits for a person.
import type { Text } from './hazards/hazard.ts'
import { type HazardKey, hazardOf } from './hazards/index.ts'
import { type Language, phrase, say } from './messages/index.ts'
import { levelOf, type Severity, type WarningWords } from './warning.ts'

type Template = { description: Text; instruction: Text }

/** Waspada, Siaga, Awas. */
const templates: Record<HazardKey, [Template, Template, Template]> = {
  flood: [
    {
      description: {
        id: 'Genangan dapat terjadi di {place} sampai {until}. Air masih di bawah lutut.',
        en: 'Streets in {place} may flood until {until}. The water is still below the knee.',
      },
      instruction: {
        id: 'Pindahkan kendaraan dan barang dari lantai. Jauhi saluran air.',
        en: 'Move vehicles and belongings off the ground. Keep away from drains.',
      },
    },
    {
      description: {
        id: 'Air naik di {place}. Banjir setinggi lutut atau lebih dapat terjadi sampai {until}.',
        en: 'Water is rising in {place}. Floods to the knee or higher are possible until {until}.',
      },
      instruction: {
        id: 'Siapkan tas darurat, obat dan surat penting. Matikan listrik bila air masuk. Jauhi bantaran kali.',
        en: 'Pack an emergency bag, medicine and papers. Switch off the power if water comes in. Keep away from the river.',
      },
    },
    {
      description: {
        id: 'Banjir besar melanda {place}. Air mengancam jiwa sampai {until}.',
        en: 'Major flooding in {place}. The water threatens lives until {until}.',
      },
      instruction: {
        id: 'Mengungsi sekarang ke tempat tinggi atau posko terdekat. Jangan menerobos arus. Bila terjebak, telepon 112.',
        en: 'Leave now for higher ground or the nearest shelter. Do not cross moving water. If you are trapped, call 112.',
      },
    },
  ],
  wind: [
    {
      description: {
        id: 'Angin kencang dapat terjadi di {place} sampai {until}.',
        en: 'Strong wind is possible in {place} until {until}.',
      },
      instruction: {
        id: 'Ikat barang yang mudah terbang. Jangan berteduh di bawah pohon.',
        en: 'Tie down loose things. Do not shelter under trees.',
      },
    },
    {
      description: {
        id: 'Angin kencang diperkirakan melanda {place} sampai {until}. Pohon dan papan dapat roboh.',
        en: 'Strong wind is expected in {place} until {until}. Trees and signs may fall.',
      },
      instruction: {
        id: 'Tetap di dalam bangunan yang kuat. Jauhi pohon, papan reklame dan kabel.',
        en: 'Stay inside a strong building. Keep away from trees, billboards and cables.',
      },
    },
    {
      description: {
        id: 'Angin merusak melanda {place} sampai {until}. Atap dan pohon beterbangan.',
        en: 'Destructive wind in {place} until {until}. Roofs and trees are torn away.',
      },
      instruction: {
        id: 'Berlindung sekarang di ruang dalam, jauh dari kaca. Jangan keluar sampai angin reda. Darurat: 112.',
        en: 'Take shelter now in an inner room, away from glass. Do not go out until it is over. Emergency: 112.',
      },
    },
  ],
  haze: [
    {
      description: {
        id: 'Udara di {place} mulai tidak sehat sampai {until}.',
        en: 'The air in {place} is becoming unhealthy until {until}.',
      },
      instruction: {
        id: 'Kurangi kegiatan di luar. Anak, lansia dan penderita asma memakai masker.',
        en: 'Do less outside. Children, the elderly and people with asthma wear a mask.',
      },
    },
    {
      description: {
        id: 'Udara di {place} tidak sehat karena asap sampai {until}.',
        en: 'Smoke makes the air in {place} unhealthy until {until}.',
      },
      instruction: {
        id: 'Tetap di dalam, tutup jendela, pakai masker bila keluar.',
        en: 'Stay inside, close windows, wear a mask outside.',
      },
    },
    {
      description: {
        id: 'Udara di {place} berbahaya bagi semua orang sampai {until}.',
        en: 'The air in {place} is dangerous to everyone until {until}.',
      },
      instruction: {
        id: 'Jangan keluar rumah. Bila sesak napas, telepon 119 atau pergi ke rumah oksigen terdekat.',
        en: 'Do not go out. If you cannot breathe well, call 119 or go to the nearest clean-air shelter.',
      },
    },
  ],
  earthquake: [
    {
      description: {
        id: 'Gempa terasa di {place}. Gempa susulan mungkin terjadi sampai {until}.',
        en: 'An earthquake was felt in {place}. Aftershocks are possible until {until}.',
      },
      instruction: {
        id: 'Tetap tenang. Periksa retakan dan bau gas di rumah Anda.',
        en: 'Stay calm. Look for cracks and the smell of gas in your home.',
      },
    },
    {
      description: {
        id: 'Gempa merusak sebagian bangunan di {place}. Gempa susulan diperkirakan sampai {until}.',
        en: 'An earthquake has damaged buildings in {place}. Aftershocks are expected until {until}.',
      },
      instruction: {
        id: 'Jangan masuk bangunan yang retak. Berkumpul di tempat terbuka.',
        en: 'Do not enter cracked buildings. Gather in the open.',
      },
    },
    {
      description: {
        id: 'Gempa kuat merobohkan bangunan di {place}. Gempa susulan mengancam jiwa sampai {until}.',
        en: 'A strong earthquake has brought down buildings in {place}. Aftershocks threaten lives until {until}.',
      },
      instruction: {
        id: 'Keluar dari bangunan. Di pantai, lari ke tempat tinggi sekarang. Bila terjebak, telepon 112.',
        en: 'Leave buildings. On the coast, run to high ground now. If you are trapped, call 112.',
      },
    },
  ],
  volcano: [
    {
      description: {
        id: 'Kegiatan Gunung {gunung} meningkat. Peringatan untuk {place} berlaku sampai {until}.',
        en: 'Mount {gunung} is more active. The warning for {place} holds until {until}.',
      },
      instruction: {
        id: 'Jauhi kawah. Siapkan masker dan kacamata.',
        en: 'Keep away from the crater. Have a mask and goggles ready.',
      },
    },
    {
      description: {
        id: 'Gunung {gunung} dapat meletus. Abu dapat turun di {place} sampai {until}.',
        en: 'Mount {gunung} may erupt. Ash may fall in {place} until {until}.',
      },
      instruction: {
        id: 'Tinggalkan zona bahaya. Siapkan tas darurat dan kendaraan. Jauhi sungai yang berhulu di gunung.',
        en: 'Leave the danger zone. Have a bag and transport ready. Keep away from rivers that begin on the mountain.',
      },
    },
    {
      description: {
        id: 'Gunung {gunung} meletus. Awan panas atau lahar mengancam {place} sampai {until}.',
        en: 'Mount {gunung} is erupting. Hot clouds or lahars threaten {place} until {until}.',
      },
      instruction: {
        id: 'Mengungsi sekarang menurut jalur evakuasi. Pakai masker. Bila terjebak, telepon 112.',
        en: 'Leave now by the evacuation route. Wear a mask. If you are trapped, call 112.',
      },
    },
  ],
  fire: [
    {
      description: {
        id: 'Kebakaran kecil terjadi di {place}. Peringatan berlaku sampai {until}.',
        en: 'There is a small fire in {place}. The warning holds until {until}.',
      },
      instruction: {
        id: 'Beri jalan bagi pemadam. Tutup jendela dari asap.',
        en: 'Make way for the fire brigade. Close windows against the smoke.',
      },
    },
    {
      description: {
        id: 'Kebakaran di {place} meluas. Peringatan berlaku sampai {until}.',
        en: 'The fire in {place} is spreading. The warning holds until {until}.',
      },
      instruction: {
        id: 'Bersiap meninggalkan rumah. Matikan listrik dan gas. Jauhi asap.',
        en: 'Be ready to leave home. Switch off power and gas. Keep out of the smoke.',
      },
    },
    {
      description: {
        id: 'Kebakaran besar mengancam rumah di {place} sampai {until}.',
        en: 'A large fire threatens homes in {place} until {until}.',
      },
      instruction: {
        id: 'Tinggalkan rumah sekarang. Merunduk di bawah asap. Jangan kembali untuk barang. Telepon 113 atau 112.',
        en: 'Leave home now. Stay low under the smoke. Do not go back for belongings. Call 113 or 112.',
      },
    },
  ],
  landslide: [
    {
      description: {
        id: 'Tanah di {place} dapat bergerak sampai {until}.',
        en: 'The ground in {place} may move until {until}.',
      },
      instruction: {
        id: 'Perhatikan retakan tanah dan air keruh dari lereng.',
        en: 'Watch for cracks and muddy water from the slope.',
      },
    },
    {
      description: {
        id: 'Longsor mungkin terjadi di lereng {place} sampai {until}.',
        en: 'Landslides are likely on slopes in {place} until {until}.',
      },
      instruction: {
        id: 'Jangan tidur di rumah dekat lereng malam ini. Jauhi tebing dan tepi sungai.',
        en: 'Do not sleep near a slope tonight. Keep away from cliffs and river banks.',
      },
    },
    {
      description: {
        id: 'Longsor terjadi di {place}. Longsor susulan mengancam jiwa sampai {until}.',
        en: 'There are landslides in {place}. More of them threaten lives until {until}.',
      },
      instruction: {
        id: 'Mengungsi sekarang dari lereng. Jangan mendekat ke longsoran. Bila ada yang tertimbun, telepon 112.',
        en: 'Leave the slopes now. Keep away from the slide. If somebody is buried, call 112.',
      },
    },
  ],
}

/** The texts to begin with; the area's name is the officer's to give. */
export function templateOf(
  hazard: HazardKey,
  severity: Severity,
  language: Language,
): Omit<WarningWords, 'area'> {
  const level = levelOf(severity)
  const { description, instruction } = templates[hazard][level - 1] ?? templates[hazard][2]
  return {
    headline: say(language, 'warning.headline', {
      level: '{level}',
      hazard: phrase(language, hazardOf(hazard).name),
    }),
    description: phrase(language, description),
    instruction: phrase(language, instruction),
  }
}
