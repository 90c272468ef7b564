import { Component, inject, input } from '@angular/core';
import type { QuickReplies as Replies } from '../../../core/model';
import { Outbox } from '../../../core/outbox';
import { Say } from '../../../core/words';

/** Answers to choose from, below the newest message. */
@Component({
  selector: 'app-quick-replies',
  imports: [Say],
  template: `
    <div role="group" [attr.aria-label]="'replies.label' | say">
      @for (item of replies().items; track $index) {
        <button type="button" dir="auto" (click)="choose(item)">{{ item.text }}</button>
      }
    </div>
  `,
  styleUrl: './quick-replies.scss',
})
export class QuickReplies {
  private readonly outbox = inject(Outbox);

  /** The id of the message that is answered. */
  readonly to = input.required<string>();
  readonly replies = input.required<Replies>();

  protected choose({ text = '', payload = text }: Replies['items'][number]): void {
    void this.outbox.say({ reply: { to: this.to(), type: 'QuickReply', text, payload } });
  }
}
