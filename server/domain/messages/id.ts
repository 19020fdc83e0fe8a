// Bahasa Indonesia, the reference language: calm, formal "Anda", short sentences, no exclamation marks.
export const id = {
  // levels, states, places
  'level.0': 'Belum diketahui',
  'level.1': 'Waspada',
  'level.2': 'Siaga',
  'level.3': 'Awas',
  'state.unverified': 'Belum diverifikasi',
  'state.verified': 'Terverifikasi',
  'state.dismissed': 'Ditolak',
  'state.resolved': 'Selesai',
  'state.ended': 'Berakhir',
  'drill.banner': 'LATIHAN: ini bukan kejadian nyata',

  // refusals: what happened, what is safe, what to do next
  'refusal.hazard-unknown': 'Jenis bencana ini belum kami kenal. Pilih salah satu dari daftar.',
  'refusal.answers-wrong': 'Ada jawaban yang tidak dapat kami baca ({field}). Periksa lalu kirim lagi.',
  'refusal.place-missing': 'Lokasinya belum ada. Bagikan lokasi atau ketik nama tempatnya.',
  'refusal.place-not-a-point': 'Lokasi itu bukan titik di bumi. Pilih lagi di peta.',
  'refusal.place-zero': 'Ponsel belum menemukan lokasi Anda. Pilih titiknya di peta.',
  'refusal.place-outside': 'Lokasi itu di luar wilayah layanan kami. Pilih titik di Indonesia.',
  'refusal.time-unreadable': 'Waktu laporan tidak terbaca. Kirim tanpa waktu, kami pakai waktu sekarang.',
  'refusal.time-future': 'Waktu laporan ada di masa depan. Periksa jam ponsel Anda.',
  'refusal.time-ancient': 'Kejadian ini sudah lebih dari tujuh hari. Laporkan keadaan sekarang.',
  'refusal.words-too-long': 'Tulisan Anda terlalu panjang. Paling banyak {limit} huruf.',
  'refusal.key-missing':
    'Permintaan ini tidak membawa kunci Idempotency-Key. Muat ulang halaman lalu coba lagi.',
  'refusal.body-unreadable': 'Kiriman ini tidak dapat kami baca. Muat ulang halaman lalu coba lagi.',
  'refusal.body-too-large': 'Kiriman ini terlalu besar. Kirim tulisan yang lebih pendek.',
  'refusal.report-unknown': 'Laporan itu tidak kami temukan. Periksa nomornya.',
  'refusal.report-changed': 'Petugas lain baru saja mengubah laporan ini. Lihat keadaan terbarunya dulu.',
  'refusal.card-unknown': 'Tautan laporan ini tidak kami kenal. Minta tautan baru dari bot.',
  'refusal.card-used': 'Tautan ini sudah dipakai. Laporan Anda sudah kami terima.',
  'refusal.photo-unreadable': 'Foto itu tidak dapat dibuka. Laporan Anda tetap tersimpan. Coba foto lain.',
  'refusal.photo-too-large': 'Foto itu terlalu besar, paling besar {limit} MB. Laporan Anda tetap tersimpan.',
  'refusal.photo-kind': 'Berkas itu bukan foto JPEG, PNG, atau WebP. Laporan Anda tetap tersimpan.',
  'refusal.photo-exists': 'Laporan ini sudah punya foto.',
  'refusal.sign-in-needed': 'Silakan masuk dulu.',
  'refusal.sign-in-wrong': 'Nama atau kata sandi tidak cocok. Coba lagi.',
  'refusal.sign-in-too-often': 'Terlalu banyak percobaan. Tunggu {seconds} detik lalu coba lagi.',
  'refusal.reason-missing': 'Tulis alasannya dulu. Pelapor akan membacanya.',
  'refusal.not-found': 'Halaman ini tidak ada.',
  'refusal.database-away':
    'Penyimpanan sedang tidak terjangkau. Laporan belum tersimpan. Coba lagi sebentar lagi.',
  'refusal.internal': 'Ada yang salah di pihak kami. Coba lagi sebentar lagi.',

  // bot

  // form

  // map

  // desk
} as const satisfies Record<string, string>
