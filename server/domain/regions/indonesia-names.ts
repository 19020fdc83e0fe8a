// The provinces of Indonesia by code, without their shapes: for whoever only has to name or to choose one.
const zones = { wib: 'Asia/Jakarta', wita: 'Asia/Makassar', wit: 'Asia/Jayapura' }

/** Code, Indonesian name, English name, clock, and other codes for the same province. */
const table = [
  ['ID-AC', 'Aceh', 'Aceh', 'wib'],
  ['ID-BA', 'Bali', 'Bali', 'wita'],
  ['ID-BB', 'Kepulauan Bangka Belitung', 'Bangka Belitung Islands', 'wib'],
  ['ID-BE', 'Bengkulu', 'Bengkulu', 'wib'],
  ['ID-BT', 'Banten', 'Banten', 'wib'],
  ['ID-GO', 'Gorontalo', 'Gorontalo', 'wita'],
  ['ID-JA', 'Jambi', 'Jambi', 'wib'],
  ['ID-JB', 'Jawa Barat', 'West Java', 'wib', 'bdg'],
  ['ID-JI', 'Jawa Timur', 'East Java', 'wib', 'sby'],
  ['ID-JK', 'DKI Jakarta', 'Jakarta', 'wib', 'jbd'],
  ['ID-JT', 'Jawa Tengah', 'Central Java', 'wib', 'srg'],
  ['ID-KB', 'Kalimantan Barat', 'West Kalimantan', 'wib'],
  ['ID-KI', 'Kalimantan Timur', 'East Kalimantan', 'wita'],
  ['ID-KR', 'Kepulauan Riau', 'Riau Islands', 'wib'],
  ['ID-KS', 'Kalimantan Selatan', 'South Kalimantan', 'wita'],
  ['ID-KT', 'Kalimantan Tengah', 'Central Kalimantan', 'wib'],
  ['ID-KU', 'Kalimantan Utara', 'North Kalimantan', 'wita'],
  ['ID-LA', 'Lampung', 'Lampung', 'wib'],
  ['ID-MA', 'Maluku', 'Maluku', 'wit'],
  ['ID-MU', 'Maluku Utara', 'North Maluku', 'wit'],
  ['ID-NB', 'Nusa Tenggara Barat', 'West Nusa Tenggara', 'wita'],
  ['ID-NT', 'Nusa Tenggara Timur', 'East Nusa Tenggara', 'wita'],
  ['ID-PA', 'Papua', 'Papua', 'wit', 'ID-PE', 'ID-PS', 'ID-PT'],
  ['ID-PB', 'Papua Barat', 'West Papua', 'wit', 'ID-PD'],
  ['ID-RI', 'Riau', 'Riau', 'wib'],
  ['ID-SA', 'Sulawesi Utara', 'North Sulawesi', 'wita'],
  ['ID-SB', 'Sumatera Barat', 'West Sumatra', 'wib'],
  ['ID-SG', 'Sulawesi Tenggara', 'Southeast Sulawesi', 'wita'],
  ['ID-SN', 'Sulawesi Selatan', 'South Sulawesi', 'wita'],
  ['ID-SR', 'Sulawesi Barat', 'West Sulawesi', 'wita'],
  ['ID-SS', 'Sumatera Selatan', 'South Sumatra', 'wib'],
  ['ID-ST', 'Sulawesi Tengah', 'Central Sulawesi', 'wita'],
  ['ID-SU', 'Sumatera Utara', 'North Sumatra', 'wib'],
  ['ID-YO', 'DI Yogyakarta', 'Yogyakarta', 'wib'],
] as const satisfies [code: string, id: string, en: string, zone: keyof typeof zones, ...aliases: string[]][]

export const provinces = table.map(([code, id, en, zone, ...aliases]) => ({
  code,
  name: { id, en },
  timeZone: zones[zone],
  aliases: [...aliases] as string[],
}))
