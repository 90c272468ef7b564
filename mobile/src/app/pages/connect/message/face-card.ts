import { Component, computed, inject, input, signal } from '@angular/core';
import type { Action, Face } from '../../../core/model';
import { Outbox } from '../../../core/outbox';
import { SETTINGS } from '../../../core/settings';
import { isWebAddress, mayLoad } from '../../../core/origins';

/** A card with a picture, words, and what can be done about it. */
@Component({
  selector: 'app-face-card',
  templateUrl: './face-card.html',
  styleUrl: './face-card.scss',
})
export class FaceCard {
  private readonly outbox = inject(Outbox);
  private readonly settings = inject(SETTINGS);

  readonly face = input.required<Face>();
  /** The id of the message that it is part of. */
  readonly to = input.required<string>();
  readonly isOpen = input(false);

  protected readonly isBroken = signal(false);
  /** Only from where the app may load from; other pictures are left out. */
  protected readonly image = computed(() => {
    const { image } = this.face();
    return image && mayLoad(image, this.settings) && !this.isBroken() ? image : undefined;
  });
  protected readonly actions = computed(() => (this.face().actions ?? []).filter((action) => isLink(action) || this.isOpen()));

  protected linkOf(action: Action): string | undefined {
    return isLink(action) ? action.url : undefined;
  }

  protected choose({ text = '', payload = text }: Action): void {
    void this.outbox.say({ reply: { to: this.to(), type: 'Button', text, payload } });
  }
}

function isLink({ url }: Action): boolean {
  return url !== undefined && isWebAddress(url);
}
