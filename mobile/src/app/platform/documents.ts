import { Injectable } from '@angular/core';

/** Files of any kind, by the phone's own chooser, and files for the customer to keep. */
@Injectable({ providedIn: 'root' })
export class Documents {
  /** Returns null if the customer thought better of it. */
  choose(types: string): Promise<File | null> {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = types;
    return new Promise((resolve) => {
      input.onchange = () => resolve(input.files?.[0] ?? null);
      input.oncancel = () => resolve(null);
      input.click();
    });
  }

  save(name: string, text: string): void {
    const url = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }));
    const link = document.createElement('a');
    link.href = url;
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
  }
}
