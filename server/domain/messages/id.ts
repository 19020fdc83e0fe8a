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

  // notices: what an officer decided
  'notice.verified':
    'Petugas sudah memverifikasi laporan Anda nomor {number} ({hazard}). Terima kasih, laporan ini membantu warga lain.',
  'notice.dismissed': 'Petugas tidak dapat memakai laporan Anda nomor {number} ({hazard}).',
  'notice.resolved': 'Keadaan di laporan Anda nomor {number} ({hazard}) dinyatakan selesai oleh petugas.',
  'notice.reason': 'Catatan petugas: {reason}',

  // bot
  'bot.start':
    'Kentongan meneruskan laporan Anda ke peta bencana yang dilihat warga dan petugas. Cukup satu menit.\nNyawa terancam? Telepon 112.',
  'bot.help':
    '/lapor: buat laporan\n/status: laporan Anda dan kabarnya\n/bahasa: ganti bahasa\n/batal: hentikan laporan yang sedang dibuat\n/bantuan: pesan ini\n\nAnda dapat mengirim lokasi, foto, atau tulisan kapan saja. Darurat: 112.',
  'bot.idle': 'Untuk melapor, ketik /lapor atau sebutkan bencananya, misalnya "banjir".',
  'bot.ask-hazard': 'Bencana apa yang Anda lihat?',
  'bot.hear-hazard': 'Kami belum mengenali bencana itu. Pilih satu dari daftar.',
  'bot.ask-place':
    'Di mana kejadiannya? Bagikan lokasi, atau ketik nama tempatnya (kelurahan, kecamatan, atau kota).',
  'bot.share-place': '📍 Bagikan lokasi saya',
  'bot.hear-place':
    'Tempat itu tidak kami temukan. Coba nama kelurahan, kecamatan, atau kotanya, atau bagikan lokasi.',
  'bot.place-taken': 'Lokasi Anda kami simpan.',
  'bot.hear-depth': 'Pilih setinggi apa airnya, atau tulis dalam sentimeter, misalnya "80 cm".',
  'bot.hear-choice': 'Pilih satu jawaban dari daftar.',
  'bot.hear-choices': 'Pilih satu atau beberapa jawaban dari daftar, lalu tekan Selesai.',
  'bot.unknown': 'Tidak tahu',
  'bot.done': 'Selesai',
  'bot.ask-extras':
    'Kirim satu foto, beberapa kata, atau foto dengan keterangan. Boleh dilewati. Utamakan keselamatan Anda.',
  'bot.hear-extras': 'Kami menerima foto dan tulisan saja.',
  'bot.hear-confirm': 'Kami menunggu Anda menekan Kirim. Foto atau tulisan masih dapat ditambahkan.',
  'bot.photo-taken': 'Foto Anda kami simpan.',
  'bot.photo-lost':
    'Fotonya belum berhasil kami ambil. Kirim sekali lagi bila sempat; laporan Anda tetap jalan tanpa foto.',
  'bot.photo-refused':
    'Foto itu tidak dapat kami pakai. Coba foto lain bila sempat; laporan Anda tetap jalan tanpa foto.',
  'bot.skip': 'Lewati',
  'bot.keep': 'Tetap seperti tadi',
  'bot.back': '‹ Kembali',
  'bot.cancel': 'Batal',
  'bot.first-step': 'Ini langkah pertama.',
  'bot.ask-confirm': 'Sudah benar?',
  'bot.shared-place': 'lokasi yang Anda bagikan',
  'bot.with-photo': 'dengan foto',
  'bot.add-photo': 'Foto masih dapat Anda kirim sekarang.',
  'bot.send': '✅ Kirim',
  'bot.sent': 'Terkirim.',
  'bot.change-place': 'Ubah tempat',
  'bot.change-answers': 'Ubah jawaban',
  'bot.change-hazard': 'Ubah bencana',
  'bot.cancelled': 'Laporan dibatalkan, tidak ada yang terkirim. Ketik /lapor bila ingin mulai lagi.',
  'bot.nothing-to-cancel': 'Tidak ada laporan yang sedang dibuat.',
  'bot.button-old':
    'Tombol itu milik laporan yang sudah selesai. Ketik /status untuk melihatnya atau /lapor untuk yang baru.',
  'bot.expired': 'Laporan yang Anda mulai kemarin kami hentikan. Laporkan keadaan sekarang.',
  'bot.language': 'Pilih bahasa.',
  'bot.language-name': 'Bahasa Indonesia',
  'bot.language-set': 'Kami memakai Bahasa Indonesia.',
  'bot.form': 'Isi lewat formulir dengan peta',
  'bot.receipt':
    'Terima kasih. Laporan {number} sudah kami terima dan tampil di peta. Kami kabari bila petugas memeriksanya.',
  'bot.receipt-map': 'Lihat di peta',
  'bot.receipt-advice': 'Sambil menunggu:',
  'bot.receipt-numbers': 'Darurat 112 · Ambulans 119 · SAR 115',
  'bot.status-none': 'Anda belum pernah melapor dari sini. Ketik /lapor untuk memulai.',
  'bot.status': 'Laporan Anda yang terakhir:',
  'bot.command-report': 'Buat laporan bencana',
  'bot.command-status': 'Laporan saya',
  'bot.command-language': 'Ganti bahasa',
  'bot.command-help': 'Bantuan',
  'bot.command-cancel': 'Batalkan laporan',

  // form

  // map

  // desk
} as const satisfies Record<string, string>
