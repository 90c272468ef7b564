import { Component, computed, input } from '@angular/core';
import { IonIcon } from '@ionic/angular';
import type { State } from '../../../core/entry';
import { Say } from '../../../core/words';

const ICONS = { waiting: 'time-outline', sending: 'time-outline', sent: 'checkmark', delivered: 'checkmark-done', failed: 'alert-circle' } as const;

/** How far a message has come, by shape and in words. */
@Component({
  selector: 'app-ticks',
  imports: [IonIcon, Say],
  template: `<ion-icon [name]="icon()" [class]="state()" aria-hidden="true" /><span class="unseen">{{ $any('state.' + state()) | say }}</span>`,
  styles: `
    ion-icon {
      display: block;
      font-size: 1rem;
    }

    .delivered {
      color: var(--ion-color-primary);
    }
  `,
})
export class Ticks {
  readonly state = input.required<State>();

  protected readonly icon = computed(() => ICONS[this.state()]);
}
