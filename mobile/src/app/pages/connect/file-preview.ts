import { Component, computed, effect, input, output, signal } from '@angular/core';
import { IonButton, IonIcon, IonModal } from '@ionic/angular';
import type { Upload } from '../../core/draft';
import { Say } from '../../core/words';

/** A look at a picture or file before it goes out, with a caption. */
@Component({
  selector: 'app-file-preview',
  imports: [IonButton, IonIcon, IonModal, Say],
  templateUrl: './file-preview.html',
  styleUrl: './previews.scss',
})
export class FilePreview {
  readonly chosen = input<{ file: Blob; upload: Upload }>();
  readonly sent = output<string>();
  readonly closed = output();

  protected readonly caption = signal('');
  protected readonly isPicture = computed(() => this.chosen()?.upload.mime.startsWith('image/') ?? false);
  protected readonly address = signal('');

  constructor() {
    effect((onCleanup) => {
      const chosen = this.chosen();
      if (!chosen) return;
      const address = URL.createObjectURL(chosen.file);
      this.address.set(address);
      this.caption.set('');
      onCleanup(() => URL.revokeObjectURL(address));
    });
  }

  protected write(event: Event): void {
    this.caption.set((event.target as HTMLInputElement).value);
  }
}
