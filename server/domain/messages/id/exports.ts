// Bahasa Indonesia: berkas lengkap laporan, dan isi permintaan yang tidak terbaca.
export const exports = {
  'export.past': 'Tulis waktu yang sudah lewat sedikitnya satu menit.',
  'export.not-to-come': 'Tulis waktu yang sudah tiba.',
  'export.after': 'Tulis id laporan terakhir yang sudah Anda simpan.',
  'export.order': 'Akhir rentang mendahului awalnya.',
  'export.region': 'Tulis kode seperti ID-JK, dengan koma di antaranya.',
} as const
