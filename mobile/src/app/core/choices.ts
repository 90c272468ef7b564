import { inject, Injectable } from '@angular/core';
import { ActionSheetController } from '@ionic/angular';
import type { TextKey } from '../texts/en';
import { Words } from './words';

export interface Choice {
  readonly text: TextKey;
  readonly icon: string;
  readonly isDangerous?: boolean;
  readonly act: () => unknown;
}

/** Lets the customer choose what to do. */
@Injectable({ providedIn: 'root' })
export class Choices {
  private readonly sheets = inject(ActionSheetController);
  private readonly words = inject(Words);

  /** What is chosen is done when the sheet is gone: two things above one another confuse the focus. */
  async offer(label: TextKey, choices: readonly Choice[], header?: string): Promise<void> {
    const sheet = await this.sheets.create({
      header,
      htmlAttributes: { 'aria-label': this.words.of(label) },
      buttons: [
        ...choices.map(({ text, icon, isDangerous }, data) => ({ text: this.words.of(text), icon, data, role: isDangerous ? 'destructive' : undefined })),
        { text: this.words.of('message.cancel'), icon: 'close', role: 'cancel' },
      ],
    });
    await sheet.present();
    const { data } = await sheet.onDidDismiss<number>();
    if (data !== undefined) choices[data]?.act();
  }
}
