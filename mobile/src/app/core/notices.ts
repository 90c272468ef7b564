import { inject, Injectable } from '@angular/core';
import { ToastController } from '@ionic/angular';
import { Words, type TextValues } from './words';
import type { TextKey } from '../texts/en';

const SHORT_MS = 2000;
const LONG_MS = 5500;
const SHORT_TEXT = 24;

/** Short notices above the tab bar. */
@Injectable({ providedIn: 'root' })
export class Notices {
  private readonly toasts = inject(ToastController);
  private readonly words = inject(Words);

  async tell(key: TextKey, values?: TextValues): Promise<void> {
    const message = this.words.of(key, values);
    await this.show({ message, duration: message.length > SHORT_TEXT ? LONG_MS : SHORT_MS });
  }

  /** With a button that takes back what was done. */
  async undoable(key: TextKey, undo: () => void): Promise<void> {
    const buttons = [{ text: this.words.of('offers.undo'), handler: undo }];
    await this.show({ message: this.words.of(key), duration: LONG_MS, buttons });
  }

  private async show(options: Parameters<ToastController['create']>[0]): Promise<void> {
    const toast = await this.toasts.create({ position: 'bottom', positionAnchor: 'tabs', ...options });
    await toast.present();
  }
}
