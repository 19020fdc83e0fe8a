// Makes a phone's photo small before it crosses a slow network: at most 1600 px, JPEG, and so without its EXIF and place.

const LONGEST_PX = 1600
const QUALITY = 0.82
/** As much as the server takes. */
const LIMIT_BYTES = 15 * 1024 * 1024

/** null when neither the browser nor the server can open it. */
export async function shrink(file: File): Promise<Blob | null> {
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => null)
  if (!picture) return asItIs(file)
  const scale = Math.min(1, LONGEST_PX / Math.max(picture.width, picture.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(picture.width * scale))
  canvas.height = Math.max(1, Math.round(picture.height * scale))
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height)
  picture.close()
  return new Promise(resolve => canvas.toBlob(resolve, 'image/jpeg', QUALITY))
}

/** Phones take HEIC that most browsers cannot open: the server can. Copied, so that it outlives the file it came from. */
async function asItIs(file: File): Promise<Blob | null> {
  if (file.size > LIMIT_BYTES) return null
  const bytes = await file.arrayBuffer().catch(() => null)
  return bytes && isHeic(bytes) ? new Blob([bytes], { type: 'image/heic' }) : null
}

const isHeic = (bytes: ArrayBuffer): boolean =>
  /^ftyp(hei[cmsx]|hev[cmsx]|mif1|msf1)$/.test(String.fromCharCode(...new Uint8Array(bytes.slice(4, 12))))
