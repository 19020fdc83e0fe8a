// Bahasa Indonesia: halaman /docs, untuk peneliti dan pemrogram. Nama alamat, parameter, dan program tetap apa adanya.
export const docs = {
  'docs.title': 'Data dan API terbuka',
  'docs.lead':
    'Laporan warga di sini terbuka untuk semua program: tanpa mendaftar, tanpa kunci. Halaman ini menunjukkan letak semuanya, dengan contoh yang dapat disalin. Alamat pemasangan ini sudah terisi di dalamnya.',
  'docs.contents': 'Di halaman ini',
  'docs.description': 'Uraian lengkap, alamat demi alamat',
  'docs.description-about': 'Setiap parameter dan jawaban, dapat dicoba di peramban.',
  'docs.document': 'Dokumen OpenAPI 3.0',
  'docs.copy': 'Salin',
  'docs.copied': 'Tersalin',
  'docs.map': 'Peta langsung',
  'docs.example': 'Contoh untuk {program}',
  'docs.addresses': 'Alamat',

  'docs.basics': 'Ringkasnya',
  'docs.basics-about':
    'Waktu ditulis dalam UTC, ISO 8601. Koordinat: bujur, lintang, dalam derajat (WGS 84). Kedalaman dalam sentimeter. Laporan yang ditolak petugas dan laporan latihan tidak ikut. Setiap laporan punya dua nama: id, dan nomor yang dipakai orang.',
  'docs.basics-levels':
    'Tingkat 0 belum diketahui, 1 ringan, 2 sedang, 3 parah. Keadaan: unverified (belum diverifikasi), verified (diverifikasi petugas), atau resolved (selesai).',
  'docs.basics-wrong':
    'Parameter yang tidak dikenal dijawab 400, sehingga salah ketik tidak pernah mengembalikan semuanya. Jawaban membawa ETag: tanyakan lagi dengan If-None-Match, dan jawaban yang belum berubah adalah 304 tanpa isi.',

  'docs.reports': 'Laporan langsung, seperti PetaBencana.id',
  'docs.reports-about':
    'Program yang membaca API data PetaBencana berjalan di sini cukup dengan mengganti alamat. Bentuk bawaannya TopoJSON; mintalah geoformat=geojson.',
  'docs.door-reports': 'Laporan beberapa jam terakhir; admin, disaster, timeperiod (detik)',
  'docs.door-archive': 'Laporan antara start dan end',
  'docs.door-timeseries': 'Banyaknya laporan tiap jam',
  'docs.door-report': 'Satu laporan menurut nomornya',
  'docs.door-floods':
    'Wilayah dengan keadaan banjirnya, sebagai poligon; di sampingnya states, places, archive',
  'docs.door-floodgauges': 'Pos duga air dan bacaannya dalam 12 jam terakhir',
  'docs.door-infrastructure': 'Pompa, pintu air, waduk, lokasi, sungai',
  'docs.door-cards': 'Tautan sekali pakai ke formulir, untuk bot Anda sendiri',

  'docs.features': 'Untuk peta dan statistik: OGC API - Features',
  'docs.features-about':
    'QGIS, ArcGIS, GDAL, R, dan Python hanya memerlukan alamat ini. Laporan dari segala waktu, kejadian, wilayah, pos duga air, peringatan; saringan, kotak, rentang waktu, urutan. Halaman berlanjut dengan penanda, bukan nomor: yang baru masuk tidak mengulang atau menyembunyikan laporan.',
  'docs.features-qgis':
    'Di QGIS: Layer › Add Layer › Add WFS / OGC API - Features Layer › New. Ketik alamatnya, pilih OGC API - Features, lalu sambungkan.',
  'docs.door-collections': 'Apa saja yang ada; peramban mendapat halaman dengan peta kecil',
  'docs.door-items': 'Fitur: bbox, datetime, sifat, filter (CQL2), sortby, limit sampai 1.000',
  'docs.door-queryables': 'Apa yang dapat ditanyakan',
  'docs.door-schema': 'Kamus data: setiap sifat dengan artinya',

  'docs.warnings': 'Peringatan: CAP 1.2',
  'docs.warnings-about':
    'Peringatan dari lembaga adalah dokumen CAP 1.2 dalam bahasa Indonesia dan Inggris. Dokumen tidak pernah berubah: pembaruan adalah dokumen baru yang menyebut yang lama. Latihan ditandai Exercise, di umpan tersendiri.',
  'docs.door-cap': 'Umpan Atom pesan terbaru',
  'docs.door-exercise': 'Yang sama untuk latihan',
  'docs.door-capfile': 'Satu pesan seperti saat diterbitkan',
  'docs.door-warnings': 'Peringatan yang berlaku, sebagai GeoJSON',

  'docs.live': 'Saat itu juga',
  'docs.live-about':
    'Anda tidak perlu bertanya berulang-ulang. Soket memberi gambaran saat ini, lalu setiap perubahan, dengan penanda: kembalilah dengan penanda itu, dan tidak ada yang terlewat atau terulang.',
  'docs.door-socket': 'Socket.IO: kirim watch, terima change',

  'docs.tiles': 'Ubin vektor',
  'docs.tiles-about':
    'Untuk peta dengan sangat banyak laporan, di MapLibre, QGIS, atau deck.gl: titik, dan kerumunan bila terlalu rapat.',
  'docs.door-tilejson': 'TileJSON 3.0 laporan langsung; di sampingnya incidents.json',
  'docs.door-tile': 'Satu ubin; hazard, level, state, hours, words, region, area',
  'docs.door-live': 'Daftar di samping ubin: jumlahnya, dan satu halaman isinya',

  'docs.past': 'Masa lalu dan angka',
  'docs.past-about':
    'Jumlah dari waktu ke waktu, seberapa cepat laporan ditangani, dan seluruh peta pada saat yang lalu, seperti tampak waktu itu.',
  'docs.door-timeline': 'Laporan di setiap langkah suatu rentang, menurut bencana dan tingkat',
  'docs.door-moments': 'Peta pada saat yang lalu',
  'docs.door-figures': 'Waktu tunggu dan kasus terbuka; figures.csv untuk tabel',

  'docs.send': 'Mengirim laporan',
  'docs.send-about':
    'Formulir dan bot Anda sendiri dapat mengirim laporan. Beri setiap laporan kunci baru: dikirim lagi dengan kunci yang sama, laporannya tetap satu, seburuk apa pun jaringannya.',
  'docs.door-send': 'Laporan: hazard, place, answers, words, at',
  'docs.door-photo': 'Fotonya, dengan kunci yang sama',
  'docs.door-near': 'Apa yang dilaporkan orang lain di dekatnya, untuk ditanyakan sebelum mengirim',

  'docs.ticket': 'Tiket untuk laporan',
  'docs.ticket-about':
    'Laporan tidak memerlukan tiket. Saat program membanjiri sistem dengan laporan, laporan bertiket dinilai terpisah. Sebaiknya bot atau formulir Anda memperoleh tiket: cukup kurang dari satu detik.',
  'docs.ticket-task':
    'Tiket adalah jawaban atas tugas ALTCHA, dikirim dalam header Report-Ticket. Tiket berlaku untuk satu laporan, yaitu yang memakai kunci yang sama. Kirim dalam satu jam; setelah itu nilainya berkurang, dan setelah dua hari habis. Siapa yang mengambil sangat banyak tiket, tugasnya makin berat.',
  'docs.door-ticket': 'Tugas PBKDF2/SHA-256 untuk laporan dengan kunci ini',

  'docs.exports': 'Semuanya dalam satu berkas',
  'docs.exports-about':
    'Semua laporan yang sesuai pertanyaan Anda, dialirkan menurut urutan masuknya: CSV dengan tanda HXL, GeoJSON, GeoJSON per baris, FlatGeobuf; GeoPackage sampai 250.000 laporan. Sambungan terputus? Tanyakan lagi dengan after= dan id laporan utuh yang terakhir.',
  'docs.exports-as-of':
    'Dengan as_of, pertanyaan yang sama berjawaban sama tahun depan, kecuali yang ditarik sejak itu. Bulan dan tahun utuh tersedia sebagai berkas dengan checksum, kamus, dan lisensi.',
  'docs.door-exports': 'Format, parameter, dan kolom',
  'docs.door-csv':
    'Juga .ndjson, .geojson, .fgb, dan .gpkg; start, end, hazard, level, state, region, bbox, as_of',
  'docs.door-snapshots': 'Bulan dan tahun yang tersedia, dengan SHA-256',

  'docs.statistics': 'Statistik',
  'docs.statistics-about':
    'Banyaknya laporan menurut waktu, bencana, tingkat, keadaan, provinsi, wilayah, atau sel H3, dalam hari menurut zona waktu Anda. Kelompok di bawah lima laporan tidak disebut, begitu pula yang akan membocorkannya.',
  'docs.door-statistics': 'by paling banyak tiga di antaranya; statistics.csv untuk tabel',
  'docs.door-cells': 'Sel H3 sebagai poligon; resolution, box, by',

  'docs.door-cap-incidents':
    'Kejadian yang diverifikasi petugas, dengan pengirim tersendiri: bukan peringatan',
  'docs.door-atom': 'Atom dengan GeoRSS, untuk pembaca umpan; di sampingnya incidents.atom',

  'docs.open311': 'Sistem kota: Open311 GeoReport v2',
  'docs.open311-about':
    'FixMyStreet dan sistem kota lain mendaftar apa yang dapat dilaporkan, membaca laporan, dan mengirimnya, dalam XML dan JSON. Ini bukan saluran darurat: dalam keadaan darurat hubungi 112.',
  'docs.door-discovery': 'Letak semuanya; juga .json',
  'docs.door-services': 'Apa yang dapat dilaporkan, dan apa yang ditanyakan',
  'docs.door-requests': 'Laporan 90 hari; service_code, start_date, end_date, status',
  'docs.door-open311-send': 'Mengirim satu; yang sama dalam beberapa menit tetap satu',

  'docs.live-events':
    'Program tanpa Socket.IO membaca Server-Sent Events: setiap EventSource kembali sendiri dengan Last-Event-ID.',
  'docs.door-events': 'Server-Sent Events; bbox, region, hazard, snapshot=0',

  'docs.webhooks': 'Webhook',
  'docs.webhooks-about':
    'Server Anda dipanggil bila ada yang berubah, ditandatangani menurut Standard Webhooks, sedikitnya sekali. Administrator menyiapkannya di meja petugas, dengan saringan; rahasianya ditunjukkan sekali. Kiriman yang gagal dicoba lagi selama berhari-hari, dan dapat dikirim ulang.',
  'docs.webhooks-check':
    'Periksa tanda tangannya sebelum percaya: HMAC-SHA256 atas id.timestamp.body dengan rahasia itu.',
  'docs.door-cities': 'Wilayah dengan kodenya; /cities/bounds menyebut letak sebuah titik',

  'docs.client': 'Klien bertipe untuk TypeScript',
  'docs.client-about':
    'Dibuat dari dokumen OpenAPI, sehingga penyunting kode Anda mengenal setiap alamat, parameter, dan jawaban.',
  'docs.client-install': 'npm install {url}/docs/kentongan-client.tgz',
  'docs.client-typed':
    'Klien ini menunggu lalu bertanya lagi bila 429 atau 503 menyebut kapan, dan membuka semua halaman sendiri. Di repositori, letaknya di folder client.',
  'docs.door-client': 'Paketnya, untuk npm melalui alamat ini',

  'docs.keys': 'Kunci dan batas',
  'docs.keys-about':
    'Semua di halaman ini terbuka tanpa kunci. Permintaan dihitung menurut bebannya; RateLimit menyebut sisanya. Bila habis, jawabannya 429 dengan Retry-After: tunggulah sekian detik, lalu lanjutkan. Kunci layanan dari administrator memberi sepuluh kali lipat: Authorization: Bearer KUNCI.',
  'docs.keys-research':
    'Dengan perjanjian penelitian, administrator memberi kunci yang membuka lebih banyak: rumah setepat laporannya. Kunci ini berlaku di alamat PetaBencana, fitur OGC, berkas massal, Atom, Open311, masa lalu, soket, dan peristiwa. Kontak dan laporan rahasia tetap tersembunyi.',
  'docs.keys-audience':
    'Jawabannya menyebut Data-Audience: researcher, dan tidak boleh disimpan cache. Pesan CAP, ubin, statistik, dan berkas berkala sama bagi semua orang: satu nama selalu berarti bita yang sama.',
  'docs.privacy': 'Privasi',
  'docs.privacy-about':
    'Siapa pelapornya tidak pernah disebut. Nomor telepon dan alamat surel dihapus dari kata-kata. Tempat yang merupakan rumah dibulatkan ke sekitar 100 m, laporan rahasia ke sekitar 1 km dan tanpa kata-katanya. Foto kehilangan semua catatan kameranya.',
  'docs.privacy-ask':
    'Mohon jangan mencari tahu siapa yang melapor. Laporan yang ditarik warga hilang dari sini: biarkan hilang juga dari salinan Anda.',
  'docs.licence': 'Lisensi dan kutipan',
  'docs.licence-about': 'Perangkat lunaknya bebas dengan lisensi MIT.',
  'docs.licence-data': 'Datanya berlisensi {licence}.',
  'docs.licence-ask': 'Lisensi datanya belum disebutkan: tanyakan kepada {publisher}.',
  'docs.licence-cite': 'Sebutkan sumbernya:',
  'docs.citation': '{publisher}: laporan bencana dari warga, {url}, diambil pada {date}.',
  'docs.licence-biases':
    'Kenali batasnya: laporan datang dari tempat yang punya ponsel, jaringan, dan cahaya siang. Sedikit laporan tidak berarti sedikit yang terjadi. Yang belum diverifikasi adalah pernyataan.',
  'docs.refusals': 'Bila sesuatu ditolak',
  'docs.refusals-about':
    'Alamat kami sendiri menjawab sesuai RFC 9457 (application/problem+json). `code` tidak pernah berubah; kalimatnya dalam bahasa menurut Accept-Language.',
  'docs.code': 'Kode',
  'docs.sentence': 'Yang dikatakannya',
} as const
