import { Injectable } from '@angular/core';
import { Preferences } from '@capacitor/preferences';

/** Small values that outlive the app, as JSON under a name. */
@Injectable({ providedIn: 'root' })
export class Keep {
  /** Returns null for what was never written, and for what cannot be read any more. */
  async read<T>(key: string): Promise<T | null> {
    const { value } = await Preferences.get({ key });
    try {
      return value === null ? null : (JSON.parse(value) as T);
    } catch {
      return null;
    }
  }

  async write(key: string, value: unknown): Promise<void> {
    await Preferences.set({ key, value: JSON.stringify(value) });
  }

  async remove(key: string): Promise<void> {
    await Preferences.remove({ key });
  }
}
