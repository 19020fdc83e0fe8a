// Bahasa Indonesia: the administrators' room of states and deadlines.
export const stages = {
  'stages.view': 'Tenggat',
  'stages.what': 'Sampai kapan tiap keadaan harus ditangani, dan siapa yang diberi tahu jika lewat.',
  'stages.none': 'tanpa tenggat',
  'stages.never': 'tanpa tenggat',
  'stages.minutes': '{count} menit',
  'stages.hours': '{count} jam',
  'stages.deadlines': 'Tenggat dalam jam, kosong berarti tanpa tenggat',
  'stages.form': 'Angka dalam jam, misalnya 0,25 untuk 15 menit',
  'stages.told': 'Yang diberi tahu jika lewat',
  'stages.higher': 'Lalu administrator setelah, dalam jam; kosong berarti tidak',
  'stages.undo': 'Urungkan perubahan',
  'stages.undone': 'Tenggat yang lama berlaku lagi.',
  'refusal.deadlines-order': 'Tingkat yang lebih berat tidak dapat diberi waktu lebih lama.',
} as const satisfies Record<string, string>
