import { inject, Injectable, signal, type Signal } from '@angular/core';
import { Files } from '../platform/files';

/** Pictures that were sent from here, as long as the app is open: no need to fetch them again. */
@Injectable({ providedIn: 'root' })
export class Previews {
  private readonly files = inject(Files);
  private readonly known = new Map<string, Signal<string | undefined>>();

  /** The address of the picture of a draft; not there until the file is read. */
  of(id: string): Signal<string | undefined> {
    const known = this.known.get(id);
    if (known) return known;
    const url = signal<string | undefined>(undefined);
    this.known.set(id, url);
    void this.files.read(id).then((file) => file && url.set(URL.createObjectURL(file)));
    return url;
  }

  /** Returns undefined for what was not sent from here since the app was opened. */
  ifKnown(id: string): string | undefined {
    return this.known.get(id)?.();
  }
}
