import { Injectable } from '@angular/core';
import { Camera, MediaTypeSelection } from '@capacitor/camera';

/** Pictures from the camera and from the phone's collection. */
@Injectable({ providedIn: 'root' })
export class Photos {
  /** Returns null if the customer thought better of it. @throws Error if the app may not */
  take(): Promise<File | null> {
    return picked(async () => Camera.takePhoto({ webUseInput: true, correctOrientation: true }));
  }

  /** Returns null if the customer thought better of it. @throws Error if the app may not */
  choose(): Promise<File | null> {
    return picked(async () => {
      const { results } = await Camera.chooseFromGallery({ mediaType: MediaTypeSelection.Photo, webUseInput: true, limit: 1 });
      return results[0];
    });
  }
}

async function picked(pick: () => Promise<{ webPath?: string; metadata?: { format?: string } } | undefined>): Promise<File | null> {
  const result = await pick().catch((problem: unknown) => {
    if (/cancel/i.test(String(problem))) return undefined;
    throw problem;
  });
  if (!result?.webPath) return null;
  const blob = await (await fetch(result.webPath)).blob();
  return new File([blob], `photo.${result.metadata?.format ?? 'jpg'}`, { type: blob.type || 'image/jpeg' });
}
