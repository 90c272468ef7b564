import { Component, inject, input, signal } from '@angular/core';
import { IonButton, IonIcon, IonModal } from '@ionic/angular';
import { Notices } from '../core/notices';
import { Say } from '../core/words';
import { QrCode } from './qr-code';

/** A code to be scanned: enlarged by a tap, readable and to be copied below. */
@Component({
  selector: 'app-coupon',
  imports: [IonButton, IonIcon, IonModal, QrCode, Say],
  templateUrl: './coupon.html',
  styleUrl: './coupon.scss',
})
export class Coupon {
  private readonly notices = inject(Notices);

  readonly text = input.required<string>();
  protected readonly isLarge = signal(false);

  protected async copy(): Promise<void> {
    await navigator.clipboard.writeText(this.text());
    await this.notices.tell('message.copied');
  }
}
