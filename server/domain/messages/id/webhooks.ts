// Bahasa Indonesia: webhook, yaitu alamat program lain yang diberi tahu setiap ada perubahan.
export const webhooks = {
  'deed.connect': 'Mengelola webhook',
  'refusal.webhook-unknown': 'Webhook itu tidak kami temukan.',
  'refusal.webhook-address':
    'Alamat itu tidak dapat dipakai. Gunakan https dengan nama host yang terbuka untuk umum.',
  'refusal.webhook-state': 'Keadaan webhook ini sudah berubah. Muat ulang lalu coba lagi.',
  'refusal.webhooks-enough': 'Sudah ada {limit} webhook. Hapus yang tidak dipakai dulu.',
  'refusal.delivery-unknown': 'Kiriman itu tidak ada lagi, atau isinya sudah ditarik.',
} as const satisfies Record<string, string>
