// Bahasa Indonesia: hitungan laporan menurut waktu, jenis, dan tempat.
export const statistics = {
  'refusal.statistics-wrong':
    'Parameter “{parameter}” tidak dikenal, atau isinya tidak terbaca. Lihat /docs.',
  'refusal.statistics-many':
    'Kelompoknya lebih dari {most}. Pilih rentang, saringan, atau pembagian yang lebih kasar.',
  'refusal.statistics-unready': 'Laporan lama masih dihitung. Coba lagi sebentar lagi.',
}
