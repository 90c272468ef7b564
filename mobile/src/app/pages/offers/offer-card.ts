import { Component, computed, inject, input, output } from '@angular/core';
import { IonIcon } from '@ionic/angular';
import type { Offer } from '../../core/model';
import { Times } from '../../core/times';
import { Say } from '../../core/words';
import { Coupon } from '../../shared/coupon';
import { LinkedText } from '../connect/message/linked-text';

/** An offer like a voucher: what it is about, a code if it has one, and how long it is good. */
@Component({
  selector: 'app-offer-card',
  imports: [Coupon, IonIcon, LinkedText, Say],
  templateUrl: './offer-card.html',
  styleUrl: './offer-card.scss',
})
export class OfferCard {
  private readonly times = inject(Times);

  readonly offer = input.required<Offer>();
  readonly dismissed = output();

  protected readonly day = computed(() => this.times.dayOf(Date.parse(this.offer().time)));
  protected readonly until = computed(() => {
    const { expiresAt } = this.offer();
    return expiresAt ? this.times.momentOf(Date.parse(expiresAt)) : undefined;
  });
}
