// Makes a phone's photo small before it crosses a slow network: at most 1600 px, JPEG, and so without its EXIF and place.

const LONGEST_PX = 1600
const QUALITY = 0.82

/** The photo as a data address; null when the browser cannot open it. */
export async function shrink(file: File): Promise<string | null> {
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => null)
  if (!picture) return null
  const scale = Math.min(1, LONGEST_PX / Math.max(picture.width, picture.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(picture.width * scale))
  canvas.height = Math.max(1, Math.round(picture.height * scale))
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height)
  picture.close()
  return canvas.toDataURL('image/jpeg', QUALITY)
}

export function blobOf(dataAddress: string): Blob {
  const bytes = atob(dataAddress.slice(dataAddress.indexOf(',') + 1))
  return new Blob([Uint8Array.from(bytes, byte => byte.charCodeAt(0))], { type: 'image/jpeg' })
}
