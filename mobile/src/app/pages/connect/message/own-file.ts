import { Component, computed, inject, input } from '@angular/core';
import { IonIcon } from '@ionic/angular';
import type { Upload } from '../../../core/draft';
import { Outbox } from '../../../core/outbox';
import { Previews } from '../../../core/previews';
import { Say } from '../../../core/words';
import { frameOf } from './frame';

const CIRCLE = 2 * Math.PI * 20;

/** A picture or file that is on its way out, with a ring that fills and a way to stop it. */
@Component({
  selector: 'app-own-file',
  imports: [IonIcon, Say],
  templateUrl: './own-file.html',
  styleUrl: './files.scss',
})
export class OwnFile {
  private readonly outbox = inject(Outbox);
  private readonly previews = inject(Previews);

  readonly id = input.required<string>();
  readonly upload = input.required<Upload>();
  readonly isSending = input(false);
  readonly isDraft = input(false);

  protected readonly circle = CIRCLE;
  protected readonly isPicture = computed(() => this.upload().mime.startsWith('image/'));
  protected readonly frame = computed(() => frameOf(this.upload()));
  protected readonly url = computed(() => this.previews.of(this.id())());
  protected readonly part = computed(() => (this.isSending() ? this.outbox.progress() : 0));
  protected readonly percent = computed(() => Math.round(this.part() * 100));

  protected stop(): void {
    void this.outbox.remove(this.id());
  }
}
