import { Component, computed, inject, input } from '@angular/core';
import { ChatStore } from '../../../core/chat-store';
import type { Entry } from '../../../core/entry';
import type { Rich } from '../../../core/model';
import { Say } from '../../../core/words';
import { Coupon } from '../../../shared/coupon';
import { DateChooser } from './date-chooser';
import { FaceCard } from './face-card';
import { PlaceCard } from './place-card';

/** What a message shows beside plain text. */
@Component({
  selector: 'app-rich',
  imports: [Coupon, DateChooser, FaceCard, PlaceCard, Say],
  template: `
    @switch (rich().kind) {
      @case ('qrCode') {
        <app-coupon [text]="$any(rich()).value" />
      }
      @case ('location') {
        <app-place-card [place]="$any(rich())" />
      }
      @case ('datePicker') {
        <app-date-chooser [to]="entry().id" [choice]="$any(rich())" [isOpen]="isOpen()" />
      }
      @default {
        @if (faces().length) {
          <div class="faces" [class.many]="faces().length > 1" role="group" [attr.aria-label]="'cards.label' | say" [attr.tabindex]="faces().length > 1 ? 0 : null">
            @for (face of faces(); track $index) {
              <app-face-card [face]="face" [to]="entry().id" [isOpen]="isOpen()" />
            }
          </div>
        }
      }
    }
  `,
  styles: `
    :host {
      display: block;
      max-inline-size: 100%;
    }

    .faces.many {
      display: grid;
      grid-auto-columns: min(15.5rem, 74vw);
      grid-auto-flow: column;
      gap: 10px;
      padding-block: 2px 8px;
      padding-inline-end: 14px;
      overflow-x: auto;
      scroll-snap-type: x mandatory;
      scrollbar-width: none;
    }

    app-face-card {
      scroll-snap-align: start;
    }
  `,
})
export class RichContent {
  private readonly chat = inject(ChatStore);

  readonly entry = input.required<Entry>();
  readonly rich = input.required<Rich>();
  readonly isNewest = input(false);

  protected readonly faces = computed(() => {
    const rich = this.rich();
    return rich.kind === 'card' ? [rich.card] : rich.kind === 'carousel' ? rich.cards : [];
  });
  /** Whether it can still be answered: it was not, and the customer has not gone on. */
  protected readonly isOpen = computed(() => this.isNewest());
}
