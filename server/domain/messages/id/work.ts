// Bahasa Indonesia: the officers' work and what citizens hear of it.
export const work = {
  'refusal.case-unknown': 'Kasus ini tidak ditemukan.',
  'refusal.case-changed':
    'Petugas lain baru saja mengubah kasus ini. Lihat keadaannya sekarang, lalu putuskan lagi.',
  'refusal.case-claimed': 'Kasus ini sedang dipegang {officer}.',
  'refusal.stage-wrong': 'Langkah ini tidak dapat diambil dari keadaan sekarang.',
  'refusal.stages-wrong': 'Keadaan ini tidak ada di tabel.',
  'refusal.agency-unknown': 'Lembaga ini belum terdaftar.',
  'refusal.deadline-past': 'Tenggat itu sudah lewat. Pilih waktu yang akan datang.',
  'refusal.merge-alone': 'Pilih dua kasus atau lebih untuk digabung.',
  'refusal.merge-drill': 'Latihan tidak dapat digabung dengan kejadian nyata.',
  'refusal.split-nothing': 'Pilih dahulu laporan yang dipisahkan.',
  'refusal.nothing-to-undo': 'Tidak ada langkah yang dapat diurungkan.',
  'refusal.undo-followed': 'Kasus lain sudah melangkah lebih jauh. Urungkan langkah itu dahulu.',
  'notice.question':
    'Petugas bertanya tentang laporan Anda {number}:\n\n{words}\n\nBalas di sini dengan kata-kata Anda.',
  'bot.answer-taken': 'Terima kasih. Jawaban Anda sudah diteruskan ke petugas.',
} as const satisfies Record<string, string>
