import { Component, computed, type ElementRef, inject, signal, viewChild } from '@angular/core';
import { IonIcon } from '@ionic/angular';
import { Choices } from '../../core/choices';
import type { Upload } from '../../core/draft';
import { Notices } from '../../core/notices';
import { Outbox } from '../../core/outbox';
import { fit, LIMIT_MB, Unfit } from '../../core/picture';
import { Unsent } from '../../core/unsent';
import { Say } from '../../core/words';
import { Documents } from '../../platform/documents';
import { Photos } from '../../platform/photos';
import { FilePreview } from './file-preview';
import { PlacePreview } from './place-preview';

const FILE_TYPES = 'image/*,application/pdf,video/mp4';

/** Where the customer writes, and adds pictures, files and places. */
@Component({
  selector: 'app-composer',
  imports: [FilePreview, IonIcon, PlacePreview, Say],
  templateUrl: './composer.html',
  styleUrl: './composer.scss',
})
export class Composer {
  private readonly outbox = inject(Outbox);
  private readonly photos = inject(Photos);
  private readonly documents = inject(Documents);
  private readonly notices = inject(Notices);
  private readonly choices = inject(Choices);
  private readonly field = viewChild.required<ElementRef<HTMLTextAreaElement>>('field');
  protected readonly unsent = inject(Unsent);

  protected readonly canSend = computed(() => this.unsent.text().trim() !== '');
  protected readonly chosen = signal<{ file: Blob; upload: Upload } | undefined>(undefined);
  protected readonly isPlacing = signal(false);

  protected write(event: Event): void {
    this.unsent.write((event.target as HTMLTextAreaElement).value);
  }

  /** A key press that ends a composition, as of Chinese characters, does not send. */
  protected enter(event: Event): void {
    if ((event as KeyboardEvent).shiftKey || (event as KeyboardEvent).isComposing) return;
    event.preventDefault();
    void this.send();
  }

  /** The focus goes back first, while the tap lasts: so the keyboard stays open. */
  protected async send(): Promise<void> {
    this.field().nativeElement.focus();
    if (!this.canSend()) return;
    await this.outbox.say({ text: await this.unsent.take() });
  }

  protected async attach(): Promise<void> {
    await this.choices.offer('chat.attach', [
      { text: 'attach.camera', icon: 'camera', act: () => void this.pick(() => this.photos.take()) },
      { text: 'attach.gallery', icon: 'images-outline', act: () => void this.pick(() => this.photos.choose()) },
      { text: 'attach.file', icon: 'document-text-outline', act: () => void this.pick(() => this.documents.choose(FILE_TYPES)) },
      { text: 'attach.place', icon: 'location-outline', act: () => this.isPlacing.set(true) },
    ]);
  }

  protected sendFile(caption: string): void {
    const chosen = this.chosen();
    this.chosen.set(undefined);
    if (chosen) void this.outbox.sayWithFile(chosen.file, chosen.upload, caption.trim());
  }

  private async pick(ask: () => Promise<File | null>): Promise<void> {
    const file = await ask().catch(() => this.notices.tell('attach.refused'));
    if (!file) return;
    try {
      this.chosen.set(await fit(file));
    } catch (problem) {
      if (!(problem instanceof Unfit)) throw problem;
      await this.notices.tell(problem.reason, { size: Math.ceil(file.size / 1024 / 1024), limit: LIMIT_MB });
    }
  }
}
