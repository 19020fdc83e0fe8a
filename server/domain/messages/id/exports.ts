// Bahasa Indonesia: berkas lengkap laporan, dan isi permintaan yang tidak terbaca.
export const exports = {
  'export.past': 'Tulis waktu yang sudah lewat sedikitnya satu menit.',
  'export.not-to-come': 'Tulis waktu yang sudah tiba.',
  'export.after': 'Tulis id laporan terakhir yang sudah Anda simpan.',
  'export.order': 'Akhir rentang mendahului awalnya.',
  'export.region': 'Tulis kode seperti ID-JK, dengan koma di antaranya.',
  'export.as-of-means':
    'as_of menampilkan laporan yang sudah masuk saat itu, sesuai keadaannya saat itu. Laporan yang kemudian ditolak, ditarik, atau dirahasiakan tidak muncul lagi. Kata dan foto yang kemudian diubah dihilangkan. Kejadiannya tidak disebut.',
  'snapshot.title': 'Berkas berkala data terbuka',
  'snapshot.about': 'Tiap bulan dan tiap tahun sebagai berkas, untuk penelitian yang dapat diulang.',
  'snapshot.none': 'Belum ada. Setiap bulan tersedia sehari sesudah bulan itu berakhir.',
  'snapshot.of': 'Laporan bencana dari warga, {period}',
  'snapshot.what': '{reports} laporan yang terlihat pada waktu ini (UTC), per {made}. Edisi {edition}.',
  'snapshot.public':
    'Isinya yang boleh dilihat umum. Letak rumah disamarkan sekitar 100 meter. Latihan tidak termasuk.',
  'snapshot.edition': 'Edisi {edition} tanggal {made}',
  'snapshot.cite': 'Cara mengutip',
  'snapshot.licence': 'Lisensi',
  'snapshot.licence-unknown': 'Pengelola belum menyatakan lisensi. Tanyakan kepada {publisher}.',
  'snapshot.biases': 'Yang perlu diketahui sebelum menghitung',
  'snapshot.bias-unverified': 'Sebagian besar laporan belum diperiksa. Lihat kolom “state”.',
  'snapshot.bias-phones':
    'Yang melapor ialah yang punya ponsel dan sinyal. Warga miskin, lansia, dan terpencil kurang terwakili.',
  'snapshot.bias-rumour':
    'Satu peristiwa dapat memunculkan banyak laporan. Hitung kejadian bila yang dimaksud peristiwa.',
  'snapshot.bias-place': 'Sebagian titik berasal dari pin atau nama. Lihat kolom “exactness_m”.',
  'snapshot.bias-silence': 'Tanpa laporan bukan berarti tidak ada peristiwa, apalagi pada malam hari.',
  'snapshot.bias-taken-back':
    'Laporan yang ditolak atau ditarik tidak ada. Edisi berikutnya dapat lebih sedikit.',
  'snapshot.files': 'Berkas',
  'snapshot.files-about':
    '`reports-{period}`: NDJSON dan CSV (gzip), FlatGeobuf. `dictionary`: isi tiap kolom. `SHA256SUMS`: periksa dengan `sha256sum -c`.',
  'snapshot.editions': 'Edisi',
  'snapshot.period': 'Waktu',
  'snapshot.reports': 'Laporan',
  'snapshot.live': 'Semua laporan, sesuai keadaan sekarang',
} as const
