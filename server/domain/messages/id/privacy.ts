// Bahasa Indonesia: the notice of privacy (UU PDP 27/2022), for everybody who reports or asks.
export const privacy = {
  'privacy.title': 'Data Anda',
  'privacy.lead':
    'Kentongan menyimpan sesedikit mungkin tentang Anda. Halaman ini mengatakan apa, untuk apa, dan berapa lama.',
  'privacy.who': 'Siapa yang bertanggung jawab',
  'privacy.controller': 'Pengendali data pribadi di sini adalah {name}.',
  'privacy.contact': 'Hubungi: {contact}',
  'privacy.no-contact': 'Pengelola belum menyebutkan alamat. Sampaikan lewat kantor atau saluran resminya.',
  'privacy.what': 'Apa yang disimpan, untuk apa',
  'privacy.what-report':
    'Laporan: jenis bencana, jawaban, tempat, waktu, kata-kata dan foto. Itulah peta bencana, dan laporan disimpan sebagai arsip terbuka tanpa nama.',
  'privacy.what-sender':
    'Pengirim: nomor atau alamat obrolan, atau tanda acak dari peramban. Untuk membalas Anda, dan untuk mengenali laporan palsu.',
  'privacy.what-photo': 'Foto: digambar ulang. Catatan kamera dan lokasinya hilang sebelum ada yang melihat.',
  'privacy.what-place':
    'Lokasi ponsel: hanya bila Anda membagikannya. Rumah ditunjukkan kepada umum dengan ketelitian seratus meter.',
  'privacy.what-follow': 'Tempat yang Anda ikuti: untuk mengabari Anda saat ada bahaya di sana.',
  'privacy.what-line':
    'Alamat internet: hanya sebentar dalam ingatan, untuk membagi layanan dengan adil. Tidak ditulis.',
  'privacy.basis':
    'Dasarnya adalah persetujuan Anda saat mengirim, dan pelindungan nyawa (UU 27/2022, pasal 20).',
  'privacy.see': 'Siapa yang melihatnya',
  'privacy.see-all':
    'Umum melihat laporan tanpa pengirim. Nomor telepon dan surel dalam kata-kata disamarkan.',
  'privacy.see-officers':
    'Petugas wilayah itu melihat tempat tepat dan kata-kata lengkap. Nomor Anda tidak mereka lihat.',
  'privacy.see-carriers':
    'Telegram, WhatsApp atau operator SMS meneruskan pesan Anda dan tunduk pada aturan mereka sendiri.',
  'privacy.see-nobody': 'Tidak ada iklan, pelacak, atau penjualan data.',
  'privacy.long': 'Berapa lama',
  'privacy.days': '{days} hari',
  'privacy.for-ever': 'selamanya',
  'privacy.kept-reports': 'Laporan, tanpa pengirim',
  'privacy.kept-senders': 'Siapa yang mengirim sebuah laporan, sejak laporan itu berakhir',
  'privacy.kept-citizens': 'Nomor atau alamat yang tidak diperlukan lagi',
  'privacy.kept-conversations': 'Percakapan yang terhenti',
  'privacy.kept-questions': 'Pertanyaan petugas dan jawaban Anda',
  'privacy.kept-cards': 'Tautan sekali pakai ke formulir',
  'privacy.kept-sessions': 'Sesi petugas yang sudah berakhir',
  'privacy.rights': 'Hak Anda',
  'privacy.rights-what':
    'Anda berhak tahu, melihat, memperbaiki, menarik persetujuan, meminta dihapus, dan keberatan.',
  'privacy.rights-link':
    'Tautan pribadi di bukti laporan: lihat, perbaiki atau tarik laporan Anda, tanpa akun.',
  'privacy.rights-forget':
    'Perintah /hapus di obrolan, atau SMS HAPUS: nomor dan percakapan Anda dihapus saat itu juga.',
  'privacy.rights-alerts':
    'Di halaman /waspada: berhenti mengikuti tempat, dan alamat peramban Anda ikut terhapus.',
  'privacy.rights-else':
    'Untuk selebihnya hubungi pengendali. Jawaban diberikan dalam tiga hari kerja (3 × 24 jam).',
} as const satisfies Record<string, string>
