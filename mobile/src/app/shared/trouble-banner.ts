import { Component, computed, inject } from '@angular/core';
import { IonIcon } from '@ionic/angular';
import { ChatStore } from '../core/chat-store';
import { Times } from '../core/times';
import { Trouble } from '../core/trouble';
import { Say } from '../core/words';

/** Says that there is no connection, and what works all the same; goes away by itself. */
@Component({
  selector: 'app-trouble-banner',
  imports: [IonIcon, Say],
  templateUrl: './trouble-banner.html',
  styleUrl: './trouble-banner.scss',
})
export class TroubleBanner {
  private readonly times = inject(Times);
  protected readonly chat = inject(ChatStore);
  protected readonly trouble = inject(Trouble);

  protected readonly updated = computed(() => this.chat.answeredAt() && this.times.timeOf(this.chat.answeredAt()));
}
