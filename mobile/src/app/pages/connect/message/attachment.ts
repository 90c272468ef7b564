import { Component, computed, inject, input, linkedSignal } from '@angular/core';
import { IonIcon } from '@ionic/angular';
import { ChatStore } from '../../../core/chat-store';
import type { Entry } from '../../../core/entry';
import type { Content } from '../../../core/model';
import { mayLoad } from '../../../core/origins';
import { Previews } from '../../../core/previews';
import { SETTINGS } from '../../../core/settings';
import { Say } from '../../../core/words';
import { Viewer } from './viewer';

/** A picture or a file of a message, whatever has become of it. */
@Component({
  selector: 'app-attachment',
  imports: [IonIcon, Say, Viewer],
  templateUrl: './attachment.html',
  styleUrl: './files.scss',
})
export class Attachment {
  private readonly chat = inject(ChatStore);
  private readonly settings = inject(SETTINGS);
  private readonly previews = inject(Previews);
  private hasRenewed = false;

  readonly file = input.required<Content>();
  readonly entry = input.required<Entry>();
  /** The name of who sent it. */
  readonly author = input.required<string>();

  protected readonly isPicture = computed(() => {
    const { attachmentMime, attachmentMediaType } = this.file();
    return attachmentMime?.startsWith('image/') ?? attachmentMediaType === 'Image';
  });
  protected readonly address = computed(() => {
    const { attachmentUrl } = this.file();
    return attachmentUrl && mayLoad(attachmentUrl, this.settings) ? attachmentUrl : undefined;
  });
  /** What was sent from here is here already. */
  protected readonly shown = computed(() => this.previews.ifKnown(this.entry().id) ?? this.address());
  protected readonly isBroken = linkedSignal({ source: this.shown, computation: () => false });
  protected readonly isViewed = linkedSignal({ source: this.entry, computation: () => false });

  /** Links end after ten minutes, so the first failure is answered by a new one. */
  protected broken(): void {
    this.isBroken.set(true);
    if (!this.hasRenewed) void this.renew();
  }

  protected async renew(): Promise<void> {
    this.hasRenewed = true;
    await this.chat.refreshLinks(this.entry().seq ?? 0).catch(() => undefined);
  }
}
