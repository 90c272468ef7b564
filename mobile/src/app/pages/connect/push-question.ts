import { Component, inject } from '@angular/core';
import { IonButton, IonIcon } from '@ionic/angular';
import { Notifications } from '../../core/notifications';
import { Say } from '../../core/words';

/** Asks whether an answer may be notified, where the customer waits for one, before the phone itself asks. */
@Component({
  selector: 'app-push-question',
  imports: [IonButton, IonIcon, Say],
  template: `
    <ion-icon name="notifications" aria-hidden="true" />
    <div>
      <strong>{{ 'push.title' | say }}</strong>
      <p>{{ 'push.text' | say }}</p>
      <ion-button size="small" (click)="notifications.accept()">{{ 'push.yes' | say }}</ion-button>
      <ion-button size="small" fill="clear" (click)="notifications.decline()">{{ 'push.no' | say }}</ion-button>
    </div>
  `,
  styleUrl: './push-question.scss',
})
export class PushQuestion {
  protected readonly notifications = inject(Notifications);
}
