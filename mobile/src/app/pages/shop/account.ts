import { Component, inject, output, signal } from '@angular/core';
import { FormsModule } from '@angular/forms';
import { IonButton, IonInput } from '@ionic/angular';
import { Notifications } from '../../core/notifications';
import { Session } from '../../core/session';
import { Say } from '../../core/words';
import { SignIn } from '../../platform/sign-in';

/** Who is signed in, and the way out. */
@Component({
  selector: 'app-account',
  imports: [FormsModule, IonButton, IonInput, Say],
  templateUrl: './account.html',
  styleUrl: './account.scss',
})
export class Account {
  private readonly signIn = inject(SignIn);
  private readonly notifications = inject(Notifications);

  readonly closed = output();
  protected readonly user = inject(Session).user;
  protected readonly isTrial = this.signIn.isTrial;
  protected readonly next = signal('');

  /** Starts the app anew, so that nothing of one customer is left for the next. */
  protected async leave(): Promise<void> {
    await this.notifications.forget().catch(() => undefined);
    await this.signIn.leave(this.next().trim().toLowerCase() || undefined);
    location.assign(document.baseURI);
  }
}
