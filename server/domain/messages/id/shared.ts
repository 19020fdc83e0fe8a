// Bahasa Indonesia: levels, states and the drill: said everywhere.
export const shared = {
  // levels, states, places
  'level.0': 'Belum diketahui',
  'level.1': 'Waspada',
  'level.2': 'Siaga',
  'level.3': 'Awas',
  'state.unverified': 'Belum diverifikasi',
  'state.verified': 'Terverifikasi',
  'state.dismissed': 'Ditolak',
  'state.resolved': 'Selesai',
  'state.withdrawn': 'Ditarik pelapor',
  'state.held': 'Ditahan',
  'state.ended': 'Berakhir',
  'drill.banner': 'LATIHAN: ini bukan kejadian nyata',
} as const satisfies Record<string, string>
