// Bahasa Indonesia: what was refused: what happened, what is safe, what to do next.
export const refusals = {
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
  'refusal.report-closed':
    'Laporan ini sudah ditutup, jadi tidak dapat diubah lagi. Buat laporan baru bila perlu.',
  'refusal.card-unknown': 'Tautan laporan ini tidak kami kenal. Minta tautan baru dari bot.',
  'refusal.card-used': 'Tautan ini sudah dipakai. Laporan Anda sudah kami terima.',
  'refusal.photo-unreadable': 'Foto itu tidak dapat dibuka. Laporan Anda tetap tersimpan. Coba foto lain.',
  'refusal.photo-too-large': 'Foto itu terlalu besar, paling besar {limit} MB. Laporan Anda tetap tersimpan.',
  'refusal.photo-kind': 'Berkas itu bukan foto JPEG, PNG, WebP, atau HEIC. Laporan Anda tetap tersimpan.',
  'refusal.photo-unsafe': 'Berkas itu tidak lolos pemeriksaan keamanan. Laporan Anda tetap tersimpan.',
  'refusal.photo-exists': 'Laporan ini sudah punya foto.',
  'refusal.photos-enough':
    'Laporan ini sudah punya {limit} foto, tidak muat lagi. Laporan Anda tetap tersimpan.',
  'refusal.sign-in-needed': 'Silakan masuk dulu.',
  'refusal.sign-in-wrong': 'Nama atau kata sandi tidak cocok. Coba lagi.',
  'refusal.sign-in-too-often': 'Terlalu banyak percobaan. Tunggu {seconds} detik lalu coba lagi.',
  'refusal.reason-missing': 'Tulis alasannya dulu. Pelapor akan membacanya.',
  'refusal.incident-unknown': 'Kejadian itu tidak kami temukan. Muat ulang petanya.',
  'refusal.outline-wrong': 'Batas wilayahnya belum benar. Gambar lagi tanpa garis yang bersilangan.',
  'refusal.warning-unknown': 'Peringatan itu tidak kami temukan.',
  'refusal.gauge-unknown': 'Pos duga air itu tidak kami temukan.',
  'refusal.reading-impossible':
    'Bacaan itu tidak mungkin. Periksa waktunya, dan tinggi air dalam sentimeter.',
  'refusal.query-unreadable': 'Permintaan itu tidak lengkap. Periksa isinya di halaman /docs.',
  'refusal.warning-words-missing': 'Tulis isi peringatannya dulu, dalam bahasa Indonesia.',
  'refusal.warning-time-wrong': 'Peringatan berlaku sampai kapan? Paling lama tujuh hari dari sekarang.',
  'refusal.alert-place-wrong': 'Tempat itu tidak dapat diikuti. Pilih tempat di Indonesia, 1 sampai 50 km.',
  'refusal.alerts-enough':
    'Anda sudah mengikuti {limit} tempat. Hentikan satu dulu untuk menambah yang lain.',
  'refusal.alerts-unknown': 'Peramban ini belum mengikuti tempat mana pun.',
  'refusal.push-address-wrong':
    'Layanan pemberitahuan peramban ini tidak dapat kami pakai. Coba peramban lain, atau bot Telegram kami.',
  'refusal.too-often': 'Terlalu banyak permintaan. Tunggu {seconds} detik lalu coba lagi.',
  'refusal.not-found': 'Halaman ini tidak ada.',
  'refusal.database-away':
    'Penyimpanan sedang tidak terjangkau. Laporan belum tersimpan. Coba lagi sebentar lagi.',
  'refusal.internal': 'Ada yang salah di pihak kami. Coba lagi sebentar lagi.',
} as const satisfies Record<string, string>
