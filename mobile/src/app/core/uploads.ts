import { inject, Injectable, signal } from '@angular/core';
import { Api } from './api';
import type { Upload } from './draft';
import type { Slot } from './model';
import { Problem } from './problem';

const THERE_ALREADY = 412;
const STALLED_MS = 30_000;

/** Brings files to the slots that the API opens for them. */
@Injectable({ providedIn: 'root' })
export class Uploads {
  private readonly api = inject(Api);
  private readonly part = signal(0);
  private running?: { readonly id: string; readonly stop: AbortController };

  /** How much of the running upload is there, from 0 to 1. */
  readonly progress = this.part.asReadonly();

  /**
   * @returns the id by which a message names the file
   * @throws Problem a passing one also when it was cancelled, or when nothing has moved for a while
   */
  async send(id: string, file: Blob, upload: Upload): Promise<string> {
    const stop = new AbortController();
    this.running = { id, stop };
    this.part.set(0);
    const described = { mime: upload.mime, bytes: file.size, sha256: await sha256(file), filename: upload.filename };
    const { body: slot } = await this.api.call<Slot>('POST', this.api.uploads, { body: described });
    if (stop.signal.aborted) throw new Problem(0, 'Stopped');
    await this.put(slot, file, stop);
    return slot.uploadId;
  }

  /** Whatever the file waits for: what is cancelled before its slot is open is never begun. */
  cancel(id: string): void {
    if (this.running?.id === id) this.running.stop.abort();
  }

  /** `XMLHttpRequest`, because `fetch` does not tell how far a body has gone. */
  private put(slot: Slot, file: Blob, stop: AbortController): Promise<void> {
    const request = new XMLHttpRequest();
    let patience: ReturnType<typeof setTimeout> | undefined;
    const wait = (): void => {
      clearTimeout(patience);
      patience = setTimeout(() => stop.abort(), STALLED_MS);
    };
    return new Promise<void>((resolve, reject) => {
      stop.signal.onabort = () => request.abort();
      request.open('PUT', slot.url);
      for (const [name, value] of Object.entries(slot.headers)) request.setRequestHeader(name, value);
      request.upload.onprogress = ({ loaded, total }) => {
        this.part.set(total ? loaded / total : 0);
        wait();
      };
      request.onload = () => (isThere(request.status) ? resolve() : reject(refusal(request)));
      request.onerror = () => reject(new Problem(0, 'The file was not taken'));
      request.onabort = () => reject(new Problem(0, 'Stopped'));
      request.send(file);
      wait();
    }).finally(() => clearTimeout(patience));
  }
}

function isThere(status: number): boolean {
  return (status >= 200 && status < 300) || status === THERE_ALREADY;
}

/** A slot that has run out says 403: another one may do. */
function refusal({ status }: XMLHttpRequest): Problem {
  return new Problem(status === 403 ? 503 : status, 'The file was not taken');
}

/** In base64. */
export async function sha256(file: Blob): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return btoa(String.fromCharCode(...digest));
}
