import type { Upload } from './draft';

export const LIMIT_MB = 25;
const LONGEST_SIDE = 1920;
const QUALITY = 0.82;
const TYPES = ['image/jpeg', 'image/png', 'image/gif', 'image/webp', 'image/heic', 'application/pdf', 'video/mp4'];

export type Refusal = 'attach.wrongType' | 'attach.tooBig' | 'attach.unreadable';

export class Unfit extends Error {
  constructor(readonly reason: Refusal) {
    super(reason);
  }
}

/** Makes a file fit to be sent. @throws Unfit if it cannot be */
export async function fit(file: File): Promise<{ file: Blob; upload: Upload }> {
  if (!TYPES.includes(file.type)) throw new Unfit('attach.wrongType');
  const isDrawn = file.type.startsWith('image/') && file.type !== 'image/gif';
  if (isDrawn) return shrunk(file);
  if (file.size > LIMIT_MB * 1024 * 1024) throw new Unfit('attach.tooBig');
  return { file, upload: { mime: file.type, bytes: file.size, filename: file.name } };
}

/** Drawn anew, so that it is small enough and says neither where nor with what it was taken. */
async function shrunk(file: File): Promise<{ file: Blob; upload: Upload }> {
  const bitmap = await createImageBitmap(file).catch(() => {
    throw new Unfit('attach.unreadable');
  });
  const { width, height } = within(bitmap, LONGEST_SIDE);
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0, width, height);
  bitmap.close();
  const mime = file.type === 'image/png' ? 'image/png' : 'image/jpeg';
  const small = await canvas.convertToBlob({ type: mime, quality: QUALITY });
  const filename = file.name.replace(/\.\w+$/, '') + (mime === 'image/png' ? '.png' : '.jpg');
  return { file: small, upload: { mime, bytes: small.size, filename, width, height } };
}

/** The largest size of the same shape that is no longer than that on either side. */
export function within(size: { width: number; height: number }, longest: number): { width: number; height: number } {
  const scale = Math.min(1, longest / Math.max(size.width, size.height));
  return { width: Math.round(size.width * scale), height: Math.round(size.height * scale) };
}
