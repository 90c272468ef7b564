import { Injectable } from '@angular/core';
import { App } from '@capacitor/app';

/** Addresses by which other apps and pages open this one. */
@Injectable({ providedIn: 'root' })
export class AppLinks {
  async listen(opened: (url: URL) => void): Promise<void> {
    await App.addListener('appUrlOpen', ({ url }) => opened(new URL(url)));
  }
}
